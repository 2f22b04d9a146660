"""Measuring blocks, with and without a format and an engine that waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.latex.cancellation import CancelledError
from cvpdf.latex.direct import RunEngine, run_engine
from cvpdf.latex.formats import present
from cvpdf.latex.measure import BODY, Measurement, source
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain
from cvpdf.latex.typesetter import ColdTypesetter, TexDocument
from cvpdf.live.engine_pool import EnginePool
from tests.waiting import PATIENCE

pytestmark = pytest.mark.tex
CLASS = (
    b"\\ProvidesClass{cvpdf}\\LoadClass{article}\\newwrite\\cvblocks\n"
    b"\\def\\cvdump{\\def\\documentclass##1{}\\dump}\n"
    b"\\def\\cvmeasure#1#2#3{\\immediate\\openout\\cvblocks=cv.blocks \\input{#3}\\immediate\\write\\cvblocks{#1 #2}}\n"
)
PREAMBLE = "\\documentclass{cvpdf}\n\\cvdump\n"


def measured(
    folder: Path,
    toolchain: Toolchain,
    formats: Path | None = None,
    body: str = "",
    timeout: float = PATIENCE,
    run_once: RunEngine = run_engine,
) -> Measurement:
    tex = source("\\documentclass{cvpdf}\n", [(10, 1.0), (9.5, 1.25)])
    texts = {"cvpdf.cls": CLASS, "cv.tex": tex.encode(), BODY: body.encode()}
    latex = ColdTypesetter(LatexSettings(toolchain, formats, timeout, run_once=run_once))
    return latex.measure(TexDocument(folder, texts, "pdflatex", PREAMBLE))


def test_with_a_format_and_an_engine_that_waits(
    folder: Path, system: Toolchain, formats: Path, engine_starts: list[list[str]]
) -> None:
    assert measured(folder / "a", system) == Measurement(("9.5 1.25",))
    pool = EnginePool()
    first = measured(folder / "b", system, formats, run_once=pool.run)
    assert first == Measurement(("9.5 1.25",))
    pool.refill()
    engine_starts.clear()
    assert measured(folder / "b", system, formats, run_once=pool.run) == first
    assert not engine_starts
    pool.close()


def test_a_format_that_fails_is_done_without(folder: Path, system: Toolchain, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    assert measured(folder, system, tmp_path / "own").blocks
    ((path, size),) = present(tmp_path / "own")
    path.write_bytes(b"\xff" * size)
    assert measured(folder, system, tmp_path / "own") == Measurement(("9.5 1.25",))
    assert not path.exists()
    wrong = measured(folder, system, tmp_path / "own", "\\undefined")
    assert (wrong.blocks, wrong.reason.splitlines()[0]) == (None, "Undefined control sequence.")
    assert path.exists(), "the format is not what failed"


def test_what_cannot_be_measured(folder: Path, system: Toolchain, tmp_path: Path, formats: Path) -> None:
    endless = measured(folder, system, formats, "\\loop\\iftrue\\repeat", 0.5)
    assert endless.reason == "LaTeX was stopped after its time limit of 0.5 seconds"
    (tmp_path / "file").write_text("")
    assert measured(tmp_path / "file", system, formats).reason.startswith("cannot write to ")
    assert measured(folder, system._replace(pdflatex=None), formats).blocks is None
    latex = ColdTypesetter(LatexSettings(system))
    latex.close()
    with pytest.raises(CancelledError):
        latex.measure(TexDocument(folder, {"cv.tex": b"", BODY: b""}, "pdflatex"))
