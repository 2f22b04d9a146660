from __future__ import annotations

import pytest

from cvpdf.pdf.read.facts import Box, TextRun
from cvpdf.pdf.read.geometry import PageLines, body_size, fills, page_lines, text_lines
from tests.pdf.layouts import A4, LEADING, ROOM, baseline, facts, filler, page, run


def texts(pages: tuple[PageLines, ...]) -> list[list[str]]:
    return [[line.text for line in one.body] for one in pages]


def test_lines_from_the_top_down() -> None:
    runs = [run("below", 60, 600), run("date", 400, 700), run("Title", 60, 700), run("more", 86, 700), run(" ", 1, 1)]
    assert [line.text for line in text_lines(runs)] == ["Titlemore date", "below"]
    first = text_lines(runs)[0]
    assert first.box == Box(60, 698, 420, 707)
    assert [one.text for one in first.runs] == ["Title", "more", "date"]


def test_invisible_text_makes_no_line() -> None:
    assert text_lines([run("hidden", 60, 700)._replace(invisible=True)]) == ()


def test_sizes_and_heights_on_one_line() -> None:
    """A raised figure, a full stop, a dash and a small word stand on the line of the large one."""
    stop = TextRun(".", Box(150, 700, 151, 701), 10, (0, 0, 0), "F")
    dash = TextRun("–", Box(155, 703, 160, 703.5), 10, (0, 0, 0), "F")
    runs = [
        stop,
        dash,
        run("Name", 60, 700, 22),
        run("small", 165, 700, 9),
        run("2", 200, 704, 6),
        run("next", 60, 688),
    ]
    assert [line.text for line in text_lines(runs)] == ["Name . – small 2", "next"]


def test_a_mark_far_from_any_line_is_its_own() -> None:
    mark = TextRun("–", Box(60, 100, 66, 100.5), 10, (0, 0, 0), "F")
    assert [line.text for line in text_lines([mark, run("Line", 60, 700)])] == ["Line", "–"]
    assert [line.text for line in text_lines([mark])] == ["–"]


def test_tight_lines_stay_apart() -> None:
    runs = [run(f"line {number}", 60, 700 - 9 * number) for number in range(30)]
    assert len(text_lines(runs)) == 30


@pytest.mark.parametrize("foot", ["2", "Jane Roe · Page 2", "Page 2 of 3", "– 2 –", "Seite 2/3"])
def test_a_page_number_is_no_body(foot: str) -> None:
    pages = page_lines(facts(page(*filler(3)), page(*filler(2), foot=foot)), A4, "Jane Roe")
    assert [len(one.body) for one in pages] == [3, 2]
    assert [line.text for line in pages[1].running] == [foot]


@pytest.mark.parametrize("foot", ["Jane Roe · Page 3", "two lines too many, of page 2 of all", "body text"])
def test_a_line_too_many_is_no_foot(foot: str) -> None:
    pages = page_lines(facts(page("a"), page("b", foot=foot)), A4, "Jane Roe")
    assert texts(pages)[1] == ["b", foot]


def test_what_recurs_is_no_body() -> None:
    pages = page_lines(facts(page("a", foot="Jane Roe, résumé 2026"), page("b", foot="Jane Roe, résumé 2026")), A4)
    assert texts(pages) == [["a"], ["b"]]


def test_a_foot_without_a_source() -> None:
    pages = page_lines(facts(page("a", foot="Page 1"), page("b", foot="Page 2")))
    assert texts(pages) == [["a"], ["b"]]


def test_fills() -> None:
    three = facts(page(*filler(ROOM)), page(*filler(20), foot="2"), page())
    full, part, nothing = fills(three, page_lines(three, A4), A4)
    assert full == pytest.approx(1, abs=0.02)
    assert part == pytest.approx(20 * LEADING / (A4.height - 100), abs=0.01)
    assert nothing == 0
    for guessed, known in zip(fills(three, page_lines(three), None), (full, part, nothing), strict=True):
        assert guessed == pytest.approx(known, abs=0.02)


def test_fill_of_a_single_page_without_a_source() -> None:
    one = facts(page(*filler(30)))
    [guessed] = fills(one, page_lines(one), None)
    assert guessed == pytest.approx(30 / ROOM, abs=0.02)


def test_body_size() -> None:
    some = page(*filler(3))
    large = run("A heading", 60, baseline(5), 13)
    assert body_size(page_lines(facts(some._replace(runs=(*some.runs, large))))) == 10
    assert body_size(()) == 0
