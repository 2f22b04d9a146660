"""The optimiser's problem at one layout, from the measured blocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from cvpdf.fitting.blocks import Measured
from cvpdf.fitting.optimiser.problem import POINT, Block, Item, Placement, Problem, stack
from cvpdf.fitting.report import Layout
from cvpdf.fitting.tree import Candidate

_RULED = ("header", "section", "photo", "loose")
"""Kinds of blocks with something besides lines of text of the usual size."""
SLACK = 3277
"""A twentieth of a point in sp, kept free on each page, because TeX rounds where this model does not."""


@dataclass(frozen=True)
class HeightModel:
    """The measured blocks and the candidates that they belong to: enough to predict the heights at any layout."""

    measured: Measured
    candidates: tuple[Candidate, ...]
    owners: tuple[int, ...]
    """For each block the index of its candidate."""
    pages: int
    page: int
    """Usable height of a page in sp: the measured height without the deficit of an earlier attempt."""

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """Return the font sizes measured, ascending."""
        return tuple(sorted({size for size, _ in self.measured.layouts}))

    def problem(self, layout: Layout) -> Problem:
        """Return the optimiser's problem at a layout whose font size was measured."""
        blocks = self._blocks(layout)
        items = tuple(_item(candidate, own) for candidate, own in zip(self.candidates, blocks, strict=True))
        return Problem(items, self._room, self.pages)

    def fits(self, layout: Layout, chosen: Collection[int]) -> bool:
        """Return whether a choice fits on the pages at such a layout."""
        placement = self._placement(layout, chosen, self._room)
        return not placement.tall and placement.pages <= self.pages

    def placement(self, layout: Layout, chosen: Collection[int]) -> Placement:
        """Return the pages that TeX fills with a choice. It does not keep the slack free."""
        return self._placement(layout, chosen, self.page)

    def _placement(self, layout: Layout, chosen: Collection[int], page: int) -> Placement:
        blocks = self._blocks(layout)
        return stack((block for index in sorted(chosen) for block in blocks[index]), page)

    def first_tall(self, chosen: Collection[int]) -> Candidate | None:
        """Return the first of some candidates with letters that are taller than their line.

        Such a line does not shrink with the line spacing, so that its height between two measurements is overestimated.
        """
        blocks = zip(self.owners, self.measured.blocks, self._fixed, strict=True)
        return next(
            (self.candidates[i] for i, b, fixed in blocks if i in chosen and b.kind not in _RULED and fixed > POINT),
            None,
        )

    @property
    def _room(self) -> int:
        return self.page - SLACK

    def _blocks(self, layout: Layout) -> list[list[Block]]:
        """Return the blocks of each candidate."""
        blocks: list[list[Block]] = [[] for _ in self.candidates]
        unit = self._unit(layout)
        heights = self._heights(layout.font_size, layout.line_spacing)
        for index, owner in enumerate(self.owners):
            block, height = self.measured.blocks[index], heights[index]
            if block.photo is not None:
                height = self._beside_photo(block.photo, index, heights, unit)
            space = tuple(int(space * unit) for space in block.spaces)
            blocks[owner].append(Block(height, space, block.break_before, block.after, block.new_page))
        return blocks

    def line(self, layout: Layout) -> int:
        """Return the height in sp of a line of text."""
        index = self._pass(layout.font_size)
        return round(self.measured.lines[index] * layout.line_spacing / self.measured.layouts[index][1])

    def _pass(self, size: float) -> int:
        """Return the index of the pass with a font size and the widest line spacing."""
        passes = [i for i, (measured, _) in enumerate(self.measured.layouts) if measured == size]
        return max(passes, key=lambda i: self.measured.layouts[i][1])

    def _unit(self, layout: Layout) -> float:
        return self.measured.units[self._pass(layout.font_size)] * layout.spacing

    def _heights(self, size: float, line_spacing: float) -> tuple[int, ...]:
        """Return the heights of the blocks in sp: lines grow with the line spacing, the rest (such as a rule) does not.

        How much of a block does not grow follows from two measurements of the smallest size at different line spacings;
        at larger sizes it grows at most in proportion to the size.
        """
        index = self._pass(size)
        widest = self.measured.layouts[index][1]
        heights = tuple(block.heights[index] for block in self.measured.blocks)
        if line_spacing == widest:
            return heights
        less = 1 - line_spacing / widest
        return tuple(
            round(height - (height - fixed * size / self.sizes[0]) * less)
            for height, fixed in zip(heights, self._fixed, strict=True)
        )

    @cached_property
    def _fixed(self) -> tuple[float, ...]:
        """Return the part of each height, in sp at the smallest size, that does not grow with the line spacing."""
        same = [i for i, (size, _) in enumerate(self.measured.layouts) if size == self.sizes[0]]
        wide, tight = same[0], same[-1]
        widest = self.measured.layouts[wide][1]
        spread = widest - self.measured.layouts[tight][1]
        if not spread:
            return (0.0,) * len(self.measured.blocks)
        heights = [(block.heights[wide], block.heights[tight]) for block in self.measured.blocks]
        return tuple(loose - (loose - close) / spread * widest for loose, close in heights)

    def _beside_photo(self, photo: tuple[int, int], index: int, heights: Sequence[int], unit: float) -> int:
        """Return the white space in sp that a photo leaves below the blocks beside it."""
        height, count = photo
        beside = range(index - count, index)
        used = sum(heights[i] + int(self.measured.blocks[i].spaces[0] * unit) for i in beside)
        return max(0, height - used)


def _item(candidate: Candidate, blocks: Sequence[Block]) -> Item:
    return Item(
        value=candidate.worth.value,
        end=candidate.end,
        blocks=tuple(blocks),
        pinned=candidate.pinned,
        forbidden=candidate.forbidden,
        counted=candidate.counted,
        least=candidate.least,
        most=candidate.most,
        needs=candidate.needs,
        required_by=candidate.required_by,
    )
