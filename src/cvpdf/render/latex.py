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
    "\u00a0": "~",
    "\u202f": r"\,",
    "\u2011": r"\mbox{-}",
}
# Pairs that TeX's fonts join into another sign: `--` into a dash, `,,` into a low quote …
_INPUT_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")
# No line break between a number and its sign.
_NUMBER_AND_SIGN = re.compile(r"(?<=\d) (?=[%‰°€£¥×])|(?<=[€£¥$]) (?=\d)")
_LINK_SPECIAL = str.maketrans({c: "\\" + c for c in "%#&_~{}$"})


class Escaper(NamedTuple):
    """The escaping of plain text for one engine."""

    engine: Engine

    def text(self, text: str) -> str:
        """Return LaTeX that prints exactly this text."""
        text = _NUMBER_AND_SIGN.sub("\u00a0", unicodedata.normalize("NFC", str(text)))
        if self.engine == "pdflatex":
            # Control characters, which no text contains, become braces after escaping.
            text = _INPUT_LIGATURE.sub("\x05", text)
            if not text.isascii():
                text = _cjk_runs(text)
        return text.translate(_table(self.engine)).replace("\x05", "{}").replace("\x06", r"\cjk{").replace("\x07", "}")

    def link(self, target: str, shown: str) -> str:
        """Return a link; ``shown`` is LaTeX, ``target`` an ASCII URI."""
        return rf"\cvlink{{{target.translate(_LINK_SPECIAL)}}}{{{shown}}}"


@cache
def _table(engine: Engine) -> dict[int, str]:
    table = dict(SPECIAL)
    if engine == "pdflatex":
        table.update(LATEX_OF)
    else:
        # OpenType fonts have no TeX ligatures here, so the apostrophe is written as itself.
        table["'"] = "’"
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
