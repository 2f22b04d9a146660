"""Normalise texts for comparison.

A text of the PDF and a text of cv.yaml match if, and only if, they are equal after these steps:

1. Unicode NFC. Not NFKC: a ligature character that is left in the text layer is a miss.
2. Runs of white space of any kind become one space; leading and trailing white space is removed.
3. A line break at an *open place* adds no space. Open places are those where a line can break although there is no
   space: after a hyphen, a dash or a slash, before and after a character of an East Asian script, and outside of the
   quotation marks and ellipses that may belong to one. Since the text layer does not show whether such a break replaced
   a space, it matches an expected space too.

Before that, `cvpdf.pdf.search.line_ends` joins lines within addresses, code and words where the class may break them.

Case, accents, quotation marks, dashes and everything else stay unchanged. For a character that is not printed as
itself, such as a hyphen that does not break, the expected text has what is printed: see `cvpdf.render.latex.printed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cvpdf.east_asian import is_east_asian

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015/"
"""Hyphens, dashes and the slash, after which a line may break."""
_OPENING = "“‘"
_CLOSING = "”’…‥"

_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile(r"\s\s+|[^\S ]")
"""White space except single spaces, which stay."""


def fold(text: str) -> str:
    """Return the normalised text with line breaks at open places as newlines, other white space as single spaces."""
    text = unicodedata.normalize("NFC", text)
    text = _SPACE.sub(lambda run: "\n" if _BREAK.search(run[0]) else " ", text).strip()
    return re.sub("\n", lambda gap: "\n" if _is_open(gap) else " ", text)


def open_places(folded: str) -> Iterator[re.Match[str]]:
    """Yield the spaces and the kept line breaks at open places of a folded text."""
    return filter(_is_open, re.finditer("[ \n]", folded))


def _is_open(gap: re.Match[str]) -> bool:
    left, right = gap.string[gap.start() - 1], gap.string[gap.end()]
    return left in DASHES + _CLOSING or right in _OPENING or is_east_asian(left) or is_east_asian(right)


def normalise(text: str) -> str:
    """Return the normalised text, by the three steps above. Normalising twice changes nothing more."""
    return unicodedata.normalize("NFC", fold(text).replace("\n", ""))
