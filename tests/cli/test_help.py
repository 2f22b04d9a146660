from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf import __version__
from tests.cli.running import COMMANDS, cvpdf, in_process

HEAVY = (
    *("jinja2", "pypdf", "yaml", "babel", "phonenumbers", "email_validator", "markdown_it", "filelock", "rich"),
    *(
        "cvpdf.schema.resume",
        "cvpdf.pipeline.load",
        "cvpdf.render.printer",
        "cvpdf.pipeline.build",
        "cvpdf.pdf.checks.text",
    ),
)
"""pydantic is not among them: some versions of typer import it themselves."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_help_has_examples_that_name_existing_options(command: str, option: str) -> None:
    result = cvpdf(command, option)
    assert result.exit_code == 0
    text = " ".join(result.output.split())
    examples = re.findall(rf"`(cvpdf {command}[^`]*)`", text)
    assert examples, text
    for example in examples:
        for flag in re.findall(r" (--?[a-z-]+)", example):
            assert flag in text.partition("Example")[0], (example, flag)


def test_the_list_of_commands() -> None:
    result = cvpdf("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} +\S", result.output, re.M), command
    assert cvpdf().output == result.output


def test_exit_codes_are_documented() -> None:
    text = " ".join(cvpdf("build", "--help").output.split())
    for code in ("0", "1", "2", "3", "4", "5"):
        assert re.search(rf"\b{code} [a-zA-Z]", text.partition("Exit codes")[2]), code


def test_the_version() -> None:
    result = cvpdf("--version")
    assert (result.exit_code, result.output) == (0, f"cvpdf {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("build", "--nonsense"), ("build", "--engine", "word"), ("check",), ("build", "a", "b")],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert cvpdf(*arguments).exit_code == 2


@pytest.mark.parametrize("arguments", [[], ["--version"], *([command, "--help"] for command in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = f"""
import os, sys
os._exit = sys.exit
sys.argv = ["cvpdf", *{arguments!r}]
from cvpdf.__main__ import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *[name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_the_module_runs_as_the_program(tmp_path: Path) -> None:
    assert in_process("--version", cwd=tmp_path).stdout == f"cvpdf {__version__}\n"
    installed = Path(sys.executable).with_name("cvpdf")
    if installed.exists():
        done = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"cvpdf {__version__}\n"


def test_what_is_written_last_arrives(tmp_path: Path) -> None:
    """The process ends at once, but not before everything is written."""
    command = [sys.executable, "-m", "cvpdf", "schema"]
    with (tmp_path / "schema.json").open("w") as file:
        assert subprocess.run(command, stdout=file, check=False).returncode == 0
    assert json.loads((tmp_path / "schema.json").read_text())["title"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk")
@pytest.mark.parametrize("words", [["schema"], ["--version"], ["--help"]])
def test_a_full_disk_is_no_success(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "cvpdf", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr


def test_the_readers_end_of_a_pipe_may_go_away(tmp_path: Path) -> None:
    """As with `| head`: no traceback, and nothing of Python's own at exit."""
    command = [sys.executable, "-m", "cvpdf", "schema"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaints = process.stderr.read()
    process.stderr.close()
    assert process.wait() != 0
    assert complaints == ""
