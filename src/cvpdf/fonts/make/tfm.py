"""TeX font metrics as bytes: a TFM file of widths, heights, kerns and ligatures (TeX: The Program, part 30)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_MOST_STEPS = 30_000
"""Of ligatures and kerns. A file may have 32,767 words."""
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


_Row = tuple[tuple[int, bool, int], ...]
"""What follows a slot: the next slot, whether that makes a ligature, and with which slot or else which kern."""


def tfm(metrics: Metrics) -> bytes:
    """Return the file."""
    kerns = {pair: _fix(kern) for pair, kern in metrics.kerns.items()}
    rows = _rows(kerns, metrics.ligatures)
    while sum(map(len, rows)) + len(set(kerns.values())) > _MOST_STEPS:
        # The smallest kerns go first.
        ordered = sorted(kerns, key=lambda pair: (abs(kerns[pair]), pair))
        kerns = {pair: kerns[pair] for pair in ordered[1 + len(kerns) // 8 :]}
        rows = _rows(kerns, metrics.ligatures)
    amounts = sorted(set(kerns.values()))
    programs, starts = _programs(rows, {amount: number for number, amount in enumerate(amounts)})
    boxes = {slot: tuple(map(_fix, box)) for slot, box in metrics.boxes.items()}
    first, last = min(boxes), max(boxes)
    widths = _grouped((box[0] for box in boxes.values()), _MOST_WIDTHS - 1)
    heights = _grouped([0, *(box[1] for box in boxes.values())], _MOST_HEIGHTS)
    depths = _grouped([0, *(box[2] for box in boxes.values())], _MOST_HEIGHTS)
    # Width number 0 says that there is no character.
    lists = [[-1, *sorted(set(widths.values()))], sorted(set(heights.values())), sorted(set(depths.values()))]
    numbers = [{value: number for number, value in enumerate(values)} for values in lists]
    characters = bytearray()
    for slot in range(first, last + 1):
        if slot not in boxes:
            characters += bytes(4)
            continue
        width, height, depth = boxes[slot]
        characters += bytes(
            [
                numbers[0][widths[width]],
                numbers[1][heights[height]] << 4 | numbers[2][depths[depth]],
                slot in starts,
                starts.get(slot, 0),
            ]
        )
    lists[0][0] = 0
    space, loose = metrics.space, metrics.space if metrics.stretches else 0
    parameters = [metrics.slant, space, loose / 2, loose / 3, metrics.x_height, 1, loose / 3 if loose else space]
    # After the header and the characters: widths, heights, depths, italic corrections, programs, kerns, parts of large
    # characters, parameters.
    tables = [*map(_words, lists), _words([0]), programs, _words(amounts), b"", _words(map(_fix, parameters))]
    body = [struct.pack(">Ii", 0, _fix(10)), bytes(characters), *tables]
    total = 6 + sum(map(len, body)) // 4
    lengths = (total, 2, first, last, *(len(table) // 4 for table in tables))
    return struct.pack(">12H", *lengths) + b"".join(body)


def _rows(kerns: Mapping[tuple[int, int], int], ligatures: Mapping[tuple[int, int], int]) -> dict[_Row, list[int]]:
    """Return what follows the slots, and the slots that share it."""
    rows: dict[int, dict[int, tuple[bool, int]]] = {}
    for is_ligature, pairs in ((False, kerns), (True, ligatures)):
        for (left, right), value in pairs.items():
            rows.setdefault(left, {})[right] = (is_ligature, value)
    shared: dict[_Row, list[int]] = {}
    for left, row in sorted(rows.items()):
        shared.setdefault(tuple((right, *what) for right, what in sorted(row.items())), []).append(left)
    return shared


def _programs(rows: Mapping[_Row, list[int]], numbers: Mapping[int, int]) -> tuple[bytes, dict[int, int]]:
    """Return the programs of ligatures and kerns, and where that of each slot starts.

    A character can name the first 256 steps only, so these are jumps.
    """
    jumps, steps, starts = bytearray(), bytearray(), {}
    for number, (row, slots) in enumerate(rows.items()):
        starts.update(dict.fromkeys(slots, number))
        jumps += struct.pack(">BBH", _JUMP, 0, len(rows) + len(steps) // 4)
        for place, (right, is_ligature, value) in enumerate(row, 1):
            operation, remainder = (0, value) if is_ligature else divmod(numbers[value], 256)
            if not is_ligature:
                operation += _KERN
            steps += bytes([_STOP if place == len(row) else 0, right, operation, remainder])
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
