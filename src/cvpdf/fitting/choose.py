"""What is chosen of measured blocks, and the variant that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic
from cvpdf.fitting.apply_choice import chosen as with_only
from cvpdf.fitting.blocks import Measured, owners
from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.heights import Scale
from cvpdf.fitting.layout_search import Choice, choose
from cvpdf.fitting.messages import tangled
from cvpdf.fitting.network import TangledError
from cvpdf.fitting.outcomes import POINT
from cvpdf.fitting.report import FitReport, Layout
from cvpdf.fitting.solver import solve
from cvpdf.fitting.verdict import report_of, too_much
from cvpdf.latex.result import Engine
from cvpdf.render import Measurable
from cvpdf.selection import Selection


class Fitted(NamedTuple):
    """A variant with what was chosen for it, in the layout chosen."""

    selection: Selection
    report: FitReport
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


def decide(
    selection: Selection, document: Measurable, found: Measured, tree: Sequence[Candidate], short: float = 0.0
) -> Fitted | Diagnostic:
    """Choose from what was ``found`` of the ``document`` of a selection; or say why nothing can be chosen.

    ``tree`` are the candidates of the selection; ``short`` is by how many points a page holds less than was measured.
    """
    bounds = selection.settings.fit
    assert bounds is not None
    scale = Scale(
        found,
        tuple(tree),
        tuple(owners(found.blocks, tree, document.spans)),
        selection.settings.max_pages or 1,
        found.page - round(short * POINT),
    )
    try:
        choice = choose(scale, bounds)
        if choice is None:
            return too_much(selection, scale, bounds)
    except TangledError:
        return tangled(selection.settings.name, selection.settings.variant.span)
    report = report_of(selection, scale, bounds, choice)
    set_ = set_as(selection, tree, choice.solution.chosen, choice.layout, document.engine)
    return Fitted(set_, report, scale, choice)


def set_as(
    selection: Selection, tree: Sequence[Candidate], shown: frozenset[int], layout: Layout, engine: Engine
) -> Selection:
    """Return the selection of what was chosen, in its layout, for the engine that has measured it."""
    reduced = with_only(selection, tree, shown)
    design = selection.settings.design.model_copy(
        update={
            "font_size": layout.font_size,
            "line_spacing": layout.line_spacing,
            "spacing": layout.spacing,
        }
    )
    settings = reduced.settings._replace(design=design, engine=engine)
    return reduced._replace(settings=settings)
