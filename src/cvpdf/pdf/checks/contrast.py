"""Check that the colour of every text has enough contrast to white, by WCAG 2."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import SourceLocator
from cvpdf.pdf.read.facts import PdfFacts, TextRun

MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA). Its lower limit for large text is not used."""

Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""
WHITE: Colour = (255, 255, 255)


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``low-contrast`` once for each colour; without a source, where the ground may be dark, a warning."""
    faint: dict[Colour, list[tuple[int, TextRun]]] = {}
    ratios = {run.colour: contrast(run.colour, WHITE) for page in facts.pages for run in page.runs}
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            if ratios[run.colour] < MIN_CONTRAST and run.is_visible:
                faint.setdefault(run.colour, []).append((number, run))
    locator = SourceLocator(facts, expectation)
    report = error if expectation else warning
    diagnostics = []
    for colour, runs in faint.items():
        words, span = locator.runs(runs)
        message = (
            f"the colour {'#{:02X}{:02X}{:02X}'.format(*colour)} of {words} has a contrast of "
            f"{ratios[colour]:.1f}:1 to white; the minimum is {MIN_CONTRAST}:1"
        )
        diagnostics.append(report("low-contrast", message, span, "use a darker colour"))
    return diagnostics


CHECK = Check(
    name="contrast",
    title="text colours have enough contrast",
    function=check,
    position=70,
    codes=(
        Code(
            "low-contrast",
            "a text colour is too faint",
            "the fill colour of a text has a contrast of less than 4.5:1 to white (WCAG 2.2, 1.4.3, without its lower"
            " limit for large text). Reported once for each colour. The check does not see what is behind a text: it"
            " also reports white letters on a dark ground",
            "use a darker colour (`accent`)",
            "error; warning without a source",
        ),
    ),
)


def contrast(colour: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
