"""What a font file says about itself: its family, weight, width and slope."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cvpdf.fonts.font_error import FontError, reading
from cvpdf.fonts.font_set import FontFile, Script, Style

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_SCRIPTS: tuple[tuple[Script, int], ...] = (("han", 1 << 27), ("kana", 1 << 17), ("hangul", 1 << 24))
"""Bits 59, 49 and 56 of the Unicode ranges in the table OS/2."""
_SANS = """
    sans grotesk grotesque gothic heros adventor arial arimo barlow cabin calibri cantarell carlito helvetica inter jost
    karla lexend manrope montserrat mulish nunito onest outfit overpass oxygen poppins quicksand raleway roboto rubik
    sora urbanist verdana
"""
"""Words in the names of sans-serif families; many files do not say it otherwise."""
_TEXT_SIZE = 10.0
"""Points; where a variable font has outlines for several sizes."""
_MOST_FONTS = 64
"""Of one collection; Noto Sans CJK has ten."""


class FontInfo(NamedTuple):
    """One font of a file. A variable font covers a range of weights, and perhaps both slopes."""

    family: str
    """The typographic family: `Lato`."""
    narrow_family: str
    """The family of at most four styles: `Lato Light`. Mostly the same."""
    path: str
    number: int
    weight: int
    """400 is regular, 700 is bold."""
    width: int
    """5 is normal, 3 is condensed."""
    italic: bool
    sans: bool
    """Whether its letters have no serifs."""
    leading: float
    """Height of a line by the font's own metrics, as a multiple of its size."""
    scripts: tuple[Script, ...]
    """The East Asian scripts that the font claims to have, at least in part."""
    forbidden: str
    """Why it may not be in a PDF; mostly empty."""
    axes: tuple[tuple[str, float, float, float], ...] = ()
    """Name, least, default and greatest value."""

    def nearest_weight(self, weight: float) -> float:
        """Return the weight that the font can have which is the nearest to ``weight``."""
        least, most = next(
            ((low, high) for tag, low, _, high in self.axes if tag == "wght"), (self.weight, self.weight)
        )
        return min(max(weight, least), most)

    def can_be(self, italic: bool) -> bool:
        """Whether the font is of this slope, or has an axis for it."""
        return self.italic == italic or any(tag in ("ital", "slnt") for tag, *_ in self.axes)

    def file(self, weight: float, italic: bool) -> FontFile:
        """Return the font at a weight and slope."""
        tags = {tag for tag, *_ in self.axes}
        wanted = {"wght": weight, "wdth": 100.0, "opsz": _TEXT_SIZE}
        if "ital" in tags or "slnt" in tags:
            wanted |= {"ital": float(italic), "slnt": 0.0 if "ital" in tags or not italic else -90.0}
        places = ((tag, min(max(wanted.get(tag, default), low), high)) for tag, low, default, high in self.axes)
        return FontFile(self.path, self.number, tuple(places))


def from_json(fields: list[Any]) -> FontInfo:
    """Return a font whose fields have been written as JSON, which knows no tuples."""
    font = FontInfo(*fields)
    return font._replace(scripts=tuple(font.scripts), axes=tuple((a, b, c, d) for a, b, c, d in font.axes))


def read_fonts(path: str) -> tuple[FontInfo, ...]:
    """Return the fonts of a file. Raises :class:`FontError` for everything that cannot be used."""
    from cvpdf.fonts.read.face import open_file

    fonts = []
    with reading(path):
        number = count = 0
        while number <= count:
            with open_file(FontFile(path, number)) as font:
                fonts.append(_info(font, path, number))
            if not number:
                count = _last_number(path)
            number += 1
    return tuple(fonts)


def _last_number(path: str) -> int:
    """Return the number of the last font of a file: 0 if it is no collection."""
    with Path(path).open("rb") as file:
        start = file.read(12)
    return min(int.from_bytes(start[8:], "big"), _MOST_FONTS) - 1 if start.startswith(b"ttcf") else 0


def _info(font: TTFont, path: str, number: int) -> FontInfo:
    if "cmap" not in font or not any(table in font for table in _OUTLINES):
        raise FontError(path, "has no outlines, only pictures of its letters")
    from cvpdf.fonts.read.face import forbidden

    names, metrics, horizontal = font["name"], font["OS/2"], font["hhea"]
    narrow = names.getDebugName(1) or names.getDebugName(16)
    if not narrow:
        raise FontError(path, "does not name its family")
    units = font["head"].unitsPerEm
    typographic = (metrics.sTypoAscender - metrics.sTypoDescender + metrics.sTypoLineGap) / units
    box = (horizontal.ascent - horizontal.descent + horizontal.lineGap) / units
    family = names.getDebugName(16) or narrow
    by_numbers = metrics.panose.bSerifStyle in range(11, 16) or metrics.sFamilyClass >> 8 == 8
    sans = by_numbers or not set(_SANS.split()).isdisjoint(family.lower().split())
    return FontInfo(
        family,
        narrow,
        path,
        number,
        metrics.usWeightClass,
        metrics.usWidthClass,
        # Bit 0 is italic, bit 9 oblique.
        bool(metrics.fsSelection & 0b10_0000_0001),
        sans,
        # Some fonts leave the typographic metrics too small for any line.
        round(typographic if typographic >= 1.1 else box, 3),
        tuple(script for script, bit in _SCRIPTS if metrics.ulUnicodeRange2 & bit),
        forbidden(font),
        tuple((a.axisTag, a.minValue, a.defaultValue, a.maxValue) for a in _axes(font)),
    )


def _axes(font: TTFont) -> list[Any]:
    return list(font["fvar"].axes) if "fvar" in font else []


def styles_of(fonts: list[FontInfo]) -> dict[Style, FontFile]:
    """Return the four styles of a family, as far as its fonts have them.

    Regular is the weight nearest to 400, bold the one nearest to 700 that is clearly bolder. Other widths are used only
    if the family has no normal one, and a file of one style comes before a variable one.
    """

    def pick(italic: bool, weight: float, least: float = 0) -> tuple[FontInfo, float] | None:
        fitting = [(f, f.nearest_weight(weight)) for f in fonts if f.can_be(italic) and f.width == width]
        fitting = [(f, w) for f, w in fitting if w >= least]
        order = sorted(fitting, key=lambda one: (abs(one[1] - weight), bool(one[0].axes), one[0].path, one[0].number))
        return order[0] if order else None

    upright = [font for font in fonts if font.can_be(False)]
    # An italic-only family is set in its italics.
    slope = not upright
    width = min((font.width for font in upright or fonts), key=lambda width: (abs(width - 5), width))
    chosen: dict[Style, FontFile] = {}
    regular = pick(slope, 400)
    assert regular is not None
    chosen["regular"] = regular[0].file(regular[1], slope)
    bold_from = regular[1] + 150
    styles: tuple[tuple[Style, bool, float, float], ...] = (
        ("italic", True, regular[1], 0),
        ("bold", False, 700, bold_from),
        ("bold_italic", True, 700, bold_from),
    )
    for style, italic, weight, least in styles if not slope else ():
        if found := pick(italic, weight, least):
            chosen[style] = found[0].file(found[1], italic)
    return chosen
