"""The longest chain of things that stand in order, when each of them may stand at several places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def longest_chain(places: Sequence[Sequence[int]], weights: Sequence[int]) -> list[int]:
    """Return the indices of a heaviest choice of items that stand one after the other, in the order of the items.

    ``places`` are, for each item, the places at which it stands, ascending; an item with none is never chosen. In
    places altogether, the time is linear times logarithmic.
    """
    # A front of chains, places and scores both ascending: the best chain that ends before a place.
    ends: list[int] = []
    scores: list[int] = []
    links: list[_Link | None] = []
    for item, (candidates, weight) in enumerate(zip(places, weights, strict=True)):
        # From the last place on, so that an item does not follow itself.
        for place in reversed(candidates):
            at = bisect_left(ends, place)
            score = weight + (scores[at - 1] if at else 0)
            # What ends later, or here, and is no heavier is never better.
            until = max(at, bisect_right(scores, score))
            if until == at and at < len(ends) and ends[at] == place:
                continue
            link = (item, links[at - 1] if at else None)
            ends[at:until], scores[at:until], links[at:until] = [place], [score], [link]
    chain: list[int] = []
    tip = links[-1] if links else None
    while tip is not None:
        item, tip = tip
        chain.append(item)
    return chain[::-1]


def outermost(places: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return, for items that can stand one after the other, the earliest and the latest place of each."""
    first: list[int] = []
    for candidates in places:
        first.append(candidates[bisect_right(candidates, first[-1]) if first else 0])
    last: list[int] = []
    for candidates in reversed(places):
        last.append(candidates[(bisect_left(candidates, last[-1]) if last else len(candidates)) - 1])
    return first, last[::-1]


_Link = tuple[int, "_Link | None"]
"""An item and the chain before it."""
