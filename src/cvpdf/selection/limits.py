"""How many of the things inside are shown: what they say themselves, and what the variant says of their section."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.schema.model import Bounded, Weighed


def bounds(*said: Bounded | None) -> tuple[int, int | None]:
    """Return the least and the most, the nearest word first: its minimum counts, but each maximum does.

    A maximum wins over a minimum, since it is what a variant says to keep something short.
    """
    minima = [one.min for one in said if one is not None and one.min is not None]
    maxima = [one.max for one in said if one is not None and one.max is not None]
    most = min(maxima, default=None)
    least = minima[0] if minima else 0
    return (least if most is None else min(least, most)), most


def best(items: Sequence[Weighed], most: int) -> frozenset[int]:
    """Return which to keep under a limit: what counts most, then what is earlier.

    Pinned ones come first of all, and stay even if they alone exceed the limit.
    """
    ranked = sorted(range(len(items)), key=lambda i: (not items[i].pin, -items[i].counts, i))
    return frozenset(i for rank, i in enumerate(ranked) if rank < most or items[i].pin)
