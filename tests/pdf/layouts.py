"""Facts of pages made up of lines, without a PDF."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Span
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedPage, ExpectedSection, ExpectedText
from cvpdf.pdf.read.facts import Box, PageFacts, PdfFacts, TextRun
from cvpdf.pdf.read.lines import text_lines

A4 = ExpectedPage(595.28, 841.89, 60, 50, 60, 50)
"""Margins of 60 points at the sides, of 50 above and below."""
LEADING = 12.0
ROOM = 61
"""Lines that fit between the margins."""


def run(text: str, left: float, baseline: float, size: float = 10, colour: tuple[int, int, int] = (0, 0, 0)) -> TextRun:
    """Return a run with letters half as wide as high, none below the baseline but by a fifth of the size."""
    box = Box(left, baseline - 0.2 * size, left + 0.5 * size * len(text), baseline + 0.7 * size)
    return TextRun(text, box, size, colour, "Font")


def baseline(number: int) -> float:
    """Return where a line stands, counted from 0 at the upper margin."""
    return A4.height - A4.top - 8 - number * LEADING


def page(*lines: str, foot: str = "", size: float = 10) -> PageFacts:
    """Return a page of lines from the top down; a tab separates two runs, the second one further right."""
    runs = []
    for number, line in enumerate(lines):
        for column, text in enumerate(line.split("\t")):
            runs.append(run(text, A4.left + 300 * column, baseline(number), size))
    if foot:
        runs.append(run(foot, 400, 25))
    text = "\n".join(one.text for one in runs)
    return PageFacts(text, A4.width, A4.height, runs=tuple(runs), lines=text_lines(runs), pdfium_text=text)


def with_runs(page: PageFacts, *runs: TextRun) -> PageFacts:
    """Return the page with these runs only."""
    return page._replace(runs=runs, lines=text_lines(runs))


def adding(page: PageFacts, *runs: TextRun) -> PageFacts:
    """Return the page with more runs."""
    return with_runs(page, *page.runs, *runs)


def filler(count: int, word: str = "Line") -> list[str]:
    return [f"{word} number {number} of the body" for number in range(count)]


def codes(diagnostics: list[Diagnostic]) -> list[tuple[str, str]]:
    """Return severity and code of each diagnostic."""
    return [(str(d.severity), d.code) for d in diagnostics]


def facts(*pages: PageFacts) -> PdfFacts:
    return PdfFacts("out/a.pdf", pages, title="T", author="A", language="en", read_by_pdfium=True)


def text(value: str, what: str = "title", line: int = 1) -> ExpectedText:
    return ExpectedText(value, what, Span("cv.yaml", line, 3, line, 3 + len(value)))


def entry(title: ExpectedText, *body: ExpectedText) -> ExpectedEntry:
    return ExpectedEntry(title, None, body)


def section(title: ExpectedText, *entries: ExpectedEntry) -> ExpectedSection:
    return ExpectedSection(title, 1, entries)


def expectation(*sections: ExpectedSection, texts: tuple[ExpectedText, ...] = ()) -> Expectation:
    name = text("Jane Roe", "name", 2)
    return Expectation(texts=texts, name=name, sections=sections, page=A4, span=Span.point("cv.yaml", 20))
