"""The number of pages, their size, and that text keeps to them: nothing blank, cut off, or left over."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, error, note, warning
from cvpdf.expectation import Expectation, ExpectedPage
from cvpdf.pdf.checks.margins import outside
from cvpdf.pdf.messages import place
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.geometry import PageLines, fills, page_lines

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points (ISO 216, ANSI/ASME Y14.1)."""
PAPER_TOLERANCE = 0.5
"""Points by which TeX's and other programs' rounding may differ."""
SHORT_LINES = 5
"""A last page with so many lines or fewer is called short …"""
SHORT_FILL = 0.08
"""… and one that is filled to this part of its height or less."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``too-many-pages``, ``no-text``, ``blank-page``, ``paper-size``, ``outside-margins``, ``short-last-page``.

    What is asked for is an error if it is not met; without a source, where much may be meant, a warning or a note.
    """
    page = expectation.page if expectation else None
    name = expectation.name.text if expectation and expectation.name else ""
    pages = page_lines(facts, page, name)
    rest = _lines_left_over(facts, pages, page)
    found = [*_count(facts, expectation, rest), *_paper(facts, expectation)]
    silent = [number for number, one in enumerate(facts.pages, 1) if not one.text.strip()]
    span = place(facts, expectation)
    if silent and len(silent) == len(facts.pages):
        hint = "it is perhaps a scan or an outline drawing: no parser and no screen reader can read it"
        return [*found, error("no-text", "the PDF has no text layer", span, hint)]
    complain = error if expectation else warning
    for number in silent:
        if not facts.pages[number - 1].has_image:
            found.append(complain("blank-page", f"page {number} is blank", span))
    found += outside(facts, pages, expectation)
    if rest and not any(one.code == "too-many-pages" for one in found):
        message = f"the last page holds only {_lines(rest)}"
        hint = f"with {_lines(rest)} less in all, it falls away: shorten a text, or show less"
        found.append(warning("short-last-page", message, span, hint))
    return found


def page_fills(facts: PdfFacts, expectation: Expectation | None) -> tuple[float, ...]:
    """Return which part of its height each page uses, from 0 to 1; running heads and feet do not count."""
    page = expectation.page if expectation else None
    name = expectation.name.text if expectation and expectation.name else ""
    return fills(facts, page_lines(facts, page, name), page)


def _count(facts: PdfFacts, expectation: Expectation | None, rest: int) -> list[Diagnostic]:
    count, limit = len(facts.pages), expectation.max_pages if expectation else None
    if limit is None or count <= limit:
        return []
    message = f"the PDF has {count} pages; at most {limit} {'is' if limit == 1 else 'are'} allowed"
    hint = "show less (tags, priorities, limits), choose a smaller font or margins, or raise `max_pages`"
    if rest and count == limit + 1:
        hint = f"{_lines(rest)} too many: {hint}"
    return [error("too-many-pages", message, place(facts, expectation), hint)]


def _paper(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    page = expectation.page if expectation else None
    if expectation and page is None:
        return []
    sizes: dict[tuple[float, float], list[int]] = {}
    for number, one in enumerate(facts.pages, 1):
        wanted = [(page.width, page.height)] if page else list(PAPERS.values())
        if not any(_equal((one.width, one.height), size) for size in wanted):
            sizes.setdefault((round(one.width, 1), round(one.height, 1)), []).append(number)
    span = place(facts, expectation)
    found = []
    for (width, height), numbers in sizes.items():
        which = "every page" if len(numbers) == len(facts.pages) else f"page {numbers[0]}"
        message = f"{which} is {width:g} × {height:g} pt"
        if page:
            hint = "does the template set the paper (`paper` of \\cvsetup)?"
            message += f" instead of {page.width:.1f} × {page.height:.1f} pt"
            found.append(error("paper-size", message, span, hint))
        else:
            message += ", neither A4 nor Letter"
            found.append(note("paper-size", message, span, "printers will scale it or cut it off"))
    return found


def _equal(size: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= PAPER_TOLERANCE for a, b in zip(size, other, strict=True))


def _lines_left_over(facts: PdfFacts, pages: Sequence[PageLines], page: ExpectedPage | None) -> int:
    """Return how many lines the last page holds if it is one of several and has only a few, else 0."""
    if len(pages) < 2 or facts.pages[-1].has_image:
        return 0
    lines = len(pages[-1].body)
    return lines if lines <= SHORT_LINES or fills(facts, pages, page)[-1] <= SHORT_FILL else 0


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
