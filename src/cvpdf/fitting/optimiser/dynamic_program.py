"""A label-setting search along the network: each label is one route from the start to a node.

A label holds the position on the pages where its route ends, its value, and the items that it takes. Two rules keep the
number of labels small.

*Dominance.* Of two labels at a node, one is dropped if the other is no worse in position, atom and value (the atom is
the height of the last blocks that no page break separates). This is sound because stacking is monotone. Let one choice
end at (page, used, atom) and another at no greater (page, used), in this order, and at no greater atom, and add the
same block to both. If both stay on their pages, or both start a new one, the order is kept. If only the first starts a
new page, it used more than the second, so it was on an earlier page; it reaches at most the second's page, with an atom
no greater than what the second has used there. If only the second starts a new page, the first stays on that page or on
an earlier one. So whatever fits after the worse label fits after the better one. This requires that neither heights nor
spaces are negative.

*Bounds.* A label is dropped if even the bound for its completions (see `bounds`) is not good enough.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cvpdf.fitting.optimiser.bounds import Bounds
from cvpdf.fitting.optimiser.network import Network, Step
from cvpdf.fitting.optimiser.problem import Problem

Label = tuple[int, int, int, int]
"""Position, negative value, negative choice (as bits, the first item the highest), atom: less is better in each."""


class Room(NamedTuple):
    """The pages as one long strip in sp.

    A page starts every ``stride``, which is a page plus all the white space that can disappear at the top of a page. So
    a position grows at least by the height that is added, spaces included, and a bound for heights holds for positions.
    """

    page: int
    pages: int
    stride: int

    @classmethod
    def of(cls, problem: Problem, network: Network) -> Room:
        """Return the room of a problem."""
        return cls(problem.page, problem.pages, problem.page + network.space + 1)

    @property
    def end(self) -> int:
        """The last position."""
        return self.position(self.pages, self.page)

    def position(self, pages: int, used: int) -> int:
        """Return the position where ``used`` sp of the last of ``pages`` pages are used."""
        return (pages - 1) * self.stride + used

    def add(self, position: int, atom: int, step: Step) -> tuple[int, int]:
        """Return position and atom after the blocks of a step; past the end if an atom is taller than a page."""
        page = self.page
        used = position % self.stride
        above = position - used
        for block in step.blocks:
            if block.new_page:
                above += self.stride
                used = atom = block.height
            else:
                atom = block.height if block.break_before else atom + block.space + block.height
                used += block.space + block.height
                if used > page:
                    above += self.stride
                    used = atom
            if used > page:
                return self.end + 1, atom
        return above + used, atom


class Search(NamedTuple):
    """One search along a network.

    A label is kept if ``worth·value - cost·position`` plus the gain of its node is at least ``-slack`` (see `Bounds`).
    At most ``width`` labels are kept at a node. If the position where the best choice ends is known (``known_end``),
    the search finds, among the choices that end there with the same value, the one that takes the earlier items.
    """

    network: Network
    bounds: Bounds
    room: Room
    slack: int
    width: int | None = None
    known_end: int | None = None

    def run(self) -> tuple[Label | None, bool]:
        """Return the best label at the goal, if any, and whether the search was complete."""
        network, bounds, room = self.network, self.bounds, self.room
        goal = len(network.nodes)
        last = max((node.step.item for node in network.nodes), default=0)
        worth, cost = bounds.price
        end = room.end if self.known_end is None else self.known_end
        complete = True
        arrived: list[list[Label]] = [[] for _ in range(goal + 1)]
        arrived[0].append((0, 0, 0, 0))
        for number, node in enumerate(network.nodes):
            labels = self._front(sorted(arrived[number]), node.may_extend)
            arrived[number] = []
            if self.width is not None and len(labels) > self.width:
                labels, complete = self._thinned(labels, self.width), False
            if node.skip >= 0:
                fitting = labels[: bisect_right(labels, (end - bounds.heights[node.skip] + 1,))]
                limit = self.slack + bounds.gains[node.skip]
                arrived[node.skip] += [label for label in fitting if worth * label[1] + cost * label[0] <= limit]
            if node.take < 0:
                continue
            step = node.step
            value, height, bit = step.value, step.height, 1 << (last - step.item)
            fitting = labels[: bisect_right(labels, (end - height - bounds.heights[node.take] + 1,))]
            limit = self.slack + bounds.gains[node.take] + worth * value - cost * height
            fitting = [label for label in fitting if worth * label[1] + cost * label[0] <= limit]
            if room.pages == 1:
                arrived[node.take] += [(p + height, loss - value, choice - bit, 0) for p, loss, choice, _ in fitting]
                continue
            may_extend = node.take < goal and network.nodes[node.take].may_extend
            for start, loss, choice, above in fitting:
                position, atom = room.add(start, above, step)
                if position <= end:
                    arrived[node.take].append((position, loss - value, choice - bit, atom if may_extend else 0))
        return min(arrived[goal], key=lambda label: (label[1], label[0], label[2]), default=None), complete

    def taken(self, label: Label) -> frozenset[int]:
        """Return the items of a label at the goal."""
        last = max((node.step.item for node in self.network.nodes), default=0)
        return frozenset(index for index in range(last + 1) if -label[2] >> (last - index) & 1)

    def _front(self, labels: list[Label], may_extend: bool) -> list[Label]:
        """Return the labels of a sorted list that are not dominated.

        If the end is known, the later of two labels with the same value may be the better choice: both may start a new
        page at the same block, and then end at the same position. On the last page this cannot happen: there, a label
        after another with the same value also ends after it.
        """
        if len(labels) < 2:
            return labels
        if may_extend and self.room.pages > 1:
            return self._front_of_atoms(labels)
        last_page = 0 if self.known_end is None else self.known_end - self.known_end % self.room.stride
        front: list[Label] = []
        before, least, choice = 0, 1, 0
        for label in labels:
            if label[1] < least or (before < last_page and label[1] == least and label[2] < choice):
                before, least, choice, _ = label
                front.append(label)
        return front

    def _front_of_atoms(self, labels: list[Label]) -> list[Label]:
        """Return the labels that are not dominated, where the next block may extend the atom."""
        front = []
        least: dict[int, tuple[int, int]] = {}
        for label in labels:
            merit, atom = (label[1], 0 if self.known_end is None else label[2]), label[3]
            if not any(other <= merit and height <= atom for height, other in least.items()):
                least[atom] = merit
                front.append(label)
        return front

    def _thinned(self, labels: list[Label], width: int) -> list[Label]:
        """Return the label with the best bound from each of ``width`` equal stretches of positions."""
        worth, cost = self.bounds.price
        size = -(-len(labels) // width)
        return [
            min(labels[first : first + size], key=lambda label: worth * label[1] + cost * label[0])
            for first in range(0, len(labels), size)
        ]
