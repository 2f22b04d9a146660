"""A greedy algorithm to compare the optimiser with: drop the least valuable items, then add back what fits.

It starts with everything that the rules allow. It repeatedly drops the item whose loss costs least, together with its
descendants and the items that need it, until the rest fits on the pages. Then it goes through the dropped items, the
most valuable first, and adds back those that fit. It obeys all rules of the problem.

Usage: python benchmarks/naive_fit.py   (compares it with all subsets of small random problems)
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Collection, Iterable

from cvpdf.fitting.optimiser.problem import Block, Item, Problem, place


def naive(problem: Problem) -> frozenset[int]:
    """Return the indices that the greedy algorithm shows. If the required items do not fit, those are returned."""
    return _Naive(problem).run()


def broken_rules(problem: Problem, chosen: Collection[int]) -> list[str]:
    """Return the rules that a choice breaks, apart from the room."""
    tree = _Tree(problem)
    wrong: list[str] = []
    for index, item in enumerate(problem.items):
        inside = tree.parents[index] is None or tree.parents[index] in chosen
        if index not in chosen:
            if item.pinned:
                wrong.append(f"{index} is pinned and left out")
            if item.required_by and inside and any(cause in chosen for cause in item.required_by):
                wrong.append(f"{index} is left out though an item that requires it is shown")
            continue
        if not inside:
            wrong.append(f"{index} has no parent in the choice")
        if item.forbidden:
            wrong.append(f"{index} is forbidden")
        if any(need not in chosen for need in item.needs):
            wrong.append(f"{index} is without its partner")
        if item.required_by and not any(cause in chosen for cause in item.required_by):
            wrong.append(f"{index} is shown though no item requires it")
        shown = sum(child in chosen for child in tree.counted[index])
        if shown < item.least or (item.most is not None and shown > item.most):
            wrong.append(f"{index} has {shown} children")
    return wrong


def value_of(problem: Problem, chosen: Iterable[int]) -> int:
    """Return the value of a choice."""
    return sum(problem.items[index].value for index in chosen)


class _Tree:
    """The relations between the items of a problem."""

    def __init__(self, problem: Problem) -> None:
        items = problem.items
        self.items = items
        self.parents: list[int | None] = [None] * len(items)
        self.children: list[list[int]] = [[] for _ in items]
        self.wanted_by: list[list[int]] = [[] for _ in items]
        stack: list[int] = []
        for index, item in enumerate(items):
            while stack and items[stack[-1]].end <= index:
                stack.pop()
            if stack:
                self.parents[index] = stack[-1]
                self.children[stack[-1]].append(index)
            stack.append(index)
            for need in item.needs:
                self.wanted_by[need].append(index)
        self.counted = [[child for child in found if items[child].counted] for found in self.children]

    def going_with(self, index: int) -> set[int]:
        """Return an item and all items that cannot be shown without it."""
        found = {index}
        rest = [index]
        while rest:
            current = rest.pop()
            for other in (*self.children[current], *self.wanted_by[current]):
                if other not in found:
                    found.add(other)
                    rest.append(other)
        return found

    def needed_by(self, index: int) -> set[int]:
        """Return an item and all items that must be shown with it: its ancestors and partners."""
        found = {index}
        rest = [index]
        while rest:
            current = rest.pop()
            parent = self.parents[current]
            for other in (*self.items[current].needs, *(() if parent is None else (parent,))):
                if other not in found:
                    found.add(other)
                    rest.append(other)
        return found


class _Naive:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.items = problem.items
        self.tree = _Tree(problem)
        self.free = [not item.required_by for item in self.items]
        pinned = (index for index, item in enumerate(self.items) if item.pinned)
        self.forced = {other for index in pinned for other in self.tree.needed_by(index)}
        self.chosen: set[int] = set()
        self.never: set[int] = set()

    def run(self) -> frozenset[int]:
        self.begin()
        dropped: list[set[int]] = []
        while not self.fits(self.chosen):
            gone = self.cheapest(self.candidates())
            if gone is None:
                return frozenset(self.settled(self.chosen))
            dropped.append(gone)
            self.chosen -= gone
        self.walk_back(dropped)
        return frozenset(self.settled(self.chosen))

    def begin(self) -> None:
        """Choose everything except what is forbidden and what exceeds the limits."""
        self.chosen = {index for index in range(len(self.items)) if self.free[index]}
        self.never = {other for i, item in enumerate(self.items) if item.forbidden for other in self.tree.going_with(i)}
        self.chosen -= self.never
        changed = True
        while changed:
            changed = False
            for index in sorted(self.chosen):
                item = self.items[index]
                if index not in self.chosen:
                    continue
                shown = [child for child in self.tree.counted[index] if child in self.chosen]
                if len(shown) < item.least:  # can never be chosen
                    self.chosen -= self.tree.going_with(index)
                    changed = True
                while item.most is not None and len(shown) > item.most:
                    gone = self.cheapest(shown, strict=False)
                    if gone is None:
                        break
                    self.chosen -= gone
                    changed = True
                    shown = [child for child in shown if child in self.chosen]

    def candidates(self) -> list[int]:
        return [index for index in range(len(self.items)) if index in self.chosen]

    def cheapest(self, candidates: Iterable[int], strict: bool = True) -> set[int] | None:
        """Return the items that go with the cheapest item; among equals the last. ``strict``: respect `least`."""
        best: tuple[int, set[int]] | None = None
        for index in candidates:
            if index in self.forced:
                continue
            gone = self.tree.going_with(index) & self.chosen
            if gone & self.forced or (strict and not self.enough_without(gone)):
                continue
            loss = value_of(self.problem, gone)
            if best is None or loss <= best[0]:
                best = loss, gone
        return best[1] if best else None

    def enough_without(self, gone: set[int]) -> bool:
        """Return whether every item that stays keeps its minimum of children."""
        for index in {self.tree.parents[index] for index in gone} - {None}:
            assert index is not None
            left = sum(child in self.chosen and child not in gone for child in self.tree.counted[index])
            if index not in gone and left < self.items[index].least:
                return False
        return True

    def walk_back(self, dropped: list[set[int]]) -> None:
        """Add back what fits, the most valuable first: each item with those dropped with it, or else alone."""
        singles = [{index} for gone in dropped for index in gone]
        parcels = [gone for gone in dropped if len(gone) > 1]
        parcels.sort(key=lambda gone: (-value_of(self.problem, gone), min(gone)))
        singles.sort(key=lambda gone: (-value_of(self.problem, gone), min(gone)))
        again = True
        while again:
            again = False
            for gone in (*parcels, *singles):
                if gone <= self.chosen:
                    continue
                more = self.chosen | {other for index in gone for other in self.tree.needed_by(index)}
                if not more & self.never and not broken_rules(self.problem, self.settled(more)) and self.fits(more):
                    self.chosen = more
                    again = True

    def settled(self, chosen: set[int]) -> set[int]:
        """Return the choice with the items that it requires."""
        found = set(chosen)
        for index, item in enumerate(self.items):
            parent = self.tree.parents[index]
            if (
                item.required_by
                and (parent is None or parent in found)
                and any(cause in found for cause in item.required_by)
            ):
                found.add(index)
        return found

    def fits(self, chosen: set[int]) -> bool:
        return place(self.items, self.settled(chosen), self.problem.page).fits(self.problem)


# ----------------------------------------------------------------------------------------------------- self check
def example(seed: int) -> Problem:
    """Return a small random problem."""
    dice = random.Random(seed)
    items: list[Item] = []
    block = Block(10, (0, 0, 0, 0), (True,) * 4, (0,) * 4)
    heading = Block(8, (4, 4, 4, 4), (True,) * 4, (1,) * 4)
    body = Block(6, (3, 1, 2, 2), (True, False, False, False), (0,) * 4)
    for _ in range(dice.randint(1, 3)):
        inner = dice.randint(1, 4)
        first = len(items)
        end = first + inner + 1
        most = dice.choice((None, None, 2))
        items.append(Item(dice.randint(0, 3), end, (heading,), least=dice.choice((0, 1, 1)), most=most))
        for place_ in range(inner):
            index = first + 1 + place_
            needs = (index - 1,) if place_ and dice.random() < 0.25 else ()
            causes = tuple(range(first + 1, index)) if place_ > 1 and dice.random() < 0.2 else ()
            if causes:
                items.append(Item(0, index + 1, (body,), counted=False, required_by=causes))
                continue
            if any(items[need].required_by for need in needs):
                needs = ()
            pinned, never = dice.random() < 0.08, dice.random() < 0.08
            items.append(
                Item(dice.randint(1, 9), index + 1, (dice.choice((block, body)),), pinned, never and not pinned, True,
                     needs=needs)
            )  # fmt: skip
    return Problem(tuple(items), dice.randint(20, 60), dice.choice((1, 1, 2)))


def best(problem: Problem) -> int | None:
    """Return the best value that can be had, by trying everything; nothing if the rules cannot be obeyed at all."""
    values = [
        value_of(problem, chosen)
        for count in range(len(problem.items) + 1)
        for chosen in itertools.combinations(range(len(problem.items)), count)
        if not broken_rules(problem, frozenset(chosen))
        and place(problem.items, frozenset(chosen), problem.page).fits(problem)
    ]
    return max(values, default=None)


def main() -> int:
    reached = []
    for seed in range(300):
        problem = example(seed)
        optimum = best(problem)
        if optimum is None:
            continue
        chosen = naive(problem)
        assert not broken_rules(problem, chosen), (seed, broken_rules(problem, chosen))
        fits = place(problem.items, chosen, problem.page).fits(problem)
        assert not fits or value_of(problem, chosen) <= optimum, seed
        reached.append(value_of(problem, chosen) / optimum if fits and optimum else 1.0 if fits else 0.0)
    print(f"{len(reached)} small problems: rules obeyed; {sum(reached) / len(reached):.1%} of the optimum on average")
    return 0


if __name__ == "__main__":
    sys.exit(main())
