"""Families for tests, from font files of the package ``rendercv-fonts``."""

from __future__ import annotations

from pathlib import Path

import rendercv_fonts

from cvpdf.fonts.font_set import Family, FontFile, FontSet, Style

FOLDER = Path(rendercv_fonts.__file__).parent
STYLES: dict[Style, str] = {
    "regular": "Regular",
    "italic": "Italic",
    "bold": "Bold",
    "bold_italic": "BoldItalic",
}


def family(folder: str, stem: str, *, suffix: str = "ttf", styles: tuple[Style, ...] = tuple(STYLES)) -> Family:
    files = [(style, FontFile(str(FOLDER / folder / f"{stem}-{STYLES[style]}.{suffix}"))) for style in styles]
    return Family(stem, tuple(files))


CHARTER = family("XCharter", "XCharter", suffix="otf")
GENTIUM = family("Gentium Book Plus", "GentiumBookPlus")
CHINESE, JAPANESE, KOREAN = (
    family("Noto Sans", f"NotoSans{place}", styles=("regular", "bold")) for place in ("SC", "JP", "KR")
)
MONO = family("Ubuntu", "Ubuntu", styles=("regular",))


def font_set(language: str = "en", main: Family = CHARTER, wide: tuple[Family, ...] | None = None) -> FontSet:
    return FontSet(main, MONO, (GENTIUM,), (CHINESE, JAPANESE, KOREAN) if wide is None else wide, language)
