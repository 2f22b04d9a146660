"""The measured blocks of a document: read from what LaTeX wrote, and given to the candidates that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.problem import STATES
from cvpdf.render.rendering import Measurable

NEVER = 10000
"""TeX's penalty that forbids a page break."""


class Rule(NamedTuple):
    """How a block stands behind a state: white space above it in units, whether a page may end there, the new state."""

    space: float
    parts: bool
    after: int


class MeasuredBlock(NamedTuple):
    """A block at all layouts measured. ``heights`` are in sp, one for each layout."""

    kind: str
    at: int | None
    """Index of the first place that is printed in it."""
    rules: tuple[Rule, ...]
    heights: tuple[int, ...]
    new_page: bool = False
    photo: tuple[int, int] | None = None
    """For the white space beside a photo: the photo's height, and how many blocks stand beside it."""


class Measured(NamedTuple):
    """All blocks of a document in order. ``page`` and ``lines`` (the height of a line of text) are in sp."""

    page: int
    layouts: tuple[tuple[float, float], ...]
    """Font size in points, and line spacing."""
    units: tuple[int, ...]
    """White space of one unit, at spacing 1."""
    lines: tuple[int, ...]
    blocks: tuple[MeasuredBlock, ...]


class MeasureFailure(NamedTuple):
    """Why a document could not be measured, and the log of the run, if there was one."""

    reason: str
    log: Path | None = None


Layouts = Sequence[tuple[float, float]]
"""Font sizes in points, each with a line spacing."""

Measure = Callable[[Measurable, Layouts], Measured | MeasureFailure]
"""Measures all blocks of a document at some layouts."""


def read(written: Sequence[str]) -> Measured:
    """Read what the class wrote. Raises :class:`ValueError` if it is not of the known form."""
    try:
        return _read(written)
    except (IndexError, StopIteration) as problem:
        raise ValueError("the measurements end too early") from problem


def _read(written: Sequence[str]) -> Measured:
    page = next(int(line.split()[1]) for line in written if line.startswith("page "))
    layouts: list[tuple[float, float]] = []
    units: list[int] = []
    lines: list[int] = []
    passes: list[list[MeasuredBlock]] = []
    reader = _Pass()
    for line in written:
        word, *rest = line.split()
        if word == "layout":
            layouts.append((float(rest[0]), float(rest[1])))
            units.append(int(rest[2]))
            lines.append(int(rest[3]))
            reader = _Pass()
            passes.append(reader.blocks)
        elif word != "page":
            reader.take(word, rest)
    if len({tuple((b.kind, b.at) for b in blocks) for blocks in passes}) != 1:
        raise ValueError("the blocks differ from layout to layout")
    blocks = (_joined(same) for same in zip(*passes, strict=True))
    return Measured(page, tuple(layouts), tuple(units), tuple(lines), tuple(blocks))


class _Pass:
    """Reads one layout, event by event."""

    def __init__(self) -> None:
        self.blocks: list[MeasuredBlock] = []
        self.kept = 0
        self.first_kept = False
        self.new_page = False
        self.photo: tuple[int, int] | None = None

    def take(self, word: str, rest: list[str]) -> None:
        if word == "block":
            self._block(rest)
        elif word == "newpage":
            self.new_page = True
        elif word == "keep":
            self.first_kept = self.first_kept or self.kept == 0
            self.kept += 1
        elif word == "kept":
            self.kept -= 1
        elif word == "photo":
            self.photo = (int(rest[0]), len(self.blocks) + 1)
        elif word == "photoend" and self.photo is not None:
            height, first = self.photo
            self.blocks.append(MeasuredBlock("photo", None, _RIGID, (0,), photo=(height, len(self.blocks) - first)))
            self.photo = None
        elif word == "loose" and int(rest[0]):
            # Material that a user's own template sets outside of all blocks; it is always there.
            self.blocks.append(MeasuredBlock("loose", None, _RIGID, (int(rest[0]),)))

    def _block(self, rest: list[str]) -> None:
        kind, height, at, *numbers = rest
        rules = []
        for state in range(STATES):
            penalty, space, after = numbers[3 * state : 3 * state + 3]
            parts = int(penalty) < NEVER and (self.kept == 0 or self.first_kept)
            rules.append(Rule(float(space), parts, int(after)))
        place = None if at == "-" else int(at)
        self.blocks.append(MeasuredBlock(kind, place, tuple(rules), (int(height),), self.new_page))
        self.new_page = self.first_kept = False


_RIGID = tuple(Rule(0.0, False, state) for state in range(STATES))


def _joined(same: tuple[MeasuredBlock, ...]) -> MeasuredBlock:
    """Join one block's measurements of all layouts."""
    first = same[0]
    heights = tuple(block.heights[0] for block in same)
    return MeasuredBlock(first.kind, first.at, first.rules, heights, first.new_page, first.photo)


def owners(blocks: Iterable[MeasuredBlock], candidates: Sequence[Candidate], spans: Sequence[Span]) -> list[int]:
    """Return for each block the index of the candidate that it belongs to.

    A block belongs to the candidate whose value is printed first in it, as near behind the last block's as possible,
    since a work may stand in several sections. A block that prints no value of cv.yaml is a heading of a group or the
    explanation of a mark, which come in the order of the candidates, or belongs to what stands before it.
    """
    by_place: dict[Span, list[int]] = {}
    waiting: dict[str, list[int]] = {"section": [], "subsection": [], "remark": []}
    kinds = {"section": "section", "group": "subsection", "remark": "remark"}
    for index, candidate in enumerate(candidates):
        for place in candidate.places:
            by_place.setdefault(place, []).append(index)
        if candidate.kind in kinds:
            waiting[kinds[candidate.kind]].append(index)
    found: list[int] = []
    last = 0
    for block in blocks:
        named = by_place.get(spans[block.at], []) if block.at is not None else []
        if named:
            owner = next((index for index in named if index >= last), named[-1])
        else:
            owner = next((index for index in waiting.get(block.kind, ()) if index > last), last)
        found.append(owner)
        last = owner
    return found
