"""Page breaks come where they should: no heading alone at the foot of a page, no entry's head without its first bullet.

Texts are followed through the runs in the order of the content stream, which templates write in reading order, so that
a title stays in one piece although a date stands at its right. A text that is not found is passed over; that it is
missing is said by ``text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.pdf.read.geometry import PageLines, body_size, is_visible, page_lines

HEADING = 1.15
"""Without a source, a line so many times larger than the body is taken for a heading …"""
BODY_LINES = 10
"""… if so many lines of the body's size stand above it: the last line of a title page is none."""
_PREFIX = 32
"""Characters by which the beginning of a text is found; what follows may be hyphenated."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``stranded-heading`` and ``stranded-head``; without a source, warnings about what looks like a heading."""
    if len(facts.pages) < 2:
        return []
    name = expectation.name.text if expectation and expectation.name else ""
    pages = page_lines(facts, expectation.page if expectation else None, name)
    if expectation is None:
        return list(_guessed(facts, pages))
    stream = _stream(facts, pages)
    sections = list(_sections(stream, expectation.sections))
    starts = [start for _, start, _ in sections] + [len(stream.text)]
    found: list[Diagnostic] = []
    for (section, _, end), stop in zip(sections, starts[1:], strict=True):
        found += _heading(stream, pages, section.title, end)
        for entry in section.entries:
            problems, end = _entry(stream, entry, end, stop)
            found += problems
    return found


class _Stream(NamedTuple):
    """The text of all runs in one string, without white space; running heads and feet are left out."""

    text: str
    starts: tuple[int, ...]
    runs: tuple[tuple[int, TextRun], ...]
    """Each with the number of its page, from 1."""

    def run_at(self, at: int) -> tuple[int, TextRun]:
        """Return page and run of a character."""
        return self.runs[max(0, bisect_right(self.starts, at) - 1)]

    def find(self, text: ExpectedText, start: int, stop: int, whole: bool = False) -> tuple[int, int] | None:
        """Return the first place, with its end, preferably where a run begins, if ``whole`` also one ends."""
        key = squeezed(text.text)
        key = key if whole else key[:_PREFIX]
        places = list(self._places(key, start, stop))
        starting = [at for at in places if self._is_edge(at)]
        complete = [at for at in starting if whole and self._is_edge(at + len(key))]
        at = next(iter([*complete, *starting, *places]), None)
        return None if at is None else (at, at + len(key))

    def _places(self, key: str, start: int, stop: int) -> Iterator[int]:
        at = self.text.find(key, start, stop) if key else -1
        while at >= 0:
            yield at
            at = self.text.find(key, at + 1, stop)

    def _is_edge(self, at: int) -> bool:
        return at == len(self.text) or self.starts[max(0, bisect_right(self.starts, at) - 1)] == at


def _stream(facts: PdfFacts, pages: Sequence[PageLines]) -> _Stream:
    runs: list[tuple[int, TextRun]] = []
    for number, (page, lines) in enumerate(zip(facts.pages, pages, strict=True), 1):
        running = {id(run) for line in lines.running for run in line.runs}
        runs += [(number, run) for run in page.runs if is_visible(run) and id(run) not in running]
    # All runs are normalised in one go; the separator is no character that a text could hold and yet be printed.
    parts = squeezed("\0".join(run.text.replace("\0", "") for _, run in runs)).split("\0") if runs else []
    return _Stream("".join(parts), tuple(accumulate(map(len, parts[:-1]), initial=0)), tuple(runs))


def _sections(stream: _Stream, sections: Sequence[ExpectedSection]) -> Iterator[tuple[ExpectedSection, int, int]]:
    """Yield those sections whose headings are found, with the heading's start and end."""
    end = 0
    for section in sections:
        if place_ := stream.find(section.title, end, len(stream.text), whole=True):
            yield section, *place_
            end = place_[1]


def _heading(stream: _Stream, pages: Sequence[PageLines], title: ExpectedText, end: int) -> Iterator[Diagnostic]:
    number, run = stream.run_at(end - 1)
    body = pages[number - 1].body
    if number < len(pages) and body and any(run is other for other in body[-1].runs):
        message = f"the heading “{quoted(title.text)}” is the last line of page {number}"
        yield error("stranded-heading", message, title.span, "keep it with what follows (LaTeX: \\nopagebreak)")


def _entry(stream: _Stream, entry: ExpectedEntry, start: int, stop: int) -> tuple[list[Diagnostic], int]:
    """Compare the pages of an entry's head and of the first text below it, and so for each position in it."""
    found: list[Diagnostic] = []
    last = start
    pages: list[tuple[ExpectedText, int]] = []
    for text in (entry.title, *entry.body):
        if place_ := stream.find(text, last, stop):
            last = place_[1]
            pages.append((text, stream.run_at(last - 1)[0]))
    for (head, page), (below, next_page) in pairwise(pages):
        if page < next_page and (head is entry.title or (head.what == "position" and below.what != "position")):
            message = (
                f"the head of “{quoted(head.text)}” is at the foot of page {page}, its first {below.what} on page "
                f"{next_page}"
            )
            found.append(error("stranded-head", message, head.span, "keep them together (LaTeX: \\nopagebreak)"))
    return found, last


def _guessed(facts: PdfFacts, pages: Sequence[PageLines]) -> Iterator[Diagnostic]:
    size = body_size(pages)
    for number, page in enumerate(pages[:-1], 1):
        lines = list(page.body)
        while lines and not any(char.isalpha() for char in lines[-1].text):
            lines.pop()  # a page number
        above = [line for line in lines[:-1] if abs(line.size - size) <= 0.2]
        if len(above) >= BODY_LINES and lines[-1].size >= HEADING * size:
            message = f"“{quoted(lines[-1].text)}”, the last line of page {number}, looks like a heading"
            hint = "keep it with what follows"
            yield warning("stranded-heading", message, place(facts, None), hint)
