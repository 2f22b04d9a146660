"""Fonts of TeX for tests, made without a cache, and small font files with what the test needs."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.tfmLib import TFM
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from cvpdf.fonts.font_reader import FontReader
from cvpdf.fonts.font_set import Family, FontFile, FontSet
from cvpdf.fonts.make.plan import TexFontPlan
from cvpdf.fonts.make.planning import plan_fonts
from cvpdf.fonts.make.slots import SPACE, prefixes


class Made:
    """A font of TeX: its files, and what the TFM says."""

    def __init__(self, plan: TexFontPlan) -> None:
        with FontReader(None) as reader:
            self.files = reader.tex_font(plan)
        self.tfm = TFM(io.BytesIO(self.files["tfm"]))
        self.slots = {text: slot for slot, text, _ in reversed(plan.letters)} | {" ": SPACE}

    @cached_property
    def ttf(self) -> TTFont:
        return TTFont(io.BytesIO(self.files["ttf"]))

    def corner(self, name: str, part: int = 0) -> tuple[int, int]:
        """Return the lower left corner of a part of a glyph that consists of boxes."""
        x, y = self.ttf["glyf"][name].coordinates[4 * part]
        return x, y

    def advances(self, text: str) -> list[float]:
        """Return how far each letter moves on, with its kern to the next one, in em."""
        slots = [self.slots[letter] for letter in text]
        widths = [self.tfm.chars[slot]["width"] for slot in slots]
        kerns = [self.tfm.kerning.get(a, {}).get(b, 0) for a, b in pairwise(slots)]
        return [width + kern for width, kern in zip(widths, [*kerns, 0], strict=True)]


def made(
    clusters: Iterable[str],
    main: FontFile,
    *,
    ligatures: bool = True,
    donors: tuple[Family, ...] = (),
    whole: bool = False,
) -> Made:
    """Return the regular font of the main family of a document with these letters, ``whole`` with all others of T1."""
    family, letters = Family("Main", (("regular", main),)), frozenset(clusters)
    with FontReader(None) as reader:
        plan = plan_fonts(letters, FontSet(family, family, donors), reader.characters)
    font = plan.families[0].fonts["regular"]
    wanted = {part for cluster in letters for part in prefixes(cluster)} | set("-–—fil")
    kept = tuple(each for each in font.letters if whole or each[1] in wanted)
    return Made(replace(font, letters=kept, ligatures=ligatures))


def font_file(path: Path, letters: dict[int, str], features: str = "", *, variable: bool = False) -> FontFile:
    """Write a font with a box as every glyph; glyphs of characters by name. A variable one has bolder, wider boxes."""
    names = [".notdef", *dict.fromkeys(letters.values())]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(letters)
    builder.setupGlyf({name: _box(500) for name in names})
    builder.setupHorizontalMetrics({name: (0 if name.endswith("comb") else 600, 50) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular", "psName": "Test-Regular"})
    builder.setupOS2()
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
        builder.font["avar"] = newTable("avar")
        builder.font["avar"].segments = {"wght": {-1: -1, 0: 0, 0.5: 0.25, 1: 1}}
        wider = [(0, 0), (0, 0), (80, 0), (80, 0), (0, 0), (100, 0), (0, 0), (0, 0)]
        builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, wider)] for name in names if name[-4:] != "comb"})
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    builder.save(path)
    return FontFile(str(path), location=(("wght", 650.0),) if variable else ())


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (50 + width, 700), (50 + width, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
