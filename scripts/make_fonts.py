"""Make the font files in ``src/cvpdf/fonts/data`` from larger ones; the README there says where those come from.

Usage: ``python scripts/make_fonts.py [FOLDER …]``. Each folder is searched like ``/``, before ``/`` itself: a Debian
package that is unpacked by ``dpkg -x PACKAGE FOLDER`` need not be installed.

The same sources give the same bytes with the same version of fontTools.
"""

from __future__ import annotations

import io
import lzma
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import rendercv_fonts
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "cvpdf" / "fonts" / "data"
PACKAGED = Path(rendercv_fonts.__file__).parent
CJK = "usr/share/fonts/opentype/noto/NotoSerifCJK-{}.ttc"
STYLES = {"Regular": "Regular", "Italic": "Italic", "Bold": "Bold", "BoldItalic": "Bold Italic"}

LATIN = [range(0x20, 0x250), range(0x1E00, 0x1F00), range(0x2C60, 0x2C80)]
IPA = [range(0x250, 0x370)]
GREEK = [range(0x370, 0x400), range(0x1F00, 0x2000)]
CYRILLIC = [range(0x400, 0x530)]
SIGNS = [range(0x2010, 0x27C0), range(0x27E6, 0x27EC), range(0x2B12, 0x2B1D), range(0x2B50, 0x2B56)]
UNUSED_TABLES = "BASE BDF DSIG FFTM Feat Glat Gloc PCLT STAT Silf Sill TeX VORG meta vhea vmtx"
MARKS_AND_BASES = {*range(0x300, 0x370), *range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)}
"""A letter with a mark is drawn from one font, so the font of rare letters and marks needs the common ones too."""


@dataclass(frozen=True)
class Source:
    """A face to be cut down: where it is, what is kept of it, and what the result is called."""

    path: str
    """Below ``PACKAGED``, or below one of the folders that stand for ``/``."""
    ranges: tuple[range, ...]
    family: str
    style: str
    without: str = ""
    """A face that is asked first, like ``path``: its letters are left out."""
    features: tuple[str, ...] = ()
    marks: bool = False
    scale: float = 1.0
    """So that the lower case is as tall as Charter's."""

    @property
    def name(self) -> str:
        """Return the name of the result, without its endings."""
        return f"{self.family.replace(' ', '')}-{self.style}"


def latin_sources() -> Iterator[Source]:
    """Yield all faces but those for Han, kana and Hangul."""
    letters = (*LATIN, *IPA, *GREEK, *CYRILLIC, *SIGNS)
    debian = "usr/share/fonts/truetype/{}.ttf".format
    for style in STYLES:
        charter = f"XCharter/XCharter-{style}.otf"
        gentium = f"Gentium Book Plus/GentiumBookPlus-{style}.ttf"
        yield Source(charter, letters, "XCharter", style, features=("kern", "liga", "mark"))
        yield Source(gentium, letters, "CV Supplement", style, charter, ("mark",), marks=True, scale=1.06)
    yield Source(debian("cmu/cmuntt"), letters, "CV Typewriter", "Regular", features=("mark",))
    yield Source(debian("cmu/cmuntb"), letters, "CV Typewriter", "Bold", features=("mark",))
    serif = debian("dejavu/DejaVuSerif")
    yield Source(serif, tuple(SIGNS), "CV Signs Serif", "Regular", scale=0.93)
    yield Source(debian("dejavu/DejaVuSerif-Bold"), tuple(SIGNS), "CV Signs Serif", "Bold", scale=0.93)
    yield Source(debian("dejavu/DejaVuSans"), tuple(SIGNS), "CV Signs Sans", "Regular", serif, scale=0.93)


def find(path: str, folders: Iterable[Path]) -> Path:
    """Return the first file of this relative path."""
    for folder in (PACKAGED, *folders, Path("/")):
        if (folder / path).is_file():
            return folder / path
    raise SystemExit(f"`{path}` is not in any of the folders; `src/cvpdf/fonts/data/README.md` names its package")


def subset(font: TTFont, characters: Iterable[int], glyphs: Iterable[str] = (), features: Iterable[str] = ()) -> None:
    """Leave in a font the glyphs of some characters, and of the tables those that cvpdf reads."""
    options = Options(layout_features=list(features), hinting=False, desubroutinize=True, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 4, 6, 7, 13, 14]
    options.drop_tables += [*UNUSED_TABLES.split(), *([] if features else ["GPOS", "GSUB", "GDEF"])]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters, glyphs=glyphs)
    subsetter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    """Give a font the names of a family and a style, in English only."""
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style.replace(' ', '')}"}
    for record in list(font["name"].names):
        if record.platformID != 3 or record.langID != 0x409:
            font["name"].names.remove(record)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = family, names[4]


def latin(source: Source, folders: list[Path]) -> bytes:
    """Return the face that ``source`` describes."""
    font = TTFont(find(source.path, folders), recalcTimestamp=False, lazy=True)
    wanted = {code for codes in source.ranges for code in codes} & font.getBestCmap().keys()
    if source.without:
        wanted -= TTFont(find(source.without, folders), lazy=True).getBestCmap().keys()
    if source.marks:
        wanted |= MARKS_AND_BASES & font.getBestCmap().keys()
    subset(font, wanted | {ord(" ")}, features=source.features)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm / source.scale)
    rename(font, source.family, STYLES[source.style])
    return saved(font)


def saved(font: TTFont | TTCollection) -> bytes:
    """Return the bytes of a font file."""
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def standard(codec: str, rows: range) -> set[str]:
    """Return the characters of some rows of a national standard."""
    cells = (bytes([row, cell]).decode(codec, "ignore") for row in rows for cell in range(0xA1, 0xFF))
    return {character for character in cells if len(character) == 1}


def regions() -> Mapping[str, set[str]]:
    """Return the letters of each region's standard, and those of ``scripts/han.txt``."""
    lines = (ROOT / "scripts" / "han.txt").read_text(encoding="utf-8").splitlines()
    chinese, japanese = ({c for c in line if not c.isspace()} for line in (lines[1], lines[3]))
    return {
        "SC": standard("gb2312", range(0xB0, 0xD8)) | chinese,
        "JP": standard("euc_jp", range(0xB0, 0xD0)) | japanese,
        "KR": standard("euc_kr", range(0xB0, 0xC9)),
    }


def signs() -> set[str]:
    """Return kana, Hangul letters, bopomofo, East Asian punctuation, full-width and half-width forms.

    Quotes, dots and dashes that the Latin fonts have as well are here too: they are as wide as Han.
    """
    codes = [*range(0x3000, 0x3100), *range(0x3105, 0x312A), *range(0x3131, 0x318F), *range(0x31F0, 0x3200)]
    codes += [*range(0xFF01, 0xFFA0), *range(0xFFE0, 0xFFE7), *range(0x2460, 0x2474)]
    return {chr(code) for code in codes} | set("‘’“”…‥—―·•※℃№㈜㈱㈲㎎㎏㎜㎝㎞㎡㏄ ")


def east_asian(weight: str, folders: list[Path]) -> bytes:
    """Return a collection of three fonts with the same glyphs: for Chinese, Japanese and Korean.

    Each font has all characters. A character that the standard of its region lacks is drawn as in another region.
    """
    source = find(CJK.format(weight), folders)
    numbers = {name(font): number for number, font in enumerate(TTCollection(source, lazy=True).fonts)}
    letters, common = regions(), signs()
    cmaps = {
        region: TTFont(source, fontNumber=numbers[f"Noto Serif CJK {region}"], lazy=True).getBestCmap()
        for region in letters
    }
    glyphs = {cmaps[region][ord(c)] for region in letters for c in letters[region] | common if ord(c) in cmaps[region]}
    font = TTFont(source, fontNumber=numbers["Noto Serif CJK SC"], recalcTimestamp=False, lazy=True)
    subset(font, {ord(" ")}, glyphs)
    cut = saved(font)
    collection = TTCollection()
    for region, cmap in cmaps.items():
        of_region = TTFont(io.BytesIO(cut), recalcTimestamp=False)
        codes = sorted({ord(c) for c in common.union(*letters.values())})
        order = [cmap, *cmaps.values()]
        chosen = ((code, (one.get(code) for one in order)) for code in codes)
        mapping = {code: next((g for g in found if g in glyphs), None) for code, found in chosen}
        of_region["cmap"].tables = [unicode_table({code: g for code, g in mapping.items() if g})]
        rename(of_region, f"Noto Serif CJK {region}", weight)
        of_region["CFF "].cff.fontNames = [f"NotoSerifCJK-{weight}"]  # the same table for all three
        of_region["CFF "].cff.topDictIndex[0].FullName = f"Noto Serif CJK {weight}"
        of_region["CFF "].cff.topDictIndex[0].FamilyName = "Noto Serif CJK"
        collection.fonts.append(of_region)
    return saved(collection)


def name(font: TTFont) -> str:
    """Return the family of a font."""
    return str(font["name"].getDebugName(1))


def unicode_table(mapping: Mapping[int, str]) -> CmapSubtable:
    """Return a table of all of Unicode."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, dict(mapping)
    return table


def main() -> None:
    """Write all files."""
    folders = [Path(folder) for folder in sys.argv[1:]]
    made = {f"{source.name}{Path(source.path).suffix}": latin(source, folders) for source in latin_sources()}
    made |= {f"NotoSerifCJK-{weight}.otc": east_asian(weight, folders) for weight in ("Regular", "Bold")}
    for old in DATA.glob("*.xz"):
        old.unlink()
    for file, data in made.items():
        packed = lzma.compress(data, preset=9)
        (DATA / f"{file}.xz").write_bytes(packed)
        print(f"{len(packed):9,} of {len(data):9,} bytes  {file}.xz")


if __name__ == "__main__":
    main()
