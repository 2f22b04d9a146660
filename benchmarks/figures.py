"""What was measured, as rows: a work, the baseline beside it, the target, and whether it is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from benchmarks.timing import Sample, Spread, processors, ratio, spread, walls

Judged = Literal["ratio", "worst ratio", "figure", "claim"]
"""What is held against the target: the median ratio, the greatest one, the median figure itself, or yes and no."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``ours`` and ``theirs`` are in ``unit``; a row without ``limit`` has no target."""

    key: str
    """A name that stays the same from one page to the next."""
    work: str
    baseline: str = ""
    ours: Spread | None = None
    """None: could not be measured, and ``aside`` says why."""
    theirs: Spread | None = None
    ratio: Spread | None = None
    unit: Literal["s", "MB"] = "s"
    cpu: float | None = None
    """Median of the processor seconds of the work, with those of the programs that it starts."""
    judged: Judged = "ratio"
    limit: float | None = None
    claim: bool | None = None
    aside: str = ""

    @property
    def value(self) -> float | None:
        """What is held against the target."""
        match self.judged:
            case "ratio":
                return self.ratio.median if self.ratio else None
            case "worst ratio":
                return self.ratio.most if self.ratio else None
            case "figure":
                return self.ours.median if self.ours else None
            case "claim":
                return None if self.claim is None else float(self.claim)

    @property
    def has_target(self) -> bool:
        """Whether something is asked of it."""
        return self.limit is not None or self.judged == "claim"

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None if that is not known."""
        if self.judged == "claim":
            return self.claim
        if self.value is None or self.limit is None:
            return None
        return self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that were measured together, with a title and remarks for those that have no target."""

    title: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    apart: bool = False
    """Whether its targets are those of other rows under other conditions, and so have a table of their own."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured in one go."""

    machine: Mapping[str, str]
    groups: tuple[Group, ...]

    @property
    def targets(self) -> list[Row]:
        """The rows that have a target, in order."""
        return [row for group in self.groups if not group.apart for row in group.rows if row.has_target]


def compared(row: Row, ours: Sequence[Sample], theirs: Sequence[Sample]) -> Row:
    """Return a row with the figures of two tasks of the same rounds."""
    mine, others = walls(ours), walls(theirs)
    return replace(row, ours=spread(mine), theirs=spread(others), ratio=ratio(mine, others), cpu=processors(ours))


def as_json(report: Report) -> dict[str, Any]:
    """Return a report as plain data; each row has its value besides."""
    data: dict[str, Any] = {"machine": dict(report.machine), "groups": []}
    for group in report.groups:
        rows = [{**asdict(row), "value": row.value} for row in group.rows]
        data["groups"].append({"title": group.title, "rows": rows, "remarks": list(group.remarks)})
    return data


def earlier_rows(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the rows of a report that was kept as JSON, by their keys."""
    return {row["key"]: row for group in data["groups"] for row in group["rows"]}
