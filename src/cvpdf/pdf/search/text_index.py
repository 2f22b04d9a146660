"""Index a text, to find many strings in it on word boundaries without scanning it for each of them.

A text is split into tokens, and each pair of neighbouring tokens is indexed. A string is then compared only where its
rarest pair occurs.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from cvpdf.east_asian import is_east_asian
from cvpdf.pdf.normalise import fold, open_places

_WORD = re.compile(r"\w+|[^\w\s]")


class NormalText(NamedTuple):
    """A normalised text to search for, or to search in."""

    key: str
    """The folded text without the white space at open places."""
    gaps: tuple[int, ...]
    """Where in ``key`` white space was removed, ascending."""
    breaks: frozenset[int]
    """The gaps that are line breaks, which match a space and match nothing."""


@dataclass(frozen=True, slots=True)
class TextIndex:
    """A text with its index."""

    text: NormalText
    tokens: dict[str, list[int]] = field(repr=False)
    """Token to the places where it begins."""
    token_pairs: dict[tuple[str, str], list[int]] = field(repr=False)
    """Two neighbouring tokens to the places where the first begins."""

    @property
    def key(self) -> str:
        """The text that places refer to."""
        return self.text.key

    def find(self, wanted: NormalText) -> list[int]:
        """Return the places where ``wanted`` occurs as whole words, ascending; overlapping ones too."""
        return [start for start in self._candidates(wanted) if self._matches(wanted, start)]

    def _candidates(self, wanted: NormalText) -> list[int]:
        words = list(tokens(wanted.key))
        if not words:
            return []
        if len(words) == 1:
            token, offset = words[0]
            return [place - offset for place in self.tokens.get(token, ())]
        rarest: list[int] | None = None
        shift = 0
        for (first, offset), (second, _) in pairwise(words):
            places = self.token_pairs.get((first, second))
            if places is None:
                return []
            if rarest is None or len(places) < len(rarest):
                rarest, shift = places, offset
        return [place - shift for place in rarest or ()]

    def _matches(self, wanted: NormalText, start: int) -> bool:
        key, end = self.key, start + len(wanted.key)
        if start < 0 or not key.startswith(wanted.key, start):
            return False
        if start and is_inside_word(key[start - 1], key[start]):
            return False
        if end < len(key) and is_inside_word(key[end - 1], key[end]):
            return False
        return self._same_gaps(wanted, start, end)

    def _same_gaps(self, wanted: NormalText, start: int, end: int) -> bool:
        gaps = self.text.gaps
        inside = gaps[bisect_left(gaps, start + 1) : bisect_left(gaps, end)]
        differing = {gap - start for gap in inside}.symmetric_difference(wanted.gaps)
        return all(gap + start in self.text.breaks or gap in wanted.breaks for gap in differing)


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield each token and where it begins: words, single East Asian characters, and single other characters."""
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if word.isascii() or not any(map(is_east_asian, word)):
            yield word, start
            continue
        for is_single, group in groupby(enumerate(word, start), lambda item: is_east_asian(item[1])):
            if is_single:
                yield from ((character, place) for place, character in group)
            else:
                places, characters = zip(*group, strict=True)
                yield "".join(characters), places[0]


def normal_text(text: str) -> NormalText:
    """Return ``text`` normalised for searching."""
    folded = fold(text)
    parts, gaps, breaks, last = [], [], set(), 0
    for taken, gap in enumerate(open_places(folded)):
        parts.append(folded[last : gap.start()])
        gaps.append(gap.start() - taken)
        if gap[0] == "\n":
            breaks.add(gap.start() - taken)
        last = gap.end()
    return NormalText("".join([*parts, folded[last:]]), tuple(gaps), frozenset(breaks))


@lru_cache(maxsize=16)
def text_index(text: str) -> TextIndex:
    """Return ``text`` normalised and indexed. Cached, since several checks search the same text."""
    return index_of(normal_text(text))


def index_of(text: NormalText) -> TextIndex:
    """Return the index of a normalised text."""
    places: dict[str, list[int]] = {}
    pairs: dict[tuple[str, str], list[int]] = {}
    previous: tuple[str, int] | None = None
    for token, start in tokens(text.key):
        places.setdefault(token, []).append(start)
        if previous is not None:
            pairs.setdefault((previous[0], token), []).append(previous[1])
        previous = token, start
    return TextIndex(text, places, pairs)


def concatenated(texts: list[NormalText]) -> NormalText:
    """Return the texts one after the other, so that nothing is found across two of them."""
    separator = "\x00"
    gaps: list[int] = []
    breaks: set[int] = set()
    offset = 0
    for text in texts:
        gaps += [gap + offset for gap in text.gaps]
        breaks |= {gap + offset for gap in text.breaks}
        offset += len(text.key) + 1
    return NormalText(separator.join(text.key for text in texts), tuple(gaps), frozenset(breaks))


def is_inside_word(left: str, right: str) -> bool:
    """Whether ``left`` and ``right`` belong to one word; next to an East Asian character they never do."""
    if unicodedata.combining(right):
        return True
    return _is_word(left) and _is_word(right) and not is_east_asian(left) and not is_east_asian(right)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"
