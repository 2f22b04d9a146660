"""From measured blocks to the optimiser's question at one layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cvpdf.fitting.blocks import Measured, MeasuredBlock
from cvpdf.fitting.candidates import Candidate
from cvpdf.fitting.problem import STATES, Block, Item, Problem
from cvpdf.fitting.report import Layout

SLACK = 3277
"""A twentieth of a point in sp: kept free of each page, since TeX rounds where we do not."""


@dataclass(frozen=True)
class Scale:
    """The measurements, the candidates, and which block belongs to which: all that is needed for any layout."""

    measured: Measured
    candidates: tuple[Candidate, ...]
    owners: tuple[int, ...]
    pages: int
    page: int
    """Height of a page in sp, less what earlier attempts have shown to be missing."""

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """Return the font sizes measured, ascending."""
        return tuple(sorted({size for size, _ in self.measured.layouts}))

    def problem(self, layout: Layout) -> Problem:
        """Return the optimiser's question at a layout whose font size was measured."""
        blocks: list[list[Block]] = [[] for _ in self.candidates]
        unit = self._unit(layout)
        heights = [self._height(number, block, layout) for number, block in enumerate(self.measured.blocks)]
        for index, (block, owner) in enumerate(zip(self.measured.blocks, self.owners, strict=True)):
            height = heights[index]
            if block.photo is not None:
                height = self._beside_photo(block.photo, index, heights, unit)
            blocks[owner].append(_block(block, height, unit))
        items = tuple(_item(candidate, own) for candidate, own in zip(self.candidates, blocks, strict=True))
        return Problem(items, self.page - SLACK, self.pages)

    def line(self, layout: Layout) -> int:
        """Return the height in sp of a line of text."""
        index = self._pass(layout.font_size)
        return round(self.measured.lines[index] * layout.line_spacing / self.measured.layouts[index][1])

    def _pass(self, size: float) -> int:
        """Return the index of the pass with a font size and the widest line spacing."""
        found = [i for i, (measured, _) in enumerate(self.measured.layouts) if measured == size]
        return max(found, key=lambda i: self.measured.layouts[i][1])

    def _unit(self, layout: Layout) -> float:
        return self.measured.units[self._pass(layout.font_size)] * layout.spacing

    def _height(self, number: int, block: MeasuredBlock, layout: Layout) -> int:
        """Return a block's height: lines grow with the line spacing, what else is in it (a rule, a picture) does not.

        What that is follows from two measurements of the smallest size at different line spacings; it grows with the
        font size at most.
        """
        index = self._pass(layout.font_size)
        height, widest = block.heights[index], self.measured.layouts[index][1]
        if layout.line_spacing == widest:
            return height
        fixed = self._fixed[number] * layout.font_size / self.sizes[0]
        return round(height - (height - fixed) * (1 - layout.line_spacing / widest))

    @cached_property
    def _fixed(self) -> tuple[float, ...]:
        """Return what of each block's height, in sp at the smallest size, does not grow with the line spacing."""
        same = [i for i, (size, _) in enumerate(self.measured.layouts) if size == self.sizes[0]]
        wide, tight = same[0], same[-1]
        widest = self.measured.layouts[wide][1]
        spread = widest - self.measured.layouts[tight][1]
        if not spread:
            return (0.0,) * len(self.measured.blocks)
        heights = [(block.heights[wide], block.heights[tight]) for block in self.measured.blocks]
        return tuple(loose - (loose - close) / spread * widest for loose, close in heights)

    def _beside_photo(self, photo: tuple[int, int], index: int, heights: Sequence[int], unit: float) -> int:
        """Return the white space that a photo leaves below the blocks beside it."""
        height, count = photo
        beside = range(index - count, index)
        used = sum(heights[i] + int(self.measured.blocks[i].rules[0].space * unit) for i in beside)
        return max(0, height - used)


def _block(block: MeasuredBlock, height: int, unit: float) -> Block:
    rules = [block.rules[state] for state in range(STATES)]
    a, b, c, d = (int(rule.space * unit) for rule in rules)
    e, f, g, h = (rule.parts for rule in rules)
    i, j, k, m = (rule.after for rule in rules)
    return Block(height, (a, b, c, d), (e, f, g, h), (i, j, k, m), block.new_page)


def _item(candidate: Candidate, blocks: Sequence[Block]) -> Item:
    return Item(
        value=candidate.worth.value,
        end=candidate.end,
        blocks=tuple(blocks),
        pinned=candidate.pinned,
        barred=candidate.barred,
        counted=candidate.counted,
        least=candidate.least,
        most=candidate.most,
        needs=candidate.needs,
        because=candidate.because,
    )
