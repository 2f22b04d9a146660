"""The optimiser of `cvpdf.fitting` against HiGHS, on random CVs of about 300 blocks: time, and whether both agree.

HiGHS runs through `highspy` (`pip install highspy`; only this script needs it) with one thread and no gap, for one page
only. Its model is written for these CVs: a binary variable per item, the rules as inequalities, and a variable per
heading and entry for the white space that its first child saves. Times include building the models, in milliseconds of
CPU time, so that other work on the machine has little influence; the time to import `highspy` in a new process is a
separate line. The table is Markdown.

Usage: python benchmarks/fit_solvers.py [--seeds 5] [--runs 3] [--no-highs]
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from cvpdf.fitting.optimiser.problem import Block, Item, Problem, place
from cvpdf.fitting.optimiser.solver import solve

POINT = 65536
LINE = 12 * POINT
PAGE = 700 * POINT
LIMIT = 30.0
"""Seconds for HiGHS."""
BUDGETS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9)

HEADING = Block(2 * LINE, (12 * POINT,) * 4, (True,) * 4, (1,) * 4)
"""A heading stays with the entry below it, and an entry's head with its first bullet; both save some white space."""


def head(height: int, least: bool) -> Block:
    return Block(
        height, (6 * POINT, 3 * POINT, 6 * POINT, 6 * POINT), (True, False, True, True), (2 if least else 0,) * 4
    )


def bullet(height: int) -> Block:
    return Block(height, (2 * POINT, 2 * POINT, POINT, 2 * POINT), (True, True, False, True), (0,) * 4)


Valued = Callable[[random.Random, float, int], int]
"""The value of an item from chance, what it is worth in the formula, and its height."""

Measured = Callable[[random.Random, int], int]
"""The height of an item from chance and its number of lines."""


def lines(_: random.Random, number: int) -> int:
    return number * LINE


def ragged(chance: random.Random, number: int) -> int:
    return number * LINE + chance.randrange(-4 * POINT, 4 * POINT)


KINDS: dict[str, tuple[Valued, Measured, str]] = {
    "realistic": (lambda _, worth, __: round(worth), lines, ""),
    "realistic with limits": (lambda _, worth, __: round(worth), lines, "near"),
    "realistic with limits, far partners": (lambda _, worth, __: round(worth), lines, "far"),
    "realistic, real heights": (lambda _, worth, __: round(worth), ragged, ""),
    "all values equal": (lambda _, __, ___: 100, lines, ""),
    "all values equal, real heights": (lambda _, __, ___: 100, ragged, ""),
    "uncorrelated, real heights": (lambda chance, _, __: chance.randrange(1, 1000), ragged, ""),
    "value = height": (lambda _, __, height: round(height / POINT * 10), lines, ""),
    "value = height, real heights": (lambda _, __, height: round(height / POINT * 10), ragged, ""),
    "value = height + 100, real heights": (lambda _, __, height: round(height / POINT * 10) + 100, ragged, ""),
}


def cv(chance: random.Random, kind: str) -> tuple[Item, ...]:
    """Return a header, 12 sections, 60 entries and 230 bullets."""
    valued, measured, limits = KINDS[kind]
    entries = [1] * 12
    for _ in range(48):
        entries[chance.randrange(12)] += 1
    bullets = [0] * 60
    for _ in range(230):
        bullets[chance.randrange(60)] += 1
    items = [Item(0, 1, (Block(5 * LINE, (0,) * 4, (True,) * 4, (0,) * 4),), pinned=True)]
    many = iter(bullets)
    for number in entries:
        section, weight = len(items), chance.choice([0.5, 0.8, 1, 1, 1.5])
        items.append(Item(0, 0, (HEADING,), least=1, most=chance.choice([3, 4, 6]) if limits else None))
        for place_of_entry in range(number):
            entry, recency = len(items), weight * 0.5 ** (chance.uniform(0, 15) / 8)
            height = measured(chance, chance.choice([1, 2, 2]))
            worth = 100 * 2 ** (chance.choice([1, 2, 3, 3, 4, 5]) - 1) * 0.9**place_of_entry * recency
            count = next(many)
            most = chance.choice([3, 4, 5]) if limits and count > 3 else None
            items.append(Item(valued(chance, worth, height), 0, (head(height, count > 0),), most=most))
            for place_of_bullet in range(count):
                height = measured(chance, chance.choice([1, 1, 2, 2, 3]))
                worth = 100 * 2 ** (chance.choice([1, 2, 3, 3, 4, 5]) - 1) * 0.9**place_of_bullet * recency / 2
                items.append(Item(valued(chance, worth, height), len(items) + 1, (bullet(height),)))
            items[entry] = items[entry]._replace(end=len(items))
        items[section] = items[section]._replace(end=len(items))
    for _ in range(4 if limits else 0):
        one, other = chance.sample([i for i, item in enumerate(items) if item.end == i + 1], 2)
        if limits == "near":
            other = max(i for i in range(one) if items[i].end in (i + 1, one + 1))
        items[one] = items[one]._replace(needs=(other,))
    return tuple(items)


def problem(seed: int, kind: str, budget: float, pages: int) -> Problem:
    """Return a CV and so many pages that they hold this part of it."""
    items = cv(random.Random(f"{seed} {kind}"), kind)
    everything = place(items, range(len(items)), 1 << 60)
    return Problem(items, int(everything.used * budget) // pages, pages)


def highs(question: Problem, highspy: Any) -> int:
    """Return the best value for one page according to HiGHS; -2 if it takes too long."""
    items = question.items
    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.4),
        ("time_limit", LIMIT),
    ):
        solver.setOptionValue(name, value)
    chosen = [solver.addBinary(obj=item.value) for item in items]
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    height = 0
    children: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        around = [other for other in range(index) if items[other].end > index]
        if around:
            children.setdefault(around[-1], []).append(index)
            solver.addConstr(chosen[index] <= chosen[around[-1]])
        if item.pinned:
            solver.addConstr(chosen[index] == 1)
        for other in item.needs:
            solver.addConstr(chosen[index] <= chosen[other])
        (block,) = item.blocks
        space = block.space[0] if index else 0
        height += (space + block.height) / POINT * chosen[index]
    for index, inner in children.items():
        below = sum(chosen[child] for child in inner)
        if items[index].least:
            solver.addConstr(below >= items[index].least * chosen[index])
        if items[index].most is not None:
            solver.addConstr(below <= items[index].most * chosen[index])
        spaces = items[inner[0]].blocks[0].space
        saved = spaces[0] - spaces[items[index].blocks[0].after[0]]
        if saved:
            first = solver.addVariable(lb=0, ub=1)
            solver.addConstr(first <= chosen[index])
            solver.addConstr(first <= below)
            height -= saved / POINT * first
    solver.addConstr(height <= question.page / POINT)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return -2
    return round(solver.getInfo().objective_function_value)


def timed(action: Callable[[], int], runs: int) -> tuple[int, float]:
    """Return the outcome and the median time in milliseconds."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        outcome = action()
        times.append((time.process_time() - began) * 1000)
    return outcome, statistics.median(times)


def value(question: Problem) -> int:
    found = solve(question)
    return -1 if found is None else found.value


def imported(module: str) -> float:
    """Return what importing a module takes in a new process, in milliseconds."""
    code = f"import time; began = time.process_time(); import {module}; print(time.process_time() - began)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True) for _ in range(7)]
    return statistics.median(float(run.stdout) for run in runs) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=5, help="so many CVs of each kind, each with six budgets")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=3, help="up to so many pages")
    parser.add_argument("--kinds", default="", help="only kinds that contain this")
    parser.add_argument("--no-highs", action="store_true")
    options = parser.parse_args()
    highspy: Any = None
    if not options.no_highs:
        try:
            import highspy
        except ImportError:
            print("highspy is missing: pip install highspy, or --no-highs", file=sys.stderr)
            return 2
    agreed = True
    print(
        "| instance | pages | blocks | ours median ms | ours worst ms | HiGHS median ms | HiGHS worst ms | same value |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for kind in KINDS:
        if options.kinds not in kind:
            continue
        for pages in range(1, options.pages + 1):
            ours: list[float] = []
            theirs: list[float] = []
            same = late = 0
            for seed in range(options.seeds):
                for budget in BUDGETS:
                    question = problem(seed, kind, budget, pages)
                    best, duration = timed(lambda question=question: value(question), options.runs)
                    ours.append(duration)
                    if duration > 1000:
                        print(
                            f"slow: {kind}, seed {seed}, budget {budget}, {pages} pages: {duration:.0f}",
                            file=sys.stderr,
                        )
                    if pages == 1 and highspy is not None:
                        other, duration = timed(lambda question=question: highs(question, highspy), options.runs)
                        theirs.append(duration)
                        same += other == best
                        late += other == -2
            row = [kind, pages, len(question.items), f"{statistics.median(ours):.0f}", f"{max(ours):.0f}"]
            if theirs:
                row += [
                    f"{statistics.median(theirs):.0f}",
                    f"{max(theirs):.0f}",
                    f"{same} of {len(theirs)}" + f", {late} not in {LIMIT:.0f} s" * (late > 0),
                ]
                agreed = agreed and same + late == len(theirs)
            else:
                row += ["", "", ""]
            print("| " + " | ".join(map(str, row)) + " |", flush=True)
    if highspy is not None:
        print(f"\nImport in a new process: highspy with numpy {imported('highspy'):.0f} ms, ", end="")
        print(f"cvpdf.fitting.optimiser.solver {imported('cvpdf.fitting.optimiser.solver'):.0f} ms.")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
