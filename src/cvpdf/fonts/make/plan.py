"""The plan of a document's fonts: what each slot of each font shows, and from which file it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cvpdf.fonts.font_set import FontFile, Style


class Lent(NamedTuple):
    """The names of two families: the one that lacks a letter, and the one that lends it."""

    lacking: str
    lender: str


@dataclass(frozen=True)
class TexFontPlan:
    """All that determines the files of a font of TeX."""

    main: FontFile
    """Gives the blank, the ligatures and the metrics of the whole font."""
    letters: tuple[tuple[int, str, FontFile], ...]
    """Slot, letter, and the file that has its glyph."""
    is_text: bool = True
    """Whether letters are kerned and joined (``fi``, ``--``): not in a typewriter face, not in a wide one."""
    ligatures: bool = True
    """Whether ``fi`` and its like become one glyph: not in Turkish, which needs the dot."""
    most_height: float = 0.7
    """Greater heights (in em) are cut: one letter would move lines apart, and a page be higher than computed."""
    most_depth: float = 0.25
    scale: float = 1.0
    """The size of the letters in their em."""
    small_capitals: bool = False
    """Whether lower-case letters are drawn as small capitals; they remain lower-case letters to readers of the PDF."""


@dataclass(frozen=True)
class FamilyPlan:
    """A family of LaTeX."""

    encoding: str
    name: str
    fonts: Mapping[Style, TexFontPlan]
    hyphenates: bool = True
    small_capitals: Mapping[Style, TexFontPlan] = field(default_factory=dict)

    def all_fonts(self) -> tuple[TexFontPlan, ...]:
        """Return the fonts of the family."""
        return (*self.fonts.values(), *self.small_capitals.values())


@dataclass(frozen=True)
class Plan:
    """All fonts of a document."""

    families: tuple[FamilyPlan, ...]
    definitions: tuple[str, ...]
    """Lines of the ``.sty`` for the letters that LaTeX does not find by itself."""
    lacking: frozenset[str]
    """Letters that no family has; they are not on the page."""
    borrowed: Mapping[str, Lent]
    """Letters that the main family lacks in a style that it has, or the one for a script, and who lends each."""
