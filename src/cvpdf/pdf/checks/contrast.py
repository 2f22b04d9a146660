"""Every text stands out from the paper: the contrast of its colour against white, by WCAG 2.

What lies behind a text (a filled rectangle, a picture) is not looked at; the page is taken to be white.
"""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.locate import MAX_TRIED, Sources
from cvpdf.pdf.messages import quoted
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.pdf.read.geometry import is_visible

MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA). Its lower limit for large text is not made use of."""

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""
WHITE: Colour = (255, 255, 255)


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``low-contrast`` once for each colour; without a source, where the ground may be dark, a warning."""
    ratios: dict[Colour, float] = {}
    faint: dict[Colour, list[tuple[int, TextRun]]] = {}
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            if run.colour not in ratios:
                ratios[run.colour] = contrast(run.colour, WHITE)
            if ratios[run.colour] < MIN_CONTRAST and is_visible(run):
                faint.setdefault(run.colour, []).append((number, run))
    sources = Sources(facts, expectation)
    complain = error if expectation else warning
    found = []
    for colour, runs in faint.items():
        number, run = runs[0]
        more = f" and {len(runs) - 1} more" if len(runs) > 1 else ""
        name = "#{:02X}{:02X}{:02X}".format(*colour)
        message = (
            f"the colour {name} of “{quoted(run.text)}” on page {number}{more} has a contrast of "
            f"{ratios[colour]:.1f}:1 to white; {MIN_CONTRAST}:1 is needed"
        )
        found.append(
            complain(
                "low-contrast",
                message,
                sources.span(*(one.text for _, one in runs[:MAX_TRIED])),
                "take a darker colour",
            )
        )
    return found


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
