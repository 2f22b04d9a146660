"""Limits for the number of items: which one applies, and which items it keeps."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.schema.model import Bounded, Weighed


def bounds(*limits: Bounded | None) -> tuple[int, int | None]:
    """Return the minimum and the maximum that several limits give together.

    The first minimum and the lowest maximum apply. If they contradict each other, the maximum wins, because it is what
    keeps a variant short.
    """
    minima = [limit.min for limit in limits if limit is not None and limit.min is not None]
    maxima = [limit.max for limit in limits if limit is not None and limit.max is not None]
    most = min(maxima, default=None)
    least = minima[0] if minima else 0
    return (least if most is None else min(least, most)), most


def best(items: Sequence[Weighed], most: int) -> frozenset[int]:
    """Return the indices of the items to keep: those with the highest weight, and on a tie the earlier ones.

    Pinned items come first, and are kept even if they alone exceed the limit.
    """
    ranked = sorted(range(len(items)), key=lambda i: (not items[i].pin, -items[i].counts, i))
    return frozenset(i for rank, i in enumerate(ranked) if rank < most or items[i].pin)
