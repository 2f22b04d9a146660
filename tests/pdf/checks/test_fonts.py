from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from cvpdf.diagnostics import Severity
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.fonts import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import FontFacts, PdfFacts
from cvpdf.pdf.read.font_walk import entry, items
from tests.pdf.conftest import BODY, GOOD, Compile, edited
from tests.pdf.layouts import adding, codes, expectation, facts, filler, page, run, text, with_runs

FONT = FontFacts("CharterBT", "Type1", True, True, True, True)
SOURCE = expectation(texts=(text("Small print", "summary", 4), text("A footnote of long words", "note", 9)))


@pytest.mark.parametrize(
    ("change", "expected_codes"),
    [
        ({}, []),
        ({"subset": False}, [("warning", "font-not-subset")]),
        ({"subset": False, "embedded": False}, [("error", "font-not-embedded")]),
        ({"to_unicode": False}, []),
        ({"standard_encoding": False}, []),
        ({"embedded": False}, [("error", "font-not-embedded")]),
        ({"subtype": "Type3"}, [("error", "font-type3")]),
        ({"to_unicode": False, "standard_encoding": False}, [("error", "font-no-unicode")]),
    ],
)
def test_fonts(change: dict[str, bool], expected_codes: list[tuple[str, str]]) -> None:
    found = check(PdfFacts("a.pdf", (), (FONT, FONT._replace(**change))), None)  # type: ignore[arg-type]
    assert codes(found) == expected_codes


def test_each_font_of_our_own_has_a_map_to_unicode() -> None:
    [found] = check(PdfFacts("a.pdf", (), (FONT, FONT._replace(to_unicode=False))), SOURCE)
    assert (found.severity, found.code, found.span) == (Severity.ERROR, "font-no-unicode", SOURCE.span)
    assert "no ToUnicode map" in found.message


@pytest.mark.parametrize(
    ("size", "limit", "is_small"),
    [(8, 8, False), (7.97, 8, False), (7.9, 8, True), (5, 8, True), (9.9, 10, True), (7, 6, False)],
)
def test_sizes(size: float, limit: float, is_small: bool) -> None:
    body = page(*filler(9), size=10.5)
    some = facts(adding(body, run("Small print", 60, 300, size)))
    found = check(some, replace(SOURCE, min_font_size=limit))
    assert codes(found) == ([("error", "font-too-small")] if is_small else [])
    for one in found:
        assert one.span == SOURCE.texts[0].span
        assert one.message == f"`Small print` on page 1 is set in {size:g} pt; the minimum is {limit:g} pt"


def test_one_complaint_for_a_size() -> None:
    small = [run(words, 60, 300, 7) for words in ("long words", "of it", "i")]
    some = facts(with_runs(page("a"), *small, run("2", 90, 9, 5), small[0]._replace(invisible=True)))
    raised, words = check(some, SOURCE)
    assert (raised.message[:3], raised.span) == ("`2`", SOURCE.span)
    assert words.message.startswith("`long words` on page 1 and 2 more is set in 7 pt")
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
    assert found.message == "`Zürich` on page 1 is set in 7 pt; the minimum is 8 pt"
    assert inspect(small_pdf, replace(GOOD, min_font_size=7)).diagnostics == ()


@pytest.mark.tex
def test_a_font_as_a_whole(good_pdf: Path, tmp_path: Path) -> None:
    def untag(writer: PdfWriter) -> None:
        font = next(iter(entry(entry(writer.pages[0], "/Resources"), "/Font").values())).get_object()
        for holder in (font, *items(entry(font, "/DescendantFonts"))):
            holder[NameObject("/BaseFont")] = NameObject("/LMRoman10-Regular")

    pdf = edited(good_pdf, tmp_path / "a.pdf", untag)
    for source in (GOOD, None):
        assert codes(list(inspect(pdf, source).diagnostics)) == [("warning", "font-not-subset")]
