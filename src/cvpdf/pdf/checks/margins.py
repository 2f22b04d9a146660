"""Check that text stays between the margins and on the paper; a part of the check of the pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cvpdf.diagnostics import TOO_WIDE, Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.page_layout import PageLayout
from cvpdf.pdf.locate import SourceLocator
from cvpdf.pdf.read.facts import Box, PdfFacts, TextRun
from cvpdf.quoting import quoted

TOLERANCE = 1.0
"""Points by which ink may extend into the margin unnoticed …"""
OVERHANG = 0.1
"""… or this part of the font size, if that is more: letters overhang that far …"""
SIDEWAYS = 0.16
"""… at the sides, where the J of some fonts begins further left …"""
SLANTED = 0.25
"""… and slanted ones, such as an f at the end of a line, this far."""
ACCENTS = 0.3
"""… and accents reach so far above letters, by which lines are placed: `Ễ` has two."""
_SLANTED = re.compile("ital|obli|slant", re.IGNORECASE)
_ABOVE = 230
"""Unicode's combining class of marks above letters."""
FAR = 10.0
"""Points beyond which it is an error, about two characters, as for ``overfull-line``."""


_Excesses = list[tuple[float, TextRun]]
"""By how many points each of some runs extends beyond a margin."""


def check_margins(facts: PdfFacts, layouts: Sequence[PageLayout], expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``outside-margins`` once for each side of each page; without a source only the paper's edges count.

    A warning up to :data:`FAR` points, an error beyond, and always if the edge of the paper cuts text off. Running
    heads and footers may be in the upper and lower margins, but not in those at the sides.
    """
    margins = expectation.page if expectation else None
    locator = SourceLocator(facts, expectation)
    diagnostics: list[Diagnostic] = []
    for number, (page, layout) in enumerate(zip(facts.pages, layouts, strict=True), 1):
        paper = Box(0.0, 0.0, page.width, page.height)
        area = paper
        if margins:
            area = Box(margins.left, margins.bottom, page.width - margins.right, page.height - margins.top)
        running_area = Box(area.left, 0.0, area.right, page.height)
        sides: dict[str, _Excesses] = {}
        for limits, lines in ((area, layout.body), (running_area, layout.running)):
            for run in (run for line in lines for run in line.runs):
                for side, points in _excess(run.box, limits).items():
                    # The first comparison is cheap, and false for nearly all runs.
                    if points > TOLERANCE and points > _tolerance(run, side):
                        sides.setdefault(side, []).append((points, run))
        for side, excesses in sides.items():
            is_cut_off = any(_excess(run.box, paper)[side] > TOLERANCE for _, run in excesses)
            edge = f"the {side} {'margin' if margins else 'edge of the paper'}"
            diagnostics.append(_diagnostic(number, edge, excesses, is_cut_off, locator))
    return diagnostics


def _tolerance(run: TextRun, side: str) -> float:
    if side == "upper" and any(unicodedata.combining(c) == _ABOVE for c in unicodedata.normalize("NFD", run.text)):
        return max(TOLERANCE, ACCENTS * run.size)
    if side in ("upper", "lower"):
        return max(TOLERANCE, OVERHANG * run.size)
    return max(TOLERANCE, (SLANTED if _SLANTED.search(run.font) else SIDEWAYS) * run.size)


def _excess(box: Box, area: Box) -> dict[str, float]:
    return {
        "left": area.left - box.left,
        "right": box.right - area.right,
        "upper": box.top - area.top,
        "lower": area.bottom - box.bottom,
    }


def _diagnostic(number: int, edge: str, excesses: _Excesses, is_cut_off: bool, locator: SourceLocator) -> Diagnostic:
    points, run = max(excesses, key=lambda excess: excess[0])
    more = f", and {len(excesses) - 1} more pieces of text" if len(excesses) > 1 else ""
    message = f"`{quoted(run.text)}` on page {number} is {points:.1f} pt beyond {edge}{more}"
    if is_cut_off and edge.endswith("margin"):
        message += ", cut off by the edge of the paper"
    report = error if is_cut_off or points > FAR else warning
    return report("outside-margins", message, locator.span(run.text), TOO_WIDE)
