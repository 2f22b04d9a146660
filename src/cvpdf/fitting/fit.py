"""One variant fitted to its pages: measured, chosen, set as loosely as it fits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.choose import Fitted, decide, set_as
from cvpdf.fitting.last_choice import Remembered, recall, remember
from cvpdf.fitting.measure_cache import Workshop, measured
from cvpdf.fitting.report import Layout
from cvpdf.render import measurable
from cvpdf.selection import Selection
from cvpdf.selection.settings import FitBounds


def fit(
    selection: Selection, workshop: Workshop, short: float = 0.0, guess: Callable[[Selection], None] | None = None
) -> tuple[Fitted | None, list[Diagnostic]]:
    """Fit a selection of all that may be shown to its pages.

    ``short`` is by how many points a page of an earlier attempt turned out to hold less than was thought. Before
    anything is measured, ``guess`` is told the selection that it will be if the choice is the same as last time.
    Returns ``None`` with errors if it cannot be rendered or measured, or if what must be shown does not fit.
    """
    bounds = selection.settings.fit
    assert bounds is not None
    tree = candidates(selection)
    if guess is not None:
        # A guess may cost time, and nothing else; what is wrong will turn out again.
        with suppress(Exception):
            last = recall(workshop.folder, tree)
            if last is not None and _is_allowed(last.layout, bounds):
                guess(set_as(selection, tree, last.shown, last.layout, last.engine))
    document, problems = measurable(selection, workshop.theme, workshop.abilities)
    if document is None:
        return None, problems
    found = measured(document, bounds, workshop)
    if isinstance(found, str):
        hint = f"the whole log is {workshop.folder / 'cv.log'}"
        message = f"variant `{selection.settings.name}`: its blocks could not be measured: {found}"
        return None, [*problems, error("fit-failed", message, selection.settings.variant.span, hint)]
    decided = decide(selection, document, found, tree, short)
    if isinstance(decided, Diagnostic):
        return None, [*problems, decided]
    if not short:
        chosen = Remembered(decided.choice.solution.chosen, decided.choice.layout, document.engine)
        with suppress(OSError):
            remember(workshop.folder, tree, chosen)
    return decided, problems


def _is_allowed(layout: Layout, bounds: FitBounds) -> bool:
    """Whether a layout of last time is within bounds, which may be others now."""
    return (
        bounds.font_size[0] <= layout.font_size <= bounds.font_size[1]
        and bounds.line_spacing[0] <= layout.line_spacing <= bounds.line_spacing[1]
        and bounds.spacing[0] <= layout.spacing <= bounds.spacing[1]
    )
