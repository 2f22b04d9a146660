"""Sizes of text, and fonts that are in the file as a whole; the rest is in test_checks and test_inspect."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from cvpdf.pdf import Expectation, inspect
from cvpdf.pdf.checks.fonts import check
from cvpdf.pdf.read.font_walk import entry, items
from tests.pdf.conftest import BODY, GOOD, Compile, edited
from tests.pdf.layouts import expectation, facts, filler, page, run, text

SOURCE = expectation(texts=(text("Small print", "summary", 4), text("A footnote of long words", "note", 9)))


@pytest.mark.parametrize(
    ("size", "limit", "is_small"),
    [(8, 8, False), (7.97, 8, False), (7.9, 8, True), (5, 8, True), (9.9, 10, True), (7, 6, False)],
)
def test_sizes(size: float, limit: float, is_small: bool) -> None:
    body = page(*filler(9), size=10.5)
    some = facts(body._replace(runs=(*body.runs, run("Small print", 60, 300, size))))
    found = check(some, replace(SOURCE, min_font_size=limit))
    assert [(str(d.severity), d.code) for d in found] == ([("error", "font-too-small")] if is_small else [])
    for one in found:
        assert one.span == SOURCE.texts[0].span
        assert one.message == f"“Small print” on page 1 is set in {size:g} pt; at least {limit:g} pt are needed"


def test_one_complaint_for_a_size() -> None:
    small = [run(words, 60, 300, 7) for words in ("long words", "of it", "i")]
    some = facts(page("a")._replace(runs=(*small, run("2", 90, 9, 5), small[0]._replace(invisible=True))))
    raised, words = check(some, SOURCE)
    assert (raised.message[:3], raised.span) == ("“2”", SOURCE.span)
    assert words.message.startswith("“long words” on page 1 and 2 more is set in 7 pt")
    assert words.span == SOURCE.texts[1].span
    assert {str(d.severity) for d in check(some, None)} == {"warning"}
    assert check(facts(page("a", foot="Page 1")), Expectation()) == []
    assert len(check(facts(page("a", size=6, foot="Page 1")), Expectation(min_font_size=11))) == 2


@pytest.fixture(scope="module")
def small_pdf(compiled: Compile) -> Path:
    return compiled(BODY.replace("Zürich", r"{\fontsize{7}{9}\selectfont Zürich}"))


@pytest.mark.tex
def test_a_real_pdf(small_pdf: Path) -> None:
    [found] = inspect(small_pdf, GOOD).diagnostics
    assert found.code == "font-too-small"
    assert found.message == "“Zürich” on page 1 is set in 7 pt; at least 8 pt are needed"
    assert inspect(small_pdf, replace(GOOD, min_font_size=7)).diagnostics == ()


@pytest.mark.tex
def test_a_font_as_a_whole(good_pdf: Path, tmp_path: Path) -> None:
    def untag(writer: PdfWriter) -> None:
        font = next(iter(entry(entry(writer.pages[0], "/Resources"), "/Font").values())).get_object()
        for holder in (font, *items(entry(font, "/DescendantFonts"))):
            holder[NameObject("/BaseFont")] = NameObject("/LMRoman10-Regular")

    pdf = edited(good_pdf, tmp_path / "a.pdf", untag)
    for source in (GOOD, None):
        assert [(str(d.severity), d.code) for d in inspect(pdf, source).diagnostics] == [("warning", "font-not-subset")]
