"""The layout of the pages: running heads and footers separated from the body, and how full each page is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.expectation import Expectation, ExpectedPage
from cvpdf.pdf.checks.text import missing_texts
from cvpdf.pdf.read.facts import Box, Line, PageFacts, PdfFacts
from cvpdf.pdf.read.lines import bounds
from cvpdf.pdf.search.text_index import normal_text

ZONE = 0.1
"""Without a source, running heads and footers are in the upper and the lower tenth of the page."""
_SAME_HEIGHT = 3.0
"""Points by which the lower edges of letters with and without descenders differ on the same line."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_MAX_OWN_LINES = 3
"""Lines that a template prints in the margins of a page; more are a body that does not fit."""
_LABEL_WORDS = 3
"""Words of a running footer besides numbers and the person's name: ``Page 2 of 3``, ``Seite 2``."""


class PageLayout(NamedTuple):
    """The lines of a page from top to bottom."""

    body: tuple[Line, ...]
    running: tuple[Line, ...] = ()
    """Running heads and footers."""


def page_layouts(facts: PdfFacts, expectation: Expectation | None = None) -> tuple[PageLayout, ...]:
    """Return the layout of every page.

    A line is a running head or footer if it is completely in the upper or lower margin (if no page is expected: in the
    upper or lower tenth of the paper, apart from the other lines), and either recurs on another page at the same
    height, apart from numbers, or contains the page's number and little else than the person's name. A template may
    also print some words of its own there; these are apart from the other lines, and no text of cv.yaml needs them.
    """
    page = expectation.page if expectation else None
    name = expectation.name.text if expectation and expectation.name else ""
    margins = [[line for line in facts.lines if _is_in_margin(line.box, facts, page)] for facts in facts.pages]
    places: dict[str, list[tuple[int, float]]] = {}
    for number, lines in enumerate(margins, 1):
        for line in lines:
            places.setdefault(_without_numbers(line.text), []).append((number, line.box.bottom))
    name_words = {word.casefold() for word in _WORD.findall(name)}
    layouts = []
    for number, (one, lines) in enumerate(zip(facts.pages, margins, strict=True), 1):
        running = [line for line in lines if _recurs(line, number, places) or _is_number(line.text, number, name_words)]
        if expectation is None or page is None:
            running = _apart(running, one.lines, 1.0)
        else:
            others = [line for line in lines if line not in running]
            apart = _apart(lines, one.lines, 0.5) if 0 < len(others) <= _MAX_OWN_LINES else []
            running += [line for line in apart if line in others and not _is_needed(line, facts, expectation)]
        layouts.append(PageLayout(tuple(line for line in one.lines if line not in running), tuple(running)))
    return tuple(layouts)


def fills(facts: PdfFacts, layouts: Sequence[PageLayout], expectation: Expectation | None = None) -> tuple[float, ...]:
    """Return the part of the height between the margins that the body of each page uses, from 0 to 1, from the top.

    If no page is expected, the margins are where the text of all pages ends, and the lower one is at most as high as
    the upper one.
    """
    page = expectation.page if expectation else None
    boxes = [bounds([line.box for line in layout.body]) for layout in layouts]
    heads = [one.height - box.top for one, box in zip(facts.pages, boxes, strict=True) if box]
    lowest = min((box.bottom for box in boxes if box), default=0.0)
    result = []
    for one, box in zip(facts.pages, boxes, strict=True):
        if box is None:
            result.append(0.0)
            continue
        if page is not None:
            top, bottom = one.height - page.top, page.bottom
        else:
            top, bottom = one.height - min(heads), min(*heads, lowest)
        available = top - bottom
        result.append(min(1.0, max(0.0, (top - box.bottom) / available)) if available > 0 else 1.0)
    return tuple(result)


def body_size(layouts: Sequence[PageLayout]) -> float:
    """Return the font size of most characters, to a tenth of a point; 0 without text."""
    sizes: Counter[float] = Counter()
    for layout in layouts:
        for line in layout.body:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_in_margin(box: Box, facts: PageFacts, page: ExpectedPage | None) -> bool:
    below = page.bottom if page else ZONE * facts.height
    above = facts.height - (page.top if page else ZONE * facts.height)
    return box.top <= below or box.bottom >= above


def _recurs(line: Line, number: int, places: dict[str, list[tuple[int, float]]]) -> bool:
    same = places[_without_numbers(line.text)]
    return any(other != number and abs(bottom - line.box.bottom) <= _SAME_HEIGHT for other, bottom in same)


def _is_needed(line: Line, facts: PdfFacts, expectation: Expectation) -> bool:
    """Whether a text of cv.yaml is in this line, and not often enough elsewhere."""
    everything = [one for page in facts.pages for one in page.lines]
    with_it, without_it = (
        missing_texts(expectation, "\n".join(one.text for one in lines))
        for lines in (everything, [one for one in everything if one is not line])
    )
    # Of a text that is torn apart on the page, each part is needed.
    part = normal_text(line.text).key
    return with_it != without_it or any(part in text.key for text in with_it)


def _apart(running: list[Line], lines: Sequence[Line], distance: float) -> list[Line]:
    """Drop the lines that are closer to the body than ``distance`` times their font size.

    Then drop those that are as close to the dropped ones, and so on.
    """
    while True:
        body = [line for line in lines if line not in running]
        apart = [line for line in running if all(_gap(line.box, other.box) >= distance * line.size for other in body)]
        if len(apart) == len(running):
            return apart
        running = apart


def _gap(a: Box, b: Box) -> float:
    """Return the white space between two lines; negative if they overlap."""
    return max(a.bottom - b.top, b.bottom - a.top)


def _without_numbers(text: str) -> str:
    return _DIGITS.sub("#", text)


def _is_number(text: str, number: int, name_words: set[str]) -> bool:
    """Whether a line contains the number of the page, and little else."""
    if str(number) not in _DIGITS.findall(text):
        return False
    others = [word for word in _WORD.findall(text) if word.casefold() not in name_words]
    return len(others) <= _LABEL_WORDS
