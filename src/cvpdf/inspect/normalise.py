"""The one normalisation under which texts are compared.

What the PDF says and what cv.yaml says are the same text if they are equal after these steps, and only then:

1. Unicode NFC. Not NFKC: a ligature character that is left in the text layer is a miss.
2. Typographic quotation marks become straight ones: ‘ ’ ‚ ‛ are ``'``, “ ” „ ‟ are ``"``.
3. Runs of white space, of whatever kind, become one space; none remains at the ends.
4. A line break at an *open place* adds no space. Open places are those where a line is broken although there is no
   space: after a hyphen, a dash or a slash, and before and after a character of an East Asian script. As nobody can see
   whether a space was swallowed by such a break, it matches an expected space too.

Case, accents, punctuation, soft hyphens and everything else stay.
"""

from __future__ import annotations

import re
import unicodedata

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015/"
"""Hyphens, dashes and the slash, after which a line may break."""

EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3001-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
"""Han, kana, Hangul and bopomofo with their punctuation and full-width forms, as the inside of a character class."""

_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile(r"\s\s+|[^\S ]")
"""White space but single spaces, which stay as they are."""
OPEN = re.compile(
    f"[ \n](?:(?<=[{DASHES}{EAST_ASIAN}][ \n])(?=.)|(?<=.[ \n])(?=[{EAST_ASIAN}]))",
    re.DOTALL,
)
"""A space or a kept line break at an open place of a folded text. Beginning with that, it takes a third of the time."""


def fold(text: str) -> str:
    """Normalise, but keep each line break at an open place as a newline; other white space is single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = _SPACE.sub(lambda run: "\n" if _BREAK.search(run[0]) else " ", text).strip()
    return OPEN.sub(lambda gap: "\r" if gap[0] == "\n" else " ", text).replace("\n", " ").replace("\r", "\n")


def normalise(text: str) -> str:
    """Normalise ``text`` by the four steps above. What is normalised stays as it is when normalised again."""
    return unicodedata.normalize("NFC", fold(text).replace("\n", ""))
