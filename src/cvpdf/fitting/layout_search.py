"""The search for content and layout: which candidates are shown, and how loose the layout can be.

From the loosest layout on, spacing is tightened first, then line spacing, then font size, each to its lower bound
before the next one. With ``prefer: content`` the content is chosen at the tightest layout, where most of it fits; with
``prefer: legibility`` only the spacing is tightened, and the rest only if the required content would not fit otherwise.
Then the layout is loosened as far as the same content still fits: first font size, then line spacing, then spacing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cvpdf.fitting.heights import HeightModel
from cvpdf.fitting.optimiser.problem import Placement, Problem, Solution
from cvpdf.fitting.optimiser.solver import solve
from cvpdf.fitting.report import Layout
from cvpdf.selection.settings import FitBounds

_STEPS = 1000
"""Steps between two bounds; one step changes the height of a page by less than a point."""

_SIZE_STEP = 0.25
"""Points between two font sizes."""


def layouts_to_measure(bounds: FitBounds) -> list[tuple[float, float]]:
    """Return what to measure: each font size with the widest line spacing, the smallest also with the tightest."""
    low, high = bounds.font_size
    count = max(1, round((high - low) / _SIZE_STEP)) if high > low else 0
    sizes = [round(low + (high - low) * i / count, 3) for i in range(count + 1)] if count else [low]
    tight, wide = bounds.line_spacing
    return [*((size, wide) for size in sizes), *([(low, tight)] if tight < wide else [])]


class Choice(NamedTuple):
    """The content, chosen at the layout ``tight``, and the looser layout in which it is typeset."""

    solution: Solution
    tight: Layout
    layout: Layout
    problem: Problem
    """At ``layout``."""
    placement: Placement
    """At ``layout``, as TeX fills the pages."""


def choose(heights: HeightModel, bounds: FitBounds) -> Choice | None:
    """Return the best content and its layout; ``None`` if the required content does not fit even at the tightest.

    Raises :class:`cvpdf.fitting.optimiser.network.TooComplexError`.
    """
    best = _most(heights, bounds) if bounds.prefer == "content" else _legible(heights, bounds)
    if best is None:
        return None
    solution, tight, size = best
    layout = _loosened(heights, bounds, solution, size)
    problem = heights.problem(layout)
    return Choice(solution, tight, layout, problem, heights.placement(layout, solution.chosen))


def tightest(heights: HeightModel, bounds: FitBounds) -> Layout:
    """Return the tightest layout within the bounds."""
    return Layout(heights.sizes[0], bounds.line_spacing[0], bounds.spacing[0])


def _most(heights: HeightModel, bounds: FitBounds) -> tuple[Solution, Layout, float] | None:
    """Return the best content, the layout at which it was chosen, and the largest font size in which it fits."""
    tight = tightest(heights, bounds)
    solution = solve(heights.problem(tight))
    if solution is None:
        return None
    for size in reversed(heights.sizes):
        layout = Layout(size, bounds.line_spacing[0], bounds.spacing[0])
        if heights.fits(layout, solution.chosen):
            return solution, tight, size
    return solution, tight, tight.font_size


def _legible(heights: HeightModel, bounds: FitBounds) -> tuple[Solution, Layout, float] | None:
    """Return the same for content that is chosen at the largest font size and line spacing that the pins allow."""
    for size in reversed(heights.sizes):
        for line_spacing in sorted(set(bounds.line_spacing), reverse=True):
            layout = Layout(size, line_spacing, bounds.spacing[0])
            solution = solve(heights.problem(layout))
            if solution is not None:
                return solution, layout, size
    return None


def _loosened(heights: HeightModel, bounds: FitBounds, solution: Solution, size: float) -> Layout:
    """Return the loosest layout of this font size in which a choice still fits: line spacing first, then spacing."""
    chosen = solution.chosen
    line_spacing = _loosest(
        bounds.line_spacing, lambda value: heights.fits(Layout(size, value, bounds.spacing[0]), chosen)
    )
    spacing = _loosest(bounds.spacing, lambda value: heights.fits(Layout(size, line_spacing, value), chosen))
    return Layout(size, line_spacing, spacing)


def _loosest(bounds: tuple[float, float], fits: Callable[[float], bool]) -> float:
    """Return the largest value within the bounds that fits, in steps; the lower bound must fit."""
    low, high = bounds
    if fits(high):
        return high
    fitting, failing = 0, _STEPS
    while failing - fitting > 1:
        middle = (fitting + failing) // 2
        if fits(_step(low, high, middle)):
            fitting = middle
        else:
            failing = middle
    return _step(low, high, fitting)


def _step(low: float, high: float, step: int) -> float:
    return round(low + (high - low) * step / _STEPS, 4)
