"""The result of fitting as text: in one line, as tables for a terminal, and for the file beside the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.fitting import wording
from cvpdf.fitting.report import FitReport
from cvpdf.report import fit_words as words
from cvpdf.report.table import table
from cvpdf.report.terminal import width

COLUMNS = 100
"""Width of text that is not for a terminal."""
_LEAST_TEXT = 12
_MOST_PLACE = 24
_MOST_LAST = 26
_TEXT = 2
"""Index of the column with the text."""


def one_line(report: FitReport) -> str:
    """Return the result in one line, as `cvpdf build` prints it."""
    kinds = [report.items[index].kind for index in report.uppermost if not report.items[index].rule]
    if kinds:
        looks = wording.layout(report.layout, all_of_it=False)
        page = "the page" if report.pages == 1 else f"page {report.pages}"
        filled = f"{words.percent(report.fill)} of {page}"
        return f"{report.variant}: {looks}; left out: {words.counted(kinds)}; {filled}"
    free = wording.count(report.free_lines, "line free", "lines free") if report.free_lines else "the page is full"
    ruled = words.counted(report.items[index].kind for index in report.uppermost)
    forbidden = f"; left out by rules: {ruled}" if ruled else ""
    return f"{report.variant}: everything fits, {wording.number(report.layout.font_size)} pt, {free}{forbidden}"


def full(report: FitReport, columns: int = COLUMNS, all_of_it: bool = False) -> str:
    """Return the report: a headline and a table of what is left out.

    With ``all_of_it``, the table also lists the content of what is left out, and a second one lists what is shown.
    """
    lines = _headline(report, columns)
    rows = _left_out(report, all_of_it)
    if rows:
        lines += ["", *_table(("left out", "what", "text", "value", "height", "fits with"), rows, columns)]
    if all_of_it:
        shown = [_row(report, i, "pinned" if item.pinned else "") for i, item in enumerate(report.items) if item.shown]
        lines += ["", *_table(("shown", "what", "text", "value", "height", ""), shown, columns)]
    return "\n".join(lines) + "\n"


def _headline(report: FitReport, columns: int) -> list[str]:
    filled = words.percent(report.fill)
    if report.pages > 1:
        page = f"{report.pages} pages, the last one {filled} filled"
    elif report.max_pages > 1:
        page = f"one page of at most {report.max_pages}, {filled} filled"
    else:
        page = f"one page, {filled} filled"
    why = wording.clean(report.because).rstrip(".")
    sentences = [f"{why[:1].upper()}{why[1:]}."] if why else []
    if report.fits_all and report.uppermost:
        sentences.append("Nothing is left out for lack of room.")
    if report.free_lines:
        free = wording.count(report.free_lines, "line of text is", "lines of text are")
        sentences.append(f"{free} free.")
    sentences.append(f"The value of what is shown is {report.value} of {report.possible}.")
    head = f"{report.variant}: {page}, {wording.layout(report.layout)}"
    return [*words.wrapped(head, columns, "", "  "), *words.wrapped(" ".join(sentences), columns)]


class _Row(NamedTuple):
    place: str
    kind: str
    text: str
    tail: str
    """The end of the text, which is not cut."""
    value: str
    height: str
    last: str


def _left_out(report: FitReport, all_of_it: bool) -> list[_Row]:
    """Return the rows of what is left out: first what needs least room, last what a rule forbids."""
    order = sorted(report.uppermost, key=lambda i: (bool(report.items[i].rule), report.items[i].missing, i))
    rows = []
    for index in order:
        inner = [number for number in report.within(index) if report.items[number].kind != "remark"]
        if all_of_it:
            rows += [_row(report, number, _returns(report, number), index) for number in (index, *inner)]
        else:
            kinds = words.counted(report.items[n].kind for n in inner if report.items[n].kind != "group")
            rows.append(_row(report, index, _returns(report, index), index, f" and {kinds}" if kinds else ""))
    return rows


def _returns(report: FitReport, index: int) -> str:
    """Return how many points more an item needs, or the rule that forbids it."""
    item = report.items[index]
    return words.cut(wording.clean(item.rule), _MOST_LAST) if item.rule else f"+{wording.points(item.missing)}"


def _row(report: FitReport, index: int, last: str, top: int | None = None, tail: str = "") -> _Row:
    """Return a row, indented by its depth below ``top``."""
    item = report.items[index]
    above = report.ancestors(index)
    depth = above.index(top) + 1 if top in above else 0 if top is not None else len(above)
    value = "" if item.kind in words.VALUELESS else str(item.worth.value)
    text = "  " * depth + wording.shown(item.text if depth else report.name(index))
    return _Row(wording.place(item.span), words.kind(item.kind), text, tail, value, wording.points(item.height), last)


def _table(head: tuple[str, ...], rows: Sequence[_Row], columns: int) -> list[str]:
    """Return aligned columns. The text gets the width that the others leave."""
    cells = [(_short_place(row.place), row.kind, "", row.value, row.height, row.last) for row in rows]
    sizes = [max(map(width, column)) for index, column in enumerate(zip(head, *cells, strict=True)) if index != _TEXT]
    room = max(_LEAST_TEXT, columns - sum(size + 2 for size in sizes if size))
    texts = [words.cut(row.text, max(1, room - width(row.tail))) + row.tail for row in rows]
    lines = [(*line[:_TEXT], text, *line[_TEXT + 1 :]) for line, text in zip(cells, texts, strict=True)]
    return [words.cut(line, columns) for line in table(head, lines, right=(3, 4)).splitlines()]


def _short_place(place: str) -> str:
    """Return a place with a shortened file name."""
    name, colon, line = place.rpartition(":")
    return words.cut(name, max(2, _MOST_PLACE - len(line) - 1)) + colon + line
