"""Invented CVs with any number of publications, always the same ones, and what they cost beside latexmk.

Usage: python -m benchmarks.many_publications COUNT > cv.yaml
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import yaml
from benchmarks.commands import beside_latexmk
from benchmarks.figures import Group, Row
from benchmarks.generated_cvs import ACCENTED, ENGLISH, Dice, western
from benchmarks.timing import Sample, Spread, by_turns, ratio, spread, walls
from benchmarks.workloads import Bench, edited_build, latexmk_tasks

COUNTS = (100, 200, 500, 1000)
JUDGED = 200
TIMES_AS_MANY = COUNTS[-1] / COUNTS[0]

_QUALITIES = (
    "Scalable",
    "Robust",
    "Provably Efficient",
    "Low-Latency",
    "Privacy-Preserving",
    "Adaptive",
    "Unsupervised",
)
_METHODS = ("Scheduling", "Compression", "Routing", "Estimation", "Sampling", "Verification", "Caching", "Clustering")
_OBJECTS = (
    "Sensor Networks",
    "Query Plans",
    "Tidal Models",
    "Sparse Tensors",
    "Type Systems",
    "Tree Codes",
    "Protocols",
)
_SETTINGS = (
    "under Drift",
    "at Scale",
    "with Few Labels",
    "on Shared Clusters",
    "in the Field",
    "beyond the Worst Case",
)
_SORTS = ("Proceedings of the {0} Conference on {1}", "Journal of {1}", "Transactions on {1}", "Annals of {1}")


def cv_text(count: int) -> str:
    """Return the cv.yaml with so many publications; everything else in it is the same for every number."""
    dice = Dice("cvpdf publications")
    me = "Ada Marlowick"
    data: dict[str, Any] = {
        "basics": {"name": me, "email": "ada@people.example", "affiliations": ["University of Southmark"]},
        "sections": [
            {"kind": "experience", "title": "Experience", "entries": [_job(dice, place) for place in range(6)]},
            {"kind": "publications", "title": "Publications"},
        ],
        "publications": [_work(dice, me, place) for place in range(count)],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _job(dice: Dice, place: int) -> dict[str, Any]:
    bullets = [
        f"{dice.pick(ENGLISH.verbs)} {dice.pick(ENGLISH.things).rstrip(',')}, {dice.pick(ENGLISH.ends)} ({number})."
        for number in range(1, 5)
    ]
    if place == 0:
        bullets[0] = "Established a laboratory for the measurement of tides, with a team of nine."
    year = 2022 - 3 * place
    period = {"start_date": f"{year}-03", "end_date": f"{year + 3}-02"}
    return {"company": ENGLISH.firms[place], "position": "Research Engineer", **period, "highlights": bullets}


def _work(dice: Dice, me: str, place: int) -> dict[str, Any]:
    """Return a work; each thousand covers the same forty years, the latest first."""
    year = 2025 - place % 1000 // 25
    topic = f"{dice.pick(_METHODS)} for {dice.pick(_OBJECTS)}"
    title = f"{dice.pick(_QUALITIES)} {topic} {dice.pick(_SETTINGS)}, Part {place + 1}"
    words = (ENGLISH, ENGLISH, western(ACCENTED))
    people = [_person(dice, words) for _ in range(dice.between(1, 7))]
    authors = [name for name in dict.fromkeys(people) if name != me]
    authors.insert(dice.between(0, len(authors)), me)
    work: dict[str, Any] = {"key": f"work-{place + 1}", "title": title, "authors": authors, "date": year}
    if dice.chance(0.2) and year > 2014:
        return work | {"status": "preprint", "arxiv": f"{year % 100:02}01.{10000 + place}"}
    field = dice.pick(ENGLISH.topics)
    work["venue"] = dice.pick(_SORTS).format(year, field)
    if dice.chance(0.7):
        work["doi"] = f"10.5555/invented.{year}.{place}"
    return work


def _person(dice: Dice, words: tuple[Any, ...]) -> str:
    chosen = dice.pick(words)
    return f"{dice.pick(chosen.given)} {dice.pick(chosen.family)}"


def publications(bench: Bench) -> Group:
    """Measure first builds of the full variant for each number of publications."""
    rows, samples = _measured(bench, COUNTS)
    first, last = (samples[f"publications-{count}"] for count in (COUNTS[0], COUNTS[-1]))
    return Group("Many publications", (*rows, _growth(first, last)), (_increments(rows),))


def judged(bench: Bench) -> Row:
    """Measure the number of publications only for which there is a target."""
    return _measured(bench, (JUDGED,))[0][0]


def _measured(bench: Bench, counts: Sequence[int]) -> tuple[list[Row], dict[str, list[Sample]]]:
    tasks = []
    for count in counts:
        build = edited_build(bench, f"publications-{count}", "full", first=True, text=cv_text(count))
        latexmk = latexmk_tasks(build.folder / "build", "full", bench.folder / f"latexmk-{count}")
        tasks += [build, *(replace(task, name=f"{task.name}-{count}") for task in latexmk)]
    samples = by_turns(tasks, max(2, bench.runs // 3), bench.rest)
    rows = []
    for count in counts:
        limit = 1.3 if count == JUDGED else None
        row = Row(f"publications-{count}", f"{count:,} publications, variant `full`", limit=limit)
        readings = {name: samples[f"{name}-{count}"] for name in ("fresh", "again")}
        rows.append(beside_latexmk(row, samples[row.key], readings))
    return rows, samples


def _growth(first: list[Sample], last: list[Sample]) -> Row:
    few, many = walls(first), walls(last)
    found = ratio(many, few)
    exponent = math.log(found.median) / math.log(TIMES_AS_MANY)
    return Row(
        "growth",
        f"growth from {COUNTS[0]} to {COUNTS[-1]:,} publications no worse than linear",
        f"{COUNTS[0]} publications",
        spread(many),
        spread(few),
        found,
        limit=TIMES_AS_MANY,
        aside=f"exponent {exponent:.2f}",
    )


def _increments(rows: list[Row]) -> str:
    """Say what one more publication costs, for cvpdf and for latexmk."""
    said = []
    for (before, row), (low, high) in zip(pairwise(rows), pairwise(COUNTS), strict=True):
        costs = [_each(high - low, *figures) for figures in ((before.ours, row.ours), (before.theirs, row.theirs))]
        said.append(f"{low}–{high:,}: {costs[0]} (latexmk {costs[1]})")
    return f"One more publication costs, between two numbers of them: {'; '.join(said)}."


def _each(count: int, low: Spread | None, high: Spread | None) -> str:
    return f"{(high.median - low.median) / count * 1000:.2f} ms" if low and high else "?"


if __name__ == "__main__":
    sys.stdout.write(cv_text(int(sys.argv[1])))
