"""Write latex_templates/cvpdf-icons.sty: the signs before contacts, as paths.

The outlines are those of Font Awesome Free, from the package `rendercv-fonts` (CC BY 4.0). A path is no letter, so it
is not part of the text that readers of a PDF extract.
"""

from __future__ import annotations

from pathlib import Path

import rendercv_fonts
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FOLDER = Path(rendercv_fonts.__file__).parent / "Font Awesome 7"
SOLID, BRANDS = "Font Awesome 7 Free-Solid-900.otf", "Font Awesome 7 Brands-Regular-400.otf"
TARGET = Path(__file__).parent.parent / "latex_templates" / "cvpdf-icons.sty"

ICONS = {
    "place": (SOLID, 0xF3C5),
    "mail": (SOLID, 0xF0E0),
    "phone": (SOLID, 0xF095),
    "web": (SOLID, 0xF0AC),
    "link": (SOLID, 0xF0C1),
    "orcid": (BRANDS, 0xF8D2),
    "github": (BRANDS, 0xF09B),
    "gitlab": (BRANDS, 0xF296),
    "linkedin": (BRANDS, 0xF0E1),
    "twitter": (BRANDS, 0xE61B),
    "scholar": (SOLID, 0xF19D),
    "mastodon": (BRANDS, 0xF4F6),
    "bluesky": (BRANDS, 0xE671),
    "youtube": (BRANDS, 0xF167),
    "researchgate": (BRANDS, 0xF4F8),
    "stackoverflow": (BRANDS, 0xF16C),
}
HEIGHT = 820
"""Height of the em of the font, in thousandths of the text size."""

HEAD = r"""% cvpdf-icons.sty -- signs before contacts, drawn as paths. Made by scripts/make_icons.py.
%
% The outlines are from Font Awesome Free 7 by Fonticons, Inc. (https://fontawesome.com), licence CC BY 4.0
% (https://creativecommons.org/licenses/by/4.0/); they are scaled and moved.
\NeedsTeXFormat{LaTeX2e}[2021/11/15]
\ProvidesPackage{cvpdf-icons}[2026/12/01 v0.1 Signs before contacts]

% The sign for a kind of contact, if the design has signs; an unknown network has that for links.
\def\cv@icon#1{\cv@iftoken\cv@t@icons{true}{\cv@iconfor{#1}}{}}
\def\cv@iconfor#1{%
  \def\cv@a{#1}\ifx\cv@a\cv@noicon\else \@ifundefined{cv@icon@#1}{\cv@drawicon{link}}{\cv@drawicon{#1}}\fi}
\def\cv@noicon{none}
\def\cv@drawicon#1{\cv@artifact{/Type/Layout}{\hb@xt@1.3em{\color{cvaccent}%
  \edef\cv@a{\strip@pt\dimexpr\f@size\p@/1004\relax}% TeX's points to those of PDF, a thousandth
  \pdfliteral{q \cv@a\space 0 0 \cv@a\space 0 0 cm \csname cv@icon@#1\endcsname\space f Q}\hss}}}
"""


class PathPen(BasePen):
    """Collects the operators of a PDF path."""

    def __init__(self, glyphs: object, scale: float, shift: float) -> None:
        super().__init__(glyphs)
        self.operators: list[str] = []
        self._scale, self._shift = scale, shift

    def _point(self, point: tuple[float, float]) -> str:
        x, y = point
        return f"{(x + self._shift) * self._scale:.0f} {y * self._scale:.0f}"

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.operators.append(f"{self._point(point)} m")

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.operators.append(f"{self._point(point)} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.operators.append(f"{' '.join(map(self._point, points))} c")

    def _closePath(self) -> None:
        self.operators.append("h")


def main() -> None:
    """Write the package."""
    fonts = {name: TTFont(FOLDER / name) for name in (SOLID, BRANDS)}
    lines = []
    for kind, (name, code) in ICONS.items():
        font = fonts[name]
        glyphs, glyph, em = font.getGlyphSet(), font.getBestCmap()[code], font["head"].unitsPerEm
        # A wide sign is made smaller, a narrow one is centred in the em.
        scale = HEIGHT / max(em, glyphs[glyph].width)
        pen = PathPen(glyphs, scale, max(0, (em - glyphs[glyph].width) / 2))
        glyphs[glyph].draw(pen)
        lines.append(rf"\@namedef{{cv@icon@{kind}}}{{{' '.join(pen.operators)}}}")
    TARGET.write_text(HEAD + "\n".join(lines) + "\n\\endinput\n", "utf-8")


if __name__ == "__main__":
    main()
