"""The optimiser against all subsets of small random problems."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvpdf.fitting.optimiser.problem import Block, Item, Placement, Problem, Solution, place
from cvpdf.fitting.optimiser.solver import solve

PARTS = [(True,) * 4, (True,) * 4, (False,) * 4, (True, False, False, False), (True, False, True, False)]


def random_block(chance: random.Random) -> Block:
    """Small numbers make ties and full pages likely."""
    spaces = [chance.randint(0, 3) for _ in range(4)]
    after = [chance.randint(0, 3) for _ in range(4)]
    return Block(
        chance.randint(1, 5),
        (spaces[0], spaces[1], spaces[2], spaces[3]),
        chance.choice(PARTS),
        (after[0], after[1], after[2], after[3]),
        new_page=chance.random() < 0.05,
    )


def random_problem(chance: random.Random, size: int) -> Problem:
    """Return a random tree with random rules between its items; each kind of rule is left out now and then."""
    parents: list[int] = []
    for index in range(size):
        # In pre-order, the parent of an item is the item before it or something that that is in.
        above = [index - 1]
        while above[-1] >= 0:
            above.append(parents[above[-1]])
        parents.append(chance.choice(above))
    ends = [max([i + 1, *(j + 1 for j in range(size) if i in _above(parents, j))]) for i in range(size)]

    def some(numbers: range, most: int, often: float) -> tuple[int, ...]:
        if not numbers or chance.random() >= often:
            return ()
        return tuple(chance.sample(numbers, chance.randint(1, min(most, len(numbers)))))

    pinned, forbidden, limits, needs, required_by = (
        often * chance.choice([0, 1, 1]) for often in (0.1, 0.1, 0.3, 0.25, 0.2)
    )
    items = [
        Item(
            value=chance.choice([0, 1, 1, 2, 3, 4, 5, 9]),
            end=end,
            blocks=tuple(random_block(chance) for _ in range(chance.choice([0, 1, 1, 2]))),
            pinned=chance.random() < pinned,
            forbidden=chance.random() < forbidden,
            counted=chance.random() < 0.8,
            least=chance.choice([1, 1, 2]) if chance.random() < limits else 0,
            most=chance.choice([0, 1, 2, 3]) if chance.random() < limits else None,
            needs=some(range(size), 2, needs),
            required_by=some(range(index), 3, required_by),
        )
        for index, end in enumerate(ends)
    ]
    return Problem(tuple(items), page=chance.randint(4, 24), pages=chance.choice([1, 1, 2, 3]))


def _above(parents: Sequence[int], index: int) -> set[int]:
    found = set()
    while (index := parents[index]) >= 0:
        found.add(index)
    return found


def obeys(items: Sequence[Item], choice: set[int]) -> bool:
    """Say whether a choice keeps to the rules, from the words of ``Item`` alone."""
    for index, item in enumerate(items):
        around = [other for other in range(index) if items[other].end > index]
        possible = not around or around[-1] in choice
        if item.required_by and (index in choice) != (possible and bool(choice & set(item.required_by))):
            return False
        if index not in choice:
            if item.pinned:
                return False
            continue
        inside = [i for i in range(index + 1, item.end) if max(j for j in range(i) if items[j].end > i) == index]
        number = sum(items[i].counted for i in inside if i in choice)
        if not possible or item.forbidden or not choice.issuperset(item.needs):
            return False
        if number < item.least or (item.most is not None and number > item.most):
            return False
    return True


def brute_force(problem: Problem) -> Solution | None:
    best: tuple[tuple[int, int, int, list[bool]], Solution] | None = None
    size = len(problem.items)
    for taken in itertools.product((True, False), repeat=size):
        choice = {index for index in range(size) if taken[index]}
        if not obeys(problem.items, choice):
            continue
        placement = place(problem.items, choice, problem.page)
        if not placement.fits(problem):
            continue
        value = sum(problem.items[index].value for index in choice)
        rank = (-value, placement.pages, placement.used, [not t for t in taken])
        if best is None or rank < best[0]:
            best = rank, Solution(frozenset(choice), value, placement)
    return best[1] if best else None


@settings(max_examples=800, deadline=None)
@given(st.integers(0, 10), st.integers(0, 2**32))
def test_is_the_best_of_all_subsets(size: int, seed: int) -> None:
    problem = random_problem(random.Random(seed), size)
    assert solve(problem) == brute_force(problem)


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 9), st.integers(0, 2**32), st.data())
def test_is_the_best_with_something_forced_or_forbidden(size: int, seed: int, data: st.DataObject) -> None:
    problem = random_problem(random.Random(seed), size)
    forced = data.draw(st.integers(0, size - 1))
    forbidden = data.draw(st.integers(0, size - 1))
    items = list(problem.items)
    items[forced] = items[forced]._replace(pinned=True)
    items[forbidden] = items[forbidden]._replace(forbidden=True)
    answer = solve(problem, forced=[forced], forbidden=[forbidden])
    assert answer == brute_force(problem._replace(items=tuple(items)))
    assert answer is None or (forced in answer.chosen and forbidden not in answer.chosen)


def test_the_random_problems_are_of_all_sorts() -> None:
    sorts: Counter[str] = Counter()
    for seed in range(300):
        problem = random_problem(random.Random(seed), 8)
        answer = solve(problem)
        if answer is None:
            sorts["nothing fits"] += 1
            continue
        sorts[f"{answer.placement.pages} pages"] += 1
        sorts["all" if len(answer.chosen) == 8 else "none" if not answer.chosen else "some"] += 1
    assert min(sorts[sort] for sort in ("nothing fits", "1 pages", "2 pages", "3 pages", "none", "some")) >= 10, sorts


def block(height: int, space: int = 0, breaks: bool = True) -> Block:
    return Block(height, (space,) * 4, (breaks,) * 4, (0,) * 4)


def row(*values_and_heights: tuple[int, int]) -> tuple[Item, ...]:
    """Return items that stand side by side, each with one block."""
    return tuple(Item(value, i + 1, (block(height),)) for i, (value, height) in enumerate(values_and_heights))


def chosen(problem: Problem, forced: tuple[int, ...] = (), forbidden: tuple[int, ...] = ()) -> list[int] | None:
    answer = solve(problem, forced=forced, forbidden=forbidden)
    return None if answer is None else sorted(answer.chosen)


class TestTies:
    def test_of_the_same_value_the_shorter(self) -> None:
        assert chosen(Problem(row((5, 4), (5, 3)), page=5)) == [1]

    def test_of_the_same_value_and_end_the_earlier(self) -> None:
        assert chosen(Problem(row((2, 2), (1, 1), (2, 2), (1, 1)), page=3)) == [0, 1]

    def test_what_costs_nothing_is_shown(self) -> None:
        assert chosen(Problem((Item(0, 1), Item(0, 2)), page=3)) == [0, 1]

    def test_the_earlier_even_if_it_leaves_less_of_a_page_that_is_then_turned(self) -> None:
        # 0 or 1 on the first page, of the same value; 2 turns the page in any case.
        assert chosen(Problem(row((3, 6), (3, 5), (9, 8)), page=10, pages=2)) == [0, 2]

    def test_the_same_answer_each_time(self) -> None:
        chance = random.Random(7)
        problem = Problem(row(*((10, chance.randint(5, 9)) for _ in range(60))), page=100, pages=2)
        assert len({solve(problem) for _ in range(3)}) == 1


class TestNothingFits:
    def test_pinned_items_too_tall(self) -> None:
        items = tuple(item._replace(pinned=True) for item in row((1, 6), (1, 6)))
        assert chosen(Problem(items, page=10)) is None
        assert chosen(Problem(items, page=10, pages=2)) == [0, 1]

    def test_pinned_atom_taller_than_a_page(self) -> None:
        items = (Item(1, 1, (block(6), block(6, breaks=False)), pinned=True),)
        assert chosen(Problem(items, page=10, pages=3)) is None

    def test_pinned_and_forbidden(self) -> None:
        assert chosen(Problem((Item(1, 2, forbidden=True), Item(1, 2, pinned=True)), page=10)) is None

    def test_too_few_children(self) -> None:
        assert chosen(Problem((Item(1, 2, pinned=True, least=2), Item(1, 2)), page=10)) is None

    def test_no_items_always_fit(self) -> None:
        assert solve(Problem((), page=10)) == Solution(frozenset(), 0, Placement(1, 0))


class TestWhatIf:
    PROBLEM = Problem((Item(0, 2, (block(2),)), Item(5, 2, (block(3),)), Item(9, 3, (block(8),))), page=10)

    @pytest.mark.parametrize(
        ("forced", "forbidden", "expected"),
        [((), (), [2]), ((1,), (), [0, 1]), ((), (2,), [0, 1]), ((1, 2), (), None), ((), (0, 2), [])],
    )
    def test_forced_or_forbidden(
        self, forced: tuple[int, ...], forbidden: tuple[int, ...], expected: list[int] | None
    ) -> None:
        assert chosen(self.PROBLEM, forced, forbidden) == expected

    def test_a_large_problem_keeps_to_its_room(self) -> None:
        chance = random.Random(1)
        problem = Problem(row(*((chance.randint(1, 10**4), chance.randint(10**5, 10**7)) for _ in range(150))), 10**8)
        answer = solve(problem)
        assert answer is not None
        assert answer.placement.fits(problem)
        assert answer.placement == place(problem.items, answer.chosen, problem.page)
        left = min(set(range(150)) - answer.chosen)
        with_it = solve(problem, forced=[left])
        assert with_it is not None
        assert left in with_it.chosen
        assert with_it.value <= answer.value
