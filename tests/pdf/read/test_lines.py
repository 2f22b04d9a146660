from __future__ import annotations

from cvpdf.pdf.read.facts import Box, TextRun
from cvpdf.pdf.read.lines import text_lines
from tests.pdf.layouts import run


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
