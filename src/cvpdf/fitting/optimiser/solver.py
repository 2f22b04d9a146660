"""The best choice that obeys all rules and fits. It is exact: whatever is dropped is proven to be no better.

The problem becomes a network (`network`), height gets a price (`bounds`), and labels run along the network
(`dynamic_program`); the better the best choice so far, the fewer labels are needed. At first no choice is known. So the
search starts with a target near the bound and with few labels. If it finds nothing, or had to drop labels because of
their number alone, it starts again with a lower target and more labels; what it has found it need not find again. The
last search drops only labels that cannot lead to anything better than the best choice so far, which proves it optimal.
"""

from __future__ import annotations

from collections.abc import Collection

from cvpdf.fitting.optimiser.bounds import Bounds, bound
from cvpdf.fitting.optimiser.dynamic_program import Label, Room, Search
from cvpdf.fitting.optimiser.network import Network, build
from cvpdf.fitting.optimiser.problem import Problem, Solution, place

_WIDTH, _WIDER = 256, 8
"""Labels at a node in the first search, and the factor for each further one."""

_MARGIN, _FARTHER = 1 / 2048, 4
"""Distance of the first target below the bound, as a share of the price of the room, and the factor for the next."""


def solve(problem: Problem, *, forced: Collection[int] = (), forbidden: Collection[int] = ()) -> Solution | None:
    """Return the best choice, or ``None`` if no choice obeys the rules and fits.

    The best choice has the highest value; among equals it is the one that ends first, then the one that contains the
    first item in which they differ. ``forced`` and ``forbidden`` are indices of items that are pinned (with their
    ancestors) or forbidden in addition to the problem's own. Heights and spaces must not be negative. Raises
    :class:`TooComplexError` if there are too many rules between items.
    """
    if forced or forbidden:
        items = tuple(
            item._replace(pinned=item.pinned or index in forced, forbidden=item.forbidden or index in forbidden)
            for index, item in enumerate(problem.items)
        )
        problem = problem._replace(items=items)
    whole = _everything(problem)
    if whole is not None:
        return whole
    network = build(problem)
    if network is None:
        return None
    room = Room.of(problem, network)
    bounds = bound(network, room.end)
    if bounds is None:
        return None
    label = _best(problem, network, bounds, room)
    if label is None:
        return None
    worth, cost = bounds.price
    search = Search(network, bounds, room, cost * label[0] + worth * label[1], known_end=label[0])
    if problem.pages > 1:
        label, _ = search.run()
        assert label is not None, "the second search has the best choice too"
    chosen = search.taken(label)
    return Solution(chosen, -label[1], place(problem.items, chosen, problem.page))


def _everything(problem: Problem) -> Solution | None:
    """Return the choice of everything that is not forbidden, if it obeys the rules and fits; it is then the best."""
    items = problem.items
    forbidden: set[int] = set()
    for index, item in enumerate(items):
        if item.forbidden:
            forbidden.update(range(index, item.end))
    chosen = frozenset(index for index in range(len(items)) if index not in forbidden)
    for index in chosen:
        item = items[index]
        children = 0
        child = index + 1
        while child < item.end:
            children += child in chosen and items[child].counted
            child = items[child].end
        if children < item.least or (item.most is not None and children > item.most):
            return None
        worthless = not any(items[i].value for i in range(index, item.end) if i in chosen)
        # Without a value it is shown only if it must be, which the search decides.
        if worthless and not item.pinned and not item.required_by:
            return None
        if not chosen.issuperset(item.needs) or (item.required_by and chosen.isdisjoint(item.required_by)):
            return None
    if any(
        items[i].pinned or (items[i].required_by and not chosen.isdisjoint(items[i].required_by)) for i in forbidden
    ):
        return None
    placement = place(items, chosen, problem.page)
    value = sum(items[index].value for index in chosen)
    return Solution(chosen, value, placement) if placement.fits(problem) else None


def _best(problem: Problem, network: Network, bounds: Bounds, room: Room) -> Label | None:
    """Return a label with the most value, and the least position with it; on one page also the best choice."""
    worth, cost = bounds.price
    whole = cost * room.end
    best: tuple[int, int] | None = None
    """Negative value and position of the best choice so far."""
    low = place(problem.items, bounds.low.chosen, problem.page)
    if low.fits(problem):
        best = (-bounds.low.value, room.position(low.pages, low.used))
    width, margin = _WIDTH, max(1, int(whole // worth * _MARGIN))
    while True:
        target = bounds.most - margin
        # A label is kept if it can beat the best choice so far, or equal it and end no later, or reach the target.
        sure = whole if best is None else max(whole + worth * (best[0] - 1), cost * best[1] + worth * best[0])
        slack = min(sure, whole - worth * target)
        label, complete = Search(network, bounds, room, slack, width).run()
        if label is not None and (best is None or (label[1], label[0]) < best):
            best = (label[1], label[0])
        if complete and (slack == sure or (best is not None and -best[0] >= target)):
            return label
        if not complete:
            width *= _WIDER
        margin *= _FARTHER
