"""Check page breaks: no heading is the last line of a page, no head of an entry is separated from its first bullet.

Texts are followed through the runs in the order of the content stream, which templates write in reading order, so that
a title stays in one piece although a date is to its right. A text that is not found is skipped; ``text`` reports it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.checks.page_layout import PageLayout, body_size, page_layouts
from cvpdf.pdf.locate import default_span, squeezed
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.quoting import quoted

HEADING = 1.15
"""Without a source, a line that is larger than the body by this factor looks like a heading …"""
BODY_LINES = 10
"""… if this many lines of the body's size are above it: the last line of a title page is not a heading."""
_PREFIX = 32
"""Characters by which a title or bullet is recognised; those after them may be hyphenated."""
_INDEXED = 8
"""Characters at the beginning of a run that are indexed."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``stranded-heading`` and ``stranded-head``; without a source, warnings about what looks like a heading."""
    if len(facts.pages) < 2:
        return []
    layouts = page_layouts(facts, expectation)
    if expectation is None:
        return list(_guessed_headings(facts, layouts))
    stream = _stream(facts, layouts)
    sections = list(_sections(stream, expectation.sections))
    starts = [start for _, start, _ in sections] + [len(stream.text)]
    diagnostics: list[Diagnostic] = []
    for (section, _, end), stop in zip(sections, starts[1:], strict=True):
        diagnostics += _heading(stream, layouts, section.title, end)
        for entry in section.entries:
            separated, end = _entry(stream, entry, end, stop)
            diagnostics += separated
    return diagnostics


CHECK = Check(
    name="breaks",
    title="no heading or entry head separated from what follows",
    function=check,
    position=20,
    notes="""\
Headings, titles and the texts below them are followed through the page's code, in reading order; a title or bullet is
recognised by its first 32 characters. A text that is not found is skipped (`text` reports it).""",
    codes=(
        Code(
            "stranded-heading",
            "a heading is the last line of a page",
            "the heading of a section, or of a group of publications, is the last line of a page other than the last"
            " one; without a source: the last line of a page is at least 1.15 times as large as most text, below at"
            " least ten lines of that",
            "keep it with what follows (`\\nopagebreak`); cvpdf's class does",
            "error; warning without a source",
            names_text=True,
        ),
        Code(
            "stranded-head",
            "the head of an entry is separated from what follows",
            "an entry's title is on another page than the first bullet or position below it, or a position on another"
            " page than its first bullet",
            "keep it with what follows (`\\nopagebreak`); cvpdf's class does",
            names_text=True,
        ),
    ),
)


class _Stream(NamedTuple):
    """The text of all runs in one string, without white space, running heads and footers."""

    text: str
    starts: tuple[int, ...]
    """Where each run begins."""
    runs: tuple[tuple[int, TextRun], ...]
    """Each with the number of its page, from 1."""
    run_starts: Mapping[str, Sequence[int]]
    """Where a run begins with a string, for strings of up to :data:`_INDEXED` characters."""

    def run_at(self, position: int) -> tuple[int, TextRun]:
        """Return page and run of a character."""
        return self.runs[max(0, bisect_right(self.starts, position) - 1)]

    def find(self, text: ExpectedText, start: int, stop: int, whole: bool = False) -> tuple[int, int] | None:
        """Return start and end of the first match, preferably one that begins a run, if ``whole`` also ends one."""
        key = squeezed(text.text) if whole else squeezed(text.text)[:_PREFIX]
        if not key:
            return None
        first = -1
        for position in self._run_starts(key, start, stop):
            if not whole or self._is_edge(position + len(key)):
                return position, position + len(key)
            first = position if first < 0 else first
        position = first if first >= 0 else self.text.find(key, start, stop)
        return None if position < 0 else (position, position + len(key))

    def _run_starts(self, key: str, start: int, stop: int) -> Iterator[int]:
        candidates = self.run_starts.get(key[:_INDEXED], ())
        for number in range(bisect_left(candidates, start), len(candidates)):
            position = candidates[number]
            if position + len(key) > stop:
                return
            if self.text.startswith(key, position):
                yield position

    def _is_edge(self, position: int) -> bool:
        return position == len(self.text) or self.starts[bisect_right(self.starts, position) - 1] == position


def _stream(facts: PdfFacts, layouts: Sequence[PageLayout]) -> _Stream:
    runs: list[tuple[int, TextRun]] = []
    for number, (page, layout) in enumerate(zip(facts.pages, layouts, strict=True), 1):
        running = {id(run) for line in layout.running for run in line.runs}
        runs += [(number, run) for run in page.runs if run.is_visible and id(run) not in running]
    # All runs are normalised in one call; no printed text contains the separator.
    parts = squeezed("\0".join(run.text.replace("\0", "") for _, run in runs)).split("\0") if runs else []
    text, starts = "".join(parts), tuple(accumulate(map(len, parts[:-1]), initial=0))
    index: dict[str, list[int]] = {}
    for start in starts:
        beginning = text[start : start + _INDEXED]
        for length in range(1, len(beginning) + 1):
            index.setdefault(beginning[:length], []).append(start)
    return _Stream(text, starts, tuple(runs), index)


def _sections(stream: _Stream, sections: Sequence[ExpectedSection]) -> Iterator[tuple[ExpectedSection, int, int]]:
    """Yield the sections whose headings are found, with the heading's start and end."""
    end = 0
    for section in sections:
        if match := stream.find(section.title, end, len(stream.text), whole=True):
            yield section, *match
            end = match[1]


def _heading(stream: _Stream, layouts: Sequence[PageLayout], title: ExpectedText, end: int) -> Iterator[Diagnostic]:
    number, run = stream.run_at(end - 1)
    body = layouts[number - 1].body
    if number < len(layouts) and body and any(run is other for other in body[-1].runs):
        message = f"the heading `{quoted(title.text)}` is the last line of page {number}"
        yield error("stranded-heading", message, title.span, "keep it with what follows (LaTeX: \\nopagebreak)")


def _entry(stream: _Stream, entry: ExpectedEntry, start: int, stop: int) -> tuple[list[Diagnostic], int]:
    """Compare the pages of an entry's head and the first text below it, and of each position and its first bullet."""
    diagnostics: list[Diagnostic] = []
    end = start
    pages: list[tuple[ExpectedText, int]] = []
    for text in (entry.title, *entry.body):
        if match := stream.find(text, end, stop):
            end = match[1]
            pages.append((text, stream.run_at(end - 1)[0]))
    for (head, page), (below, next_page) in pairwise(pages):
        if page < next_page and (head is entry.title or (head.what == "position" and below.what != "position")):
            message = (
                f"the head of `{quoted(head.text)}` is at the bottom of page {page}, its first {below.what} on page "
                f"{next_page}"
            )
            diagnostics.append(error("stranded-head", message, head.span, "keep them together (LaTeX: \\nopagebreak)"))
    return diagnostics, end


def _guessed_headings(facts: PdfFacts, layouts: Sequence[PageLayout]) -> Iterator[Diagnostic]:
    size = body_size(layouts)
    for number, layout in enumerate(layouts[:-1], 1):
        lines = list(layout.body)
        while lines and not any(char.isalpha() for char in lines[-1].text):
            lines.pop()  # a page number
        above = [line for line in lines[:-1] if abs(line.size - size) <= 0.2]
        if len(above) >= BODY_LINES and lines[-1].size >= HEADING * size:
            message = f"`{quoted(lines[-1].text)}`, the last line of page {number}, looks like a heading"
            hint = "keep it with what follows"
            yield warning("stranded-heading", message, default_span(facts, None), hint)
