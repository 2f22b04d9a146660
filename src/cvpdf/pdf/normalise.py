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
from collections.abc import Iterator

from cvpdf.pdf.east_asian import BEYOND, is_east_asian

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015/"
"""Hyphens, dashes and the slash, after which a line may break."""

_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")
_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile(r"\s\s+|[^\S ]")
"""White space but single spaces, which stay as they are."""
_PERHAPS_OPEN = re.compile(
    f"[ \n](?:(?<=[{DASHES}][ \n])(?=.)|(?<={BEYOND}[ \n])(?=.)|(?<=.[ \n])(?={BEYOND}))",
    re.DOTALL,
)
"""A space or a line break that may be at an open place. Beginning with that, it takes a third of the time."""


def fold(text: str) -> str:
    """Normalise, but keep each line break at an open place as a newline; other white space is single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES)
    text = _SPACE.sub(lambda run: "\n" if _BREAK.search(run[0]) else " ", text).strip()
    kept = _PERHAPS_OPEN.sub(lambda gap: "\r" if gap[0] == "\n" and _is_open(gap) else gap[0], text)
    return kept.replace("\n", " ").replace("\r", "\n")


def open_places(folded: str) -> Iterator[re.Match[str]]:
    """Yield the spaces and the kept line breaks at open places of a folded text."""
    return filter(_is_open, _PERHAPS_OPEN.finditer(folded))


def _is_open(gap: re.Match[str]) -> bool:
    left, right = gap.string[gap.start() - 1], gap.string[gap.end()]
    return left in DASHES or is_east_asian(left) or is_east_asian(right)


def normalise(text: str) -> str:
    """Normalise ``text`` by the four steps above. What is normalised stays as it is when normalised again."""
    return unicodedata.normalize("NFC", fold(text).replace("\n", ""))
