"""LaTeX as a type of its own, and the escaping of text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from cvpdf.latex.result import Engine
from cvpdf.render.coverage import LATEX_OF, is_cjk
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
# Pairs that TeX's fonts join into another sign: `--` into a dash, `,,` into a low quote, `!‘` into `¡` …
_INPUT_LIGATURE = re.compile("(?<=[-–])(?=-)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=’)(?=’)|(?<=[‘!?])(?=‘)")
# No line break between a number and its sign.
_NUMBER_AND_SIGN = re.compile(r"(?<=\d) (?=[%‰°€£¥×])|(?<=[€£¥$]) (?=\d)")
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
    """The escaping of plain text for one engine."""

    engine: Engine

    def text(self, text: str) -> str:
        """Return LaTeX that prints exactly this text."""
        text = _NUMBER_AND_SIGN.sub("\u00a0", unicodedata.normalize("NFC", str(text)))
        text = "\u2011".join(map(printed, text.split("\u2011")))
        if self.engine == "pdflatex":
            # Control characters, which no text contains, become braces after escaping.
            text = _INPUT_LIGATURE.sub("\x05", text)
            if not text.isascii():
                text = _cjk_runs(text)
        return text.translate(_table(self.engine)).replace("\x05", "{}").replace("\x06", r"\cjk{").replace("\x07", "}")

    def metadata(self, text: str) -> str:
        """Return LaTeX for ``\\cvmetadata`` and ``\\cvoutline``, from which exactly this text arrives in the PDF."""
        return re.sub("(?<= ) ", r"\\ ", str(text).translate(_METADATA_SPECIAL))

    def link(self, target: str, shown: str) -> str:
        """Return a link; ``shown`` is LaTeX, ``target`` an ASCII URI."""
        return rf"\cvlink{{{target.translate(_LINK_SPECIAL)}}}{{{shown}}}"


@cache
def _table(engine: Engine) -> dict[int, str]:
    table = dict(SPECIAL)
    if engine == "pdflatex":
        table.update(LATEX_OF)
    else:  # where pdfium overlooks a thin space in Latin Modern
        table.update(dict.fromkeys(_THIN_SPACES, "~"))
    return str.maketrans(table)


def _cjk_runs(text: str) -> str:
    out: list[str] = []
    inside = False
    for character in text:
        wide = ord(character) > 0x2E7F and is_cjk(character)
        if wide != inside:
            out.append("\x06" if wide else "\x07")
            inside = wide
        out.append(character)
    return "".join(out) + ("\x07" if inside else "")
