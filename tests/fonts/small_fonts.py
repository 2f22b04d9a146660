"""Font files of a few letters, each an empty square, with the names and metrics that a test needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

SCRIPT_BITS = {"han": 1 << 27, "kana": 1 << 17, "hangul": 1 << 24}


def write_font(
    path: Path,
    family: str,
    style: str = "Regular",
    *,
    weight: int = 400,
    width: int = 5,
    typographic: tuple[str, str] | None = None,
    axes: Sequence[tuple[str, float, float, float]] = (),
    letters: str = "Aa",
    scripts: Sequence[str] = (),
    line: float = 1.2,
    rights: int = 0,
) -> Path:
    """Write a TrueType font; ``typographic`` is family and style where ``family`` has four styles at most."""
    build = FontBuilder(1000, isTTF=True)
    names = [".notdef", "space", *(f"u{ord(letter):X}" for letter in letters)]
    build.setupGlyphOrder(names)
    build.setupCharacterMap({32: "space"} | {ord(letter): f"u{ord(letter):X}" for letter in letters})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((500, 0), (500, 500), (0, 500)):
        pen.lineTo(point)
    pen.closePath()
    build.setupGlyf(dict.fromkeys(names, pen.glyph()))
    build.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    text = {"familyName": family, "styleName": style}
    if typographic:
        text |= {"typographicFamily": typographic[0], "typographicSubfamily": typographic[1]}
    build.setupNameTable(text)
    build.setupOS2(
        usWeightClass=weight,
        usWidthClass=width,
        fsSelection=("Italic" in style) + 32 * ("Bold" in style),
        sTypoAscender=800,
        sTypoDescender=-200,
        sTypoLineGap=round(line * 1000) - 1000,
        ulUnicodeRange2=sum(SCRIPT_BITS[script] for script in scripts),
        fsType=rights,
    )
    build.setupPost()
    build.updateHead(macStyle=("Bold" in style) + 2 * ("Italic" in style))
    if axes:
        build.setupFvar([(*axis, axis[0]) for axis in axes], [])
    path.parent.mkdir(parents=True, exist_ok=True)
    build.save(path)
    return path


def write_family(
    folder: Path, family: str, styles: str = "Regular Bold Italic BoldItalic", letters: str = "Aa"
) -> None:
    """Write a font for each style."""
    for style in styles.split():
        name = style.replace("BoldItalic", "Bold Italic")
        weight = 700 if "Bold" in style else 400
        write_font(folder / f"{family}-{style}.ttf", family, name, weight=weight, letters=letters)


def write_collection(path: Path, *parts: Path) -> Path:
    """Write a collection of some fonts."""
    collection = TTCollection()
    collection.fonts = [TTFont(part) for part in parts]
    collection.save(path)
    return path
