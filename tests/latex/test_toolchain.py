"""Finding LaTeX."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf.latex import toolchain as module
from cvpdf.latex.toolchain import Toolchain, find_toolchain, identity, present_files, versions


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\necho\necho Version 1\n")
    path.chmod(0o755)
    return path


def test_programs_on_the_path(tmp_path: Path) -> None:
    pdflatex, latexmk = program(tmp_path, "pdflatex"), program(tmp_path, "latexmk")
    found = find_toolchain(str(tmp_path))
    assert (found.pdflatex, found.latexmk, found.lualatex, found.embedded) == (pdflatex, latexmk, None, False)
    assert found.uses_latexmk("pdflatex")
    assert versions(found) == {"latexmk": "Version 1", "pdflatex": "Version 1"}


@pytest.mark.parametrize("relative", ["", ".", "bin"])
def test_programs_of_the_present_folder_are_not_used(
    relative: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path / "project", tmp_path / "project" / "bin", tmp_path / "tex"):
        folder.mkdir()
        program(folder, "pdflatex")
        program(folder, "latexmk")
    monkeypatch.chdir(tmp_path / "project")
    found = find_toolchain(os.pathsep.join((relative, str(tmp_path / "tex"), relative)))
    assert (found.pdflatex, found.latexmk) == (tmp_path / "tex" / "pdflatex", tmp_path / "tex" / "latexmk")
    assert found.path == str(tmp_path / "tex")
    assert find_toolchain(relative).pdflatex in (None, module.find_embedded())


def test_without_latexmk_the_driver_is_direct(tmp_path: Path) -> None:
    program(tmp_path, "pdflatex")
    assert not find_toolchain(str(tmp_path)).uses_latexmk("pdflatex")


def test_the_embedded_one_serves_where_there_is_none(embedded: Toolchain) -> None:
    assert embedded.tree is not None
    assert (embedded.tree / "texmf-dist").is_dir()
    assert not embedded.uses_latexmk("pdflatex")
    assert embedded.lualatex is None
    assert present_files(embedded, ["charter.sty", "CJKutf8.sty"]).keys() == {"charter.sty"}


def test_an_embedded_one_that_cannot_be_executed_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "pdflatex")
    path.chmod(0o644)
    monkeypatch.setattr(module, "find_embedded", lambda: path)
    assert find_toolchain(str(tmp_path / "empty")) == Toolchain(path=str(tmp_path / "empty"))


def test_the_package_is_not_imported(tmp_path: Path) -> None:
    code = f"import sys; from cvpdf.latex.toolchain import find_toolchain; find_toolchain({str(tmp_path)!r})"
    check = (
        f"{code}; print([m for m in sys.modules if m.startswith(('rendercv', 'pydantic', 'jinja2', 'pypdf', 'yaml'))])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "[]\n"


def test_identity_follows_the_programs(tmp_path: Path) -> None:
    path = program(tmp_path, "pdflatex")
    found = find_toolchain(str(tmp_path))
    first = identity(found, "pdflatex")
    assert first == identity(found, "pdflatex")
    path.write_text("#!/bin/sh\necho another\n")
    assert identity(found, "pdflatex") != first
    assert identity(found._replace(latexmk=program(tmp_path, "latexmk")), "pdflatex").count(str(tmp_path)) == 2
    path.unlink()
    assert identity(found, "pdflatex") == "pdflatex - -"


@pytest.mark.tex
def test_files_of_the_system(system: Toolchain) -> None:
    found = present_files(system, ["article.cls", "never-heard-of.sty", "article.cls"])
    assert list(found) == ["article.cls"]
    assert present_files(system, []) == {}
    assert all(versions(system).values())
