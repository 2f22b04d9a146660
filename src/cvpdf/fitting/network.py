"""A problem as a network: every way from its start to its goal is a choice that obeys all rules, whatever its height.

A node stands before an item and knows all that the rules ask about the past: the state of the page, how many children
of the open items have been chosen, and the facts that are still asked for. There the item is taken, which leads to the
next item, or skipped, which leads behind its last descendant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.fitting.problem import STATES, Item, Problem
from cvpdf.fitting.rules import Rules, derive

FRESH = STATES
"""The state before the first block, which brings no white space and begins no further page."""

Key = tuple[int, tuple[int, ...], int]
"""State, how many children the open items have (outermost first), and facts as bits."""

_GOAL: Key = (0, (), 0)


class Setting(NamedTuple):
    """One block in the state that it meets."""

    space: int
    height: int
    parted: bool
    new_page: bool


class Step(NamedTuple):
    """What taking an item in a certain state does. ``height`` in sp is that of its blocks with the space above them."""

    item: int
    value: int
    height: int
    settings: tuple[Setting, ...]
    state: int


class Node(NamedTuple):
    """Where skipping and taking the item lead; -1 if that leads to no goal. ``step`` is what happens in taking it."""

    skip: int
    take: int
    step: Step
    heeds: bool
    """Whether the next block may be one that must stay with what is above it."""


class Network(NamedTuple):
    """All nodes but the goal, which has the number ``len(nodes)``. Edges lead to greater numbers; 0 is the start."""

    nodes: tuple[Node, ...]
    space: int
    """The greatest white space in sp that the top of a page can swallow."""


def build(problem: Problem) -> Network | None:
    """Return the network of a problem, or ``None`` if no choice obeys its rules."""
    rules = derive(problem.items)
    if rules is None:
        return None
    draft = _explore(problem, rules)
    # Numbers go down from the goal, so that what leads nowhere is left out before anything can lead to it.
    numbers = [-1] * (len(draft.skips) + 1)  # the last is for edges that are not there, which have the place -1
    backward: list[Node] = []
    for index in range(len(rules.items), -1, -1):
        for place in draft.layers[index].values():
            if index == len(rules.items):
                numbers[place] = 0
                continue
            skip, take, step = numbers[draft.skips[place]], numbers[draft.takes[place]], draft.steps[place]
            if skip < 0 and take < 0:
                continue
            heeds = skip > 0 and backward[skip - 1].heeds
            if take >= 0 and step.settings:
                heeds = heeds or not (step.settings[0].parted or step.settings[0].new_page)
            elif take > 0:
                heeds = heeds or backward[take - 1].heeds
            backward.append(Node(skip, take, step, heeds))
            numbers[place] = len(backward)
    size = len(backward)
    if numbers[0] != size:
        return None
    nodes = tuple(
        Node(size - n.skip if n.skip >= 0 else -1, size - n.take if n.take >= 0 else -1, n.step, n.heeds)
        for n in reversed(backward)
    )
    settings = [s for node in nodes for s in node.step.settings if s.parted or s.new_page]
    return Network(nodes, max((s.space for s in settings), default=0))


MOST_NODES = 100_000
"""So large a network takes seconds. Only partners in crossed order in two lists make it so: each pair doubles it."""


class TangledError(Exception):
    """There are too many rules between items far apart to find the best choice."""


@dataclass(slots=True)
class _Draft:
    """A network in the making, with nodes that lead nowhere. Edges are places in the lists; -1 for none."""

    layers: list[dict[Key, int]]
    """For each item, and for the goal, the keys with which it can be met, and the place of the node."""
    skips: list[int]
    takes: list[int]
    steps: list[Step]

    def node(self, index: int, key: Key | None) -> int:
        """Return the place of the node before an item, which is made if it is new; -1 without a key."""
        if key is None:
            return -1
        layer = self.layers[index]
        place = layer.get(key)
        if place is None:
            if len(self.skips) == MOST_NODES:
                raise TangledError
            place = layer[key] = len(self.skips)
            self.skips.append(-1)
            self.takes.append(-1)
            self.steps.append(_NOTHING)
        return place


_NOTHING = Step(-1, 0, 0, (), FRESH)


def _explore(problem: Problem, rules: Rules) -> _Draft:
    """Return all nodes that some decisions lead to."""
    items = rules.items
    draft = _Draft([{} for _ in range(len(items) + 1)], [], [], [])
    draft.node(0, (FRESH, (), 0) if items else _GOAL)
    for index, item in enumerate(items):
        chain = rules.open[index]
        taken = (*chain, index) if rules.limited(index) else chain
        asks, tells, cause, kept = rules.asks[index], rules.tells[index], rules.cause[index], ~rules.pays[index]
        binding = rules.owed[index] | cause
        steps = [_step(index, item, state) for state in range(STATES + 1)]
        possible = [problem.pages > 1 or not any(setting.new_page for setting in step.settings) for step in steps]
        for (state, counts, facts), place in draft.layers[index].items():
            step = draft.steps[place] = steps[state]
            if not (item.pinned or facts & binding):
                key = _arrive(rules, item.end, chain, state, counts, facts)
                draft.skips[place] = draft.node(item.end, key)
            if item.barred or not possible[state] or facts & asks != asks or (cause and not facts & cause):
                continue
            counted = _count(rules, index, counts) if taken else counts
            if counted is not None:
                key = _arrive(rules, index + 1, taken, step.state, counted, facts & kept | tells)
                draft.takes[place] = draft.node(index + 1, key)
    return draft


def _step(index: int, item: Item, state: int) -> Step:
    settings = []
    for block in item.blocks:
        if state == FRESH:
            settings.append(Setting(0, block.height, True, False))
            state = block.after[0]
        else:
            settings.append(Setting(block.space[state], block.height, block.parts[state], block.new_page))
            state = block.after[state]
    return Step(index, item.value, sum(s.space + s.height for s in settings), tuple(settings), state)


def _count(rules: Rules, index: int, counts: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the counts after taking an item, or ``None`` if what it is in has enough children."""
    item, parent = rules.items[index], rules.parents[index]
    if parent >= 0 and item.counted and rules.limited(parent):
        count, most = counts[-1], rules.items[parent].most
        if most is not None and count >= most:
            return None
        # Without an upper limit, more than enough is as good as enough.
        counts = (*counts[:-1], count + 1 if most is not None else min(count + 1, rules.items[parent].least))
    return (*counts, 0) if rules.limited(index) else counts


def _arrive(
    rules: Rules, index: int, chain: tuple[int, ...], state: int, counts: tuple[int, ...], facts: int
) -> Key | None:
    """Return the key before an item, or ``None`` if an item ends before it that has too few children."""
    depth = len(rules.open[index])
    if depth < len(chain):
        for closing in range(depth, len(chain)):
            if counts[closing] < rules.items[chain[closing]].least:
                return None
        counts = counts[:depth]
    if index == len(rules.items):
        return _GOAL
    return state, counts, facts & rules.live[index]
