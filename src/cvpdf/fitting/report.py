"""What fitting has decided, as data for tables, JSON and the file beside the PDF."""

from __future__ import annotations

from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.candidates import Worth

LIMIT = "limit of"
"""How the rule begins by which a limit leaves something out."""


class Layout(NamedTuple):
    """How loosely a variant is set: font size in points, and line spacing and spacing as in ``design``."""

    font_size: float
    line_spacing: float
    spacing: float


class Judged(NamedTuple):
    """One candidate and what became of it. Heights are in points, at the layout chosen."""

    kind: str
    text: str
    span: Span | None
    shown: bool
    worth: Worth
    height: float
    """Of its own blocks with the white space above them."""
    missing: float = 0.0
    """For something left out: so many points more, and it would fit beside what is shown (with what it stands in)."""
    pinned: bool = False
    rule: str = ""
    """For something left out: the rule that forbids it (a limit, a partner not shown), if it is not the room."""
    parent: int | None = None
    """The index of what it stands in."""


class FitReport(NamedTuple):
    """The outcome of fitting one variant."""

    variant: str
    layout: Layout
    because: str
    """Why this layout, in one sentence."""
    pages: int
    max_pages: int
    used: float
    """Points used of the last page."""
    available: float
    """Points of a page."""
    line: float
    """Points of one line of text."""
    value: int
    possible: int
    """The value of all candidates together."""
    items: tuple[Judged, ...]
    """All candidates in the order of the page."""

    @property
    def left_out(self) -> tuple[Judged, ...]:
        """Return what is not shown."""
        return tuple(item for item in self.items if not item.shown)

    @property
    def fill(self) -> float:
        """Return how much of the last page is used, from 0 to 1."""
        return self.used / self.available

    @property
    def free(self) -> float:
        """Return the points that are left on the last page, and on the pages that are not needed."""
        return max(0.0, self.available - self.used) + (self.max_pages - self.pages) * self.available

    @property
    def free_lines(self) -> int:
        """Return how many whole lines of text are left."""
        return int(self.free / self.line + 1e-6) if self.line > 0 else 0

    @property
    def uppermost(self) -> tuple[int, ...]:
        """Return the indices of what is left out though what it stands in is shown: all the rest is left out with it.

        A remark only says something about others, so it counts as nothing that is left out.
        """
        return tuple(
            index
            for index, item in enumerate(self.items)
            if not item.shown and item.kind != "remark" and (item.parent is None or self.items[item.parent].shown)
        )

    @property
    def fits_all(self) -> bool:
        """Whether there is room for everything that no rule forbids."""
        return all(self.items[index].rule for index in self.uppermost)

    def name(self, index: int) -> str:
        """Return the words by which an item is recognised by itself; a field is one of something."""
        item = self.items[index]
        return item.text if item.kind != "field" or item.parent is None else f"{item.text} of {self.name(item.parent)}"

    def ancestors(self, index: int) -> list[int]:
        """Return what an item stands in, from the inside out."""
        found: list[int] = []
        parent = self.items[index].parent
        while parent is not None:
            found.append(parent)
            parent = self.items[parent].parent
        return found

    def within(self, index: int) -> list[int]:
        """Return what stands in an item, at any depth, in order; all of it comes right behind the item."""
        inner: set[int] = {index}
        for later in range(index + 1, len(self.items)):
            if self.items[later].parent not in inner:
                break
            inner.add(later)
        return sorted(inner - {index})
