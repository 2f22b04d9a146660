"""Check the number and size of the pages, the margins, and that no page is blank or nearly empty."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, Severity, error, note, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.checks.margins import check_margins
from cvpdf.pdf.checks.page_layout import PageLayout, fills, page_layouts
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import PdfFacts

PAPERS = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points (ISO 216, ANSI/ASME Y14.1)."""
PAPER_TOLERANCE = 0.5
"""Points of rounding by TeX and other programs."""
SHORT_LINES = 5
"""The last page is short if it has at most this many lines …"""
SHORT_FILL = 0.08
"""… or if at most this part of its height is filled."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return all codes of the pages; without a source, where much may be on purpose, most are warnings or notes."""
    layouts = page_layouts(facts, expectation)
    rest = _lines_on_short_last_page(facts, layouts, expectation)
    too_many = _page_count(facts, expectation, rest)
    diagnostics = [*too_many, *_paper(facts, expectation)]
    silent = [number for number, page in enumerate(facts.pages, 1) if not page.text.strip()]
    span = default_span(facts, expectation)
    if silent and len(silent) == len(facts.pages):
        hint = "it may be a scan or a drawing of outlines: no parser and no screen reader can read it"
        return [*diagnostics, error("no-text", "the PDF has no text layer", span, hint)]
    report = error if expectation else warning
    for number in silent:
        if not facts.pages[number - 1].has_image:
            diagnostics.append(report("blank-page", f"page {number} is blank", span))
    diagnostics += check_margins(facts, layouts, expectation)
    if rest and not too_many:
        message = f"the last page has only {_lines(rest)}"
        hint = f"shorten the text by {_lines(rest)} to drop this page, or show less"
        diagnostics.append(warning("short-last-page", message, span, hint))
    return diagnostics


CHECK = Check(
    name="pages",
    title="page count, paper size, margins, no blank or nearly empty page",
    function=check,
    position=10,
    notes="""\
Positions and sizes come from pdfium. A *run* is the text that one operator of the page's code shows, with the box
around its ink; runs whose middles are at the same height form a line. A line in the upper or lower margin is a *running
head or footer* if it recurs on another page at the same height (apart from numbers), or if it contains the number of
the page and, besides the person's name, at most three words. It may also be a line of a template's own (“Last updated
May 2026”): the distance to the other lines is at least half its font size, all texts of `cv.yaml` are complete without
it, and there are at most three such lines. Without a source, the margins are the upper and the lower
tenth of the paper, and the distance from such a line to the others must be at least its own font size. Running heads
and footers do not count as lines, and do not fill the page. The *fill* of a page is the height from the upper margin to
the ink of its last line, as a part of the height between the margins.""",
    codes=(
        Code(
            "too-many-pages",
            "more pages than the variant allows",
            "the PDF has more pages than the variant's `max_pages`",
            "show less (tags, priorities, limits), choose a smaller font or margins, or raise `max_pages`",
        ),
        Code(
            "blank-page",
            "a page is blank",
            "a page has neither text nor a picture",
            "look for a forced page break",
            "error; warning without a source",
        ),
        Code(
            "no-text",
            "the PDF has no text layer",
            "no page has any text: a scan, or letters drawn as outlines",
            "create the PDF from text",
        ),
        Code(
            "paper-size",
            "the paper size is wrong",
            "the paper differs from the variant's by more than 0.5 pt; without a source: it is neither A4 nor Letter."
            " Printers scale such pages or cut them off",
            "set `paper` of `\\cvsetup`",
            "error; note without a source",
        ),
        Code(
            "outside-margins",
            "text is outside the margins",
            "text in the margin looks like a mistake, and printers cut it off. Letters may overhang by a tenth of their"
            " size, slanted ones by 15 %, accents above by 30 %. Running heads and footers may be in the upper and"
            " lower margins; pictures do not count. Without a source, only the edges of the paper count. Reported once"
            " for each side of a page",
            "shorten the text, or allow a line break in a long word or address",
            "warning above 1 pt; error above 10 pt, or if the edge of the paper cuts text off",
        ),
        Code(
            "short-last-page",
            "the last page has only a few lines",
            "the last of several pages has at most five lines, or is filled to at most 8 %, and has no picture. The"
            " message (or the hint of `too-many-pages`) gives the number of lines",
            "shorten the text by that many lines, or show less",
            severity=Severity.WARNING,
        ),
    ),
)


def _page_count(facts: PdfFacts, expectation: Expectation | None, rest: int) -> list[Diagnostic]:
    count, limit = len(facts.pages), expectation.max_pages if expectation else None
    if limit is None or count <= limit:
        return []
    message = f"the PDF has {count} pages; at most {limit} {'is' if limit == 1 else 'are'} allowed"
    hint = "show less (tags, priorities, limits), choose a smaller font or margins, or raise `max_pages`"
    if rest and count == limit + 1:
        hint = f"{_lines(rest)} too many: {hint}"
    return [error("too-many-pages", message, default_span(facts, expectation), hint)]


def _paper(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    expected = expectation.page if expectation else None
    if expectation and expected is None:
        return []
    allowed = [(expected.width, expected.height)] if expected else list(PAPERS.values())
    sizes: dict[tuple[float, float], list[int]] = {}
    for number, page in enumerate(facts.pages, 1):
        if not any(_equal((page.width, page.height), size) for size in allowed):
            sizes.setdefault((round(page.width, 1), round(page.height, 1)), []).append(number)
    span = default_span(facts, expectation)
    diagnostics = []
    for (width, height), numbers in sizes.items():
        which = "every page" if len(numbers) == len(facts.pages) else f"page {numbers[0]}"
        message = f"{which} is {width:g} × {height:g} pt"
        if expected:
            hint = "does the template set the paper (`paper` of \\cvsetup)?"
            message += f" instead of {expected.width:.1f} × {expected.height:.1f} pt"
            diagnostics.append(error("paper-size", message, span, hint))
        else:
            message += ", neither A4 nor Letter"
            diagnostics.append(note("paper-size", message, span, "printers will scale it or cut it off"))
    return diagnostics


def _equal(size: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= PAPER_TOLERANCE for a, b in zip(size, other, strict=True))


def _lines_on_short_last_page(facts: PdfFacts, layouts: Sequence[PageLayout], expectation: Expectation | None) -> int:
    """Return the number of lines on the last page if it is one of several and has only a few, else 0."""
    if len(layouts) < 2 or facts.pages[-1].has_image:
        return 0
    lines = len(layouts[-1].body)
    return lines if lines <= SHORT_LINES or fills(facts, layouts, expectation)[-1] <= SHORT_FILL else 0


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
