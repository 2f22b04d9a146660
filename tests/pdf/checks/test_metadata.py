from __future__ import annotations

from dataclasses import replace

import pytest

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.metadata import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import PdfFacts
from tests.pdf.conftest import GOOD, PREAMBLE, Compile
from tests.pdf.edits import only
from tests.pdf.layouts import codes

FACTS = PdfFacts("out/a.pdf", (), title="T", author="A", language="en-GB")
SPAN = Span.point("cv.yaml", 9)
SKILLED = replace(GOOD, keywords=("C", "C++", "Zürich"))


def test_metadata_as_expected() -> None:
    expectation = Expectation(title="T", author="A", language="en-gb", span=SPAN)
    assert check(FACTS, expectation) == []
    assert check(FACTS, None) == []


@pytest.mark.parametrize("name", ["title", "author", "language"])
def test_metadata_wrong_or_missing(name: str) -> None:
    expectation = Expectation(title="T", author="A", language="en-GB", span=SPAN)
    for value in ("", "other"):
        found = check(replace(FACTS, **{name: value}), expectation)  # type: ignore[arg-type]
        assert codes(found) == [("error", f"metadata-{name}")]
        assert found[0].span == SPAN
    assert codes(check(replace(FACTS, **{name: ""}), None)) == [("warning", f"metadata-{name}")]  # type: ignore[arg-type]
    assert check(replace(FACTS, **{name: "x"}), None) == []  # type: ignore[arg-type]


@pytest.mark.tex
def test_keywords_as_the_class_writes_them(compiled: Compile) -> None:
    pdf = compiled(preamble=PREAMBLE.replace("pdflang=en", "pdflang=en,pdfkeywords={C, C++, Zürich}"))
    assert inspect(pdf, SKILLED).diagnostics == ()
    assert inspect(pdf, None).diagnostics == ()
    # None expected, and so none looked for.
    assert inspect(pdf, GOOD).diagnostics == ()


@pytest.mark.tex
@pytest.mark.parametrize(
    ("keywords", "words"), [("", "has no keywords; they should be"), (",pdfkeywords={C++, C}", "are `C++, C`")]
)
def test_other_keywords_or_none(compiled: Compile, keywords: str, words: str) -> None:
    pdf = compiled(preamble=PREAMBLE.replace("pdflang=en", f"pdflang=en{keywords}"))
    assert words in only(pdf, "metadata", "metadata-keywords", SKILLED, foreign=None).message
