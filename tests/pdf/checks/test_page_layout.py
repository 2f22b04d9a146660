from __future__ import annotations

import pytest

from cvpdf.pdf.checks.page_layout import PageLayout, body_size, fills, page_layouts
from tests.pdf.layouts import A4, LEADING, ROOM, adding, baseline, expectation, facts, filler, page, run, text

SOURCE = expectation()


def texts(pages: tuple[PageLayout, ...]) -> list[list[str]]:
    return [[line.text for line in one.body] for one in pages]


@pytest.mark.parametrize("foot", ["2", "Jane Roe · Page 2", "Page 2 of 3", "– 2 –", "Seite 2/3"])
def test_a_page_number_is_no_body(foot: str) -> None:
    pages = page_layouts(facts(page(*filler(3)), page(*filler(2), foot=foot)), SOURCE)
    assert [len(one.body) for one in pages] == [3, 2]
    assert [line.text for line in pages[1].running] == [foot]


@pytest.mark.parametrize("foot", ["Last updated May 2026", "Page 1 of 1", "Jane Roe · Curriculum Vitae · 1 May 2026"])
def test_a_templates_own_foot_is_no_body(foot: str) -> None:
    source = expectation(texts=(text("a"), text("Jane Roe")))
    [only] = page_layouts(facts(page("Jane Roe", "a", foot=foot)), source)
    assert ([line.text for line in only.body], [line.text for line in only.running]) == (["Jane Roe", "a"], [foot])


@pytest.mark.parametrize("foot", ["two lines too many, of page 2 of all", "body text", "of a bullet", "title 2026"])
def test_a_line_too_many_is_no_foot(foot: str) -> None:
    expected = ("two lines too many, of page 2 of all", "body text", "The first line of a bullet", "title")
    pages = facts(page("a", "The first line"), page("b", foot=foot))
    assert texts(page_layouts(pages, expectation(texts=tuple(map(text, expected)))))[1] == ["b", foot]


def test_lines_close_to_the_body_and_many_lines_are_no_foot() -> None:
    close = adding(page("a"), run("Last words", 60, 40), run("The body ends here", 60, 52))
    [found] = page_layouts(facts(close), SOURCE)
    assert found.running == ()
    many = adding(page("a"), *(run("more" * (n + 1), 60, 40 - 9 * n, 7) for n in range(4)))
    [found] = page_layouts(facts(many), SOURCE)
    assert found.running == ()


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
