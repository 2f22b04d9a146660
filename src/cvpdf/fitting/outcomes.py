"""What became of each candidate, and how much room what was left out would need."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.heights import Scale
from cvpdf.fitting.layout_search import Choice
from cvpdf.fitting.problem import Item, Problem, place
from cvpdf.fitting.report import Judged

POINT = 65536
"""Scaled points in a point."""


def judged(scale: Scale, choice: Choice) -> tuple[Judged, ...]:
    """Return every candidate with its value, its height and what became of it."""
    chosen = choice.solution.chosen
    tight = scale.problem(choice.tight)
    lacking = _lacking(tight, chosen, scale.candidates)
    found = []
    for index, (candidate, item) in enumerate(zip(scale.candidates, choice.problem.items, strict=True)):
        shown = index in chosen
        rule = "" if shown else candidate.rule or _limit(scale.candidates, tight.items, chosen, index)
        found.append(
            Judged(
                kind=candidate.kind,
                text=candidate.text,
                span=candidate.span,
                shown=shown,
                worth=candidate.worth,
                height=height(item) / POINT,
                missing=0.0 if rule else lacking.get(index, 0) / POINT,
                pinned=candidate.pinned,
                rule=rule,
                parent=candidate.parent,
            )
        )
    return tuple(found)


def _lacking(problem: Problem, chosen: Collection[int], candidates: Sequence[Candidate]) -> dict[int, int]:
    """Return for everything left out how many sp more the pages would have to hold for it."""
    left_out = [index for index in range(len(candidates)) if index not in chosen]
    inside: dict[int, list[int]] = {}
    for index in left_out:
        parent = candidates[index].parent
        if parent is not None and candidates[index].counted and not candidates[index].barred:
            inside.setdefault(parent, []).append(index)
    bundles: dict[int, frozenset[int]] = {}
    for index in reversed(left_out):
        # A heading does not come alone: with it come the smallest of what it needs.
        smallest = sorted(inside.get(index, ()), key=lambda i: (_together(problem, bundles[i]), i))
        bundles[index] = frozenset([index]).union(*(bundles[i] for i in smallest[: candidates[index].least]))
    found = {}
    for index in left_out:
        more = set(bundles[index])
        parent = candidates[index].parent
        while parent is not None and parent not in chosen:
            others = sorted(
                (i for i in inside.get(parent, ()) if i not in more), key=lambda i: (_together(problem, bundles[i]), i)
            )
            present = sum(1 for i in inside.get(parent, ()) if i in more)
            more.update([parent], *(bundles[i] for i in others[: max(0, candidates[parent].least - present)]))
            parent = candidates[parent].parent
        found[index] = missing(problem, chosen, more, candidates)
    return found


def _together(problem: Problem, indices: Collection[int]) -> int:
    return sum(height(problem.items[index]) for index in indices)


def height(item: Item) -> int:
    """Return the height in sp of an item's own blocks, with the usual white space above them."""
    return sum(block.height + block.space[0] for block in item.blocks)


def missing(problem: Problem, chosen: Collection[int], wanted: Collection[int], candidates: Sequence[Candidate]) -> int:
    """Return how many sp more the pages would have to hold for some items to fit beside what is chosen.

    What they stand in and what they must not be without come with them.
    """
    more = set(chosen)
    waiting = list(wanted)
    while waiting:
        current = waiting.pop()
        if current in more:
            continue
        more.add(current)
        parent = candidates[current].parent
        waiting += [*candidates[current].needs, *(() if parent is None else (parent,))]
    placement = place(problem.items, more, problem.page, problem.pages)
    return max(0, placement.used - problem.page)


def _limit(candidates: Sequence[Candidate], items: Sequence[Item], chosen: Collection[int], index: int) -> str:
    """Say which limit keeps an item, or what it stands in, out of what is shown; nothing if it is only the room."""
    parent = candidates[index].parent
    while parent is not None and parent not in chosen:
        index, parent = parent, candidates[parent].parent
    most = items[parent].most if parent is not None and items[index].counted else None
    beside = sum(1 for i in chosen if candidates[i].parent == parent and items[i].counted)
    return f"limit of {most}" if most is not None and beside >= most else ""
