"""Find out what happened to a string that is not in a text: glued to its neighbour, or torn apart by other text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cvpdf.pdf.search.text_index import NormalText, TextIndex, is_inside_word, tokens

MAX_PLACES = 50
"""Places that are tried for each string."""
MAX_APART = 3000
"""Characters that may be between two pieces of one string; a page has about 4,000."""
MAX_PIECES = 12
MIN_SHAPED = 6
"""Shorter strings only count as glued to other expected strings, since they occur inside of many words."""
_CONTEXT = 25
_SEAM = re.compile(r"[^\W\d_A-Z][A-Z]|[^\W\d_]\d|\d[^\W\d_]")
"""Where two words meet, even if neither is expected: ``aB``, ``a1``, ``1a``."""


class GluedText(NamedTuple):
    """A string that is in the text, but not as separate words."""

    place: int
    """Where the merged word begins; the same for both halves of it."""
    around: str
    """The text around the seam."""
    neighbours: tuple[NormalText, ...] = ()
    """The expected strings that it is glued to."""


class TornText(NamedTuple):
    """A string whose pieces are in the text in order, with other text between them."""

    before: str
    """The last words before the gap."""
    between: str
    after: str


class Neighbours:
    """The expected strings, by their first and their last two characters."""

    def __init__(self, texts: Iterable[NormalText]) -> None:
        self._first: dict[str, list[NormalText]] = {}
        self._last: dict[str, list[NormalText]] = {}
        for text in texts:
            if len(text.key) > 1:
                self._first.setdefault(text.key[:2], []).append(text)
                self._last.setdefault(text.key[-2:], []).append(text)

    def at(self, key: str, seam: int, begins: bool) -> NormalText | None:
        """Return the string that begins, or else ends, at the seam, and has a word boundary on its other side."""
        near = self._first.get(key[seam : seam + 2]) if begins else self._last.get(key[max(0, seam - 2) : seam])
        for text in near or ():
            start = seam if begins else seam - len(text.key)
            outer = start + len(text.key) if begins else start
            if start < 0 or not key.startswith(text.key, start):
                continue
            if not (0 < outer < len(key) and is_inside_word(key[outer - 1], key[outer])):
                return text
        return None


def find_glued(text: TextIndex, missing: NormalText, others: Neighbours) -> GluedText | None:
    """Return where ``missing`` runs into one of ``others``, or into a word that differs from it in shape."""
    key, wanted = text.key, missing.key
    start = -1
    for _ in range(MAX_PLACES):
        start = key.find(wanted, start + 1)
        if start < 0:
            return None
        end = start + len(wanted)
        seams = [seam for seam in (start, end) if 0 < seam < len(key) and is_inside_word(key[seam - 1], key[seam])]
        neighbours = [others.at(key, seam, seam == end) for seam in seams]
        shaped = (len(wanted) >= MIN_SHAPED and _SEAM.match(key, seam - 1) for seam in seams)
        if seams and all(other or shape for other, shape in zip(neighbours, shaped, strict=True)):
            return GluedText(_word_start(key, seams[0]), _around(key, seams[0]), tuple(filter(None, neighbours)))
    return None


def find_torn(text: TextIndex, missing: NormalText, expected: TextIndex) -> TornText | None:
    """Return the first gap of ``missing`` if all its pieces follow each other with words of ``expected`` between them.

    Other words between them, or a single one, are a change of the wording. A piece has at least two words, the last one
    may have one.
    """
    wanted = list(tokens(missing.key))
    if len(wanted) < 3:
        return None
    for start in text.token_pairs.get((wanted[0][0], wanted[1][0]), [])[:MAX_PLACES]:
        gaps = _gaps(text, wanted, start)
        key = text.key
        if gaps and all(_is_other_text(key[left:right], expected) for left, right in gaps):
            left, right = gaps[0]
            return TornText(
                key[max(start, left - _CONTEXT) : left].strip(), key[left:right].strip(), _head(key[right:])
            )
    return None


def _is_other_text(between: str, expected: TextIndex) -> bool:
    words = [token for token, _ in tokens(between)]
    return sum(map(str.isalnum, words)) > 1 and all(word in expected.tokens for word in words)


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


def _gaps(text: TextIndex, tokens: list[tuple[str, int]], start: int) -> list[tuple[int, int]]:
    """Match the tokens against the text from ``start`` on; return the stretches of other text between them."""
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
        places = text.tokens.get(token, []) if last else text.token_pairs.get((token, tokens[index + 1][0]), [])
        next_place = bisect_left(places, end)
        if next_place == len(places) or places[next_place] - end > MAX_APART:
            return []
        place = places[next_place]
        gaps.append((end, place))
        shift, piece, end = place - offset, 1, place + len(token)
    return gaps
