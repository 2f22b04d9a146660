"""One variant, fitted to its pages: measured, chosen, typeset as loosely as it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.fitting.apply_choice import with_choice
from cvpdf.fitting.blocks import Measure, Measured, MeasureFailure, owners
from cvpdf.fitting.candidates import Candidate, candidates
from cvpdf.fitting.heights import Scale
from cvpdf.fitting.last_choice import LastChoice, last_choice
from cvpdf.fitting.layout_search import Choice, choose, layouts_to_measure
from cvpdf.fitting.messages import tangled
from cvpdf.fitting.network import TangledError
from cvpdf.fitting.outcomes import POINT
from cvpdf.fitting.report import FitReport
from cvpdf.fitting.solver import solve
from cvpdf.fitting.verdict import report_of, too_much
from cvpdf.render.rendering import Abilities, Measurable, measurable
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import Theme


class Fit(NamedTuple):
    """A fitted variant: the selection to be rendered, and what is known about it."""

    selection: Selection
    """What is shown, with the layout in its design and the engine that has measured it."""
    report: FitReport
    last_choice: LastChoice
    """For :func:`cvpdf.fitting.last_choice.predict` in the next build, which first fits without a height deficit."""
    scale: Scale
    choice: Choice

    def what_if(self, index: int, shown: bool) -> tuple[frozenset[int], int] | None:
        """Choose again with one candidate forced in or out; return the choice and its value, or ``None``."""
        problem = self.scale.problem(self.choice.tight)
        forced, forbidden = ((index,), ()) if shown else ((), (index,))
        try:
            solution = solve(problem, forced=forced, forbidden=forbidden)
        except TangledError:
            return None
        return (solution.chosen, solution.value) if solution else None


def fit(
    selection: Selection,
    theme: Theme,
    abilities: Abilities,
    measure: Measure,
    height_deficit: float = 0.0,
) -> tuple[Fit | None, list[Diagnostic]]:
    """Fit a selection of all that may be shown to its pages.

    ``measure`` runs LaTeX, or knows the result of an earlier run; it is called once. ``height_deficit`` is by how many
    points a page holds less than was measured, as an earlier attempt has shown. Returns ``None`` with errors if the
    selection cannot be rendered or measured, or if what must be shown does not fit.
    """
    bounds = selection.settings.fit
    assert bounds is not None
    document, problems = measurable(selection, theme, abilities)
    if document is None:
        return None, problems
    measured = measure(document, layouts_to_measure(bounds, document.engine))
    if isinstance(measured, MeasureFailure):
        return None, [*problems, _not_measured(selection, measured)]
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
    scale = Scale(
        measured,
        tuple(tree),
        tuple(owners(measured.blocks, tree, document.spans)),
        selection.settings.max_pages or 1,
        measured.page - round(height_deficit * POINT),
    )
    try:
        choice = choose(scale, bounds)
        if choice is None:
            return too_much(selection, scale, bounds)
    except TangledError:
        return tangled(selection.settings.name, selection.settings.variant.span)
    shown = choice.solution.chosen
    return Fit(
        with_choice(selection, tree, shown, choice.layout, document.engine),
        report_of(selection, scale, bounds, choice),
        last_choice(tree, shown, choice.layout, document.engine),
        scale,
        choice,
    )


def _not_measured(selection: Selection, failure: MeasureFailure) -> Diagnostic:
    settings = selection.settings
    message = f"variant `{settings.name}`: its blocks could not be measured: {failure.reason}"
    hint = f"the whole log is {failure.log}" if failure.log else None
    return error("fit-failed", message, settings.variant.span, hint)
