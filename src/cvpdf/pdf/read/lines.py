"""Group the text runs of a page into lines."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cvpdf.pdf.read.facts import Box, Line, TextRun

_TALL = 0.4
"""Ink lower than this part of the font size (a full stop, a dash) does not show which line it belongs to."""


def text_lines(runs: Sequence[TextRun]) -> tuple[Line, ...]:
    """Return the lines that the visible runs form, from top to bottom.

    Two runs are on one line if the middle of one is between top and bottom of the other.
    """
    tall: list[TextRun] = []
    flat: list[TextRun] = []
    for run in runs:
        if run.is_visible:
            (tall if run.box.top - run.box.bottom >= _TALL * run.size else flat).append(run)
    groups: list[list[TextRun]] = []
    for run in sorted(tall, key=_middle):
        if groups and _side_by_side(groups[-1][0], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    middles = [_middle(group[0]) for group in groups]
    for run in flat:
        middle = _middle(run)
        right = bisect_left(middles, middle)
        neighbours = range(max(0, right - 1), min(right + 1, len(middles)))
        nearest = min(neighbours, key=lambda i: abs(middles[i] - middle), default=None)
        if nearest is not None and abs(middles[nearest] - middle) <= run.size / 2:
            groups[nearest].append(run)
        else:
            groups.append([run])
    return tuple(sorted((_line(group) for group in groups), key=lambda line: -(line.box.top + line.box.bottom)))


def bounds(boxes: Sequence[Box]) -> Box | None:
    """Return the smallest box around all boxes, ``None`` if there are none."""
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def _middle(run: TextRun) -> float:
    return (run.box.top + run.box.bottom) / 2


def _side_by_side(a: TextRun, b: TextRun) -> bool:
    return a.box.bottom <= _middle(b) <= a.box.top or b.box.bottom <= _middle(a) <= b.box.top


def _line(group: list[TextRun]) -> Line:
    runs = sorted(group, key=lambda run: run.box.left)
    parts = [runs[0].text]
    for before, run in pairwise(runs):
        gap = run.box.left - before.box.right > 0.15 * run.size
        parts.append(f" {run.text}" if gap and not parts[-1].endswith(" ") else run.text)
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    box = bounds([run.box for run in runs])
    assert box is not None
    return Line("".join(parts).strip(), box, sizes.most_common(1)[0][0], tuple(runs))
