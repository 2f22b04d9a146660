from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.read.font_info import read_fonts, styles_of
from tests.fonts.small_fonts import write_collection, write_font


def test_names_and_metrics(tmp_path: Path) -> None:
    path = write_font(
        tmp_path / "a.ttf", "Lato Light", "Italic", weight=300, typographic=("Lato", "Light Italic"), scripts=["kana"]
    )
    (font,) = read_fonts(str(path))
    assert (font.family, font.narrow_family) == ("Lato", "Lato Light")
    assert (font.weight, font.width, font.italic, font.scripts, font.leading) == (300, 5, True, ("kana",), 1.2)


def test_too_small_typographic_metrics_are_not_used(tmp_path: Path) -> None:
    # The lines of TeX Gyre Adventor would overlap.
    assert read_fonts(str(write_font(tmp_path / "a.ttf", "A", line=0.5)))[0].leading == 1.0


@pytest.mark.parametrize(("family", "sans"), [("TeX Gyre Heros", True), ("Open Sans", True), ("Sansita", False)])
def test_sans_serif_families(family: str, sans: bool, tmp_path: Path) -> None:
    assert read_fonts(str(write_font(tmp_path / "a.ttf", family)))[0].sans is sans


def test_a_collection_has_several_fonts(tmp_path: Path) -> None:
    parts = [write_font(tmp_path / f"{name}.ttf", name) for name in "AB"]
    fonts = read_fonts(str(write_collection(tmp_path / "c.ttc", *parts)))
    assert [(font.family, font.number) for font in fonts] == [("A", 0), ("B", 1)]


def _damaged(path: Path) -> None:
    write_font(path, "A")
    path.write_bytes(path.read_bytes()[:300])


def _without_outlines(path: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(write_font(path, "A"))
    del font["glyf"]
    font.save(path)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Path.exists, "does not exist"),
        (lambda path: path.write_bytes(b""), "is not a TrueType or OpenType font"),
        (lambda path: path.write_bytes(b"wOF2" + bytes(80)), "is a web font"),
        (lambda path: path.write_bytes(b"ttcf" + b"\xff" * 80), "is damaged"),
        (_damaged, "is damaged"),
        (_without_outlines, "has no outlines"),
    ],
)
def test_what_cannot_be_used(make: Callable[[Path], object], reason: str, tmp_path: Path) -> None:
    make(tmp_path / "a.ttf")
    with pytest.raises(FontError, match=reason):
        read_fonts(str(tmp_path / "a.ttf"))


def _styles(folder: Path) -> dict[str, tuple[str, tuple[tuple[str, float], ...]]]:
    fonts = [font for path in sorted(folder.iterdir()) for font in read_fonts(str(path))]
    return {style: (Path(file.path).stem, file.location) for style, file in styles_of(fonts).items()}


def test_weights_nearest_to_regular_and_bold(tmp_path: Path) -> None:
    for weight in (100, 300, 400, 500, 700, 900):
        write_font(tmp_path / f"{weight}.ttf", "A", weight=weight)
        write_font(tmp_path / f"{weight}i.ttf", "A", "Italic", weight=weight)
    write_font(tmp_path / "condensed.ttf", "A", width=3)
    chosen = {style: name for style, (name, _) in _styles(tmp_path).items()}
    assert chosen == {"regular": "400", "italic": "400i", "bold": "700", "bold_italic": "700i"}


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((300, 600), {"regular": "300", "bold": "600"}),
        # Medium beside regular is no bold.
        ((400, 500), {"regular": "400"}),
        ((900,), {"regular": "900"}),
    ],
)
def test_what_a_family_lacks_is_not_there(weights: tuple[int, ...], expected: dict[str, str], tmp_path: Path) -> None:
    for weight in weights:
        write_font(tmp_path / f"{weight}.ttf", "A", weight=weight)
    assert {style: name for style, (name, _) in _styles(tmp_path).items()} == expected


def test_a_family_of_italics_only_is_set_in_them(tmp_path: Path) -> None:
    write_font(tmp_path / "a.ttf", "A", "Italic")
    assert list(_styles(tmp_path)) == ["regular"]


def test_axes_give_the_styles(tmp_path: Path) -> None:
    axes = [("wght", 200, 300, 650), ("ital", 0, 0, 1), ("opsz", 6, 14, 72), ("XTRA", 1, 5, 9)]
    write_font(tmp_path / "v.ttf", "A", axes=axes)
    assert {style: dict(location) for style, (_, location) in _styles(tmp_path).items()} == {
        "regular": {"wght": 400, "ital": 0, "opsz": 10, "XTRA": 5},
        "italic": {"wght": 400, "ital": 1, "opsz": 10, "XTRA": 5},
        "bold": {"wght": 650, "ital": 0, "opsz": 10, "XTRA": 5},
        "bold_italic": {"wght": 650, "ital": 1, "opsz": 10, "XTRA": 5},
    }


def test_a_slant_axis_gives_italics(tmp_path: Path) -> None:
    write_font(tmp_path / "v.ttf", "A", axes=[("slnt", -12, 0, 0)])
    assert {style: dict(location) for style, (_, location) in _styles(tmp_path).items()} == {
        "regular": {"slnt": 0},
        "italic": {"slnt": -12},
    }


def test_two_variable_files(tmp_path: Path) -> None:
    write_font(tmp_path / "A[wght].ttf", "A", axes=[("wght", 200, 400, 900)])
    write_font(tmp_path / "A-Italic[wght].ttf", "A", "Italic", axes=[("wght", 200, 400, 900)])
    write_font(tmp_path / "A-Bold.ttf", "A", "Bold", weight=700)
    chosen = _styles(tmp_path)
    assert chosen["bold"] == ("A-Bold", ())
    assert chosen["bold_italic"] == ("A-Italic[wght]", (("wght", 700),))
