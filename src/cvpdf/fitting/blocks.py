"""The measured blocks of a document, read from the file that the class writes, and the candidates they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.optimiser.problem import STATES
from cvpdf.fitting.tree import Candidate
from cvpdf.render.rendering import Measurable

NEVER = 10000
"""TeX's penalty that forbids a page break."""


class MeasuredBlock(NamedTuple):
    """A block at all measured layouts.

    ``heights`` are in sp, one for each layout. ``spaces``, ``break_before`` and ``after`` are indexed by the state
    before the block, as in :class:`cvpdf.fitting.optimiser.problem.Block`.
    """

    kind: str
    at: int | None
    """Index of the span of the first value that is printed in it."""
    heights: tuple[int, ...]
    spaces: tuple[float, ...] = (0.0,) * STATES
    """White space above, in units."""
    break_before: tuple[bool, ...] = (False,) * STATES
    after: tuple[int, ...] = tuple(range(STATES))
    new_page: bool = False
    photo: tuple[int, int] | None = None
    """For the white space below a photo: the height of the photo in sp, and the number of blocks beside it."""


class Measured(NamedTuple):
    """All blocks of a document in order. ``page`` (its text height), ``units`` and ``lines`` are in sp."""

    page: int
    layouts: tuple[tuple[float, float], ...]
    """Font size in points, and line spacing."""
    units: tuple[int, ...]
    """The size of a unit of white space at spacing 1, for each layout."""
    lines: tuple[int, ...]
    """The height of a line of text, for each layout."""
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
    """Return the measurements that the class wrote as lines. Raises :class:`ValueError` if they are malformed."""
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
            reader.read(word, rest)
    if len({tuple((b.kind, b.at) for b in blocks) for blocks in passes}) != 1:
        raise ValueError("the blocks differ from layout to layout")
    blocks = tuple(
        same[0]._replace(heights=tuple(block.heights[0] for block in same)) for same in zip(*passes, strict=True)
    )
    return Measured(page, tuple(layouts), tuple(units), tuple(lines), blocks)


class _Pass:
    """The blocks of one layout, read line by line."""

    def __init__(self) -> None:
        self.blocks: list[MeasuredBlock] = []
        self.kept = 0
        self.first_kept = False
        self.new_page = False
        self.photo: tuple[int, int] | None = None

    def read(self, word: str, rest: list[str]) -> None:
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
            self.blocks.append(MeasuredBlock("photo", None, (0,), photo=(height, len(self.blocks) - first)))
            self.photo = None
        elif word == "loose" and int(rest[0]):
            # Material outside of all blocks, from a template of the user's own; it is always there.
            self.blocks.append(MeasuredBlock("loose", None, (int(rest[0]),)))

    def _block(self, rest: list[str]) -> None:
        kind, height, at, *numbers = rest
        penalties, spaces, after = (numbers[column : 3 * STATES : 3] for column in range(3))
        if len(after) < STATES:
            raise ValueError("the line of a block is too short")
        may_break = self.kept == 0 or self.first_kept
        self.blocks.append(
            MeasuredBlock(
                kind,
                None if at == "-" else int(at),
                (int(height),),
                tuple(map(float, spaces)),
                tuple(may_break and int(penalty) < NEVER for penalty in penalties),
                tuple(map(int, after)),
                self.new_page,
            )
        )
        self.new_page = self.first_kept = False


def owners(blocks: Iterable[MeasuredBlock], candidates: Sequence[Candidate], spans: Sequence[Span]) -> list[int]:
    """Return for each block the index of the candidate that it belongs to. ``spans`` are those that ``at`` refers to.

    A block belongs to the candidate whose value it prints first. A publication may appear in several sections; then it
    is the next such candidate after that of the block before. A block that prints no value of cv.yaml is the heading of
    a group or the explanation of a mark, in the order of the candidates, or it belongs to the candidate before it.
    """
    by_span: dict[Span, list[int]] = {}
    waiting: dict[str, list[int]] = {"section": [], "subsection": [], "remark": []}
    kinds = {"section": "section", "group": "subsection", "remark": "remark"}
    for index, candidate in enumerate(candidates):
        for span in candidate.places:
            by_span.setdefault(span, []).append(index)
        if candidate.kind in kinds:
            waiting[kinds[candidate.kind]].append(index)
    result: list[int] = []
    last = 0
    for block in blocks:
        named = by_span.get(spans[block.at], []) if block.at is not None else []
        if named:
            # Works of a bibliography can share the values of the entry that they refer to, and each is one block.
            after = last + (candidates[last].kind == "publication")
            owner = next((index for index in named if index >= after), named[-1])
        else:
            owner = next((index for index in waiting.get(block.kind, ()) if index > last), last)
        result.append(owner)
        last = owner
    return result
