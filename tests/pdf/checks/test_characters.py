from __future__ import annotations

import pytest

from cvpdf.expectation import Expectation
from cvpdf.pdf.checks import characters
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from tests.pdf.conftest import expected
from tests.pdf.layouts import codes


def with_text(*texts: str) -> PdfFacts:
    return PdfFacts("out/a.pdf", tuple(PageFacts(text, 595, 842) for text in texts))


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("ﬁ", "a ligature character, `ﬁ` (U+FB01 LATIN SMALL LIGATURE FI)"),
        ("ﬆ", "U+FB06"),
        ("\u00ad", "a soft hyphen, U+00AD"),
        ("\ue0b2", "a private-use character, U+E0B2"),
        ("\U000f0123", "a private-use character, U+F0123"),
        ("\ufffd", "the replacement character, U+FFFD"),
        ("\x0c", ""),
        ("\x1b", "a control character, U+001B"),
        ("\x80", "a control character, U+0080"),
    ],
)
def test_bad_characters(char: str, words: str) -> None:
    found = characters.check(with_text("good", f"well a{char}b {char}"), None)
    assert codes(found) == ([("error", "bad-characters")] if words else [])
    for one in found:
        assert words in one.message
        assert "on page 2" in one.message
        assert one.message.endswith(", 2 times")
        assert "\x1b" not in one.message


def test_a_bad_character_of_the_source() -> None:
    [found] = characters.check(with_text("eﬃcient"), Expectation(texts=(expected("fine"), expected("eﬃcient", line=4))))
    assert found.span is not None
    assert found.span.line == 4
    assert found.message.startswith("the highlight contains a ligature")


@pytest.mark.parametrize("text", ["naïve Łukasz €5 → x² “q” – … ★ 北京 Ελλ Жук 한 ⁷ ﷼ ⚠", "tab\tline\nfeed\r"])
def test_good_characters(text: str) -> None:
    assert characters.check(with_text(text), None) == []


def test_bad_characters_that_only_pdfium_sees() -> None:
    page = PageFacts("eﬃcient", 1, 1, pdfium_text="eﬃcient \ue001 \ue001")
    first, second = characters.check(PdfFacts("a.pdf", (page,), read_by_pdfium=True), None)
    assert "pdfium" not in first.message
    assert second.message.endswith("as pdfium reads it, 2 times")
