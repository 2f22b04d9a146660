"""The families that come with cvpdf; ``data/README.md`` says where their files are from."""

from __future__ import annotations

from pathlib import Path

from cvpdf.fonts.font_set import Family, FontFile, Style

DATA = Path(__file__).parents[1] / "data"
_ENDINGS: dict[Style, str] = {"regular": "Regular", "italic": "Italic", "bold": "Bold", "bold_italic": "BoldItalic"}


def _family(name: str, pattern: str, styles: tuple[Style, ...] = ("regular", "bold"), number: int = 0) -> Family:
    files = ((style, FontFile(str(DATA / pattern.format(_ENDINGS[style])), number)) for style in styles)
    return Family(name, tuple(files))


CHARTER = _family("XCharter", "XCharter-{}.otf.xz", tuple(_ENDINGS))
"""Latin, Cyrillic, modern Greek (not in bold italic)."""

MONO = _family("CV Typewriter", "CVTypewriter-{}.ttf.xz")
"""The typewriter face for code: Computer Modern's, with Greek and Cyrillic."""

DONORS = (
    _family("CV Supplement", "CVSupplement-{}.ttf.xz", tuple(_ENDINGS)),
    _family("CV Signs Serif", "CVSignsSerif-{}.ttf.xz"),
    _family("CV Signs Sans", "CVSignsSans-{}.ttf.xz", ("regular",)),
)
"""What Charter lacks: IPA, Vietnamese, polytonic Greek, more Cyrillic; then arrows, mathematics and other signs."""

WIDE = {
    region: _family(f"Noto Serif CJK {region}", "NotoSerifCJK-{}.otc.xz", number=number)
    for number, region in enumerate(("SC", "JP", "KR"))
}
"""Han, kana and Hangul, by the form of the region. Each family has all letters of all three.

A letter that the region does not use has the form of another one. Traditional letters have the form of ``SC``.
"""
