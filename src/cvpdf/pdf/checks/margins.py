"""Check that text stays between the margins and on the paper; a part of the check of the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.page_layout import PageLayout
from cvpdf.pdf.locate import SourceLocator
from cvpdf.pdf.read.facts import Box, PdfFacts, TextRun
from cvpdf.quoting import quoted

TOLERANCE = 1.0
"""Points by which ink may extend into the margin unnoticed …"""
OVERHANG = 0.1
"""… or this part of the font size, if that is more: letters overhang that far …"""
SLANTED_OVERHANG = 0.15
"""… and slanted ones, such as an f at the end of a line, this far."""
_SLANTED = re.compile("ital|obli|slant", re.IGNORECASE)
FAR = 10.0
"""Points beyond which it is an error, about two characters, as for ``overfull-line``."""


class _Excess(NamedTuple):
    """A run that extends beyond a margin."""

    points: float
    is_cut_off: bool
    run: TextRun


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
        sides: dict[str, list[_Excess]] = {}
        for limits, lines in ((area, layout.body), (running_area, layout.running)):
            for run in (run for line in lines for run in line.runs):
                for side, points in _excess(run.box, limits).items():
                    # The first comparison is cheap, and false for nearly all runs.
                    if points > TOLERANCE and points > _tolerance(run):
                        is_cut_off = _excess(run.box, paper)[side] > TOLERANCE
                        sides.setdefault(side, []).append(_Excess(points, is_cut_off, run))
        for side, excesses in sides.items():
            diagnostics.append(_diagnostic(number, side, excesses, margins is None, locator))
    return diagnostics


def _tolerance(run: TextRun) -> float:
    return max(TOLERANCE, (SLANTED_OVERHANG if _SLANTED.search(run.font) else OVERHANG) * run.size)


def _excess(box: Box, area: Box) -> dict[str, float]:
    return {
        "left": area.left - box.left,
        "right": box.right - area.right,
        "upper": box.top - area.top,
        "lower": area.bottom - box.bottom,
    }


def _diagnostic(number: int, side: str, excesses: list[_Excess], is_paper: bool, locator: SourceLocator) -> Diagnostic:
    worst = max(excesses, key=lambda excess: excess.points)
    is_cut_off = any(excess.is_cut_off for excess in excesses)
    edge = f"the {side} {'edge of the paper' if is_paper else 'margin'}"
    more = f", and {len(excesses) - 1} more pieces of text" if len(excesses) > 1 else ""
    message = f"“{quoted(worst.run.text)}” on page {number} is {worst.points:.1f} pt beyond {edge}{more}"
    if is_cut_off and not is_paper:
        message += ", cut off by the edge of the paper"
    report = error if is_cut_off or worst.points > FAR else warning
    hint = "shorten it, or allow a line break in a long word or address"
    return report("outside-margins", message, locator.span(worst.run.text), hint)
