"""What the optimiser is asked, in plain numbers, and where a choice of items comes to stand on the pages.

Heights are whole scaled points (sp, TeX's own unit: 65536 sp are one point), so sums are exact.

Items form a tree and stand in pre-order: an item, then what is in it, then its next sibling. Each item brings the
blocks that are set as soon as it is chosen. The white space above a block, and whether a page may end before it, depend
on what was set just before: on the *state*, a number from 0 to 3 that the class file keeps (0 nothing special, 1 a
heading, 2 the head of an entry, 3 the head of a role).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

STATES = 4


class Block(NamedTuple):
    """A box of the page. The tuples are indexed by the state that it meets."""

    height: int
    space: tuple[int, int, int, int]
    """White space above; none at the top of a page."""
    parts: tuple[bool, bool, bool, bool]
    """Whether a page may end before it."""
    after: tuple[int, int, int, int]
    """The state that it leaves."""
    new_page: bool = False
    """Whether it always begins a page."""


class Item(NamedTuple):
    """Something that can be chosen. An item can be chosen only if the one that it is in is chosen too.

    ``end`` is the index behind its last descendant. Of its direct children that are ``counted``, at least ``least`` and
    at most ``most`` are chosen if it is chosen. ``needs`` are indices of items without which it cannot be chosen.
    An item with ``because`` is no choice: it is chosen if and only if it can be (its parent is chosen) and one of those
    items is; they all stand before it.
    """

    value: int
    end: int
    blocks: tuple[Block, ...] = ()
    pinned: bool = False
    """Always chosen; so then is every item that it is in."""
    barred: bool = False
    """Never chosen."""
    counted: bool = True
    least: int = 0
    most: int | None = None
    needs: tuple[int, ...] = ()
    because: tuple[int, ...] = ()


class Problem(NamedTuple):
    """Items and the room for them: ``pages`` pages of ``page`` sp each."""

    items: tuple[Item, ...]
    page: int
    pages: int = 1


class Placement(NamedTuple):
    """Where a choice comes to stand, on as many pages as it takes.

    ``used`` is the height in sp that is used of the last page. ``tall`` tells that blocks that may not be parted are
    together taller than a page; the choice can then not be set.
    """

    pages: int
    used: int
    tall: bool = False

    def fits(self, problem: Problem) -> bool:
        """Whether the choice keeps to the room of a problem."""
        return not self.tall and self.pages <= problem.pages


class Solution(NamedTuple):
    """The best choice: indices of the chosen items, their value together, and where they come to stand."""

    chosen: frozenset[int]
    value: int
    placement: Placement


def place(items: Sequence[Item], chosen: Collection[int], page: int, most: int | None = None) -> Placement:
    """Set the chosen items on pages of ``page`` sp; see :func:`stack`."""
    blocks = (block for index, item in enumerate(items) if index in chosen for block in item.blocks)
    return stack(blocks, page, most)


def stack(blocks: Iterable[Block], page: int, most: int | None = None) -> Placement:
    """Set blocks on pages of ``page`` sp, as TeX does: each page takes as much as fits.

    Blocks that may not be parted go to the next page together. With ``most`` there are at most so many pages, and the
    last takes all that remains, however tall: what is too much can then be read from ``used``.
    """
    pages, used, atom, state, tall, fresh = 1, 0, 0, 0, False, True
    for height, spaces, parts, after, new_page in blocks:
        space = spaces[state]
        if fresh:
            used = atom = height
        elif new_page:
            pages, used, atom = pages + 1, height, height
        elif parts[state]:
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
        state, fresh = after[state], False
    return Placement(pages, used, tall)
