"""An opened font file: characters to glyphs, outlines, metrics, the same for all kinds of files."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import suppress
from functools import cached_property
from typing import Any

from fontTools.misc.psCharStrings import T2OutlineExtractor
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from cvpdf.fonts.font_error import FontError, reading
from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.read.compressed import open_font

_MOST_SEGMENTS = 20_000
"""Limit for the parts of an outline; a nest of glyphs in glyphs could be endless."""

_MOST_LETTERS = 20
"""That one glyph can stand for; East Asian fonts have four compatibility forms of a letter."""

_SAME_LOOK = dict(zip("‑‐ʼ‒―µμ∆∙⁃", "--’–—μµΔ·-", strict=True))
"""Characters that may be drawn as another one if the font lacks them. They keep their own name."""


# Without a handler, Python prints the remarks of fontTools about strange but usable fonts.
logging.getLogger("fontTools").addHandler(logging.NullHandler())


class Face:
    """A face of a font file. Close it after use. Everything may raise :class:`FontError`."""

    def __init__(self, file: FontFile) -> None:
        self.file = file
        with reading(file.path):
            self.font = open_file(file)
            try:
                self._check()
                self.units: int = self.font["head"].unitsPerEm
                self.location: dict[str, float] = {}
                if "fvar" in self.font:
                    axes = {axis.axisTag for axis in self.font["fvar"].axes}
                    self.location = {tag: value for tag, value in file.location if tag in axes}
                # Fonts of icons have an empty glyph for all letters.
                characters: dict[int, str] = self.font.getBestCmap()
                letters = Counter(glyph for code, glyph in characters.items() if chr(code).isalpha())
                self._characters = {c: glyph for c, glyph in characters.items() if letters[glyph] <= _MOST_LETTERS}
            except BaseException:
                self.font.close()
                raise

    def close(self) -> None:
        """Close the file."""
        self.font.close()

    @property
    def characters(self) -> frozenset[str]:
        """All characters that the face has, those that may be drawn as another one included."""
        own = {chr(code) for code in self._characters}
        return frozenset(own | {letter for letter, look in _SAME_LOOK.items() if look in own})

    def glyph(self, character: str) -> str | None:
        """Return the name of the glyph of a character; ``None`` if the face lacks it."""
        found = self._characters.get(ord(character))
        if found is None and character in _SAME_LOOK:
            found = self._characters.get(ord(_SAME_LOOK[character]))
        return found

    @cached_property
    def _glyphs(self) -> Any:
        return self.font.getGlyphSet(location=self.location or None)

    @cached_property
    def is_cubic(self) -> bool:
        """Whether the outlines are cubic (CFF) and not quadratic (TrueType)."""
        return "glyf" not in self.font

    @cached_property
    def normalized(self) -> dict[str, float] | None:
        """The instance of a variable font in normalised coordinates; ``None`` for a font that is not variable."""
        return self.font.normalizeLocation(self.location) if "fvar" in self.font else None

    def advance(self, glyph: str) -> float:
        """Return the advance width of a glyph, in units of the font."""
        with reading(self.file.path):
            width: float = self._glyphs[glyph].width
            if not 0 <= width < 15 * self.units:
                raise FontError(self.file.path, f"is damaged: a glyph has the width {width:g}")
            return width

    def draw(self, glyph: str, pen: AbstractPen) -> None:
        """Draw a glyph with its components resolved."""
        with reading(self.file.path):
            recording = _LimitedPen(self._glyphs)
            if self.is_cubic:
                self._glyphs.charStrings[glyph].outlineExtractor = _LimitedExtractor
            self._glyphs[glyph].draw(recording)
        recording.replay(pen)

    def box(self, glyph: str) -> tuple[float, float, float, float]:
        """Return the left, lower, right and upper bound of a glyph in units of the font, all 0 for a blank."""
        pen = ControlBoundsPen(None)
        self.draw(glyph, pen)
        left, lower, right, upper = pen.bounds or (0, 0, 0, 0)
        return left, lower, right, upper

    @cached_property
    def space(self) -> float:
        """The width of the blank in units of the font."""
        blank = self.glyph(" ")
        return self.advance(blank) if blank else self.units / 4

    @cached_property
    def x_height(self) -> float:
        """The height of the lower-case x in units of the font."""
        height: float = 0
        with suppress(KeyError, AttributeError):
            height = self.font["OS/2"].sxHeight
        return height if 0 < height < self.units else self.units / 2

    @property
    def italic_angle(self) -> float:
        """The angle of italics in degrees, negative for those that lean to the right."""
        angle = float(self.font["post"].italicAngle) if "post" in self.font else 0.0
        return angle if -45 < angle < 45 else 0.0

    @property
    def is_fixed_pitch(self) -> bool:
        """Whether all glyphs have the same width, as in a typewriter face."""
        return "post" in self.font and bool(self.font["post"].isFixedPitch)

    def _check(self) -> None:
        path, font = self.file.path, self.font
        if not any(tag in font for tag in ("glyf", "CFF ", "CFF2")):
            raise FontError(path, "has no outlines, only pictures of its letters")
        missing = [tag for tag in ("head", "hhea", "hmtx", "maxp", "cmap") if tag not in font]
        if missing:
            raise FontError(path, f"is damaged: it has no table `{missing[0]}`")
        if not 16 <= font["head"].unitsPerEm <= 16384:
            raise FontError(path, f"is damaged: {font['head'].unitsPerEm} units per em")
        if not font.getBestCmap():
            raise FontError(path, "has no table of Unicode characters")
        if reason := forbidden(font):
            raise FontError(path, reason)


class _LimitedPen(DecomposingRecordingPen):  # type: ignore[misc]
    """A recording that ends if it grows without limit."""

    calls = 0

    def addComponent(self, glyphName: str, transformation: Any) -> None:
        self.calls += 1
        if self.calls + len(self.value) > _MOST_SEGMENTS:
            raise ValueError("a glyph has too many parts")
        super().addComponent(glyphName, transformation)


class _LimitedExtractor(T2OutlineExtractor):  # type: ignore[misc]
    """Reads a CFF outline of limited length: a few subroutines that call each other could take years."""

    steps = 0

    def execute(self, charString: Any) -> None:
        self.steps += 1 + len(charString.program or charString.bytecode or ())
        if self.steps > _MOST_SEGMENTS:
            raise ValueError("a glyph has too many parts")
        super().execute(charString)


def forbidden(font: TTFont) -> str:
    """Return why a font may not be in a PDF, as the end of a sentence; empty if it may."""
    rights = font["OS/2"].fsType if "OS/2" in font else 0
    if rights & 0xF == 2 or rights & 0x300:
        what = "subsets" if rights & 0x100 else "embedding"
        return f"may not be used: its licence forbids {what} (`fsType` is {rights})"
    return ""


def open_file(file: FontFile) -> TTFont:
    """Return the font of a file after a look at its first bytes."""
    stream = open_font(file.path)
    try:
        kind = stream.read(4)
        if kind in (b"wOFF", b"wOF2"):
            raise FontError(file.path, "is a web font (WOFF); use the file that ends with `.ttf` or `.otf`")
        if kind not in (b"\0\1\0\0", b"OTTO", b"true", b"ttcf"):
            raise FontError(file.path, "is not a TrueType or OpenType font")
        stream.seek(0)
        font = TTFont(stream, lazy=True, recalcTimestamp=False, recalcBBoxes=False, fontNumber=file.number)
    except BaseException:
        stream.close()
        raise
    if "glyf" in font:
        # Any names will do. fontTools would make 30,000 of them out of the characters of a Chinese font.
        font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
    return font
