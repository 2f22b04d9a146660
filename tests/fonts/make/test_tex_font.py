from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTCollection, TTFont, newTable

from cvpdf.fonts.find.built_in import WIDE
from cvpdf.fonts.font_set import FontFile
from cvpdf.fonts.read.face import Face
from tests.fonts.families import CHARTER, GENTIUM
from tests.fonts.making import font_file, made

REGULAR = CHARTER.files[0][1]
LATIN = {0x20: "space", **{ord(letter): letter for letter in "AVTfijJ"}}
MARKS = {0x30C: "caroncomb", 0x301: "acutecomb", 0x331: "macroncomb", 0x131: "dotlessi", 0x237: "dotlessj"}


def test_the_font_is_what_pdftex_reads() -> None:
    font = made("ğș", REGULAR, whole=True)
    ttf = font.ttf
    names = ttf.getGlyphOrder()
    assert ttf["post"].formatType == 2
    assert ttf["OS/2"].version == 3
    assert [(table.platformID, table.platEncID) for table in ttf["cmap"].tables] == [(3, 1)]
    assert "Bitstream" in ttf["name"].getDebugName(0)
    vector = font.files["enc"].decode().split()[2:-2]
    assert len(vector) == 256
    assert {".notdef", *(name[1:] for name in vector)} == set(names)
    for slot, name in ((32, "uni0020"), (39, "uni0027"), (167, "uni011F"), (28, "uni0066_uni0069"), (127, "uni002D")):
        assert vector[slot] == f"/{name}"
    assert {"uni0219", "uni1E9E"} < set(names)
    for name in names:
        # A rasteriser moves the outline by the difference.
        assert ttf["hmtx"][name][1] == getattr(ttf["glyf"][name], "xMin", 0)


@pytest.mark.parametrize(("file", "letters"), [(REGULAR, "gSЖ@"), (WIDE["JP"].files[0][1], "骨々さ、")])
def test_cubic_outlines_become_quadratic_ones_of_the_same_shape(file: FontFile, letters: str) -> None:
    # The second one is a font of a collection, and its glyphs have numbers (CIDs) and no names.
    source, font = Face(file), made(letters, file)
    for letter in letters:
        name = source.glyph(letter)
        assert name is not None
        cubic, quadratic = AreaPen(), AreaPen()
        source.draw(name, cubic)
        font.ttf.getGlyphSet()[f"uni{ord(letter):04X}"].draw(quadratic)
        # Contours of TrueType run the other way.
        assert cubic.value == pytest.approx(-quadratic.value, rel=0.005)
        assert font.advances(letter) == [pytest.approx(source.advance(name) / source.units, abs=1e-6)]
    source.close()


def test_letters_and_marks_are_joined_where_the_anchors_are(tmp_path: Path) -> None:
    features = """
        markClass caroncomb <anchor 250 0> @TOP; markClass acutecomb <anchor 200 0> @TOP;
        feature mark { pos base J <anchor 350 720> mark @TOP; } mark;
        feature mkmk { pos mark caroncomb <anchor 270 900> mark @TOP; } mkmk;
    """
    file = font_file(tmp_path / "font.ttf", LATIN | MARKS, features)
    font = made(["J̌", "J̌́", "J̱", "ǰ́", "A"], file)
    slots = font.slots
    ligatures = font.tfm.ligatures
    assert ligatures[slots["J"]] == {slots["̌"]: ("LIG", slots["J̌"]), slots["̱"]: ("LIG", slots["J̱"])}
    assert ligatures[slots["J̌"]] == {slots["́"]: ("LIG", slots["J̌́"])}
    assert font.tfm.chars[slots["J̌"]]["width"] == font.tfm.chars[slots["J"]]["width"]
    assert font.corner("uni004A_uni030C", 1) == (50 + 350 - 250, 720)
    assert font.corner("uni004A_uni030C_uni0301", 2) == (50 + 100 + 270 - 200, 720 + 900)
    # Without an anchor the mark is centred.
    assert font.corner("uni004A_uni0331", 1) == (50, 0)


def test_a_letter_without_anchors_is_made_of_its_parts() -> None:
    """Charter's ``į`` has none; under a tilde it has no dot, and the tilde is over the middle."""
    glyphs = made(["į̃", "ė̃"], CHARTER.files[0][1]).ttf["glyf"]
    tilde, i, e = (glyphs[name] for name in ("uni0303", "uni012F_uni0303", "uni0117_uni0303"))
    assert i.numberOfContours == 3
    assert i.xMin > -50 > tilde.xMin
    # The dot and the tilde are above each other.
    assert e.yMax > tilde.yMax + 100


def test_a_mark_replaces_the_dot() -> None:
    font = made(["i̋", "j̃", "i̱"], GENTIUM.files[0][1])
    tops = {name: font.ttf["glyf"][name].numberOfContours for name in ("uni0069_uni030B", "uni0069_uni0331")}
    assert tops == {"uni0069_uni030B": 3, "uni0069_uni0331": 3}
    assert font.ttf["glyf"]["uni006A_uni0303"].numberOfContours == 2


def test_a_letter_that_the_face_lacks_is_drawn_from_the_donor_in_the_units_of_the_face() -> None:
    font = made("ə", REGULAR, donors=(GENTIUM,))
    donor = TTFont(GENTIUM.files[0][1].path)
    assert font.ttf["head"].unitsPerEm == 1000
    assert donor["head"].unitsPerEm == 2048
    width = donor["hmtx"][donor.getBestCmap()[ord("ə")]][0] / 2048
    assert font.tfm.chars[font.slots["ə"]]["width"] == pytest.approx(width, abs=0.0006)
    assert font.ttf["glyf"]["uni0259"].yMax == pytest.approx(
        donor["glyf"][donor.getBestCmap()[ord("ə")]].yMax / 2.048, abs=2
    )


def test_one_glyph_serves_two_characters(tmp_path: Path) -> None:
    file = font_file(
        tmp_path / "font.ttf", LATIN | {0x394: "Delta", 0x2206: "Delta"}, "feature kern {pos A Delta -50;} kern;"
    )
    font = made("AΔ∆‑", file)
    assert {"uni0394", "uni2206"} < set(font.ttf.getGlyphOrder())
    assert font.advances("AΔ") == font.advances("A∆") == pytest.approx([0.55, 0.6], abs=1e-6)


@pytest.mark.parametrize("kind", ["GSUB", "characters"])
def test_f_and_i_are_joined(tmp_path: Path, kind: str) -> None:
    features = "feature liga { sub f i by fi; sub f f by ff; sub f f i by ffi; } liga;" if kind == "GSUB" else ""
    characters = LATIN | {0xFB01: "fi", 0xFB00: "ff", 0xFB03: "ffi"}
    font = made("Afi", font_file(tmp_path / "font.ttf", characters, features))
    f, i = ord("f"), ord("i")
    assert font.tfm.ligatures == {f: {i: ("LIG", 28), f: ("LIG", 27)}, 27: {i: ("LIG", 30)}}
    plain = made("Afi", font_file(tmp_path / "font.ttf", characters, features), ligatures=False)
    assert plain.tfm.ligatures == {}
    assert "uni0066_uni0069" not in plain.ttf.getGlyphOrder()


def test_hyphens_become_dashes() -> None:
    font = made("a", REGULAR)
    assert font.tfm.ligatures[45] == {45: ("LIG", 21)}
    assert font.tfm.ligatures[21] == {45: ("LIG", 22)}


def test_kerns_of_an_old_font(tmp_path: Path) -> None:
    from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

    file = font_file(tmp_path / "font.ttf", LATIN)
    font = TTFont(file.path)
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [KernTable_format_0()]
    font["kern"].kernTables[0].kernTable = {("A", "V"): -70, ("A", "space"): -10}
    font["kern"].kernTables[0].coverage = 1
    font["kern"].kernTables[0].tupleIndex = None
    font.save(file.path)
    assert made("AV", file).advances("AVA") == pytest.approx([0.53, 0.6, 0.6], abs=1e-6)


def test_the_second_subtable_counts_only_for_pairs_that_the_first_lacks(tmp_path: Path) -> None:
    features = """
        feature kern {
            lookup one { pos A V -10; subtable; pos [A T] [V f] -40; subtable; pos [A T] [V f J] -80; } one;
            lookup two { pos A V -100; } two;
        } kern;
    """
    font = made("AVTfJ", font_file(tmp_path / "font.ttf", LATIN, features))
    assert [font.advances(pair)[0] for pair in ("AV", "Af", "TJ", "VA")] == pytest.approx(
        [0.49, 0.56, 0.52, 0.6], abs=1e-6
    )


def test_a_font_of_a_collection(tmp_path: Path) -> None:
    first, second = (font_file(tmp_path / f"{n}.ttf", LATIN, f"feature kern {{pos A V -{n}0;}} kern;") for n in (1, 2))
    collection = TTCollection()
    collection.fonts = [TTFont(first.path), TTFont(second.path)]
    collection.save(tmp_path / "fonts.ttc")
    for number in (0, 1):
        font = made("AV", FontFile(str(tmp_path / "fonts.ttc"), number))
        assert font.advances("AV")[0] == pytest.approx(0.59 - number / 100, abs=1e-6)


def test_heights_are_limited_so_that_lines_stay_apart_as_computed() -> None:
    font = made("Åỵ", GENTIUM.files[0][1], whole=True)
    assert max(char.get("height", 0) for char in font.tfm.chars.values()) == pytest.approx(0.7, abs=1e-6)
    assert max(char.get("depth", 0) for char in font.tfm.chars.values()) == pytest.approx(0.25, abs=1e-6)


def test_italics_have_their_slant() -> None:
    assert made("a", REGULAR).tfm.fontdimens["SLANT"] == 0
    assert made("a", CHARTER.files[1][1]).tfm.fontdimens["SLANT"] == pytest.approx(0.19, abs=0.05)
