"""Check that the colour of every text has enough contrast to what is behind it, by WCAG 2."""

from __future__ import annotations

from functools import cache

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import SourceLocator
from cvpdf.pdf.read.facts import WHITE, Colour, PdfFacts, TextRun

MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA). Its lower limit for large text is not used."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``low-contrast`` once for each pair of colours; a warning without a source: there may be pictures."""
    faint: dict[tuple[Colour, Colour], list[tuple[int, TextRun]]] = {}
    ratio = cache(contrast)
    for number, page in enumerate(facts.pages, 1):
        for run in page.runs:
            least, ground = min((ratio(run.colour, ground), ground) for ground in run.grounds)
            if least < MIN_CONTRAST and run.is_visible:
                faint.setdefault((run.colour, ground), []).append((number, run))
    locator = SourceLocator(facts, expectation)
    report = error if expectation else warning
    diagnostics = []
    for (colour, ground), runs in faint.items():
        words, span = locator.runs(runs)
        message = (
            f"the colour {_hexadecimal(colour)} of {words} has a contrast of {ratio(colour, ground):.1f}:1 to "
            f"{'white' if ground == WHITE else f'{_hexadecimal(ground)} behind it'}; the minimum is {MIN_CONTRAST}:1"
        )
        hint = "use a darker colour" if ground == WHITE else "use colours that differ more in brightness"
        diagnostics.append(report("low-contrast", message, span, hint))
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
            "the fill colour of a text has a contrast of less than 4.5:1 to what is behind it (WCAG 2.2, 1.4.3, without"
            " its lower limit for large text): to filled areas, or to white where there are none. The check does not"
            " see pictures and shadings. Reported once for each pair of colours",
            "use a darker colour (`accent`), or a lighter one on a dark ground",
            "error; warning without a source",
        ),
    ),
)


def _hexadecimal(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


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
