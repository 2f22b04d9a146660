"""Fitting one variant to its pages: LaTeX measures every block, and the best content that fits is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic
from cvpdf.fitting.apply_choice import with_choice
from cvpdf.fitting.blocks import Measure, Measured, MeasureFailure, owners
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.heights import HeightModel
from cvpdf.fitting.last_choice import LastChoice, last_choice
from cvpdf.fitting.layout_search import Choice, choose, layouts_to_measure
from cvpdf.fitting.messages import not_measured, too_complex
from cvpdf.fitting.optimiser.network import TooComplexError
from cvpdf.fitting.optimiser.problem import POINT
from cvpdf.fitting.optimiser.solver import solve
from cvpdf.fitting.outcomes import report_of, too_tall
from cvpdf.fitting.report import FitReport
from cvpdf.fitting.tree import Candidate
from cvpdf.fonts.find.choose import Chosen
from cvpdf.render.jinja.limits import never
from cvpdf.render.rendering import Measurable, measurable
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import Theme


class Fit(NamedTuple):
    """A fitted variant: the selection to render, and how it was chosen."""

    selection: Selection
    """The chosen content, with the layout in its design."""
    report: FitReport
    last_choice: LastChoice
    """For :func:`cvpdf.fitting.last_choice.predict` in the next build; store that of the fit without a deficit."""
    heights: HeightModel
    choice: Choice
    letters: frozenset[str]
    """All letters of the measured document, for :func:`cvpdf.render.rendering.render`."""

    def what_if(self, index: int, shown: bool) -> tuple[frozenset[int], int] | None:
        """Return the best choice and its value with one candidate forced in or out; ``None`` if there is none."""
        problem = self.heights.problem(self.choice.tight)
        forced, forbidden = ((index,), ()) if shown else ((), (index,))
        try:
            solution = solve(problem, forced=forced, forbidden=forbidden)
        except TooComplexError:
            return None
        return (solution.chosen, solution.value) if solution else None


def fit(
    selection: Selection,
    theme: Theme,
    chosen: Chosen,
    measure: Measure,
    height_deficit: float = 0.0,
    cancelled: Callable[[], bool] = never,
) -> tuple[Fit | None, list[Diagnostic]]:
    """Return the best part of a selection that fits on its pages, and diagnostics.

    The selection has everything that may be shown, and ``settings.fit`` must be set. ``measure`` is called once at
    most. ``height_deficit`` is by how many points a PDF of this variant came out higher than predicted. Returns
    ``None`` with errors if the selection cannot be rendered (``template-…``) or measured (``fit-failed``), if the
    required content does not fit (``does-not-fit``), or if its rules contradict each other (``fit-impossible``) or are
    too many (``fit-tangled``).
    """
    bounds = selection.settings.fit
    assert bounds is not None
    settings = selection.settings
    document, problems = measurable(selection, theme, chosen, cancelled)
    if document is None:
        return None, problems
    measured = measure(document, layouts_to_measure(bounds))
    if isinstance(measured, MeasureFailure):
        return None, [*problems, not_measured(settings, measured)]
    result = _choose(selection, document, measured, candidates(selection), height_deficit)
    if isinstance(result, Diagnostic):
        return None, [*problems, result]
    return result, problems


def _choose(
    selection: Selection,
    document: Measurable,
    measured: Measured,
    tree: Sequence[Candidate],
    height_deficit: float,
) -> Fit | Diagnostic:
    """Return the best choice for the measured document, or the error that there is none."""
    bounds = selection.settings.fit
    assert bounds is not None
    heights = HeightModel(
        measured,
        tuple(tree),
        tuple(owners(measured.blocks, tree, document.spans)),
        selection.settings.max_pages or 1,
        measured.page - round(height_deficit * POINT),
    )
    try:
        choice = choose(heights, bounds)
        if choice is None:
            return too_tall(selection, heights, bounds)
    except TooComplexError:
        return too_complex(selection.settings.name, selection.settings.variant.span)
    shown = choice.solution.chosen
    return Fit(
        with_choice(selection, tree, shown, choice.layout),
        report_of(selection, heights, bounds, choice),
        last_choice(tree, shown, choice.layout),
        heights,
        choice,
        document.fonts.letters,
    )
