"""Rows as Markdown tables that can be read in a terminal too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.figures import Group, Row
from benchmarks.timing import Spread


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a Markdown table, its columns as wide as their longest cell; ``right`` are aligned to the right."""
    widths = [max(3, *(len(row[column]) for row in (heads, *rows))) for column in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        padded = [c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(cells, widths, strict=True))]
        return f"| {' | '.join(padded)} |"

    rule = [f"{'-' * (width - 1)}{':' if n in right else '-'}" for n, width in enumerate(widths)]
    return "\n".join([line(heads), line(rule), *map(line, rows)])


def targets(asked: Sequence[Row], before: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the table of rows with a target; ``before`` are earlier rows by key."""
    heads = ["work", "median", "CPU", "beside", "its median", "ratio", "target", "met", "before", "remarks"]
    rows = []
    for row in asked:
        earlier = before.get(row.key, {}).get("value")
        cells = [row.work, figure(row.ours, row.unit), seconds(row.cpu), row.baseline, figure(row.theirs, row.unit)]
        cells += [shown_ratio(row), limit(row), verdict(row), amount(row, earlier), row.aside]
        rows.append(cells)
    return _without_empty(heads, rows, right=(1, 2, 4, 5, 6, 8), spare=(2, 8, 9))


def others(group: Group) -> str:
    """Return the tables of those rows of a group that are not among the targets; empty if there are none."""
    own = [row for row in group.rows if row.has_target] if group.apart else []
    return "\n\n".join(filter(None, (targets(own, {}) if own else "", _without_target(group))))


def _without_target(group: Group) -> str:
    rows = [
        [row.work, figure(row.ours, row.unit), row.baseline, figure(row.theirs, row.unit), shown_ratio(row), row.aside]
        for row in group.rows
        if not row.has_target
    ]
    heads = ["work", "median", "beside", "its median", "ratio", "remarks"]
    return _without_empty(heads, rows, right=(1, 3, 4), spare=(2, 3, 4, 5)) if rows else ""


def _without_empty(
    heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], spare: Sequence[int]
) -> str:
    """Return a table without those ``spare`` columns in which nothing stands."""
    kept = [n for n in range(len(heads)) if n not in spare or any(row[n] for row in rows)]
    aligned = [place for place, n in enumerate(kept) if n in right]
    return table([heads[n] for n in kept], [[row[n] for n in kept] for row in rows], aligned)


def seconds(time: float | None) -> str:
    return "" if time is None else f"{time:.3f} s"


def figure(spread: Spread | None, unit: str) -> str:
    """Return the median with its unit."""
    if spread is None:
        return ""
    return seconds(spread.median) if unit == "s" else f"{spread.median:.0f} {unit}"


def shown_ratio(row: Row) -> str:
    """Return the median ratio with the least and the greatest one; the greatest first where that one is judged."""
    if row.ratio is None:
        return ""
    if row.judged == "worst ratio":
        return f"{row.ratio.most:.2f} at worst (median {row.ratio.median:.2f})"
    return f"{row.ratio.median:.2f} ({row.ratio.least:.2f}–{row.ratio.most:.2f})"


def limit(row: Row) -> str:
    """Return the target."""
    if row.judged == "claim":
        return "yes"
    return "" if row.limit is None else amount(row, row.limit)


def verdict(row: Row) -> str:
    """Return whether the target is met."""
    if row.met is None:
        return "not measured"
    return "yes" if row.met else "**missed**"


def amount(row: Row, value: float | None) -> str:
    """Return a value of the kind that is held against the row's target."""
    if value is None:
        return ""
    match row.judged:
        case "claim":
            return "yes" if value else "no"
        case "figure":
            return f"{value:.2f} s" if row.unit == "s" else f"{value:.0f} {row.unit}"
        case _:
            return f"{value:.2f}"
