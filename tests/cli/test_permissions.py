"""Files and folders without permission: diagnostics and exit codes of cvpdf, not of the parser, and no tracebacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cvpdf.cli.completion import variant_names
from cvpdf.cli.program import command
from tests.cli.running import COMMANDS, cvpdf, write


@pytest.mark.parametrize("name", COMMANDS)
def test_the_parser_accepts_files_that_cannot_be_read(name: str) -> None:
    assert [option.name for option in command(name).params if getattr(option.type, "readable", False)] == []


@pytest.mark.parametrize("name", ["validate", "build", "fit"])
def test_a_cv_that_cannot_be_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cv = write(tmp_path / "cv.yaml")

    opened = Path.open

    def denied(path: Path, *args: Any, **options: Any) -> Any:
        if path != cv:
            return opened(path, *args, **options)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.access", lambda *_args, **_options: False)
    monkeypatch.setattr(Path, "open", denied)
    result = cvpdf(name, cv, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert [d["code"] for d in json.loads(result.stdout)["diagnostics"]] == ["file-unreadable"]


@pytest.mark.parametrize("words", [("build", "--tex-only"), ("build", "--variant", "full"), ("fit",)])
@pytest.mark.parametrize("where", ["x", "x.d/y"])
def test_an_output_folder_without_permission(words: tuple[str, ...], where: str, tmp_path: Path, locked: Path) -> None:
    result = cvpdf(*words, write(tmp_path / "cv.yaml"), "-o", locked / where)
    assert result.exit_code == 4
    assert "error[not-writable]" in result.stderr


@pytest.mark.parametrize(
    "words", [("build",), ("fit",), ("watch",), ("preview", "--no-open"), ("validate",), ("text",)]
)
def test_a_folder_of_the_cv_without_permission(words: tuple[str, ...], locked: Path) -> None:
    result = cvpdf(*words, locked / "cv.yaml")
    assert result.exit_code == 1
    assert "error[file-unreadable]: no permission to read this file" in result.stderr


@pytest.mark.parametrize("words", [("text", "--pdf"), ("check",)])
def test_a_pdf_without_permission(words: tuple[str, ...], locked: Path) -> None:
    result = cvpdf(*words, locked / "cv.pdf")
    assert result.exit_code == 5
    assert "error[" in result.stderr


def test_completion_without_permission(locked: Path) -> None:
    import typer

    context = typer.Context(command("build"))
    context.args = [str(locked / "cv.yaml")]
    context.params = {}
    assert variant_names(context, "o") == ["onepage"]
