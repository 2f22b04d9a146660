"""The problem that the optimiser solves, in plain numbers, and the placement of a choice of items on the pages.

Heights are whole scaled points (sp, TeX's own unit: 65536 sp are one point), so sums are exact.

Items form a tree and are listed in pre-order: an item, then its descendants, then its next sibling. Each chosen item
adds its blocks to the page. The white space above a block, and whether a page may break before it, depend on the block
above: on the *state*, a number from 0 to 3 that the class file keeps (0 nothing special, 1 a heading, 2 the head of an
entry, 3 the head of a role).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

STATES = 4
POINT = 65536
"""Scaled points in a point."""


class Block(NamedTuple):
    """A box on the page. The tuples are indexed by the state before the block; ``height`` and ``space`` are in sp."""

    height: int
    space: tuple[int, ...]
    """White space above; none at the top of a page."""
    break_before: tuple[bool, ...]
    """Whether a page may break before it."""
    after: tuple[int, ...]
    """The state after the block."""
    new_page: bool = False
    """Whether it always starts a page."""


class Item(NamedTuple):
    """Something that can be chosen. An item can be chosen only if its parent is chosen.

    ``end`` is the index after its last descendant. If the item is chosen, at least ``least`` and at most ``most`` of
    its direct children that are ``counted`` are chosen. ``needs`` are indices of items without which it cannot be
    chosen. An item with ``required_by`` is no free choice: it is chosen if and only if its parent is chosen and one of
    those items is; all of them come before it.
    """

    value: int
    end: int
    blocks: tuple[Block, ...] = ()
    pinned: bool = False
    """Always chosen, and its ancestors with it."""
    forbidden: bool = False
    """Never chosen."""
    counted: bool = True
    least: int = 0
    most: int | None = None
    needs: tuple[int, ...] = ()
    required_by: tuple[int, ...] = ()

    @property
    def counts_children(self) -> bool:
        """Whether the number of its children is limited."""
        return self.least > 0 or self.most is not None


class Problem(NamedTuple):
    """Items and the room for them: ``pages`` pages of ``page`` sp each."""

    items: tuple[Item, ...]
    page: int
    pages: int = 1


class Placement(NamedTuple):
    """The pages that a choice fills. ``used`` is the height in sp that is used of the last page.

    ``tall`` means that blocks without a break between them are together taller than a page, so no number of pages is
    enough.
    """

    pages: int
    used: int
    tall: bool = False

    def fits(self, problem: Problem) -> bool:
        """Return whether the choice fits in the room of a problem."""
        return not self.tall and self.pages <= problem.pages


class Solution(NamedTuple):
    """The best choice: indices of the chosen items, their total value, and their placement."""

    chosen: frozenset[int]
    value: int
    placement: Placement


def place(items: Sequence[Item], chosen: Collection[int], page: int, most: int | None = None) -> Placement:
    """Return the placement of the chosen items on pages of ``page`` sp; see :func:`stack`."""
    blocks = (block for index, item in enumerate(items) if index in chosen for block in item.blocks)
    return stack(blocks, page, most)


def stack(blocks: Iterable[Block], page: int, most: int | None = None) -> Placement:
    """Return the placement of blocks on pages of ``page`` sp. As in TeX, each page takes as much as fits.

    Blocks without a break between them move to the next page together. With ``most`` there are at most that many
    pages, and the last one takes all that remains, however tall; ``used`` then shows by how much it overflows.
    """
    pages, used, atom, state, tall, first = 1, 0, 0, 0, False, True
    for height, spaces, break_before, after, new_page in blocks:
        space = spaces[state]
        if first:
            used = atom = height
        elif new_page:
            pages, used, atom = pages + 1, height, height
        elif break_before[state]:
            atom = height
            used += space + atom
            if used > page and pages != most:
                pages, used = pages + 1, atom
        else:
            atom += space + height
            used += space + height
            if used > page and pages != most:
                pages, used = pages + 1, atom
        tall = tall or (atom > page and pages != most)
        state, first = after[state], False
    return Placement(pages, used, tall)
