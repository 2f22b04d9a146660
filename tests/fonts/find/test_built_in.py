"""The fonts that come with the package: complete in every style, in both weights, and under their licences' terms."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cvpdf.fonts.find.built_in import CHARTER, DATA, DONORS, MONO, WIDE
from cvpdf.fonts.font_set import Family, FontFile, Style
from cvpdf.fonts.read.compressed import open_font

FAMILIES = (CHARTER, MONO, *DONORS, *WIDE.values())
FACES = [(family, style, file) for family in FAMILIES for style, file in family.files]


def letters(*blocks: range) -> set[str]:
    """The assigned letters of Unicode blocks that are one character in NFC."""
    characters = {chr(code) for block in blocks for code in block}
    return {c for c in characters if unicodedata.category(c)[0] == "L" and unicodedata.is_normalized("NFC", c)}


LATIN = letters(range(0xA1, 0x149), range(0x14A, 0x180)) | set("ȘșȚțẞǍǎǐǒǔǚ")
VIETNAMESE = letters(range(0x1EA0, 0x1EFA)) | set("ĂăÂâĐđÊêÔôƠơƯư")
GREEK = set("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωΆΈΉΊΌΎΏάέήίόύώΐΰϊϋΪΫ") | letters(range(0x1F00, 0x1FFF))
CYRILLIC = letters(range(0x400, 0x460), range(0x490, 0x500))
IPA = letters(range(0x250, 0x2B0)) | set("ʰʲʷˈˌː")
SIGNS = set("×÷±−≤≥≠≈∞√∑∫∂∆∈→←↑↓↔⇒€£¥₩₹₽₫₺†‡•…‰№™°′″★☆✓✗✔●○■□▲▼◆♪☎✉½¼¾²³ⁿ₂⁄‹›«»„“”‚‘’–—")


def characters(file: FontFile) -> set[str]:
    with open_font(file.path) as stream, TTFont(stream, fontNumber=file.number, lazy=True) as font:
        return set(map(chr, font.getBestCmap()))


def lent(style: Style) -> set[str]:
    """What Charter and the donors have for a style; one that lacks it lends the nearest that it has."""
    upright: Style = "bold" if "bold" in style else "regular"
    files = (donor.file(style) or donor.file(upright) or donor.file("regular") for donor in (CHARTER, *DONORS))
    return set().union(*(characters(file) for file in files if file))


@pytest.mark.parametrize(("family", "style"), [(f, s) for f in (CHARTER, MONO) for s, _ in f.files], ids=repr)
def test_letters_that_need_no_shaping_are_there_in_every_style(family: Family, style: Style) -> None:
    file = family.file(style)
    assert file is not None
    has = characters(file) | lent(style)
    missing = {*LATIN, *VIETNAMESE, *GREEK, *CYRILLIC, *IPA, *SIGNS} - has
    assert not missing


def standard(codec: str, rows: range) -> set[str]:
    cells = (bytes([row, cell]).decode(codec, "ignore") for row in rows for cell in range(0xA1, 0xFF))
    return {character for character in cells if len(character) == 1}


@pytest.mark.parametrize(("region", "style"), [(r, s) for r in WIDE for s in ("regular", "bold")])
def test_every_wide_face_has_the_letters_of_all_regions(region: str, style: Style) -> None:
    file = WIDE[region].file(style)
    assert file is not None
    has = characters(file)
    assert not standard("gb2312", range(0xB0, 0xD8)) - has
    assert not standard("euc_jp", range(0xB0, 0xD0)) - has
    assert not standard("euc_kr", range(0xB0, 0xC9)) - has
    assert not standard("gb2312", range(0xA4, 0xA6)) - has, "kana"
    assert not set("、。，．：；？！（）「」『』【】〔〕《》〈〉・ー々〆〇…—“”‘’～％＆＠ＡＺａｚ０９　") - has
    assert not set("劉國學會與說爲為對經澤齋﨑髙𠮷祯昇喆圳") - has
    assert " " in has, "its width is the word space"


def test_regions_have_their_own_forms() -> None:
    """The same character, the same file, but not the same glyph."""
    glyphs = []
    for family in WIDE.values():
        _, file = family.files[0]
        with open_font(file.path) as stream, TTFont(stream, fontNumber=file.number, lazy=True) as font:
            glyphs.append([font.getBestCmap()[ord(c)] for c in "直骨今令"])
    chinese, japanese, _korean = glyphs
    assert all(ours != theirs for ours, theirs in zip(chinese, japanese, strict=True))


@pytest.mark.parametrize(("family", "style", "file"), FACES, ids=repr)
def test_faces_have_names_that_their_licences_allow(family: Family, style: Style, file: FontFile) -> None:
    with open_font(file.path) as stream, TTFont(stream, fontNumber=file.number, lazy=True) as font:
        names = {record.nameID: record.toUnicode() for record in font["name"].names}
    assert names[1] == family.name
    assert names[2].lower().replace(" ", "_") == style
    reserved = ("Gentium", "SIL", "Computer Modern", "Bitstream", "Vera", "Arev", "Source")
    assert not [word for word in reserved for number in (1, 4, 6) if word in names[number].split()]


def test_every_file_has_its_licence_and_its_family() -> None:
    assert {Path(file.path) for _, _, file in FACES} == set(DATA.glob("*.xz"))
    licences = [path.stem.removeprefix("LICENSE-") for path in DATA.glob("LICENSE-*.txt")]
    assert all(any(path.name.startswith(name) for name in licences) for path in DATA.glob("*.xz"))
