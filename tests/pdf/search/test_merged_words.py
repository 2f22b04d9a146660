"""What became of a missing string; with two readers, which of them misses it."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.checks.text import check
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from tests.pdf.conftest import expected
from tests.pdf.support import calls


def found(text: str, *texts: str, second: str | None = None) -> list[Diagnostic]:
    page = PageFacts(text, 595, 842, pdfium_text=second or "")
    expectation = Expectation(texts=tuple(expected(one, line=line) for line, one in enumerate(texts, 1)))
    return check(PdfFacts("a.pdf", (page,), read_by_pdfium=second is not None), expectation)


def codes(diagnostics: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in diagnostics if d.span]


def test_two_that_run_into_each_other_are_one_complaint() -> None:
    [one] = found("Acme CorpJan 2020 – now", "Acme Corp", "Jan 2020 – now")
    assert codes([one]) == [("glued-words", 1)]
    assert (
        one.message == "the highlight `Acme Corp` runs into its neighbour in the PDF’s text: `Acme CorpJan 2020 –now`"
    )
    assert [(related.message, related.span.line) for related in one.related] == [("the highlight is the other half", 2)]


def test_one_of_two_equal_dates_is_glued() -> None:
    assert codes(found("AcmeJan 2020. Bell Jan 2020", "Acme", "Jan 2020", "Bell", "Jan 2020")) == [("glued-words", 1)]


@pytest.mark.parametrize(
    ("text", "wanted", "code"),
    [
        ("AdvisorsJane Roe", "Jane Roe", "glued-words"),
        ("Jane Roe2020", "Jane Roe", "glued-words"),
        ("engineering", "engine", "text-missing"),
        ("reEngine", "Engine", "glued-words"),
        ("MyCat", "Cat", "text-missing"),
        ("CV", "C", "text-missing"),
    ],
)
def test_neighbours_that_nobody_expects(text: str, wanted: str, code: str) -> None:
    assert [d.code for d in found(text, wanted)] == [code]


LONG = "Led the team that wrote the big compiler of our firm"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Led the team that wrote Python 2019 the big compiler of our firm Java", "torn-line"),
        ("Led the Python 2019 team that wrote Java 2019 the big compiler of our firm", "torn-line"),
        ("Led the team that wrote the big compiler of our Python 2019 firm Java", "torn-line"),
        ("Led the team that wrote the very big compiler of our firm. Python 2019 Java", "text-missing"),
        ("Led the team that wrote the Python compiler of our firm. Python 2019 Java", "text-missing"),
        ("Led Python 2019 the team that wrote the big compiler of our firm. Java", "text-missing"),
        ("the big compiler of our firm Python 2019 Java Led the team that wrote", "text-missing"),
    ],
)
def test_torn(text: str, code: str) -> None:
    one, *_ = found(text, LONG, "Python 2019", "Java")
    assert codes([one]) == [(code, 1)]


def test_a_tear_is_shown() -> None:
    [one] = found("Led the team that wrote Python 2019 the big compiler of our firm", LONG, "Python 2019")
    assert one.message == f"the highlight `{LONG}` is torn apart by other text in the PDF’s text"
    assert one.hint == "`Python 2019` is between `…Led the team that wrote` and `the big compiler of our…`"


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("Acme", "Bell", "is not in the PDF’s text as pdfium reads it (pypdf finds it)"),
        ("Bell", "Acme", "is not in the PDF’s text as pypdf reads it (pdfium finds it)"),
        ("Bell", "Bell", "is not in the PDF’s text"),
    ],
)
def test_the_reader_is_named(first: str, second: str, words: str) -> None:
    [one] = found(first, "Acme", second=second)
    assert one.message == f"the highlight `Acme` {words}"


def test_the_reader_that_misses_a_copy_is_named() -> None:
    [one] = found("Acme Acme", "Acme", "Acme", second="Acme")
    assert one.message == "the highlight `Acme` is 2 times in the source, 1 times in the PDF as pdfium reads it"
    one, _ = found("Acme", "Acme", "Acme", second="nothing")
    assert "is not in the PDF’s text as pdfium reads it" in one.message
    assert "finds it" not in one.message


def test_the_work_grows_with_the_lost_strings() -> None:
    """Each string only occurs inside of words."""

    def run(count: int) -> None:
        texts = tuple(ExpectedText(f"{chr(97 + n % 26)}{n}b", "skill") for n in range(count))
        text = " ".join(f"{one.text}{n}x" for n, one in enumerate(texts)) * 2
        assert check(PdfFacts("a.pdf", (PageFacts(text, 1, 1),)), Expectation(texts=texts))

    assert calls(lambda: run(400)) < 2.5 * calls(lambda: run(200))
