"""A problem as a network: every route from the start to the goal is a choice that obeys all rules, whatever its height.

A node comes before an item. Its key holds all of the past that the rules depend on: the state of the page, the number
of chosen children of each open ancestor, and the live facts. From a node, the item is taken, which leads to the next
item, or skipped, which leads past its last descendant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.fitting.optimiser.item_rules import Rules, derive
from cvpdf.fitting.optimiser.problem import STATES, Item, Problem

TOP = STATES
"""The state before the first block, which has no white space above it and starts no further page."""

Key = tuple[int, tuple[int, ...], int]
"""State, number of chosen children of the open ancestors (outermost first), and facts as bits."""

_GOAL: Key = (0, (), 0)


class StackedBlock(NamedTuple):
    """One block after a certain state. ``space`` and ``height`` are in sp."""

    space: int
    height: int
    break_before: bool
    new_page: bool


class Step(NamedTuple):
    """The effect of taking an item in a certain state. ``height`` in sp is that of its blocks and the space above them.

    ``state`` is the state after it.
    """

    item: int
    value: int
    height: int
    blocks: tuple[StackedBlock, ...]
    state: int


class Node(NamedTuple):
    """The nodes that skipping and taking the item lead to; -1 if no route to the goal leads on from there."""

    skip: int
    take: int
    step: Step
    may_extend: bool
    """Whether the next block may be one that no page break separates from the block above."""


class Network(NamedTuple):
    """All nodes except the goal, whose number is ``len(nodes)``. Edges lead to greater numbers; 0 is the start."""

    nodes: tuple[Node, ...]
    space: int
    """The greatest white space in sp that can disappear at the top of a page."""


def build(problem: Problem) -> Network | None:
    """Return the network of a problem, or ``None`` if no choice obeys its rules.

    Raises :class:`TooComplexError` if it would be too large.
    """
    rules = derive(problem.items)
    if rules is None:
        return None
    draft = _explore(problem, rules)
    # Numbers count backwards from the goal, so that dead ends are dropped before another node refers to them.
    numbers = [-1] * (len(draft.skips) + 1)  # the last element is for missing edges, which have the place -1
    backward: list[Node] = []
    for index in range(len(rules.items), -1, -1):
        for place in draft.layers[index].values():
            if index == len(rules.items):
                numbers[place] = 0
                continue
            skip, take, step = numbers[draft.skips[place]], numbers[draft.takes[place]], draft.steps[place]
            if skip < 0 and take < 0:
                continue
            may_extend = skip > 0 and backward[skip - 1].may_extend
            if take >= 0 and step.blocks:
                may_extend = may_extend or not (step.blocks[0].break_before or step.blocks[0].new_page)
            elif take > 0:
                may_extend = may_extend or backward[take - 1].may_extend
            backward.append(Node(skip, take, step, may_extend))
            numbers[place] = len(backward)
    size = len(backward)
    if numbers[0] != size:
        return None
    nodes = tuple(
        Node(size - n.skip if n.skip >= 0 else -1, size - n.take if n.take >= 0 else -1, n.step, n.may_extend)
        for n in reversed(backward)
    )
    spaces = [block.space for node in nodes for block in node.step.blocks if block.break_before or block.new_page]
    return Network(nodes, max(spaces, default=0))


MOST_NODES = 100_000
"""A network of this size takes seconds. Only links that cross between two lists lead to it: each one doubles it."""


class TooComplexError(Exception):
    """Too many rules link items that are far apart; the best choice cannot be computed."""


@dataclass(slots=True)
class _Draft:
    """A network with its dead ends. Edges are places in the lists; -1 for none."""

    layers: list[dict[Key, int]]
    """For each item, and for the goal, the possible keys with the place of their node."""
    skips: list[int]
    takes: list[int]
    steps: list[Step]

    def node(self, index: int, key: Key | None) -> int:
        """Return the place of the node before an item, creating it if it is new; -1 without a key."""
        if key is None:
            return -1
        layer = self.layers[index]
        place = layer.get(key)
        if place is None:
            if len(self.skips) == MOST_NODES:
                raise TooComplexError
            place = layer[key] = len(self.skips)
            self.skips.append(-1)
            self.takes.append(-1)
            self.steps.append(_NOTHING)
        return place


_NOTHING = Step(-1, 0, 0, (), TOP)


def _explore(problem: Problem, rules: Rules) -> _Draft:
    """Return all nodes that can be reached from the start."""
    items = rules.items
    draft = _Draft([{} for _ in range(len(items) + 1)], [], [], [])
    draft.node(0, (TOP, (), 0) if items else _GOAL)
    for index, item in enumerate(items):
        chain = rules.open[index]
        taken = (*chain, index) if item.counts_children else chain
        requires, trigger = rules.requires[index], rules.trigger[index]
        begin, end = rules.establishes[index], rules.fulfils[index]
        binding = rules.promised[index] | trigger
        steps = [_step(index, item, state) for state in range(STATES + 1)]
        possible = [problem.pages > 1 or not any(block.new_page for block in step.blocks) for step in steps]
        for (state, counts, facts), place in draft.layers[index].items():
            step = draft.steps[place] = steps[state]
            if not (item.pinned or facts & binding):
                key = _arrive(rules, item.end, chain, state, counts, facts)
                draft.skips[place] = draft.node(item.end, key)
            if item.forbidden or not possible[state] or facts & requires != requires:
                continue
            if trigger and not facts & trigger:
                continue
            counted = _count(rules, index, counts) if taken else counts
            if counted is not None:
                key = _arrive(rules, index + 1, taken, step.state, counted, facts & ~end | begin)
                draft.takes[place] = draft.node(index + 1, key)
    return draft


def _step(index: int, item: Item, state: int) -> Step:
    blocks = []
    for block in item.blocks:
        if state == TOP:
            blocks.append(StackedBlock(0, block.height, True, False))
            state = block.after[0]
        else:
            blocks.append(StackedBlock(block.space[state], block.height, block.break_before[state], block.new_page))
            state = block.after[state]
    return Step(index, item.value, sum(block.space + block.height for block in blocks), tuple(blocks), state)


def _count(rules: Rules, index: int, counts: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the counts after taking an item, or ``None`` if its parent has enough children."""
    item, parent = rules.items[index], rules.parents[index]
    if parent >= 0 and item.counted and rules.items[parent].counts_children:
        count, most = counts[-1], rules.items[parent].most
        if most is not None and count >= most:
            return None
        # Without an upper limit, more than enough is as good as enough.
        counts = (*counts[:-1], count + 1 if most is not None else min(count + 1, rules.items[parent].least))
    return (*counts, 0) if item.counts_children else counts


def _arrive(
    rules: Rules, index: int, chain: tuple[int, ...], state: int, counts: tuple[int, ...], facts: int
) -> Key | None:
    """Return the key before an item, or ``None`` if an ancestor that ends before it has too few children."""
    depth = len(rules.open[index])
    if depth < len(chain):
        for closing in range(depth, len(chain)):
            if counts[closing] < rules.items[chain[closing]].least:
                return None
        counts = counts[:depth]
    if index == len(rules.items):
        return _GOAL
    return state, counts, facts & rules.live[index]
