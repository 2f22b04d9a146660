from __future__ import annotations

import pytest

from cvpdf.pdf.checks.page_layout import PageLayout, body_size, fills, page_layouts
from tests.pdf.layouts import A4, LEADING, ROOM, adding, baseline, expectation, facts, filler, page, run

SOURCE = expectation()


def texts(pages: tuple[PageLayout, ...]) -> list[list[str]]:
    return [[line.text for line in one.body] for one in pages]


@pytest.mark.parametrize("foot", ["2", "Jane Roe · Page 2", "Page 2 of 3", "– 2 –", "Seite 2/3"])
def test_a_page_number_is_no_body(foot: str) -> None:
    pages = page_layouts(facts(page(*filler(3)), page(*filler(2), foot=foot)), SOURCE)
    assert [len(one.body) for one in pages] == [3, 2]
    assert [line.text for line in pages[1].running] == [foot]


@pytest.mark.parametrize("foot", ["Jane Roe · Page 3", "two lines too many, of page 2 of all", "body text"])
def test_a_line_too_many_is_no_foot(foot: str) -> None:
    pages = page_layouts(facts(page("a"), page("b", foot=foot)), SOURCE)
    assert texts(pages)[1] == ["b", foot]


def test_what_recurs_is_no_body() -> None:
    pages = page_layouts(
        facts(page("a", foot="Jane Roe, résumé 2026"), page("b", foot="Jane Roe, résumé 2026")), SOURCE
    )
    assert texts(pages) == [["a"], ["b"]]


def test_a_foot_without_a_source() -> None:
    pages = page_layouts(facts(page("a", foot="Page 1"), page("b", foot="Page 2")))
    assert texts(pages) == [["a"], ["b"]]


def test_fills() -> None:
    three = facts(page(*filler(ROOM)), page(*filler(20), foot="2"), page())
    full, part, nothing = fills(three, page_layouts(three, SOURCE), SOURCE)
    assert full == pytest.approx(1, abs=0.02)
    assert part == pytest.approx(20 * LEADING / (A4.height - 100), abs=0.01)
    assert nothing == 0
    for guessed, known in zip(fills(three, page_layouts(three)), (full, part, nothing), strict=True):
        assert guessed == pytest.approx(known, abs=0.02)


def test_fill_of_a_single_page_without_a_source() -> None:
    one = facts(page(*filler(30)))
    [guessed] = fills(one, page_layouts(one))
    assert guessed == pytest.approx(30 / ROOM, abs=0.02)


def test_body_size() -> None:
    some = page(*filler(3))
    large = run("A heading", 60, baseline(5), 13)
    assert body_size(page_layouts(facts(adding(some, large)))) == 10
    assert body_size(()) == 0
