"""TeX font metrics as bytes: a TFM file of widths, heights, kerns and ligatures (TeX: The Program, part 30)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_MOST_WORDS = 32_767
_MOST_HEIGHTS = 16
_MOST_WIDTHS = 256
_KERN, _STOP, _JUMP = 128, 128, 254


@dataclass(frozen=True)
class Metrics:
    """The metrics of a font; all lengths in em. What TeX cannot hold is rounded up, or left out if it is a kern."""

    boxes: Mapping[int, tuple[float, float, float]]
    """Width, height and depth of each slot that has a character."""
    kerns: Mapping[tuple[int, int], float] = field(default_factory=dict)
    ligatures: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """The slot that two slots become."""
    space: float = 0.25
    stretches: bool = True
    """Whether the space between words does; not in a typewriter face."""
    slant: float = 0.0
    x_height: float = 0.5


def tfm(metrics: Metrics) -> bytes:
    """Return the file."""
    kerns = dict(metrics.kerns)
    while len(data := _file(metrics, kerns)) // 4 > _MOST_WORDS:
        # The smallest kerns go first.
        least = sorted(map(abs, kerns.values()))[len(kerns) // 8]
        kerns = {pair: kern for pair, kern in kerns.items() if abs(kern) > least}
    return data


def _file(metrics: Metrics, kerns: Mapping[tuple[int, int], float]) -> bytes:
    boxes = {slot: tuple(map(_fix, box)) for slot, box in metrics.boxes.items()}
    first, last = min(boxes), max(boxes)
    # Number 0 stands for "no character" among the widths, and for 0 among the others.
    widths = _grouped((box[0] for box in boxes.values()), _MOST_WIDTHS - 1)
    heights = _grouped([0, *(box[1] for box in boxes.values())], _MOST_HEIGHTS)
    depths = _grouped([0, *(box[2] for box in boxes.values())], _MOST_HEIGHTS)
    lists = [[0, *sorted(set(widths.values()))], sorted(set(heights.values())), sorted(set(depths.values()))]
    numbers = [
        {value: number for number, value in reversed([*enumerate(values)][skip:])}
        for values, skip in zip(lists, (1, 0, 0), strict=True)
    ]
    amounts = sorted({_fix(kern) for kern in kerns.values()})
    programs, starts = _programs(kerns, metrics.ligatures, {amount: n for n, amount in enumerate(amounts)})
    characters = bytearray()
    for slot in range(first, last + 1):
        if slot not in boxes:
            characters += bytes(4)
            continue
        width, height, depth = boxes[slot]
        characters += struct.pack(
            ">BBBB",
            numbers[0][widths[width]],
            numbers[1][heights[height]] << 4 | numbers[2][depths[depth]],
            slot in starts,
            starts.get(slot, 0),
        )
    space, loose = metrics.space, metrics.space if metrics.stretches else 0
    parameters = [metrics.slant, space, loose / 2, loose / 3, metrics.x_height, 1, loose / 3 if loose else space]
    parts = [
        struct.pack(">Ii", 0, _fix(10)),
        bytes(characters),
        *map(_words, lists),
        _words([0]),
        programs,
        _words(amounts),
        b"",
        _words(map(_fix, parameters)),
    ]
    total = 6 + sum(map(len, parts)) // 4
    lengths = [len(part) // 4 for part in parts[2:]]
    return struct.pack(">12H", min(total, 0xFFFF), 2, first, last, *lengths) + b"".join(parts)


def _programs(
    kerns: Mapping[tuple[int, int], float], ligatures: Mapping[tuple[int, int], int], numbers: Mapping[int, int]
) -> tuple[bytes, dict[int, int]]:
    """Return the program of ligatures and kerns, and where that of each slot starts.

    Slots with the same pairs share one. A character can name the first 256 steps only, so these are jumps.
    """
    rows: dict[int, dict[int, tuple[int, int]]] = {}
    for (left, right), kern in sorted(kerns.items()):
        number = numbers[_fix(kern)]
        rows.setdefault(left, {})[right] = (_KERN + number // 256, number % 256)
    for (left, right), slot in sorted(ligatures.items()):
        rows.setdefault(left, {})[right] = (0, slot)
    shared: dict[tuple[tuple[int, tuple[int, int]], ...], list[int]] = {}
    for left, row in sorted(rows.items()):
        shared.setdefault(tuple(sorted(row.items())), []).append(left)
    jumps, steps, starts = bytearray(), bytearray(), {}
    for number, (program, slots) in enumerate(shared.items()):
        starts.update(dict.fromkeys(slots, number))
        jumps += struct.pack(">BBH", _JUMP, 0, (len(shared) + len(steps) // 4) & 0xFFFF)
        for place, (right, (operation, remainder)) in enumerate(program, 1):
            steps += struct.pack(">BBBB", _STOP if place == len(program) else 0, right, operation, remainder)
    return bytes(jumps + steps), starts


def _grouped(values: Iterable[int], most: int) -> dict[int, int]:
    """Return the value that stands for each, at most ``most`` of them: the greatest of neighbours; 0 stays 0.

    The neighbours span as little as is enough.
    """
    ordered = sorted(set(values))
    span = 0
    while True:
        groups: list[list[int]] = []
        for value in ordered:
            if groups and groups[-1][0] != 0 and value - groups[-1][0] <= span:
                groups[-1].append(value)
            else:
                groups.append([value])
        if len(groups) <= most:
            return {value: group[-1] for group in groups for value in group}
        span = span * 5 // 4 + 100


def _fix(value: float) -> int:
    return round(value * 2**20)


def _words(values: Iterable[int]) -> bytes:
    return b"".join(struct.pack(">i", value) for value in values)
