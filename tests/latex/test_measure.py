"""Measuring with what is ready: formats, engines that wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.latex import Cancellation, Toolchain
from cvpdf.latex.formats import present
from cvpdf.latex.measure import BODY, Measurement, measure, source
from cvpdf.latex.process import CancelledError
from cvpdf.live.engine_pool import Coming, Press

pytestmark = pytest.mark.tex
EPOCH = 1_700_000_000
CLASS = (
    b"\\ProvidesClass{cvpdf}\\LoadClass{article}\\newwrite\\cvblocks\n"
    b"\\def\\cvdump{\\def\\documentclass##1{}\\dump}\n"
    b"\\def\\cvmeasure#1#2#3{\\immediate\\openout\\cvblocks=cv.blocks \\input{#3}\\immediate\\write\\cvblocks{#1 #2}}\n"
)
PREAMBLE = "\\documentclass{cvpdf}\n\\cvdump\n"


def measured(folder: Path, toolchain: Toolchain, press: Press, body: str = "", timeout: float = 20) -> Measurement:
    tex = source("\\documentclass{cvpdf}\n", [(10, 1.0), (9.5, 1.25)])
    texts = {"cvpdf.cls": CLASS, "cv.tex": tex.encode(), BODY: body.encode()}
    return measure(
        folder,
        texts,
        "pdflatex",
        toolchain,
        timeout=timeout,
        source_date_epoch=EPOCH,
        preamble=PREAMBLE,
        press=press,
    )


def test_with_a_format_and_an_engine_that_waits(
    folder: Path, system: Toolchain, formats: Path, engine_starts: list[list[str]]
) -> None:
    assert measured(folder / "a", system, Press()) == Measurement(("9.5 1.25",))
    press = Press(formats)
    first = measured(folder / "b", system, press)
    assert first == Measurement(("9.5 1.25",))
    used_last = present(formats)[0][0].stem
    press.expect([Coming(folder / "b", "pdflatex", used_last, EPOCH)], system, Cancellation())
    engine_starts.clear()
    assert measured(folder / "b", system, press) == first
    assert not engine_starts
    press.close()


def test_a_format_that_fails_is_done_without(folder: Path, system: Toolchain, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    press = Press(tmp_path / "own")
    assert measured(folder, system, press).blocks
    ((path, size),) = present(tmp_path / "own")
    path.write_bytes(b"\xff" * size)
    assert measured(folder, system, press) == Measurement(("9.5 1.25",))
    assert not path.exists()
    wrong = measured(folder, system, press, "\\undefined")
    assert (wrong.blocks, wrong.reason.splitlines()[0]) == (None, "Undefined control sequence.")
    assert path.exists(), "the format is not what failed"


def test_what_cannot_be_had(folder: Path, system: Toolchain, tmp_path: Path, formats: Path) -> None:
    press = Press(formats)
    endless = measured(folder, system, press, "\\loop\\iftrue\\repeat", 0.5)
    assert endless.reason == "LaTeX was stopped after 0.5 seconds, its time limit"
    (tmp_path / "file").write_text("")
    assert measured(tmp_path / "file", system, press).reason.startswith("the measurements cannot be had: ")
    assert measured(folder, system._replace(pdflatex=None), press).blocks is None
    switch = Cancellation()
    switch.cancel()
    with pytest.raises(CancelledError):
        measure(
            folder,
            {"cv.tex": b""},
            "pdflatex",
            system,
            timeout=5,
            source_date_epoch=0,
            cancellation=switch,
            press=press,
        )
