"""LaTeX as a type of its own, and the escaping of text."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from cvpdf.source.nodes import Text


class Latex(Text):
    """Finished LaTeX: the only type that is printed without escaping. No value of cv.yaml has it."""

    __slots__ = ()


_THIN_SPACES = "\u2006\u2008\u2009\u200a\u202f"
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "^": r"\textasciicircum{}",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u2011": r"\mbox{-}",
    "'": r"\textquotesingle{}",
    # Places where a line may break, see `cvpdf.render.breaks`.
    "\x01": r"\+",
    "\x02": r"\*",
    "\x03": r"\cvaddress{",
    "\x04": "}",
    "\u200b": r"\+",
    "\u00ad": r"\-",
    # Signs that keep letters apart (no ligature) or together.
    "\u200c": r"\cvapart{}",
    "\u200d": "",
    # Readers find a gap between words, whichever space makes it; so each is one of the two that TeX has, or a thin one.
    **dict.fromkeys("\u00a0\u2007", "~"),
    **dict.fromkeys(_THIN_SPACES, r"\,"),
    **dict.fromkeys("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u205f\u3000", " "),
}
_PLAIN_IN_OWN_FONTS = "'\"`"
# Between two signs that cvpdf's fonts join to a dash, for what is written in templates; and between those that fonts of
# TeX join: also `,,` to a low quote, `!‘` to `¡` …
_DASH = re.compile("(?<=[-–])(?=-)")
_INPUT_LIGATURE = re.compile("(?<=[-–])(?=-)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=’)(?=’)|(?<=[‘!?])(?=‘)")
# No line break between a number and its sign, before a short year (`SC ’23`), and after `Prof.`, `No.` and the like.
_TIED = re.compile(
    r"(?<=\d) (?=[%‰°€£¥×])|(?<=[€£¥$]) (?=\d)|(?<=\w) (?=['’]\d\d\b)"
    r"|(?:(?<=\bDr\.)|(?<=\bProf\.)) (?=[^\W\d_])|(?:(?<=\bNo\.)|(?<=\bFig\.)|(?<=\bvol\.)|(?<=\bpp\.)) (?=\d)"
)
_TEX_FONTS = str.maketrans(SPECIAL)
_OWN_FONTS = str.maketrans({sign: latex for sign, latex in SPECIAL.items() if sign not in _PLAIN_IN_OWN_FONTS})
_METADATA_SPECIAL = str.maketrans({sign: SPECIAL[sign] for sign in "\\{}$&#^_%~"})
_LINK_SPECIAL = str.maketrans({c: "\\" + c for c in "%#&_~{}$"})


_PRINTED = str.maketrans(
    {"\u2010": "-", "\u2011": "-"}
    | {sign: unicodedata.normalize("NFKC", sign) for sign in "Ĳĳﬀﬁﬂﬃﬄﬅﬆ\ufb13\ufb14\ufb15\ufb16\ufb17"}
)


def printed(text: str) -> str:
    """Return the characters that the page has for a text: plain hyphens, and letters for ligatures (`fi` for `ﬁ`).

    Readers of a PDF take a ligature apart, and a hyphen that does not break has no glyph of its own.
    """
    return text if text.isascii() else text.translate(_PRINTED)


class Escaper(NamedTuple):
    """The escaping of plain text."""

    own_fonts: bool = True
    """Whether the document loads cvpdf's fonts, which have straight quotes and join hyphens only, and not TeX's."""

    def text(self, text: str) -> str:
        """Return LaTeX that prints exactly this text."""
        text = _TIED.sub("\u00a0", unicodedata.normalize("NFC", str(text)))
        text = "\u2011".join(map(printed, text.split("\u2011")))
        # A control character, which no text contains, becomes braces after escaping.
        text = (_DASH if self.own_fonts else _INPUT_LIGATURE).sub("\x05", text)
        return text.translate(_OWN_FONTS if self.own_fonts else _TEX_FONTS).replace("\x05", "{}")

    def metadata(self, text: str) -> str:
        """Return LaTeX for ``\\cvmetadata`` and ``\\cvoutline``, from which exactly this text arrives in the PDF."""
        return re.sub("(?<= ) ", r"\\ ", str(text).translate(_METADATA_SPECIAL))

    def link(self, target: str, shown: str) -> str:
        """Return a link; ``shown`` is LaTeX, ``target`` an ASCII URI."""
        return rf"\cvlink{{{target.translate(_LINK_SPECIAL)}}}{{{shown}}}"
