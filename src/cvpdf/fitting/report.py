"""The result of fitting a variant, as data for tables, JSON and the file beside the PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, Span
from cvpdf.fitting.values import Worth
from cvpdf.selection.selection import Dropped
from cvpdf.source.read import SourceFile

LIMIT = "limit of"
"""How ``FitItem.rule`` begins if a limit leaves an item out."""


class Layout(NamedTuple):
    """How loose a variant is typeset: font size in points, and line spacing and spacing as in ``design``."""

    font_size: float
    line_spacing: float
    spacing: float


class FitItem(NamedTuple):
    """One candidate, and whether it is shown. Heights are in points, at the chosen layout."""

    kind: str
    text: str
    span: Span | None
    shown: bool
    worth: Worth
    height: float
    """Height of its own blocks with the white space above them."""
    missing: float = 0.0
    """If left out: by how many points the pages are too short for it and its parents, beside what is shown."""
    pinned: bool = False
    rule: str = ""
    """If left out by a rule (a limit, a partner that is not shown) and not for lack of room: that rule."""
    parent: int | None = None
    """The index of the item that contains it."""


class FitReport(NamedTuple):
    """The result of fitting one variant."""

    variant: str
    layout: Layout
    because: str
    """Why this layout, in one sentence."""
    pages: int
    max_pages: int
    used: float
    """Points used of the last page."""
    available: float
    """Usable height of a page in points."""
    line: float
    """Height of a line of text in points."""
    value: int
    possible: int
    """The value of all candidates together."""
    items: tuple[FitItem, ...]
    """All candidates in the order of the page."""

    @property
    def left_out(self) -> tuple[FitItem, ...]:
        """The items that are not shown."""
        return tuple(item for item in self.items if not item.shown)

    @property
    def fill(self) -> float:
        """The used part of the last page, from 0 to 1."""
        return self.used / self.available

    @property
    def free(self) -> float:
        """The points that are left on the last page and on pages that are not needed."""
        return max(0.0, self.available - self.used) + (self.max_pages - self.pages) * self.available

    @property
    def free_lines(self) -> int:
        """The number of whole lines of text that are left."""
        return int(self.free / self.line + 1e-6) if self.line > 0 else 0

    def difference(self, figures: Mapping[str, float] | None) -> float:
        """Return by how many points the finished pages are higher than predicted; 0 without the class's figures.

        Only a template of the user's own that typesets material outside of the class's blocks leads to a difference.
        """
        if not figures or not {"pages", "used", "available"} <= figures.keys():
            return 0.0
        return (figures["pages"] - self.pages) * figures["available"] + figures["used"] - self.used

    @property
    def uppermost(self) -> tuple[int, ...]:
        """The indices of items that are left out while their parent is shown; their descendants are left out with them.

        Remarks only explain other items, so they do not count as left out.
        """
        return tuple(
            index
            for index, item in enumerate(self.items)
            if not item.shown and item.kind != "remark" and (item.parent is None or self.items[item.parent].shown)
        )

    @property
    def fits_all(self) -> bool:
        """Whether there is room for everything except what rules forbid."""
        return all(self.items[index].rule for index in self.uppermost)

    def name(self, index: int) -> str:
        """Return the text by which a person recognises an item on its own; for a field with the name of its entry."""
        item = self.items[index]
        return item.text if item.kind != "field" or item.parent is None else f"{item.text} of {self.name(item.parent)}"

    def ancestors(self, index: int) -> list[int]:
        """Return the ancestors of an item, from the inside out."""
        result: list[int] = []
        parent = self.items[index].parent
        while parent is not None:
            result.append(parent)
            parent = self.items[parent].parent
        return result

    def within(self, index: int) -> list[int]:
        """Return the descendants of an item in order; they follow it directly."""
        inner: set[int] = {index}
        for later in range(index + 1, len(self.items)):
            if self.items[later].parent not in inner:
                break
            inner.add(later)
        return sorted(inner - {index})


WhatIf = Callable[[int, bool], tuple[frozenset[int], int] | None]
"""Chooses again with one item forced in (``True``) or out; returns the choice and its value, or ``None``."""


class VariantFit(NamedTuple):
    """One fitted variant. ``dropped`` is what the variant's own rules hide before fitting."""

    report: FitReport
    what_if: WhatIf
    dropped: tuple[Dropped, ...] = ()


class FitResult(NamedTuple):
    """The fitted variants of one cv.yaml in order; ``diagnostics`` has the errors of the others, or of cv.yaml."""

    diagnostics: tuple[Diagnostic, ...] = ()
    fits: tuple[VariantFit, ...] = ()
    exit_code: int = ExitCode.OK
    source: SourceFile | None = None
