"""Where text stands on the pages: lines made of runs, running heads and feet told from the body, how full a page is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cvpdf.expectation import ExpectedPage
from cvpdf.pdf.read.facts import Box, PageFacts, PdfFacts, TextRun

ZONE = 0.1
"""Without a source, running heads and feet are looked for in the upper and the lower tenth of the page."""
_TALL = 0.4
"""Ink lower than this part of the size (a full stop, a dash) says too little about the line that it belongs to."""
_SAME_HEIGHT = 3.0
"""Points: letters with and without descenders differ by so much at the foot of the same line."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_LABEL_WORDS = 3
"""Words of a running foot beyond numbers and the person's name: ``Page 2 of 3``, ``Seite 2``."""


class Line(NamedTuple):
    """Runs that stand side by side, from left to right, also over the gap between columns."""

    text: str
    box: Box
    size: float
    """Of the most characters, in points."""
    runs: tuple[TextRun, ...]


class PageLines(NamedTuple):
    """The lines of a page from top to bottom, and what of it recurs or numbers the pages."""

    body: tuple[Line, ...]
    running: tuple[Line, ...] = ()


def is_visible(run: TextRun) -> bool:
    """Whether a run shows more than white space."""
    return not run.invisible and bool(run.text.strip())


def text_lines(runs: Sequence[TextRun]) -> tuple[Line, ...]:
    """Return the lines that runs form, from top to bottom.

    Two runs are on one line if the middle of one is between top and bottom of the other.
    """
    tall: list[TextRun] = []
    flat: list[TextRun] = []
    for run in runs:
        if is_visible(run):
            (tall if run.box.top - run.box.bottom >= _TALL * run.size else flat).append(run)
    groups: list[list[TextRun]] = []
    for run in sorted(tall, key=_middle):
        if groups and _side_by_side(groups[-1][0], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    middles = [_middle(group[0]) for group in groups]
    for run in flat:
        middle = _middle(run)
        right = bisect_left(middles, middle)
        beside = range(max(0, right - 1), min(right + 1, len(middles)))
        near = min(beside, key=lambda i: abs(middles[i] - middle), default=None)
        if near is not None and abs(middles[near] - middle) <= run.size / 2:
            groups[near].append(run)
        else:
            groups.append([run])
    return tuple(sorted((_line(group) for group in groups), key=lambda line: -(line.box.top + line.box.bottom)))


def page_lines(facts: PdfFacts, page: ExpectedPage | None = None, name: str = "") -> tuple[PageLines, ...]:
    """Return the lines of every page.

    A line is a running head or foot if it stands wholly in the upper or lower margin (without ``page``: in the upper or
    lower tenth of the paper, apart from the other lines), and either recurs on another page at the same height, numbers
    aside, or holds the page's number and little else than the person's ``name``.
    """
    asked = page_lines, page, name
    if asked not in facts.worked_out:
        facts.worked_out[asked] = _page_lines(facts, page, name)
    lines: tuple[PageLines, ...] = facts.worked_out[asked]
    return lines


def _page_lines(facts: PdfFacts, page: ExpectedPage | None, name: str) -> tuple[PageLines, ...]:
    lines = [text_lines(one.runs) for one in facts.pages]
    edges = [
        [line for line in found if _is_in_zone(line.box, one, page)]
        for found, one in zip(lines, facts.pages, strict=True)
    ]
    places: dict[str, list[tuple[int, float]]] = {}
    for number, edge in enumerate(edges, 1):
        for line in edge:
            places.setdefault(_without_numbers(line.text), []).append((number, line.box.bottom))
    own = {word.casefold() for word in _WORD.findall(name)}
    pages = []
    for number, (found, edge) in enumerate(zip(lines, edges, strict=True), 1):
        running = [line for line in edge if _recurs(line, number, places) or _is_number(line.text, number, own)]
        if page is None:
            running = _apart(running, found)
        pages.append(PageLines(tuple(line for line in found if line not in running), tuple(running)))
    return tuple(pages)


def fills(facts: PdfFacts, pages: Sequence[PageLines], page: ExpectedPage | None) -> tuple[float, ...]:
    """Return which part of the height between the margins each page uses, from 0 to 1, from the top down.

    Without ``page``, the margins are taken to be where the text of all pages ends, and the lower one to be no higher
    than the upper one.
    """
    found = []
    boxes = [_bounds([line.box for line in one.body]) for one in pages]
    margins = [one.height - box.top for one, box in zip(facts.pages, boxes, strict=True) if box]
    for one, box in zip(facts.pages, boxes, strict=True):
        if box is None:
            found.append(0.0)
            continue
        if page is not None:
            top, bottom = one.height - page.top, page.bottom
        else:
            top = one.height - min(margins)
            bottom = min(min(margins), *(other.bottom for other in boxes if other), box.bottom)
        available = top - bottom
        found.append(min(1.0, max(0.0, (top - box.bottom) / available)) if available > 0 else 1.0)
    return tuple(found)


def body_size(pages: Sequence[PageLines]) -> float:
    """Return the size in which most characters are set, to a tenth of a point; 0 without text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.body:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _middle(run: TextRun) -> float:
    return (run.box.top + run.box.bottom) / 2


def _side_by_side(one: TextRun, other: TextRun) -> bool:
    return one.box.bottom <= _middle(other) <= one.box.top or other.box.bottom <= _middle(one) <= other.box.top


def _line(group: list[TextRun]) -> Line:
    runs = sorted(group, key=lambda run: run.box.left)
    parts = [runs[0].text]
    for before, run in pairwise(runs):
        gap = run.box.left - before.box.right > 0.15 * run.size
        parts.append(f" {run.text}" if gap and not parts[-1].endswith(" ") else run.text)
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    box = _bounds([run.box for run in runs])
    assert box is not None
    return Line("".join(parts).strip(), box, sizes.most_common(1)[0][0], tuple(runs))


def _bounds(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def _is_in_zone(box: Box, facts: PageFacts, page: ExpectedPage | None) -> bool:
    below = page.bottom if page else ZONE * facts.height
    above = facts.height - (page.top if page else ZONE * facts.height)
    return box.top <= below or box.bottom >= above


def _recurs(line: Line, number: int, places: dict[str, list[tuple[int, float]]]) -> bool:
    same = places[_without_numbers(line.text)]
    return any(other != number and abs(bottom - line.box.bottom) <= _SAME_HEIGHT for other, bottom in same)


def _apart(running: list[Line], lines: Sequence[Line]) -> list[Line]:
    """Leave out what stands close to the body, and then what stands close to that."""
    while True:
        body = [line for line in lines if line not in running]
        apart = [line for line in running if all(_gap(line.box, other.box) >= line.size for other in body)]
        if len(apart) == len(running):
            return apart
        running = apart


def _gap(one: Box, other: Box) -> float:
    """Return the white space between two lines; negative if they overlap."""
    return max(one.bottom - other.top, other.bottom - one.top)


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text)


def _is_number(text: str, number: int, own: set[str]) -> bool:
    """Whether a line says which page this is, and little else."""
    if str(number) not in _DIGITS.findall(text):
        return False
    others = [word for word in _WORD.findall(text) if word.casefold() not in own]
    return len(others) <= _LABEL_WORDS
