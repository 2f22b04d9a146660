"""Check page breaks: no heading is the last line of a page, no head of an entry is separated from its first bullet.

The structure of a tagged PDF says what is where. In other PDFs, texts are followed through the runs in the order of the
content stream, which templates write in reading order, so that a title stays in one piece although a date is to its
right. A text that is not found is skipped; ``text`` reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.checks.page_layout import PageLayout, body_size, page_layouts
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.pdf.search.run_stream import RunStream, run_stream
from cvpdf.pdf.search.structure_text import Placed, StructureText, structure_text
from cvpdf.quoting import quoted

HEADING = 1.15
"""Without a source, a line that is larger than the body by this factor looks like a heading …"""
BODY_LINES = 10
"""… if this many lines of the body's size are above it: the last line of a title page is not a heading."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``stranded-heading`` and ``stranded-head``; without a source, warnings about what looks like a heading."""
    if len(facts.pages) < 2:
        return []
    layouts = page_layouts(facts, expectation)
    if expectation is None:
        return list(_guessed_headings(facts, layouts))
    text = structure_text(facts)
    placed = text.placed(expectation) if text else []
    if text and all(one.start >= 0 for one in placed):
        return list(_in_structure(text, placed))
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
If the PDF is tagged and `tags` finds nothing, headings, titles and the texts below them are elements of the structure.
Otherwise they are followed through the page's code, in reading order; a title or bullet is recognised by its first 32
characters. A text that is not found is skipped (`text` reports it).""",
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


def _in_structure(text: StructureText, placed: Sequence[Placed]) -> Iterator[Diagnostic]:
    """Compare the page of each heading with that of the next text, and the pages of the parts of each entry."""
    parts: dict[int, list[_Part]] = {}
    for (part, _, _, entry), start, _ in placed:
        end = text.end_of_block(start)
        if entry is None and end < len(text.text) and text.page(end - 1) < text.page(end):
            yield _stranded(part, text.page(end - 1))
        elif entry and part is not entry.date:
            parts.setdefault(id(entry), []).append(
                _Part(part, text.page(start), text.page(end - 1), part is entry.title)
            )
    for some in parts.values():
        yield from _separated(some)


class _Part(NamedTuple):
    """The title of an entry, or what is below it."""

    text: ExpectedText
    first_page: int
    last_page: int
    is_title: bool


def _stream(facts: PdfFacts, layouts: Sequence[PageLayout]) -> RunStream:
    """Return the visible text without running heads and footers."""
    runs: list[tuple[int, TextRun]] = []
    for number, (page, layout) in enumerate(zip(facts.pages, layouts, strict=True), 1):
        running = {id(run) for line in layout.running for run in line.runs}
        runs += [(number, run) for run in page.runs if run.is_visible and id(run) not in running]
    return run_stream(runs)


def _sections(stream: RunStream, sections: Sequence[ExpectedSection]) -> Iterator[tuple[ExpectedSection, int, int]]:
    """Yield the sections whose headings are found, with the heading's start and end."""
    end = 0
    for section in sections:
        if match := stream.find(section.title, end, len(stream.text), whole=True):
            yield section, *match
            end = match[1]


def _heading(stream: RunStream, layouts: Sequence[PageLayout], title: ExpectedText, end: int) -> Iterator[Diagnostic]:
    number, run = stream.run_at(end - 1)
    body = layouts[number - 1].body
    if number < len(layouts) and body and any(run is other for other in body[-1].runs):
        yield _stranded(title, number)


def _stranded(title: ExpectedText, page: int) -> Diagnostic:
    message = f"the heading `{quoted(title.text)}` is the last line of page {page}"
    return error("stranded-heading", message, title.span, "keep it with what follows (LaTeX: \\nopagebreak)")


def _entry(stream: RunStream, entry: ExpectedEntry, start: int, stop: int) -> tuple[list[Diagnostic], int]:
    """Compare the pages of the parts of an entry, and return where the last one ends."""
    end = start
    parts: list[_Part] = []
    for text in (entry.title, *entry.body):
        if match := stream.find(text, end, stop):
            end = match[1]
            page = stream.run_at(end - 1)[0]
            parts.append(_Part(text, page, page, text is entry.title))
    return list(_separated(parts)), end


def _separated(parts: Sequence[_Part]) -> Iterator[Diagnostic]:
    """Compare the pages of an entry's head and the first text below it, and of each position and its first bullet."""
    for head, below in pairwise(parts):
        is_head = head.is_title or (head.text.what == "position" and below.text.what != "position")
        if is_head and head.last_page < below.first_page:
            message = (
                f"the head of `{quoted(head.text.text)}` is at the bottom of page {head.last_page}, its first"
                f" {below.text.what} on page {below.first_page}"
            )
            yield error("stranded-head", message, head.text.span, "keep them together (LaTeX: \\nopagebreak)")


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
