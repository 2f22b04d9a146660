from __future__ import annotations

from dataclasses import replace

import pytest

from cvpdf.pdf import inspect
from tests.pdf.conftest import GOOD, PREAMBLE, Compile
from tests.pdf.edits import only

SKILLED = replace(GOOD, keywords=("C", "C++", "Zürich"))


@pytest.mark.tex
def test_keywords_as_the_class_writes_them(compiled: Compile) -> None:
    pdf = compiled(preamble=PREAMBLE.replace("pdflang=en", "pdflang=en,pdfkeywords={C, C++, Zürich}"))
    assert inspect(pdf, SKILLED).diagnostics == ()
    assert inspect(pdf, None).diagnostics == ()
    # None expected, and so none looked for.
    assert inspect(pdf, GOOD).diagnostics == ()


@pytest.mark.tex
@pytest.mark.parametrize(
    ("keywords", "words"), [("", "has no keywords; they should be"), (",pdfkeywords={C++, C}", "are “C++, C”")]
)
def test_other_keywords_or_none(compiled: Compile, keywords: str, words: str) -> None:
    pdf = compiled(preamble=PREAMBLE.replace("pdflang=en", f"pdflang=en{keywords}"))
    assert words in only(pdf, "metadata", "metadata-keywords", SKILLED, foreign=None).message
