"""The best choice that obeys all rules and fits. It is exact: what is given up is proven to be no better.

The problem is made a network (`network`), height is given a price (`bounds`), and labels are sent along the network
(`labels`), fewer the better the choice that is known already. No choice is known at first. So the search begins with a
hope near the bound and with few labels; as long as it finds nothing, or had to drop labels for their number alone, it
is done again with less hope and more labels. What it found on the way, it need not find again. The last search drops
only labels that can come to nothing better than the choice known, and so proves it the best.
"""

from __future__ import annotations

from collections.abc import Collection

from cvpdf.fitting.bounds import Bounds, bound
from cvpdf.fitting.dynamic_program import Label, Room, Search
from cvpdf.fitting.network import Network, build
from cvpdf.fitting.problem import Problem, Solution, place

_WIDTH, _WIDER = 256, 8
"""Labels at a node in the first search, and the factor for the next one."""

_MARGIN, _FARTHER = 1 / 2048, 4
"""How far below the bound the first hope is, as a part of what all the room is worth, and the factor for the next."""


def solve(problem: Problem, *, forced: Collection[int] = (), forbidden: Collection[int] = ()) -> Solution | None:
    """Return the best choice, or ``None`` if no choice obeys the rules and fits.

    The best choice has the most value; of several, the one that ends first; of several, the one that has the earliest
    item in which they differ. ``forced`` and ``forbidden`` are indices of items that for this question are pinned (with
    all that they are in) or barred. Heights and spaces must not be negative. Raises :class:`TangledError` if the rules
    between items are too many.
    """
    if forced or forbidden:
        items = tuple(
            item._replace(pinned=item.pinned or index in forced, barred=item.barred or index in forbidden)
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
    search = Search(network, bounds, room, cost * label[0] + worth * label[1], settled=label[0])
    if problem.pages > 1:
        label, _ = search.run()
        assert label is not None, "the best choice is found again"
    chosen = search.taken(label)
    return Solution(chosen, -label[1], place(problem.items, chosen, problem.page))


def _everything(problem: Problem) -> Solution | None:
    """Return the choice of everything, if it obeys the rules, fits, and is thereby plainly the best."""
    items = problem.items
    barred: set[int] = set()
    for index, item in enumerate(items):
        if item.barred:
            barred.update(range(index, item.end))
    chosen = frozenset(index for index in range(len(items)) if index not in barred)
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
        # Without a value it is shown only if it must be; that is left to the search.
        if worthless and not item.pinned and not item.because:
            return None
        if not chosen.issuperset(item.needs) or (item.because and chosen.isdisjoint(item.because)):
            return None
    if any(items[i].pinned or (items[i].because and not chosen.isdisjoint(items[i].because)) for i in barred):
        return None
    placement = place(items, chosen, problem.page)
    value = sum(items[index].value for index in chosen)
    return Solution(chosen, value, placement) if placement.fits(problem) else None


def _best(problem: Problem, network: Network, bounds: Bounds, room: Room) -> Label | None:
    """Return a label with the most value, and the least position with it; on one page also the best choice."""
    worth, cost = bounds.price
    whole = cost * room.end
    known: tuple[int, int] | None = None
    """Negative value and position of the best choice so far."""
    low = place(problem.items, bounds.low.chosen, problem.page)
    if low.fits(problem):
        known = (-bounds.low.value, room.position(low.pages, low.used))
    width, margin = _WIDTH, max(1, int(whole // worth * _MARGIN))
    while True:
        hope = bounds.most - margin
        # What is kept has more value than the choice known, or the same and ends no later; or at least what is hoped.
        sure = whole if known is None else max(whole + worth * (known[0] - 1), cost * known[1] + worth * known[0])
        slack = min(sure, whole - worth * hope)
        label, complete = Search(network, bounds, room, slack, width).run()
        if label is not None and (known is None or (label[1], label[0]) < known):
            known = (label[1], label[0])
        if complete and (slack == sure or (known is not None and -known[0] >= hope)):
            return label
        if not complete:
            width *= _WIDER
        margin *= _FARTHER
