"""Drawing glyphs of any face into one new TrueType font, as every pdfTeX since 2022 reads it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from cvpdf.fonts.font_error import FontError, reading
from cvpdf.fonts.read.face import Face

_NAMES = (0, 1, 2, 4, 6, 13, 14)
"""Records of the name table that are kept: copyright, names, licence."""

_EPOCH = 2_082_844_800
"""1970 in seconds since 1904: the same bytes at any time."""
_MOST_UNITS = 32_000
"""A coordinate has 16 bits."""


@dataclass(frozen=True)
class Drawn:
    """A glyph of the new font: one or several glyphs of a face, each at an offset; nothing at all for a blank."""

    face: Face
    parts: Sequence[tuple[str, float, float]]
    width: float
    """Advance width in em."""


@dataclass(frozen=True)
class Outlines:
    """A TrueType font and the boxes of its glyphs."""

    data: bytes
    boxes: Mapping[str, tuple[float, float, float]]
    """Width, height and depth of each glyph in em."""


def glyph_name(text: str) -> str:
    """Return the name that tells readers of a PDF which characters a glyph stands for (Adobe Glyph List)."""
    if len(text) == 1 and ord(text) > 0xFFFF:
        return f"u{ord(text):05X}"
    return "_".join(
        f"uni{ord(character):04X}" if character <= "\uffff" else glyph_name(character) for character in text
    )


def outlines(main: Face, glyphs: Mapping[str, Drawn], scale: float = 1.0) -> Outlines:
    """Return a font of these glyphs by name, at a ``scale``, with the names, line heights and units of ``main``."""
    units = main.units
    size = units * scale
    drawn = {".notdef": TTGlyphPen(None).glyph(), **{name: _draw(glyph, size) for name, glyph in glyphs.items()}}
    widths = {".notdef": units // 2, **{name: round(glyph.width * size) for name, glyph in glyphs.items()}}
    boxes = {}
    for name, glyph in drawn.items():
        glyph.recalcBounds(drawn)
        left, bottom, right, top = (getattr(glyph, side, 0) for side in ("xMin", "yMin", "xMax", "yMax"))
        if max(-left, -bottom, right, top) > min(15 * units, _MOST_UNITS):
            raise FontError(glyphs[name].face.file.path, "is damaged: an outline has no end")
        boxes[name] = (widths[name] / units, max(top, 0) / units, max(-bottom, 0) / units)
    with reading(main.file.path):
        return Outlines(_font(main, drawn, widths), boxes)


def _draw(drawn: Drawn, units: float) -> Any:
    """Return the outline: cubic curves become quadratic ones within a thousandth of an em."""
    pen = TTGlyphPen(None)
    face, scale = drawn.face, units / drawn.face.units
    target: Any = Cu2QuPen(pen, units / 1000, reverse_direction=True) if face.is_cubic else pen
    for glyph, x, y in drawn.parts:
        shifted = scale != 1 or x or y
        face.draw(glyph, TransformPen(target, (scale, 0, 0, scale, x * scale, y * scale)) if shifted else target)
    return pen.glyph()


def _font(main: Face, glyphs: Mapping[str, Any], widths: Mapping[str, int]) -> bytes:
    source = main.font
    builder = FontBuilder(main.units, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupHead(unitsPerEm=main.units, created=_EPOCH, modified=_EPOCH, macStyle=source["head"].macStyle & 3)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(dict(glyphs), calcGlyphBounds=False)
    builder.setupHorizontalMetrics({name: (widths[name], getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    # pdfTeX finds glyphs by name, but refuses a font without a cmap.
    characters = CmapSubtable.newSubtable(4)
    characters.platformID, characters.platEncID, characters.language = 3, 1, 0
    characters.cmap = {int(name[3:], 16): name for name in glyphs if name.startswith("uni") and len(name) == 7}
    builder.setupCharacterMap({})
    builder.font["cmap"].tables = [characters]
    names = source["name"].names if "name" in source else []
    builder.setupNameTable({})
    builder.font["name"].names = [r for r in names if r.nameID in _NAMES and (r.platformID, r.langID) == (3, 0x409)]
    os2 = source.get("OS/2")
    builder.setupOS2(
        version=3,  # pdfTeX of 2022 refuses 4
        usWeightClass=getattr(os2, "usWeightClass", 400),
        fsType=getattr(os2, "fsType", 0),
        fsSelection=getattr(os2, "fsSelection", 0x40) & 0x7F,
        sTypoAscender=source["hhea"].ascent,
        sTypoDescender=source["hhea"].descent,
        usWinAscent=max(source["hhea"].ascent, 0),
        usWinDescent=max(-source["hhea"].descent, 0),
        sxHeight=round(main.x_height),
        sCapHeight=getattr(os2, "sCapHeight", 0) or round(main.units * 0.7),
        xAvgCharWidth=round(sum(widths.values()) / len(widths)),
        ulUnicodeRange1=0,
    )
    builder.setupPost(italicAngle=main.italic_angle, isFixedPitch=main.is_fixed_pitch)
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()
