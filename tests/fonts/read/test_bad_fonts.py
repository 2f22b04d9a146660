"""A font file that cannot be used gives one error with its path and the reason, whatever is wrong with it."""

from __future__ import annotations

import lzma
import random
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fontTools.cffLib import SubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont

from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.read import compressed
from tests.fonts.families import CHARTER, FOLDER
from tests.fonts.making import font_file, made

LETTERS = {0x20: "space", 0x41: "A", 0x56: "V"}


def changed(path: Path, change: Callable[[TTFont], object]) -> FontFile:
    """Return a font in which something is changed."""
    file = font_file(path, LETTERS)
    font = TTFont(path, recalcTimestamp=False)
    change(font)
    font.save(path)
    return file


def endless(font: TTFont) -> None:
    """Make each glyph of two others, so that the last has more parts than anybody can draw."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [f"g{number}" for number in range(40)]
    font.setGlyphOrder([*font.getGlyphOrder(), *names])
    for before, name in zip(["V", *names], [*names, "A"], strict=False):
        pen = TTGlyphPen(font["glyf"].glyphs)
        for _ in range(2):
            pen.addComponent(before, (1, 0, 0, 1, 0, 0))
        glyph = pen.glyph()
        glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
        font["glyf"][name] = glyph
        font["hmtx"][name] = (600, 0)
    font["maxp"].recalc = lambda _: None
    font.recalcBBoxes = False


def circle(font: TTFont) -> None:
    """Make a glyph of itself."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = "A", 0, 0, 0
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, [part]
    glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
    font["glyf"].glyphs["A"] = glyph
    font.recalcBBoxes = False


CHANGES: dict[str, tuple[Callable[[TTFont], object], str]] = {
    "no outlines": (lambda font: [font.__delitem__(tag) for tag in ("glyf", "loca")], "has no outlines"),
    "no cmap": (lambda font: font.__delitem__("cmap"), "it has no table `cmap`"),
    "no Unicode": (lambda font: setattr(font["cmap"], "tables", []), "has no table of Unicode characters"),
    "no widths": (lambda font: font.__delitem__("hmtx"), "it has no table `hmtx`"),
    "embedding forbidden": (lambda font: setattr(font["OS/2"], "fsType", 2), "its licence forbids embedding"),
    "subsets forbidden": (lambda font: setattr(font["OS/2"], "fsType", 0x104), "its licence forbids subsets"),
    "pictures only": (lambda font: setattr(font["OS/2"], "fsType", 0x200), "its licence forbids embedding"),
    "no em": (lambda font: setattr(font["head"], "unitsPerEm", 0), "0 units per em"),
    "a wide glyph": (lambda font: font["hmtx"].metrics.update(A=(60_000, 0)), "a glyph has the width 60000"),
    "endless": (endless, "a glyph has too many parts"),
    "circle": (circle, "recursion"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_font_lacks_is_the_reason(name: str, tmp_path: Path) -> None:
    change, reason = CHANGES[name]
    file = changed(tmp_path / "font.ttf", change)
    with pytest.raises(FontError) as caught:
        made("AV", file)
    assert caught.value.path == file.path
    assert str(caught.value).startswith(f"the font `{file.path}` ")
    assert reason in caught.value.reason


CONTENTS = {
    "empty": (b"", "is not a TrueType or OpenType font"),
    "a text": (b"Hello!", "is not a TrueType or OpenType font"),
    "a web font": (b"wOF2" + bytes(99), "is a web font (WOFF); use the file that ends with `.ttf` or `.otf`"),
    "a head only": (b"OTTO" + bytes(8), "has no outlines"),
    "many tables": (b"\0\1\0\0" + struct.pack(">4H", 65535, 0, 0, 0), "is damaged"),
    "a huge table": (
        b"\0\1\0\0" + struct.pack(">4H", 1, 0, 0, 0) + b"glyf" + struct.pack(">3L", 0, 28, 2**32 - 1),
        "is damaged",
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_no_font(name: str, tmp_path: Path) -> None:
    content, reason = CONTENTS[name]
    (tmp_path / "font.ttf").write_bytes(content)
    with pytest.raises(FontError, match="the font `") as caught:
        made("A", FontFile(str(tmp_path / "font.ttf")))
    assert reason in caught.value.reason


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = font_file(tmp_path / "font.ttf", LETTERS)
    for path, number, reason in (
        (str(tmp_path / "other.ttf"), 0, "does not exist"),
        (str(tmp_path), 0, "is not a file"),
    ):
        with pytest.raises(FontError) as caught:
            made("A", FontFile(path, number))
        assert reason in caught.value.reason
    packed = tmp_path / "font.ttf.xz"
    packed.write_bytes(lzma.compress(Path(file.path).read_bytes() + bytes(9000)))
    made("A", FontFile(str(packed)))
    monkeypatch.setattr(compressed, "MOST_BYTES", 9000)
    with pytest.raises(FontError, match="has more than 9,000 bytes when it is decompressed, or no end"):
        made("A", FontFile(str(packed)))
    monkeypatch.setattr(compressed, "MOST_BYTES", 100)
    with pytest.raises(FontError, match="bytes; the limit is 100"):
        made("A", file)


@pytest.mark.parametrize("source", [CHARTER.files[0][1].path, str(FOLDER / "Lato" / "Lato-Regular.ttf")])
def test_a_damaged_font_gives_a_font_or_the_error(source: str, tmp_path: Path) -> None:
    data, chance = Path(source).read_bytes(), random.Random(7)
    file = FontFile(str(tmp_path / "font"))
    refused = 0
    for number in range(24):
        damaged = bytearray(data[: chance.randrange(len(data))] if number % 3 == 0 else data)
        for _ in range(40 if number % 3 else 0):
            # The head of the file and of its tables are hit as often as the rest.
            damaged[chance.randrange(400 if number % 3 == 1 else len(damaged))] = chance.randrange(256)
        Path(file.path).write_bytes(damaged)
        # Anything but this error fails the test.
        with suppress(FontError):
            made("AVŠ", file)
            continue
        refused += 1
    assert refused >= 8


def test_subroutines_that_call_each_other_do_not_take_years(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    glyphs = {name: T2CharString(program=["endchar"]) for name in (".notdef", "A")}
    builder.setupCFF("Deep", {}, glyphs, {})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Deep"})
    builder.setupOS2()
    builder.setupPost()
    builder.font.recalcBBoxes = False
    private = builder.font["CFF "].cff.topDictIndex[0].Private
    private.Subrs = SubrsIndex()
    # The numbers of subroutines are stored less 107.
    for number in range(9):
        private.Subrs.append(T2CharString(program=[number + 1 - 107, "callsubr"] * 400 + ["return"]))
    private.Subrs.append(T2CharString(program=["return"]))
    for one in private.Subrs:
        one.private, one.globalSubrs = private, []
    glyphs["A"].program = [-107, "callsubr", "endchar"]
    builder.save(tmp_path / "deep.otf")
    with pytest.raises(FontError, match="a glyph has too many parts"):
        made("A", FontFile(str(tmp_path / "deep.otf")))
