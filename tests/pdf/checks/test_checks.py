"""Each check with facts that must fail it, and facts that must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cvpdf.diagnostics import Diagnostic, Severity, Span
from cvpdf.pdf import Expectation, ExpectedLink, FontFacts, PageFacts, PdfFacts
from cvpdf.pdf.checks import characters, fonts, links, metadata, pages
from tests.pdf.conftest import expected

PAGE = PageFacts("Jane Roe", 595, 842)
FACTS = PdfFacts("out/a.pdf", (PAGE,), title="T", author="A", language="en-GB")
FONT = FontFacts("CharterBT", "Type1", True, True, True, True)
SPAN = Span.point("cv.yaml", 9)


def codes(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(str(d.severity), d.code) for d in found]


def with_text(*texts: str) -> PdfFacts:
    return replace(FACTS, pages=tuple(PAGE._replace(text=text) for text in texts))


@pytest.mark.parametrize(("limit", "count", "fails"), [(1, 1, False), (1, 2, True), (3, 2, False), (None, 9, False)])
def test_page_count(limit: int | None, count: int, fails: bool) -> None:
    found = pages.check(replace(FACTS, pages=(PAGE,) * count), Expectation(max_pages=limit, span=SPAN))
    assert codes(found) == ([("error", "too-many-pages")] if fails else [])
    assert all(d.span == SPAN for d in found)


def test_blank_pages() -> None:
    blank = with_text("a", " \n", "b")
    assert codes(pages.check(blank, Expectation())) == [("error", "blank-page")]
    [found] = pages.check(blank, None)
    assert (found.severity, found.message, str(found.span)) == (Severity.WARNING, "page 2 is blank", "out/a.pdf:1:1")
    picture = replace(FACTS, pages=(PAGE, PageFacts("", 1, 1, has_image=True)))
    assert pages.check(picture, Expectation()) == []


def test_no_text_at_all() -> None:
    assert codes(pages.check(with_text("", ""), None)) == [("error", "no-text")]


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("ﬁ", "a ligature character, “ﬁ” (U+FB01 LATIN SMALL LIGATURE FI)"),
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
    assert found.message.startswith("the highlight holds a ligature")


@pytest.mark.parametrize("text", ["naïve Łukasz €5 → x² “q” – … ★ 北京 Ελλ Жук 한 ⁷ ﷼ ⚠", "tab\tline\nfeed\r"])
def test_good_characters(text: str) -> None:
    assert characters.check(with_text(text), None) == []


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
    found = fonts.check(replace(FACTS, fonts=(FONT, FONT._replace(**change))), None)  # type: ignore[arg-type]
    assert codes(found) == expected_codes


def test_each_font_of_our_own_has_a_map_to_unicode() -> None:
    [found] = fonts.check(replace(FACTS, fonts=(FONT, FONT._replace(to_unicode=False))), Expectation(span=SPAN))
    assert (found.severity, found.code, found.span) == (Severity.ERROR, "font-no-unicode", SPAN)
    assert "no ToUnicode map" in found.message


def linked(*uris: str) -> PdfFacts:
    return replace(FACTS, pages=(PAGE, PAGE._replace(links=uris)))


def test_links_that_are_there() -> None:
    uris = ("https://a.org/x_y#z", "http://b.org", "mailto:a@b.org", "tel:+49123", "HTTPS://C.org")
    assert links.check(linked(*uris), Expectation(links=tuple(ExpectedLink(uri) for uri in uris[:4]))) == []
    assert links.check(linked(*uris), None) == []


def test_a_link_must_be_exactly_right() -> None:
    expectation = Expectation(links=(ExpectedLink("https://a.org/x", SPAN), ExpectedLink("tel:+1", SPAN)))
    [one] = links.check(linked("https://a.org/x/", "tel:+1"), expectation)
    assert (one.code, one.severity, one.span) == ("link-missing", Severity.ERROR, SPAN)
    assert one.hint == "the nearest link leads to https://a.org/x/"
    assert len(links.check(linked(), expectation)) == 2


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.org", "www.a.org", "", "a:b"])
def test_schemes(uri: str) -> None:
    assert codes(links.check(linked(uri, uri), None)) == [("error", "link-scheme")]
    [found] = links.check(linked(uri), Expectation(links=(ExpectedLink(uri, SPAN),)))
    assert found.span == SPAN


def test_metadata_as_expected() -> None:
    expectation = Expectation(title="T", author="A", language="en-gb", span=SPAN)
    assert metadata.check(FACTS, expectation) == []
    assert metadata.check(FACTS, None) == []


@pytest.mark.parametrize("name", ["title", "author", "language"])
def test_metadata_wrong_or_missing(name: str) -> None:
    expectation = Expectation(title="T", author="A", language="en-GB", span=SPAN)
    for value in ("", "other"):
        found = metadata.check(replace(FACTS, **{name: value}), expectation)  # type: ignore[arg-type]
        assert codes(found) == [("error", f"metadata-{name}")]
        assert found[0].span == SPAN
    assert codes(metadata.check(replace(FACTS, **{name: ""}), None)) == [("warning", f"metadata-{name}")]  # type: ignore[arg-type]
    assert metadata.check(replace(FACTS, **{name: "x"}), None) == []  # type: ignore[arg-type]
