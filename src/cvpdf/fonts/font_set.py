"""The fonts of a document: which files its faces are read from, and which families lend what these lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["regular", "italic", "bold", "bold_italic"]
"""The four faces of a family."""

NEAREST: dict[Style, tuple[Style, ...]] = {
    "regular": ("regular",),
    "italic": ("italic", "regular"),
    "bold": ("bold", "regular"),
    "bold_italic": ("bold_italic", "bold", "italic", "regular"),
}
"""What a style is set in if the family lacks it."""

Script = Literal["han", "kana", "hangul"]
"""The scripts whose letters are as wide as their height."""


@dataclass(frozen=True)
class FontFile:
    """One face in a file: TrueType, OpenType (CFF), or one font of a collection; an instance of a variable font."""

    path: str
    number: int = 0
    """The place in a collection (``.ttc``, ``.otc``)."""
    location: tuple[tuple[str, float], ...] = ()
    """Axis and value for each axis of a variable font, such as ``(("wght", 700.0),)``."""


@dataclass(frozen=True)
class Family:
    """The faces of one typeface. A style that the family lacks is set in the nearest one that it has."""

    name: str
    files: tuple[tuple[Style, FontFile], ...]
    """At least the regular face."""
    scripts: tuple[Script, ...] = ()
    """For one of :attr:`FontSet.wide`: it serves these scripts only. Empty: all that it has."""

    def file(self, style: Style) -> FontFile | None:
        """Return the file of a style; ``None`` if the family lacks it."""
        return dict(self.files).get(style)


@dataclass(frozen=True)
class FontSet:
    """All families of a document, in the order in which they are asked for a letter."""

    main: Family
    mono: Family
    """The typewriter face, for code."""
    donors: tuple[Family, ...] = ()
    """They lend letters and signs that ``main`` or ``mono`` lacks, drawn into the same font."""
    wide: tuple[Family, ...] = ()
    """Families for Han, kana and Hangul; the order depends on the language of the text."""
    language: str = "en"
    """BCP 47 tag of the text: Chinese and Japanese quotes and dashes are as wide as Han, Korean breaks at spaces."""
    leading: float = 1.22
    """Distance of lines as a multiple of the font size, for line spacing 1."""
    small_capitals: bool = False
    """Whether the document has text in small capitals."""

    def paths(self) -> list[str]:
        """Return the paths of all font files, each once."""
        families = (self.main, self.mono, *self.donors, *self.wide)
        return list(dict.fromkeys(file.path for family in families for _, file in family.files))
