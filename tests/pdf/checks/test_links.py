from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject

from cvpdf.diagnostics import Severity, Span
from cvpdf.expectation import Expectation, ExpectedLink
from cvpdf.pdf.checks.links import check
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import Box, LinkFacts, PageFacts, PdfFacts
from cvpdf.pdf.read.font_walk import entry, items
from tests.pdf.conftest import GOOD, edited
from tests.pdf.layouts import baseline, codes, facts, page, run, with_runs

FIRST, SECOND = Span.point("cv.yaml", 3), Span.point("cv.yaml", 8)
URI = "https://a.org/"


@pytest.mark.parametrize(
    ("count", "message"), [(0, "no link leads to"), (1, "2 links should lead to"), (2, ""), (3, "")]
)
def test_as_often_as_expected(count: int, message: str) -> None:
    expectation = Expectation(links=(ExpectedLink(URI, FIRST), ExpectedLink(URI, SECOND)))
    found = check(facts(page("a")._replace(links=(URI,) * count)), expectation)
    assert [d.code for d in found] == (["link-missing"] if message else [])
    for one in found:
        assert one.message.startswith(message)
        assert {one.span, *(related.span for related in one.related)} == {FIRST, SECOND}


def linked(*uris: str) -> PdfFacts:
    return facts(page("a"), page("b")._replace(links=uris))


def test_links_that_are_there() -> None:
    uris = ("https://a.org/x_y#z", "http://b.org", "mailto:a@b.org", "tel:+49123", "HTTPS://C.org")
    assert check(linked(*uris), Expectation(links=tuple(ExpectedLink(uri) for uri in uris[:4]))) == []
    assert check(linked(*uris), None) == []


def test_a_link_must_be_exactly_right() -> None:
    expectation = Expectation(links=(ExpectedLink("https://a.org/x", FIRST), ExpectedLink("tel:+1", FIRST)))
    [one] = check(linked("https://a.org/x/", "tel:+1"), expectation)
    assert (one.code, one.severity, one.span) == ("link-missing", Severity.ERROR, FIRST)
    assert one.hint == "the most similar link leads to https://a.org/x/"
    assert len(check(linked(), expectation)) == 2


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.org", "www.a.org", "", "a:b"])
def test_schemes(uri: str) -> None:
    assert codes(check(linked(uri, uri), None)) == [("error", "link-scheme")]
    [found] = check(linked(uri), Expectation(links=(ExpectedLink(uri, FIRST),)))
    assert found.span == FIRST


def with_link(box: Box, visible: str = "words") -> PageFacts:
    runs = (run(visible, 60, baseline(0)), run("below", 60, baseline(1)))
    return with_runs(page("a"), *runs)._replace(links=(URI,), link_boxes=(LinkFacts(URI, box),))


LINE = Box(60, baseline(0) - 3, 85, baseline(0) + 8)


@pytest.mark.parametrize(
    ("box", "is_empty"),
    [
        (LINE, False),
        (Box(70, LINE.bottom, 75, LINE.top), False),
        (Box(84.5, LINE.bottom, 99, LINE.top), True),
        (Box(300, LINE.bottom, 330, LINE.top), True),
        (Box(60, LINE.bottom + 12, 85, LINE.top + 12), True),
        (Box(60, LINE.bottom, 60, LINE.bottom), True),
    ],
)
def test_links_on_text(box: Box, is_empty: bool) -> None:
    expectation = Expectation(links=(ExpectedLink(URI, FIRST),))
    found = check(facts(with_link(box)), expectation)
    assert codes(found) == ([("error", "link-without-text")] if is_empty else [])
    assert all(d.span == FIRST for d in found)
    assert [str(d.severity) for d in check(facts(with_link(box)), None)] == (["warning"] if is_empty else [])


def test_what_cannot_be_seen_is_no_text() -> None:
    assert len(check(facts(with_link(LINE, "  ")), None)) == 1
    one = with_link(LINE)
    assert len(check(facts(with_runs(one, one.runs[0]._replace(invisible=True))), None)) == 1
    # Nothing is known of the text if pdfium could not read the page.
    assert check(facts(with_runs(one)), None) == []


@pytest.mark.parametrize(
    ("boxes", "empty"),
    [
        (((URI, 85, 85), (URI, 60, 85)), 0),
        (((URI, 85, 85), ("https://example.org/other", 60, 85)), 1),
        (((URI, 85, 85), (URI, 85, 85)), 1),
        (((URI, 60, 85), (URI, 85, 85)), 1),
        (((URI, 300, 330), (URI, 60, 85)), 1),
    ],
)
@pytest.mark.parametrize("pages", [1, 2])
def test_a_link_that_begins_at_the_end_of_a_line(
    boxes: tuple[tuple[str, float, float], ...], empty: int, pages: int
) -> None:
    one, two = (LinkFacts(uri, LINE._replace(left=left, right=right)) for uri, left, right in boxes)
    first = with_link(LINE)
    if pages == 1:
        found = check(facts(first._replace(link_boxes=(one, two))), None)
    else:
        found = check(facts(first._replace(link_boxes=(one,)), first._replace(link_boxes=(two,))), None)
    assert codes(found) == [("warning", "link-without-text")] * empty


@pytest.mark.tex
def test_a_real_pdf(good_pdf: Path, tmp_path: Path) -> None:
    def move(writer: PdfWriter) -> None:
        annotation = items(entry(writer.pages[0], "/Annots"))[0]
        annotation[NameObject("/Rect")] = ArrayObject([FloatObject(side) for side in (300, 100, 340, 110)])

    pdf = edited(good_pdf, tmp_path / "a.pdf", move)
    [found] = inspect(pdf, GOOD).diagnostics
    assert found.code == "link-without-text"
    assert found.message == "the link to https://example.org/a_b#c on page 1 has no visible text"
    assert found.span == GOOD.links[0].span
    assert [str(d.severity) for d in inspect(pdf, None).diagnostics] == ["warning"]
    assert inspect(good_pdf, replace(GOOD, links=(*GOOD.links, GOOD.links[0]))).failed == ("links",)
