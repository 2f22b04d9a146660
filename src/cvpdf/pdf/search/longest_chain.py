"""Find the longest chain of items that follow each other, when each of them may be at several places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def longest_chain(places: Sequence[Sequence[int]], weights: Sequence[int]) -> list[int]:
    """Return the indices of a heaviest choice of items whose places ascend in the order of the items.

    ``places`` are the places of each item, ascending; an item without any is never chosen. For n places in all, the
    time is O(n log n).
    """
    # The best chains so far by the place at which they end; places and scores both ascend.
    ends: list[int] = []
    scores: list[int] = []
    links: list[_Link | None] = []
    for item, (candidates, weight) in enumerate(zip(places, weights, strict=True)):
        # From the last place to the first, so that an item does not follow itself.
        for place in reversed(candidates):
            at = bisect_left(ends, place)
            score = weight + (scores[at - 1] if at else 0)
            # Chains that end here or later and are not heavier can be dropped.
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
    """Return the earliest and the latest place of each item of a chain."""
    first: list[int] = []
    for candidates in places:
        first.append(candidates[bisect_right(candidates, first[-1]) if first else 0])
    last: list[int] = []
    for candidates in reversed(places):
        last.append(candidates[(bisect_left(candidates, last[-1]) if last else len(candidates)) - 1])
    return first, last[::-1]


_Link = tuple[int, "_Link | None"]
"""An item and the chain before it."""
