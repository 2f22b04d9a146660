"""Measurements as last time, if nothing that they depend on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.fitting.blocks import Layouts, Measured, MeasureFailure, read
from cvpdf.fitting.measure_cache import cached
from cvpdf.render.font_files import Fonts
from cvpdf.render.rendering import Measurable

LINES = ("page 100", "layout 9 1 589824 720000", "block bullet 7 - 0 0 0 0 0 0 0 0 0 0 0 0")
DOCUMENT = Measurable("preamble", "body", (), "pdflatex", Fonts({"a-fonts.sty": b"x", "fonts/cv-1.tfm": b""}))
AT = [(9.0, 1.0)]


class Latex:
    """Stands for LaTeX, and counts its runs."""

    def __init__(self, answer: tuple[str, ...] | MeasureFailure = LINES) -> None:
        self.answer = answer
        self.runs = 0

    def run(self, _document: Measurable, _layouts: Layouts) -> tuple[str, ...] | MeasureFailure:
        self.runs += 1
        return self.answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "not there yet" / "measured.txt"


def test_the_same_input_is_measured_once(file: Path) -> None:
    latex = Latex()
    for _ in range(2):
        assert cached(latex.run, file, ["class"])(DOCUMENT, AT) == read(LINES)
    assert latex.runs == 1


@pytest.mark.parametrize(
    ("document", "layouts", "depends_on"),
    [
        (DOCUMENT._replace(preamble="other"), AT, "class"),
        (DOCUMENT._replace(body="other"), AT, "class"),
        (DOCUMENT._replace(engine="lualatex"), AT, "class"),
        (DOCUMENT._replace(fonts=Fonts({"a-fonts.sty": b"y", "fonts/cv-1.tfm": b""})), AT, "class"),
        (DOCUMENT._replace(fonts=Fonts({"a-fonts.sty": b"x", "fonts/cv-2.tfm": b""})), AT, "class"),
        (DOCUMENT, [(9.0, 1.1)], "class"),
        (DOCUMENT, AT, "another class"),
    ],
)
def test_any_other_input_is_measured(file: Path, document: Measurable, layouts: Layouts, depends_on: str) -> None:
    latex = Latex()
    cached(latex.run, file, ["class"])(DOCUMENT, AT)
    cached(latex.run, file, [depends_on])(document, layouts)
    assert latex.runs == 2


@pytest.mark.parametrize("damage", [b"", b"\xff", b"page 100\n", None])
def test_a_damaged_file_costs_a_run(file: Path, damage: bytes | None) -> None:
    latex = Latex()
    measure = cached(latex.run, file)
    measure(DOCUMENT, AT)
    content = file.read_bytes()
    file.write_bytes(content.replace(b"block bullet 7", b"block bullet") if damage is None else damage)
    assert isinstance(measure(DOCUMENT, AT), Measured)
    assert (latex.runs, file.read_bytes()) == (2, content)


def test_a_file_that_cannot_be_written_is_no_error(file: Path) -> None:
    file.mkdir(parents=True)
    assert isinstance(cached(Latex().run, file)(DOCUMENT, AT), Measured)


@pytest.mark.parametrize("answer", [MeasureFailure("LaTeX failed"), ("page 100",)])
def test_a_failure_is_not_kept(file: Path, answer: tuple[str, ...] | MeasureFailure) -> None:
    assert isinstance(cached(Latex(answer).run, file)(DOCUMENT, AT), MeasureFailure)
    assert not file.exists()
