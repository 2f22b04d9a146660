"""The outcome of each candidate, the report on a choice, and the error if the required content does not fit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cvpdf.diagnostics import Diagnostic
from cvpdf.fitting.heights import HeightModel
from cvpdf.fitting.layout_search import Choice, tightest
from cvpdf.fitting.messages import contradiction, does_not_fit
from cvpdf.fitting.optimiser.problem import POINT, Item, Problem, place
from cvpdf.fitting.optimiser.solver import solve
from cvpdf.fitting.report import FitItem, FitReport, Layout
from cvpdf.fitting.tree import Candidate
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import FitBounds

_MANY_PAGES = 1000
"""Pages' worth of height that holds any document."""


def report_of(selection: Selection, heights: HeightModel, bounds: FitBounds, choice: Choice) -> FitReport:
    """Return the report on a choice: its layout, and the outcome of every candidate."""
    items = _items(heights, choice)
    report = FitReport(
        variant=selection.settings.name,
        layout=choice.layout,
        because="",
        pages=choice.placement.pages,
        max_pages=heights.pages,
        used=choice.placement.used / POINT,
        available=heights.measured.page / POINT,
        line=heights.line(choice.layout) / POINT,
        value=choice.solution.value,
        possible=sum(item.worth.value for item in items),
        items=items,
    )
    return report._replace(because=_reason(heights, bounds, choice, report.fits_all))


def _reason(heights: HeightModel, bounds: FitBounds, choice: Choice, fits_all: bool) -> str:
    """Return in one sentence why this layout was chosen."""
    layout = choice.layout
    loosest = Layout(heights.sizes[-1], bounds.line_spacing[1], bounds.spacing[1])
    if layout == loosest:
        return "the loosest layout that `fit` allows" + ("; everything fits" if fits_all else "")
    if fits_all:
        return "the loosest layout in which everything fits"
    if bounds.prefer == "legibility":
        if layout.font_size == loosest.font_size and layout.line_spacing == loosest.line_spacing:
            return "`prefer: legibility` keeps font size and line spacing; spacing fills the page"
        return "tighter than `prefer: legibility` would choose, since the required content would not fit otherwise"
    if layout.font_size == heights.sizes[0]:
        return "the smallest font size that `fit` allows shows the most; line spacing and spacing fill the page"
    return "the loosest layout in which the most valuable content fits"


def _items(heights: HeightModel, choice: Choice) -> tuple[FitItem, ...]:
    """Return every candidate with its value, its height, and whether it is shown."""
    chosen = choice.solution.chosen
    tight = heights.problem(choice.tight)
    missing = _missing_heights(tight, chosen, heights.candidates)
    result = []
    for index, (candidate, item) in enumerate(zip(heights.candidates, choice.problem.items, strict=True)):
        shown = index in chosen
        rule = "" if shown else candidate.rule or _limit(heights.candidates, tight.items, chosen, index)
        result.append(
            FitItem(
                kind=candidate.kind,
                text=candidate.text,
                span=candidate.span,
                shown=shown,
                worth=candidate.worth,
                height=_height(item) / POINT,
                missing=0.0 if rule else missing.get(index, 0) / POINT,
                pinned=candidate.pinned,
                rule=rule,
                parent=candidate.parent,
            )
        )
    return tuple(result)


def _missing_heights(problem: Problem, chosen: Collection[int], candidates: Sequence[Candidate]) -> dict[int, int]:
    """Return for every candidate left out by how many sp the pages are too short for it."""
    left_out = [index for index in range(len(candidates)) if index not in chosen]
    children: dict[int, list[int]] = {}
    for index in left_out:
        parent = candidates[index].parent
        if parent is not None and candidates[index].counted and not candidates[index].forbidden:
            children.setdefault(parent, []).append(index)
    bundles: dict[int, frozenset[int]] = {}

    def by_height(index: int) -> tuple[int, int]:
        return sum(_height(problem.items[i]) for i in bundles[index]), index

    for index in reversed(left_out):
        # A heading needs content: the smallest children that its minimum requires come with it.
        smallest = sorted(children.get(index, ()), key=by_height)
        bundles[index] = frozenset([index]).union(*(bundles[i] for i in smallest[: candidates[index].least]))
    result = {}
    for index in left_out:
        added = set(bundles[index])
        parent = candidates[index].parent
        while parent is not None and parent not in chosen:
            others = sorted((i for i in children.get(parent, ()) if i not in added), key=by_height)
            present = sum(1 for i in children.get(parent, ()) if i in added)
            added.update([parent], *(bundles[i] for i in others[: max(0, candidates[parent].least - present)]))
            parent = candidates[parent].parent
        result[index] = _missing_height(problem, chosen, added, candidates)
    return result


def _missing_height(
    problem: Problem, chosen: Collection[int], added: Collection[int], candidates: Sequence[Candidate]
) -> int:
    """Return by how many sp the pages are too short for some items beside the chosen ones.

    The ancestors and partners of the items are added too.
    """
    all_items = set(chosen)
    todo = list(added)
    while todo:
        current = todo.pop()
        if current in all_items:
            continue
        all_items.add(current)
        parent = candidates[current].parent
        todo += [*candidates[current].needs, *(() if parent is None else (parent,))]
    placement = place(problem.items, all_items, problem.page, problem.pages)
    return max(0, placement.used - problem.page)


def _height(item: Item) -> int:
    """Return the height in sp of an item's own blocks, with the usual white space above them."""
    return sum(block.height + block.space[0] for block in item.blocks)


def _limit(candidates: Sequence[Candidate], items: Sequence[Item], chosen: Collection[int], index: int) -> str:
    """Return the limit that keeps out an item or its topmost hidden ancestor; empty if only the room is missing."""
    parent = candidates[index].parent
    while parent is not None and parent not in chosen:
        index, parent = parent, candidates[parent].parent
    most = items[parent].most if parent is not None and items[index].counted else None
    siblings = sum(1 for i in chosen if candidates[i].parent == parent and items[i].counted)
    return f"limit of {most}" if most is not None and siblings >= most else ""


def too_tall(selection: Selection, heights: HeightModel, bounds: FitBounds) -> Diagnostic:
    """Return the error that the required content does not fit, with the pins that take most room.

    If no content obeys the rules at all, the error names that instead.
    """
    layout = tightest(heights, bounds)
    problem = heights.problem(layout)
    settings = selection.settings
    # Without values the best choice is the shortest one that obeys the rules.
    worthless = tuple(
        item._replace(value=0, blocks=tuple(block._replace(new_page=False) for block in item.blocks))
        for item in problem.items
    )
    shortest = solve(problem._replace(items=worthless, pages=1, page=_MANY_PAGES * problem.page))
    if shortest is None:
        return contradiction(settings.name, settings.variant.span)
    overflow = place(problem.items, shortest.chosen, problem.page, problem.pages).used - problem.page
    pins = [
        FitItem(c.kind, c.text, c.span, True, c.worth, _height(item) / POINT, pinned=True)
        for index, (c, item) in enumerate(zip(heights.candidates, problem.items, strict=True))
        # The ancestors of a pinned item are pinned only because of it.
        if c.pinned and c.kind != "header" and not any(i.pinned for i in heights.candidates[index + 1 : c.end])
    ]
    line = heights.line(layout) / POINT
    return does_not_fit(settings.name, settings.variant.span, overflow / POINT, line, layout, pins, heights.pages)
