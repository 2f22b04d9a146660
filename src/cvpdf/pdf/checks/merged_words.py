"""What became of a string that is not in a text: glued to its neighbour, or torn apart by other text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cvpdf.pdf.checks.search import Haystack, Needle, is_inside_word, tokens

MAX_PLACES = 50
"""So many places are looked at for each string."""
MAX_APART = 3000
"""So many characters may stand between two pieces of one string; a page has about 4,000."""
MAX_PIECES = 12
MIN_SHAPED = 6
"""Shorter strings are glued only to what is known: they stand inside of many words."""
_CONTEXT = 25
_SEAM = re.compile(r"[^\W\d_A-Z][A-Z]|[^\W\d_]\d|\d[^\W\d_]")
"""Where two words meet, even if nothing is known about one of them: ``aB``, ``a1``, ``1a``."""


class Glued(NamedTuple):
    """A string that stands in the text, but not as words of its own."""

    place: int
    """Where the word into which it runs begins; the same for both halves of it."""
    around: str
    """The text around the seam."""
    neighbours: tuple[Needle, ...] = ()
    """Those of the expected strings that it runs into."""


class Torn(NamedTuple):
    """A string whose pieces stand in the text in order, with something else between them."""

    before: str
    """The last words before the gap."""
    between: str
    after: str


class Neighbours:
    """The expected strings, found by their first and their last two characters."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._first: dict[str, list[Needle]] = {}
        self._last: dict[str, list[Needle]] = {}
        for one in needles:
            if len(one.key) > 1:
                self._first.setdefault(one.key[:2], []).append(one)
                self._last.setdefault(one.key[-2:], []).append(one)

    def at(self, key: str, seam: int, begins: bool) -> Needle | None:
        """Return the string that begins, or else ends, at the seam, and has a word boundary on its other side."""
        near = self._first.get(key[seam : seam + 2]) if begins else self._last.get(key[max(0, seam - 2) : seam])
        for one in near or ():
            start = seam if begins else seam - len(one.key)
            outer = start + len(one.key) if begins else start
            if start < 0 or not key.startswith(one.key, start):
                continue
            if not (0 < outer < len(key) and is_inside_word(key[outer - 1], key[outer])):
                return one
        return None


def glued(text: Haystack, needle: Needle, others: Neighbours) -> Glued | None:
    """Return where ``needle`` runs into one of ``others``, or into a word that can be told from it by its shape."""
    key, wanted = text.key, needle.key
    start = -1
    for _ in range(MAX_PLACES):
        start = key.find(wanted, start + 1)
        if start < 0:
            return None
        end = start + len(wanted)
        seams = [seam for seam in (start, end) if 0 < seam < len(key) and is_inside_word(key[seam - 1], key[seam])]
        met = [others.at(key, seam, seam == end) for seam in seams]
        shaped = (len(wanted) >= MIN_SHAPED and _SEAM.match(key, seam - 1) for seam in seams)
        if seams and all(other or shape for other, shape in zip(met, shaped, strict=True)):
            return Glued(_word_start(key, seams[0]), _around(key, seams[0]), tuple(other for other in met if other))
    return None


def torn(text: Haystack, needle: Needle, known: Haystack) -> Torn | None:
    """Return the first gap of ``needle`` if all its pieces follow each other with words of ``known`` between them.

    ``known`` are the strings that may stand there: what else stands between is a change of the wording and no tear, and
    so is a single word. A piece has two words at least, the last one may have one.
    """
    wanted = list(tokens(needle.key))
    if len(wanted) < 3:
        return None
    for start in text.pairs.get((wanted[0][0], wanted[1][0]), [])[:MAX_PLACES]:
        gaps = _gaps(text, wanted, start)
        key = text.key
        if gaps and all(_is_foreign(key[left:right], known) for left, right in gaps):
            left, right = gaps[0]
            return Torn(key[max(start, left - _CONTEXT) : left].strip(), key[left:right].strip(), _head(key[right:]))
    return None


def _is_foreign(between: str, known: Haystack) -> bool:
    found = [token for token, _ in tokens(between)]
    return sum(map(str.isalnum, found)) > 1 and all(token in known.singles for token in found)


def _word_start(key: str, place: int) -> int:
    while place and is_inside_word(key[place - 1], key[place]):
        place -= 1
    return place


def _around(key: str, seam: int) -> str:
    start, end = max(0, seam - _CONTEXT), seam + _CONTEXT
    left = key[start:seam] if not start else key[start:seam].partition(" ")[2] or key[start:seam]
    right = key[seam:end] if end >= len(key) else key[seam:end].rpartition(" ")[0] or key[seam:end]
    return left + right


def _head(text: str) -> str:
    return text[:_CONTEXT].rpartition(" ")[0] or text[:_CONTEXT]


def _gaps(text: Haystack, tokens: list[tuple[str, int]], start: int) -> list[tuple[int, int]]:
    """Lay the tokens over the text from ``start`` on, jumping over what stands between; return what was jumped over."""
    gaps: list[tuple[int, int]] = []
    shift, piece, end = start - tokens[0][1], 0, start
    following = [second for _, second in pairwise(tokens)]
    for index, (token, offset) in enumerate(tokens):
        if text.key.startswith(token, shift + offset):
            end, piece = shift + offset + len(token), piece + 1
            continue
        if piece < 2 or len(gaps) == MAX_PIECES:
            return []
        last = index == len(following)
        places = text.singles.get(token, []) if last else text.pairs.get((token, tokens[index + 1][0]), [])
        next_place = bisect_left(places, end)
        if next_place == len(places) or places[next_place] - end > MAX_APART:
            return []
        place = places[next_place]
        gaps.append((end, place))
        shift, piece, end = place - offset, 1, place + len(token)
    return gaps
