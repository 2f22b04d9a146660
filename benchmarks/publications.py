"""An invented CV with any number of publications, the same one for each number.

Usage: python -m benchmarks.publications COUNT > cv.yaml
"""

from __future__ import annotations

import random
import sys
from typing import Any

import yaml

_ME = "Ada Marlowick"
_GIVEN = ("Brenda", "Colin", "Zoë", "Edmund", "Renée", "Gordon", "Hester", "Søren", "Judith", "Łucja", "Kenneth")
_FAMILY = ("Fenwright", "Ashgrovel", "Tollerby", "Peñalvo", "Quillstone", "Harrowden", "Brückwald", "Pettifold")
_QUALITIES = ("Scalable", "Robust", "Provably Efficient", "Low-Latency", "Privacy-Preserving", "Adaptive")
_METHODS = ("Scheduling", "Compression", "Routing", "Estimation", "Sampling", "Verification", "Caching", "Clustering")
_OBJECTS = ("Sensor Networks", "Query Plans", "Tidal Models", "Sparse Tensors", "Type Systems", "Tree Codes")
_SETTINGS = ("under Drift", "at Scale", "with Few Labels", "on Shared Clusters", "in the Field")
_FIELDS = ("Ocean Engineering", "Distributed Systems", "Applied Statistics", "Programming Languages")
_VENUES = ("Proceedings of the {0} Conference on {1}", "Journal of {1}", "Transactions on {1}", "Annals of {1}")
_JOB = {
    "company": "Brightwater Systems",
    "position": "Research Engineer",
    "start_date": "2019-03",
    "end_date": "2025-02",
    "highlights": ["Established a laboratory for tides."],
}


def cv_text(count: int) -> str:
    """Return a cv.yaml with this number of publications; the rest does not depend on the number."""
    data = {
        "basics": {"name": _ME, "email": "ada@people.example", "affiliations": ["University of Southmark"]},
        "sections": [
            {"kind": "experience", "title": "Experience", "entries": [_JOB]},
            {"kind": "publications", "title": "Publications"},
        ],
        "publications": [_work(random.Random(number), number) for number in range(count)],
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _work(dice: random.Random, number: int) -> dict[str, Any]:
    """Return a publication; each thousand covers the same forty years, the latest first."""
    year = 2025 - number % 1000 // 25
    topic = f"{dice.choice(_QUALITIES)} {dice.choice(_METHODS)} for {dice.choice(_OBJECTS)} {dice.choice(_SETTINGS)}"
    others = {f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}": None for _ in range(dice.randint(1, 7))}
    authors = list(others)
    authors.insert(dice.randint(0, len(authors)), _ME)
    work = {"key": f"work-{number + 1}", "title": f"{topic}, Part {number + 1}", "authors": authors, "date": year}
    if year > 2014 and dice.random() < 0.2:
        return work | {"status": "preprint", "arxiv": f"{year % 100:02}01.{10000 + number}"}
    work["venue"] = dice.choice(_VENUES).format(year, dice.choice(_FIELDS))
    if dice.random() < 0.7:
        work["doi"] = f"10.5555/invented.{year}.{number}"
    return work


if __name__ == "__main__":
    sys.stdout.write(cv_text(int(sys.argv[1])))
