"""What pdfLaTeX with ``cvpdf-core.sty`` can set *and* give back.

A character counts only if it comes out right in regular, bold, italic, bold italic and typewriter, and is read back as
itself by pypdf and by pdftotext, in Debian's LaTeX as in the embedded one. The lists below are the result of setting
every candidate of Unicode's Latin, punctuation, currency, letter-like, arrow, mathematical and symbol blocks;
``tests/render/test_coverage.py`` repeats that for every character listed. Any other character moves a variant to
LuaLaTeX.

Two sets suffice, because what a font lacks is lent by Latin Modern, except for letters: those must fit their
neighbours. The Charter of psnfss has few letters beyond Latin-1, and makes the others of two glyphs, a letter and an
accent, which is what a reader of the PDF then gets. Latin Modern and TeX Gyre have them as single glyphs.
"""

from __future__ import annotations

ASCII = frozenset(map(chr, range(0x20, 0x7F)))
"""Printable ASCII; see ``LATEX_OF`` for the apostrophe and the backtick."""

# fmt: off
LATIN_1 = frozenset(
    "\u00a0¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
)
"""All of Latin-1 but the soft hyphen, which must not get into a text layer."""

EVERY_FONT = frozenset(
    "ıŁłŒœŠšŸŽžƒˇ˘˙˝"
    "–—‘’‚“”„†‡•…‰‹›※⁄"
    "€₡₤₩₫№™℮◦♪"
    "←↑→↓↔⇐⇒⇔"
    "∀∂∃∅∈−∓√∝∞∧∨∩∪∼≈≡≤≥≪≫⊂⊃⊆⊇⊕⊗⊥⟨⟩"
)
"""Beyond Latin-1, in every font; the signs are Latin Modern's where a font has none."""

SINGLE_GLYPH_ACCENTS = frozenset(
    "ĂăĄąĆćČčĎďđĘęĚěĞğİĹĺĽľŃńŇňŊŋŐőŔŕŘřŚśŞşŢţŤťŮůŰűŹźŻżȷ‖‽℃␣"
)
"""What Latin Modern and TeX Gyre have in addition."""
# fmt: on

_COMMON = ASCII | LATIN_1 | EVERY_FONT
COVERAGE: dict[str, frozenset[str]] = {
    "charter": _COMMON,
    "latin-modern": _COMMON | SINGLE_GLYPH_ACCENTS,
    "latin-modern-sans": _COMMON | SINGLE_GLYPH_ACCENTS,
    "pagella": _COMMON | SINGLE_GLYPH_ACCENTS,
    "termes": _COMMON | SINGLE_GLYPH_ACCENTS,
    "heros": _COMMON | SINGLE_GLYPH_ACCENTS,
}
"""The characters that pdfLaTeX sets and gives back, for each ``Font`` of the schema; without Han, see ``is_cjk``."""

LATEX_OF: dict[str, str] = {"`": r"\textasciigrave{}", "'": r"\textquotesingle{}"}
"""Characters that have to be written as a command under pdfLaTeX, and may be under LuaLaTeX.

Only the backtick and the apostrophe, which would turn into ``‘`` and ``’``: all others are typed as they are, the class
declares what LaTeX does not know. ASCII's special characters and TeX's input ligatures are the business of
``cvpdf.render.latex``.
"""

_HAN = range(0x4E00, 0xA000)
_KANA_AND_PUNCTUATION = range(0x3001, 0x3100)
_FULL_WIDTH = range(0xFF01, 0xFF5F)


def pdftex_can_set(font: str, character: str) -> bool:
    """Tell whether pdfLaTeX sets one character right, outside ``\\cjk``, and gives it back as text.

    ``font`` is a ``Font`` of the schema. A character that was built of several (a letter and a combining accent) is
    several characters here, and none of the combining ones can be set.
    """
    return character in COVERAGE[font]


def is_cjk(character: str) -> bool:
    """Tell whether a character is one that ``\\cjk{…}`` sets under pdfLaTeX.

    That font, gbsn, has exactly the Han characters of GB 2312, which are those of the People's Republic's everyday
    writing. Its kana and its full-width punctuation serve as well; its Latin, Greek and Cyrillic do not, as they are as
    wide as Han.
    """
    code = ord(character)
    if character == "・":  # in GB 2312, but not in gbsn
        return False
    if code not in _HAN and code not in _KANA_AND_PUNCTUATION and code not in _FULL_WIDTH:
        return False
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False
