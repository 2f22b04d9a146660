"""Paper, margins and the last page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from cvpdf.diagnostics import Severity, Span
from cvpdf.expectation import Expectation, ExpectedPage
from cvpdf.pdf.checks.page_layout import fills, page_layouts
from cvpdf.pdf.checks.pages import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import PdfFacts
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile, edited, pages_of
from tests.pdf.layouts import A4, ROOM, adding, codes, expectation, facts, filler, page, run, text, with_runs

SOURCE = expectation(texts=(text("Somewhere", "title", 3), text("A very long heading", "section title", 7)))


def both(some: PdfFacts) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return what is found with and without a source."""
    return codes(check(some, SOURCE)), codes(check(some, None))


@pytest.mark.parametrize(("limit", "count", "fails"), [(1, 1, False), (1, 2, True), (3, 2, False), (None, 9, False)])
def test_page_count(limit: int | None, count: int, fails: bool) -> None:
    some = facts(*[page(*filler(9))] * count)
    found = check(some, Expectation(max_pages=limit, span=Span.point("cv.yaml", 9)))
    assert [(d.code, str(d.span)) for d in found] == ([("too-many-pages", "cv.yaml:9:1")] if fails else [])


def test_blank_pages() -> None:
    blank = facts(page(*filler(9)), page(), page(*filler(9)))
    assert codes(check(blank, Expectation())) == [("error", "blank-page")]
    [found] = check(blank, None)
    assert (found.severity, found.message, str(found.span)) == (Severity.WARNING, "page 2 is blank", "out/a.pdf:1:1")
    assert check(facts(page("a"), page()._replace(has_image=True)), Expectation()) == []
    assert codes(check(facts(page(), page()), None)) == [("error", "no-text")]


def test_good_pages() -> None:
    assert both(facts(page(*filler(ROOM)), page(*filler(30), foot="Jane Roe · Page 2"))) == ([], [])


@pytest.mark.parametrize(
    ("width", "height", "with_source", "without"),
    [
        (595.28, 841.89, [], []),
        (595.7, 842.3, [], []),
        (595, 842, [], []),
        (595.9, 841.89, [("error", "paper-size")], [("note", "paper-size")]),
        (841.89, 595.28, [("error", "paper-size")], [("note", "paper-size")]),
        (612, 792, [("error", "paper-size")], []),
    ],
)
def test_paper(width: float, height: float, with_source: list[tuple[str, str]], without: list[tuple[str, str]]) -> None:
    size = with_runs(page("a")._replace(width=width, height=height))
    assert both(facts(size)) == (with_source, without)


def test_pages_of_other_sizes_are_one_complaint_a_size() -> None:
    large = page("a")._replace(width=900, height=900)
    [found] = check(facts(page("a"), large, large, page(*filler(9))), SOURCE)
    assert found.message == "page 2 is 900 × 900 pt instead of 595.3 × 841.9 pt"
    assert check(facts(large), Expectation()) == []


def with_run(left: float, baseline: float, words: str = "Somewhere", size: float = 10) -> PdfFacts:
    return facts(adding(page(*filler(9)), run(words, left, baseline, size)))


@pytest.mark.parametrize(
    ("left", "baseline", "severity", "words"),
    [
        (59.5, 500, None, ""),
        (58, 500, "warning", "`Somewhere` on page 1 is 2.0 pt beyond the left margin"),
        (45, 500, "error", "15.0 pt beyond the left margin"),
        (500, 500, "warning", "9.7 pt beyond the right margin"),
        (501, 500, "error", "10.7 pt beyond the right margin"),
        (300, 51.4, None, ""),
        (300, 45, "warning", "7.0 pt beyond the lower margin"),
        (300, 786, "warning", "1.1 pt beyond the upper margin"),
        (300, 30, "error", "22.0 pt beyond the lower margin"),
    ],
)
def test_margins(left: float, baseline: float, severity: str | None, words: str) -> None:
    found = check(with_run(left, baseline), SOURCE)
    assert codes(found) == ([(severity, "outside-margins")] if severity else [])
    for one in found:
        assert words in one.message
        assert one.span == SOURCE.texts[0].span
    assert check(with_run(left, baseline), None) == []


def test_large_letters_may_overhang() -> None:
    """The bold J of Gentium begins .15 of its size left of its place."""
    assert check(with_run(57, 500, "A very", 24), SOURCE) == []
    assert codes(check(with_run(56, 500, "A very", 24), SOURCE)) == [("warning", "outside-margins")]


@pytest.mark.parametrize(("words", "points", "count"), [("Nguyễn", 2.5, 0), ("Nguyễn", 3.5, 1), ("Nguyen", 2.5, 1)])
def test_accents_may_be_above_the_margin(words: str, points: float, count: int) -> None:
    assert len(check(with_run(300, 784.9 + points, words), SOURCE)) == count
    assert len(check(with_run(60.5 - points, 500, words), SOURCE)) == 1


def test_slanted_letters_may_overhang_more() -> None:
    for font, count in [("Pagella-Italic", 0), ("Pagella-Regular", 1)]:
        slanted = run("half", 57.9, 500)._replace(font=font)
        assert len(check(facts(adding(page(*filler(9)), slanted)), SOURCE)) == count


def test_beyond_the_paper() -> None:
    off = with_run(580, 500)
    [found] = check(off, None)
    assert (found.severity, found.message) == (
        Severity.ERROR,
        "`Somewhere` on page 1 is 29.7 pt beyond the right edge of the paper",
    )
    [found] = check(off, SOURCE)
    assert found.message.endswith("cut off by the edge of the paper")


def test_many_lines_outside_are_one_complaint() -> None:
    moved = A4._replace(left=70)
    found = check(facts(page(*filler(9)), page(*filler(9))), replace(SOURCE, page=moved))
    assert [d.message for d in found] == [
        f"`Line number 0 of the body` on page {number} is 10.0 pt beyond the left margin, and 8 more pieces of text"
        for number in (1, 2)
    ]


def test_a_running_foot_keeps_to_the_sides() -> None:
    foot = run("Jane Roe · Page 1", 500, 25)
    assert codes(check(facts(adding(page(*filler(9)), foot)), SOURCE)) == [("error", "outside-margins")]


@pytest.mark.parametrize(
    ("count", "message"),
    [(1, "the last page has only 1 line"), (5, "the last page has only 5 lines"), (6, None), (40, None)],
)
def test_short_last_page(count: int, message: str | None) -> None:
    some = facts(page(*filler(ROOM)), page(*filler(count, "Rest"), foot="Jane Roe · Page 2"))
    for source in (SOURCE, None):
        found = check(some, source)
        assert [d.message for d in found] == ([message] if message else [])
        assert codes(found) == ([("warning", "short-last-page")] if message else [])


def test_a_single_page_may_be_short() -> None:
    assert both(facts(page("a"))) == ([], [])
    picture = page("a")._replace(has_image=True)
    assert both(facts(page(*filler(9)), picture)) == ([], [])


def test_lines_that_are_too_many() -> None:
    some = facts(page(*filler(ROOM)), page(*filler(2), foot="2"))
    [found] = check(some, replace(SOURCE, max_pages=1))
    assert found.code == "too-many-pages"
    assert found.hint is not None
    assert found.hint.startswith("2 lines too many: ")


def test_without_runs_nothing_is_said() -> None:
    silent = facts(with_runs(page(*filler(9))), with_runs(page("a")))
    assert both(silent) == ([], [])
    assert fills(silent, page_layouts(silent, SOURCE), SOURCE) == (0, 0)


# ------------------------------------------------------------------------------------------------------------ real PDFs

PAGE = ExpectedPage(595.28, 841.89, 72, 72, 72, 72)
REAL = replace(GOOD, page=PAGE)
MARGINS = r"""
\paperwidth=210mm \paperheight=297mm \pdfpagewidth=\paperwidth \pdfpageheight=\paperheight
\oddsidemargin=0pt \textwidth=\dimexpr\paperwidth-2in \topmargin=0pt \headheight=0pt \headsep=0pt
\textheight=\dimexpr\paperheight-2in
"""


@pytest.fixture(scope="module")
def sheet(compiled: Compile) -> Path:
    """Pages in turn: the good one, one with a line in the margin, ten lines, one line."""
    lines = r"\\".join(filler(10))
    wide = r"\newpage\noindent\hskip-40pt Jane Roe\vskip3cm " + lines
    return compiled(BODY + wide + r"\newpage " + lines + r"\newpage Last", PREAMBLE + MARGINS)


def found_in(pdf: Path, source: Expectation | None) -> list[tuple[str, str]]:
    return codes(list(inspect(pdf, source).diagnostics))


@pytest.mark.tex
def test_real_pages(sheet: Path, tmp_path: Path) -> None:
    good = pages_of(sheet, tmp_path / "good.pdf", 0, 2)
    assert len(PdfReader(good).pages) == 2
    source = replace(REAL, max_pages=2)
    assert found_in(good, source) == []
    first, second = inspect(good, source).fills
    assert 0.15 < first < 0.3
    assert 0.1 < second < 0.25
    assert found_in(pages_of(sheet, tmp_path / "wide.pdf", 0, 1), source) == [("error", "outside-margins")]
    assert found_in(pages_of(sheet, tmp_path / "short.pdf", 0, 3), source) == [("warning", "short-last-page")]


@pytest.mark.tex
def test_real_paper(sheet: Path, tmp_path: Path) -> None:
    def cut(writer: PdfWriter) -> None:
        one = writer.pages[0]
        one.mediabox = one.cropbox = one.trimbox = one.bleedbox = one.artbox = RectangleObject((0, 0, 600, 841.89))

    pdf = edited(pages_of(sheet, tmp_path / "a.pdf", 0), tmp_path / "b.pdf", cut)
    assert found_in(pdf, REAL) == [("error", "paper-size")]
    assert found_in(pdf, None) == [("note", "paper-size")]
