"""The layout ladder: what is shown, and how loosely it is then set.

From the loosest layout down, spacing is tightened first, then the leading, then the type size, each to its lower bound
before the next begins. With ``prefer: content`` the content is chosen at the foot of the ladder, where the most fits;
with ``prefer: legibility`` only the spacing is tightened, and the rest only if what is pinned would not fit otherwise.
Then the same content climbs as high as it fits: larger type before wider leading before more white space.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cvpdf.fitting.heights import Scale
from cvpdf.fitting.problem import Placement, Problem, Solution, place
from cvpdf.fitting.report import Layout
from cvpdf.fitting.solver import solve
from cvpdf.latex.result import Engine
from cvpdf.selection.settings import FitBounds

_STEPS = 1000
"""Steps into which a bound is divided; one step changes a page by less than a point."""


_SIZE_STEP: dict[Engine, float] = {"pdflatex": 0.25, "lualatex": 0.5}
"""Points between two type sizes. LuaLaTeX loads its fonts for each of them, which takes half a second."""


def layouts_to_measure(bounds: FitBounds, engine: Engine) -> list[tuple[float, float]]:
    """Return the type sizes and line spacings to measure: each size once, and the smallest also with the tightest."""
    low, high = bounds.font_size
    count = max(1, round((high - low) / _SIZE_STEP[engine])) if high > low else 0
    sizes = [round(low + (high - low) * i / count, 3) for i in range(count + 1)] if count else [low]
    tight, wide = bounds.line_spacing
    return [*((size, wide) for size in sizes), *([(low, tight)] if tight < wide else [])]


class Choice(NamedTuple):
    """The content chosen at ``tight``, where the most fits, and the layout in which it is then set."""

    solution: Solution
    tight: Layout
    layout: Layout
    problem: Problem
    """At ``layout``."""
    placement: Placement
    """At ``layout``."""


def choose(scale: Scale, bounds: FitBounds) -> Choice | None:
    """Choose content and layout; ``None`` if what must be shown does not fit even at the tightest layout."""
    found = _most(scale, bounds) if bounds.prefer == "content" else _legible(scale, bounds)
    if found is None:
        return None
    solution, tight, size = found
    layout = _loosened(scale, bounds, solution, size)
    problem = scale.problem(layout)
    return Choice(solution, tight, layout, problem, place(problem.items, solution.chosen, problem.page))


def tightest(scale: Scale, bounds: FitBounds) -> Layout:
    """Return the foot of the ladder."""
    return Layout(scale.sizes[0], bounds.line_spacing[0], bounds.spacing[0])


def _most(scale: Scale, bounds: FitBounds) -> tuple[Solution, Layout, float] | None:
    """Return the most valuable content, where it was chosen, and the largest type in which it fits."""
    tight = tightest(scale, bounds)
    solution = solve(scale.problem(tight))
    if solution is None:
        return None
    for size in reversed(scale.sizes):
        layout = Layout(size, bounds.line_spacing[0], bounds.spacing[0])
        if scale.fits(layout, solution.chosen):
            return solution, tight, size
    return solution, tight, tight.font_size


def _legible(scale: Scale, bounds: FitBounds) -> tuple[Solution, Layout, float] | None:
    """Return the same for content that is chosen at the largest type and widest leading that pins allow."""
    for size in reversed(scale.sizes):
        for leading in sorted(set(bounds.line_spacing), reverse=True):
            layout = Layout(size, leading, bounds.spacing[0])
            solution = solve(scale.problem(layout))
            if solution is not None:
                return solution, layout, size
    return None


def _loosened(scale: Scale, bounds: FitBounds, solution: Solution, size: float) -> Layout:
    """Return the loosest layout of this type size in which a choice still fits: leading first, then spacing."""
    chosen = solution.chosen
    leading = _loosest(bounds.line_spacing, lambda value: scale.fits(Layout(size, value, bounds.spacing[0]), chosen))
    spacing = _loosest(bounds.spacing, lambda value: scale.fits(Layout(size, leading, value), chosen))
    return Layout(size, leading, spacing)


def _loosest(bounds: tuple[float, float], fits: Callable[[float], bool]) -> float:
    """Return the largest value within bounds that fits, in steps; the lower bound is known to fit."""
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
