"""The numbers of publications: up or down, with letters before them, through all lists of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from cvpdf.selection.selection import Numbers, ShownSection


def with_numbers(sections: Sequence[ShownSection]) -> tuple[ShownSection, ...]:
    """Return sections in which the works have numbers. Groups with the same letters continue each other's numbers."""
    names = count()
    series = [
        [None if group.numbers is None else _series(group.numbers, names) for group in shown.groups]
        for shown in sections
    ]
    totals: Counter[str] = Counter()
    for shown, named in zip(sections, series, strict=True):
        for group, name in zip(shown.groups, named, strict=True):
            if name is not None:
                totals[name] += len(group.works)
    used: Counter[tuple[str, bool]] = Counter()  # by direction, so that no number is used twice
    done = []
    for shown, named in zip(sections, series, strict=True):
        groups = []
        for group, name in zip(shown.groups, named, strict=True):
            works = group.works
            if name is not None and group.numbers is not None:
                numbers = _numbers(group.numbers, totals[name], used[name, group.numbers.down])
                works = tuple(work._replace(number=next(numbers)) for work in works)
                used[name, group.numbers.down] += len(works)
            groups.append(group._replace(works=works))
        done.append(shown._replace(groups=tuple(groups)))
    return tuple(done)


def _series(numbers: Numbers, names: Iterator[int]) -> str:
    """Return the name of the series that a group continues or begins."""
    return f"{numbers.prefix} {next(names)}" if numbers.restart else numbers.prefix


def _numbers(numbers: Numbers, total: int, used: int) -> Iterator[str]:
    """Yield the numbers of a group, behind those that are used."""
    steps = count(total - used, -1) if numbers.down else count(used + 1)
    return (f"[{numbers.prefix}{number}]" if numbers.prefix else str(number) for number in steps)
