"""What is told of a choice: what was left out and why it looks so, or by how much too tall is what must be shown."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.fitting.heights import Scale
from cvpdf.fitting.layout_search import Choice, tightest
from cvpdf.fitting.messages import does_not_fit
from cvpdf.fitting.outcomes import POINT, height, judged
from cvpdf.fitting.problem import place
from cvpdf.fitting.report import FitReport, Judged, Layout
from cvpdf.fitting.solver import solve
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import FitBounds

_ENDLESS = 1000
"""Pages' worth of height on which everything fits."""


def report_of(selection: Selection, scale: Scale, bounds: FitBounds, choice: Choice) -> FitReport:
    """Return what was chosen, in which layout, and what became of the rest."""
    items = judged(scale, choice)
    report = FitReport(
        variant=selection.settings.name,
        layout=choice.layout,
        because="",
        pages=choice.placement.pages,
        max_pages=scale.pages,
        used=choice.placement.used / POINT,
        available=scale.measured.page / POINT,
        line=scale.line(choice.layout) / POINT,
        value=choice.solution.value,
        possible=sum(item.worth.value for item in items),
        items=items,
    )
    return report._replace(because=_because(scale, bounds, choice, not report.fits_all))


def _because(scale: Scale, bounds: FitBounds, choice: Choice, dropped: bool) -> str:
    """Say in one sentence why the layout is what it is."""
    layout = choice.layout
    loosest = Layout(scale.sizes[-1], bounds.line_spacing[1], bounds.spacing[1])
    if layout == loosest:
        return "the loosest layout that `fit` allows" + ("" if dropped else "; everything fits")
    if not dropped:
        return "the loosest layout in which everything fits"
    if bounds.prefer == "legibility":
        if layout.font_size == loosest.font_size and layout.line_spacing == loosest.line_spacing:
            return "`prefer: legibility` keeps type and leading; spacing fills the page"
        return "tightened beyond `prefer: legibility`, since what is pinned would not fit otherwise"
    if layout.font_size == scale.sizes[0]:
        return "the smallest type that `fit` allows shows the most; leading and spacing fill the page"
    return "the loosest layout in which the most valuable content fits"


def too_much(selection: Selection, scale: Scale, bounds: FitBounds) -> Diagnostic:
    """Say by how much what must be shown is too tall, and which pins cost most."""
    layout = tightest(scale, bounds)
    problem = scale.problem(layout)
    settings = selection.settings
    # Without values the best choice is the shortest one that obeys the rules.
    plain = tuple(
        item._replace(value=0, blocks=tuple(block._replace(new_page=False) for block in item.blocks))
        for item in problem.items
    )
    least = solve(problem._replace(items=plain, pages=1, page=_ENDLESS * problem.page))
    if least is None:
        hint = "look at `pin`, `min`, `max` and `keep_with`: they ask for what they forbid elsewhere"
        message = f"no content of variant `{settings.name}` obeys all of its rules"
        return error("fit-impossible", message, settings.variant.span, hint)
    overflow = place(problem.items, least.chosen, problem.page, problem.pages).used - problem.page
    pins = [
        Judged(c.kind, c.text, c.span, True, c.worth, height(item) / POINT, pinned=True)
        for index, (c, item) in enumerate(zip(scale.candidates, problem.items, strict=True))
        # What something pinned stands in is pinned by that.
        if c.pinned and c.kind != "header" and not any(i.pinned for i in scale.candidates[index + 1 : c.end])
    ]
    return does_not_fit(
        settings.name,
        settings.variant.span,
        overflow / POINT,
        scale.line(layout) / POINT,
        layout,
        pins,
        pages=scale.pages,
    )
