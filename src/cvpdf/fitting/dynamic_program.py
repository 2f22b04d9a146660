"""A search along the network with labels, each of which stands for one way from the start to a node.

A label says where its way ends on the pages, its value, and what it takes. Two things keep labels few.

*Dominance.* Of two labels at a node, one is given up if the other is no worse in position, atom and value, for setting
is monotone. Let one choice end at (page, used, atom) and another at no greater (page, used), in this order, and at no
greater atom, and set the same block after both. If both stay on their pages, or both turn them, the order is plainly
kept. If only the first turns its page, it had more used than the second, and so is on an earlier page; it begins at
most the second's page, with an atom that is no greater than what the second has used there. If only the second turns
its page, the first stays on that page or on an earlier one. So whatever fits after the worse label fits after the
better one. This takes that neither heights nor spaces are negative.

*Bounds.* A label is given up if even the bound on its completions (see `bounds`) is not good enough.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from cvpdf.fitting.bounds import Bounds
from cvpdf.fitting.network import Network, Step
from cvpdf.fitting.problem import Problem

Label = tuple[int, int, int, int]
"""Position, negative value, negative choice (as bits, the first item the highest), atom: less is better in each."""


class Room(NamedTuple):
    """The pages as one long strip in sp.

    A page begins every ``stride``, which is a page and all the white space that the top of a page can swallow. So a
    position grows at least by the height that is set, spaces included, and a bound for heights is one for positions.
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
        """Return the position where so much of the last of some pages is used."""
        return (pages - 1) * self.stride + used

    def set(self, position: int, atom: int, step: Step) -> tuple[int, int]:
        """Return position and atom after some blocks; behind the end if an atom is taller than a page."""
        page = self.page
        used = position % self.stride
        above = position - used
        for setting in step.settings:
            if setting.new_page:
                above += self.stride
                used = atom = setting.height
            else:
                atom = setting.height if setting.parted else atom + setting.space + setting.height
                used += setting.space + setting.height
                if used > page:
                    above += self.stride
                    used = atom
            if used > page:
                return self.end + 1, atom
        return above + used, atom


class Search(NamedTuple):
    """What is looked for.

    A label is kept if ``worth·value - cost·position`` with the gain of its node is at least ``-slack`` (see `Bounds`).
    At most ``width`` labels are kept at a node. With ``settled``, the position where the best choice ends is known, and
    among those that end there with the same value the one is looked for that takes the earlier items.
    """

    network: Network
    bounds: Bounds
    room: Room
    slack: int
    width: int | None = None
    settled: int | None = None

    def run(self) -> tuple[Label | None, bool]:
        """Return the best label found at the goal, and whether the search was complete."""
        network, bounds, room = self.network, self.bounds, self.room
        goal = len(network.nodes)
        last = max((node.step.item for node in network.nodes), default=0)
        worth, cost = bounds.price
        end = room.end if self.settled is None else self.settled
        complete = True
        arrived: list[list[Label]] = [[] for _ in range(goal + 1)]
        arrived[0].append((0, 0, 0, 0))
        for number, node in enumerate(network.nodes):
            labels = self._front(sorted(arrived[number]), node.heeds)
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
            heeds = node.take < goal and network.nodes[node.take].heeds
            for start, loss, choice, above in fitting:
                position, atom = room.set(start, above, step)
                if position <= end:
                    arrived[node.take].append((position, loss - value, choice - bit, atom if heeds else 0))
        return min(arrived[goal], key=lambda label: (label[1], label[0], label[2]), default=None), complete

    def taken(self, label: Label) -> frozenset[int]:
        """Return the items of a label at the goal."""
        last = max((node.step.item for node in self.network.nodes), default=0)
        return frozenset(index for index in range(last + 1) if -label[2] >> (last - index) & 1)

    def _front(self, labels: list[Label], heeds: bool) -> list[Label]:
        """Return those of some sorted labels that are not dominated."""
        if len(labels) < 2:
            return labels
        if heeds and self.room.pages > 1:
            return self._front_of_atoms(labels)
        if self.settled is not None:
            return _front_of_choices(labels, self.settled - self.settled % self.room.stride)
        front = []
        least = 1
        for label in labels:
            if label[1] < least:
                least = label[1]
                front.append(label)
        return front

    def _front_of_atoms(self, labels: list[Label]) -> list[Label]:
        """Return the labels that are not dominated, where the next block may be kept with the atom above it."""
        front = []
        least: dict[int, tuple[int, int]] = {}
        for label in labels:
            merit, atom = (label[1], 0 if self.settled is None else label[2]), label[3]
            if not any(other <= merit and height <= atom for height, other in least.items()):
                least[atom] = merit
                front.append(label)
        return front

    def _thinned(self, labels: list[Label], width: int) -> list[Label]:
        """Return the label with the best bound from each of some equal stretches, so as to stay near all positions."""
        worth, cost = self.bounds.price
        size = -(-len(labels) // width)
        return [
            min(labels[first : first + size], key=lambda label: worth * label[1] + cost * label[0])
            for first in range(0, len(labels), size)
        ]


def _front_of_choices(labels: list[Label], last_page: int) -> list[Label]:
    """Return the labels that are not dominated, if of two with the same value the later one may have the better choice.

    For both may turn the page at the same block, and then end at the same place. On the last page this is no more so:
    there, what is behind another with the same value ends behind it.
    """
    front: list[Label] = []
    before, least, choice = 0, 1, 0
    for label in labels:
        if label[1] < least or (label[1] == least and label[2] < choice and before < last_page):
            before, least, choice, _ = label
            front.append(label)
    return front
