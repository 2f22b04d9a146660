"""What the rules between items ask of each item, in the terms of the network.

A fact is a bit: that some item has been taken, or promised. It is open between the first and the last item that it
matters to, and only there does it tell nodes of the network apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.fitting.problem import Item


class Rules(NamedTuple):
    """The items, with what follows from their rules written into them, and facts as bits. Tuples go by item."""

    items: tuple[Item, ...]
    parents: tuple[int, ...]
    """-1 for those that stand in nothing."""
    open: tuple[tuple[int, ...], ...]
    """What each stands in whose children are counted, outermost first; and once more for the goal."""
    cause: tuple[int, ...]
    """The fact that makes an item with ``because`` be there; 0 for others."""
    asks: tuple[int, ...]
    """Facts that must hold if it is taken."""
    owed: tuple[int, ...]
    """Facts by which it, or what is in it, has been promised: it cannot be skipped."""
    pays: tuple[int, ...]
    """Facts that end when it is taken."""
    tells: tuple[int, ...]
    """Facts that begin when it is taken."""
    live: tuple[int, ...]
    """Facts that are still asked for, by it or later; and once more for the goal."""

    def limited(self, index: int) -> bool:
        """Whether the children of an item are counted."""
        item = self.items[index]
        return item.least > 0 or item.most is not None


@dataclass(slots=True)
class _Facts:
    """Facts in the making: each is a bit, and is asked for up to its last item."""

    last: list[int]

    def new(self, last: int) -> int:
        self.last.append(last)
        return 1 << (len(self.last) - 1)


def derive(items: Sequence[Item]) -> Rules | None:
    """Return the rules of items, or ``None`` if something is both pinned and barred."""
    size = len(items)
    parents = _parents(items)
    pinned = _pinned(items, parents)
    if any(items[index].barred for index in pinned):
        return None
    known = tuple(item._replace(pinned=index in pinned) for index, item in enumerate(items))
    facts = _Facts([])
    cause, asks, owed, pays, tells = ([0] * size for _ in range(5))
    taken: dict[int, int] = {}
    promised: dict[int, int] = {}
    for index, item in enumerate(known):
        if item.because:
            cause[index] = facts.new(index)
            for other in item.because:
                tells[other] |= cause[index]
        for other in item.needs:
            if other < index:
                if other not in taken:
                    taken[other] = facts.new(index)
                    tells[other] |= taken[other]
                asks[index] |= taken[other]
                bit = taken[other].bit_length() - 1
                facts.last[bit] = max(facts.last[bit], index)
            elif other > index:
                if other not in promised:
                    promised[other] = pays[other] = facts.new(other)
                tells[index] |= promised[other]
    for other, fact in promised.items():
        above = other
        while above >= 0:
            owed[above] |= fact
            above = parents[above]
    live = [sum(1 << bit for bit, last in enumerate(facts.last) if last >= index) for index in range(size + 1)]
    opened: list[tuple[int, ...]] = []
    for parent in parents:
        chain = () if parent < 0 else opened[parent]
        counting = parent >= 0 and (known[parent].least > 0 or known[parent].most is not None)
        opened.append((*chain, parent) if counting else chain)
    return Rules(
        items=known,
        parents=parents,
        open=(*opened, ()),
        cause=tuple(cause),
        asks=tuple(asks),
        owed=tuple(owed),
        pays=tuple(pays),
        tells=tuple(tells),
        live=tuple(live),
    )


def _parents(items: Sequence[Item]) -> tuple[int, ...]:
    parents: list[int] = []
    for index in range(len(items)):
        above = index - 1
        while above >= 0 and items[above].end <= index:
            above = parents[above]
        parents.append(above)
    return tuple(parents)


def _pinned(items: Sequence[Item], parents: Sequence[int]) -> frozenset[int]:
    """Return what is always chosen: what is pinned, what that stands in, and what they need."""
    todo = [index for index, item in enumerate(items) if item.pinned]
    found: set[int] = set()
    while todo:
        index = todo.pop()
        if index not in found:
            found.add(index)
            todo += items[index].needs
            if parents[index] >= 0:
                todo.append(parents[index])
    return frozenset(found)
