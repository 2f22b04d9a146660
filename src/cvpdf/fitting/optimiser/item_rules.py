"""The rules between items (pins, needs, counts), in the form that the network uses.

A fact is a bit: it means that a certain item has been taken, or must still be taken. A fact is live between the first
and the last item that it matters to; only there does it distinguish nodes of the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cvpdf.fitting.optimiser.problem import Item


class Rules(NamedTuple):
    """The items with all pins that follow from others, and facts as bits. All tuples are indexed by item."""

    items: tuple[Item, ...]
    parents: tuple[int, ...]
    """-1 for items at the top."""
    open: tuple[tuple[int, ...], ...]
    """The ancestors whose children are counted, outermost first; with one more element for the goal."""
    trigger: tuple[int, ...]
    """The fact by which an item with ``required_by`` is chosen; 0 for others."""
    requires: tuple[int, ...]
    """Facts that must hold if the item is taken."""
    promised: tuple[int, ...]
    """Facts that promise the item or one of its descendants; with one of them, it cannot be skipped."""
    fulfils: tuple[int, ...]
    """Facts that end when the item is taken."""
    establishes: tuple[int, ...]
    """Facts that begin when the item is taken."""
    live: tuple[int, ...]
    """Facts that matter to the item or to later ones; with one more element for the goal."""


def derive(items: Sequence[Item]) -> Rules | None:
    """Return the rules of items, or ``None`` if an item is both pinned and forbidden."""
    size = len(items)
    parents = _parents(items)
    pinned = _pinned(items, parents)
    if any(items[index].forbidden for index in pinned):
        return None
    completed = tuple(item._replace(pinned=index in pinned) for index, item in enumerate(items))
    last: list[int] = []
    """For each fact the last item that it matters to."""

    def new_fact(item: int) -> int:
        last.append(item)
        return 1 << (len(last) - 1)

    trigger, requires, promised, fulfils, establishes = ([0] * size for _ in range(5))
    taken: dict[int, int] = {}
    promises: dict[int, int] = {}
    for index, item in enumerate(completed):
        if item.required_by:
            trigger[index] = new_fact(index)
            for other in item.required_by:
                establishes[other] |= trigger[index]
        for other in item.needs:
            if other < index:
                if other not in taken:
                    taken[other] = new_fact(index)
                    establishes[other] |= taken[other]
                requires[index] |= taken[other]
                bit = taken[other].bit_length() - 1
                last[bit] = max(last[bit], index)
            elif other > index:
                if other not in promises:
                    promises[other] = fulfils[other] = new_fact(other)
                establishes[index] |= promises[other]
    for other, fact in promises.items():
        above = other
        while above >= 0:
            promised[above] |= fact
            above = parents[above]
    live = [sum(1 << bit for bit, item in enumerate(last) if item >= index) for index in range(size + 1)]
    chains: list[tuple[int, ...]] = []
    for parent in parents:
        chain = () if parent < 0 else chains[parent]
        chains.append((*chain, parent) if parent >= 0 and completed[parent].counts_children else chain)
    return Rules(
        items=completed,
        parents=parents,
        open=(*chains, ()),
        trigger=tuple(trigger),
        requires=tuple(requires),
        promised=tuple(promised),
        fulfils=tuple(fulfils),
        establishes=tuple(establishes),
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
    """Return the items that are always chosen: the pinned ones, their ancestors, and the items that those need."""
    todo = [index for index, item in enumerate(items) if item.pinned]
    pinned: set[int] = set()
    while todo:
        index = todo.pop()
        if index not in pinned:
            pinned.add(index)
            todo += items[index].needs
            if parents[index] >= 0:
                todo.append(parents[index])
    return frozenset(pinned)
