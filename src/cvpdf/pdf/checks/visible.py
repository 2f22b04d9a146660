"""Check that nothing hides a text: no area that is painted over it, and no other text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import SourceLocator
from cvpdf.pdf.read.facts import PdfFacts, TextRun
from cvpdf.quoting import quoted

_LEAST_HEIGHT = 0.5
"""The part of the lower text's height that is in both: lines that are set tight overlap by less."""
_LEAST_WIDTH = 0.5
"""The width that is in both, in em: kerned and slanted letters overlap by less."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``text-covered`` and ``text-overlap``, each once; warnings without a source."""
    covered: list[tuple[int, TextRun]] = []
    overlapping: list[tuple[int, TextRun]] = []
    over: list[TextRun] = []
    for number, page in enumerate(facts.pages, 1):
        shown = [run for run in page.runs if run.is_visible]
        covered += [(number, run) for run in shown if run.covered]
        for below, above in _overlaps(shown):
            overlapping.append((number, below))
            over.append(above)
    locator = SourceLocator(facts, expectation)
    report = error if expectation else warning
    diagnostics = []
    if covered:
        words, span = locator.runs(covered)
        message = f"{words} is painted over, so nobody sees it"
        diagnostics.append(report("text-covered", message, span, "paint the area first, and the text after it"))
    if overlapping:
        words, span = locator.runs(overlapping)
        message = f"{words} and the text `{quoted(over[0].text)}` are on top of each other"
        diagnostics.append(report("text-overlap", message, span, "leave room for both in the template"))
    return diagnostics


def _overlaps(runs: Sequence[TextRun]) -> Iterator[tuple[TextRun, TextRun]]:
    """Yield the pairs of runs that are on top of each other, the one that is painted first at first."""
    # From top to bottom: only runs whose heights overlap are compared.
    ordered = sorted(enumerate(runs), key=lambda one: -one[1].box.top)
    for place, (index, upper) in enumerate(ordered):
        for other, lower in ordered[place + 1 :]:
            if lower.box.top <= upper.box.bottom:
                break
            if _is_over(upper, lower) and upper.text.strip() != lower.text.strip():
                yield (upper, lower) if index < other else (lower, upper)


def _is_over(upper: TextRun, lower: TextRun) -> bool:
    one, two = upper.box, lower.box
    height = min(one.top, two.top) - max(one.bottom, two.bottom)
    width = min(one.right, two.right) - max(one.left, two.left)
    least = min(one.top - one.bottom, two.top - two.bottom)
    return height >= _LEAST_HEIGHT * least > 0 and width > _LEAST_WIDTH * min(upper.size, lower.size)


CHECK = Check(
    name="visible",
    title="nothing hides a text",
    function=check,
    position=75,
    codes=(
        Code(
            "text-covered",
            "a text is painted over",
            "an opaque area that is painted after a text hides most of it. Pictures and shadings are not seen",
            "in a custom class, paint grounds before the text",
            "error; warning without a source",
        ),
        Code(
            "text-overlap",
            "two texts are on top of each other",
            "two texts share at least half of the height of the lower one, and more than half an em of their width",
            "in a custom class, leave room for both",
            "error; warning without a source",
        ),
    ),
)
