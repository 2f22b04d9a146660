"""Text keeps to the area between the margins, and to the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.locate import Sources
from cvpdf.pdf.messages import quoted
from cvpdf.pdf.read.facts import Box, PdfFacts, TextRun
from cvpdf.pdf.read.geometry import PageLines

TOLERANCE = 1.0
"""Points by which ink may stick out unseen …"""
OVERHANG = 0.1
"""… or this part of the size, if that is more: so far do letters reach beyond their place …"""
SLANTED_OVERHANG = 0.15
"""… and so far do slanted ones, such as an f at the end of a line."""
_SLANTED = re.compile("ital|obli|slant", re.IGNORECASE)
FAR = 10.0
"""Points beyond which it is an error, about two characters, as with ``overfull-line``."""


def outside(facts: PdfFacts, pages: Sequence[PageLines], expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``outside-margins`` once for each side of each page; without a source only the paper's edges count.

    A warning up to :data:`FAR` points, an error beyond, and whenever text is cut off by the edge of the paper. Running
    heads and feet may stand in the upper and lower margins, but not beside the text.
    """
    margins = expectation.page if expectation else None
    sources = Sources(facts, expectation)
    found: list[Diagnostic] = []
    for number, (page, lines) in enumerate(zip(facts.pages, pages, strict=True), 1):
        paper = Box(0.0, 0.0, page.width, page.height)
        area = paper
        if margins:
            area = Box(margins.left, margins.bottom, page.width - margins.right, page.height - margins.top)
        running = Box(area.left, 0.0, area.right, page.height)
        sticking: dict[str, list[tuple[float, bool, TextRun]]] = {}
        for limits, group in ((area, lines.body), (running, lines.running)):
            for run in (run for line in group for run in line.runs):
                for side, points in _excess(run.box, limits).items():
                    # Few stick out at all; only of those is it asked how far they may.
                    if points > TOLERANCE and points > _tolerance(run):
                        cut = _excess(run.box, paper)[side] > TOLERANCE
                        sticking.setdefault(side, []).append((points, cut, run))
        for side, runs in sticking.items():
            found.append(_complaint(number, side, runs, margins is None, sources))
    return found


def _tolerance(run: TextRun) -> float:
    return max(TOLERANCE, (SLANTED_OVERHANG if _SLANTED.search(run.font) else OVERHANG) * run.size)


def _excess(box: Box, area: Box) -> dict[str, float]:
    return {
        "left": area.left - box.left,
        "right": box.right - area.right,
        "upper": box.top - area.top,
        "lower": area.bottom - box.bottom,
    }


def _complaint(
    number: int, side: str, runs: list[tuple[float, bool, TextRun]], is_paper: bool, sources: Sources
) -> Diagnostic:
    points, _, worst = max(runs, key=lambda one: one[0])
    cut = any(beyond for _, beyond, _ in runs)
    edge = f"the {side} {'edge of the paper' if is_paper else 'margin'}"
    more = f", and {len(runs) - 1} more pieces of text" if len(runs) > 1 else ""
    message = f"“{quoted(worst.text)}” on page {number} is {points:.1f} pt beyond {edge}{more}"
    if cut and not is_paper:
        message += ", cut off by the paper’s edge"
    complain = error if cut or points > FAR else warning
    hint = "shorten it, or give a long word or address a place to break"
    return complain("outside-margins", message, sources.span(worst.text), hint)
