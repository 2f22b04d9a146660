"""Normalise texts for comparison.

A text of the PDF and a text of cv.yaml match if, and only if, they are equal after these steps:

1. Unicode NFC. Not NFKC: a ligature character that is left in the text layer is a miss.
2. Runs of white space of any kind become one space; leading and trailing white space is removed.
3. A line break at an *open place* adds no space. Open places are those where a line can break although there is no
   space: after a hyphen, a dash or a slash, and before and after a character of an East Asian script. Since the text
   layer does not show whether such a break replaced a space, it matches an expected space too.

Before that, `cvpdf.pdf.search.line_ends` joins lines within addresses, code and words where the class may break them.

Case, accents, quotation marks, dashes and everything else stay unchanged. For a character that is not printed as
itself, such as a hyphen that does not break, the expected text has what is printed: see `cvpdf.render.latex.printed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015/"
"""Hyphens, dashes and the slash, after which a line may break."""

_BREAK = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile(r"\s\s+|[^\S ]")
"""White space except single spaces, which stay."""
_EAST_ASIAN = (
    ("\u1100", "\u11ff"),
    ("\u2e80", "\u2fdf"),
    ("\u3001", "\u318f"),
    ("\u31a0", "\u31ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\uff01", "\uff9f"),
    ("\U00020000", "\U0003ffff"),
)
"""Han, kana, Hangul and bopomofo with their punctuation and full-width forms: first and last of each block.

Not a class of a regular expression: to compile one of 40,000 characters takes Python as long as checking a page.
"""


def is_east_asian(character: str) -> bool:
    """Whether a character belongs to an East Asian script, where a line may break between any two characters."""
    return character >= _EAST_ASIAN[0][0] and any(first <= character <= last for first, last in _EAST_ASIAN)


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
    return left in DASHES or is_east_asian(left) or is_east_asian(right)


def normalise(text: str) -> str:
    """Return the normalised text, by the three steps above. Normalising twice changes nothing more."""
    return unicodedata.normalize("NFC", fold(text).replace("\n", ""))
