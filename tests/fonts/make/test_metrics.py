"""The metrics that TeX gets are those of HarfBuzz, which programs for word processing use."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
import uharfbuzz as hb

from cvpdf.fonts.font_set import FontFile
from tests.fonts.families import CHARTER, FOLDER
from tests.fonts.making import font_file, made

_SIGNS = ".,;:!?()-–—/„“”«»’"
ALPHABETS = {
    "English and German": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüß" + _SIGNS,
    "Russian": "".join(map(chr, range(0x410, 0x450))) + "Ёё" + _SIGNS,
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏ" + _SIGNS,
}
FAMILIES = {
    "XCharter": CHARTER.files[0][1],
    "EB Garamond": FontFile(str(FOLDER / "EB Garamond" / "EBGaramond-Italic.ttf")),
    "Source Sans 3": FontFile(str(FOLDER / "Source Sans 3" / "SourceSans3-Regular.ttf")),
    "Open Sans": FontFile(str(FOLDER / "Open Sans" / "OpenSans-Bold.ttf")),
}
LATIN = {ord(letter): letter for letter in "AVTf"} | {0x20: "space", 0x4A: "J", 0x30C: "caroncomb", 0x331: "macroncomb"}
VARIABLE = """
    feature kern { pos A V (wght=400:-40 wght=900:-140); pos V A -30; pos T A (wght=400:20 wght=900:-20); } kern;
    markClass caroncomb <anchor 250 0> @TOP;
    feature mark { pos base J <anchor (wght=400:300 wght=900:360) 720> mark @TOP; } mark;
"""


def harfbuzz(file: FontFile) -> hb.Font:
    font = hb.Font(hb.Face(hb.Blob.from_file_path(file.path)))
    font.set_variations(dict(file.location))
    return font


def advances(font: hb.Font, text: str) -> list[float]:
    """Return how far each letter moves on, with its kern to the next one, in em."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, dict.fromkeys(("liga", "clig", "dlig", "calt"), False))
    return [position.x_advance / font.face.upem for position in buffer.glyph_positions]


@pytest.mark.parametrize("name", FAMILIES)
def test_pairs_are_as_wide_as_in_harfbuzz(name: str) -> None:
    for letters in ALPHABETS.values():
        font = made(letters, FAMILIES[name], ligatures=False)
        present = [letter for letter in letters if letter in font.slots]
        assert len(present) > 60
        text = "".join(a + b for a, b in product(present, repeat=2))
        shaped = advances(harfbuzz(FAMILIES[name]), text)
        # A kern as wide as a space would be read as one, so the widest (`fY`) are limited.
        alone = advances(harfbuzz(FAMILIES[name]), " ".join(text))[::2]
        expected = [min(kerned, width + 0.08) for kerned, width in zip(shaped, alone, strict=True)]
        assert font.advances(text) == pytest.approx(expected, abs=0.001)
        assert sum(kerned - width > 0.08 for kerned, width in zip(shaped, alone, strict=True)) < 0.005 * len(text)


def test_an_instance_of_a_variable_font_has_its_own_widths_and_kerns(tmp_path: Path) -> None:
    file = font_file(tmp_path / "font.ttf", LATIN, VARIABLE, variable=True)
    font = made([*"AVTJ", "J̌"], file)
    text = "AVVATAJ T"
    assert font.advances(text) == pytest.approx(advances(harfbuzz(file), text), abs=0.001)
    regular = made("AVTJ", FontFile(file.path))
    assert font.advances("AV")[0] < font.advances("AA")[0] > regular.advances("AA")[0]
    # A quarter of the way, says the table `avar`.
    assert font.corner("uni004A_uni030C", 1) == (50 + 315 - 250, 720)
    assert font.tfm.fontdimens["SPACE"] > regular.tfm.fontdimens["SPACE"]
