"""Count strings in a text, on word boundaries, in time that grows with the text and not with text times strings.

A text is cut into tokens, and each pair of neighbouring tokens is indexed. A string is then compared only where its
rarest pair stands.
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

from cvpdf.pdf.east_asian import is_east_asian
from cvpdf.pdf.normalise import fold, open_places

_WORD = re.compile(r"\w+|[^\w\s]")


class Needle(NamedTuple):
    """A normalised text to search for, or to search in."""

    key: str
    """The folded text without the white space at open places."""
    gaps: tuple[int, ...]
    """Where in ``key`` white space was taken out, ascending."""
    breaks: frozenset[int]
    """Those of the gaps that are line breaks, and so may stand for a space or for nothing."""


@dataclass(frozen=True, slots=True)
class Haystack:
    """A text with its index."""

    needle: Needle
    singles: dict[str, list[int]] = field(repr=False)
    """Token to the places where it begins."""
    pairs: dict[tuple[str, str], list[int]] = field(repr=False)
    """Two neighbouring tokens to the places where the first begins."""

    @property
    def key(self) -> str:
        """The text that places refer to."""
        return self.needle.key

    def find(self, needle: Needle) -> list[int]:
        """Return the places where ``needle`` stands as whole words, ascending; overlapping ones too."""
        return [start for start in self._candidates(needle) if self._matches(needle, start)]

    def _candidates(self, needle: Needle) -> list[int]:
        wanted = _kept_tokens(needle.key)
        if not wanted:
            return []
        if len(wanted) == 1:
            token, offset = wanted[0]
            return [place - offset for place in self.singles.get(token, ())]
        rarest: list[int] | None = None
        shift = 0
        for (first, offset), (second, _) in pairwise(wanted):
            places = self.pairs.get((first, second))
            if places is None:
                return []
            if rarest is None or len(places) < len(rarest):
                rarest, shift = places, offset
        return [place - shift for place in rarest or ()]

    def _matches(self, needle: Needle, start: int) -> bool:
        key, end = self.key, start + len(needle.key)
        if start < 0 or not key.startswith(needle.key, start):
            return False
        if start and is_inside_word(key[start - 1], key[start]):
            return False
        if end < len(key) and is_inside_word(key[end - 1], key[end]):
            return False
        return self._same_gaps(needle, start, end)

    def _same_gaps(self, needle: Needle, start: int, end: int) -> bool:
        gaps = self.needle.gaps
        found = gaps[bisect_left(gaps, start + 1) : bisect_left(gaps, end)]
        if not found and not needle.gaps:
            return True
        here = {gap - start for gap in found}
        differing = here.symmetric_difference(needle.gaps)
        return all(gap + start in self.needle.breaks or gap in needle.breaks for gap in differing)


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is indexed, and where it begins: words, East Asian characters, and other characters one by one."""
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if word.isascii() or not any(map(is_east_asian, word)):
            yield word, start
            continue
        for is_single, group in groupby(enumerate(word, start), lambda one: is_east_asian(one[1])):
            if is_single:
                yield from ((character, place) for place, character in group)
            else:
                places, characters = zip(*group, strict=True)
                yield "".join(characters), places[0]


@lru_cache(maxsize=8192)
def _kept_tokens(key: str) -> tuple[tuple[str, int], ...]:
    return tuple(tokens(key))


@lru_cache(maxsize=8192)
def needle(text: str) -> Needle:
    """Normalise ``text`` for searching; the last ones are kept, as several checks search the same strings."""
    return _normalised(text)


def _normalised(text: str) -> Needle:
    folded = fold(text)
    parts, gaps, breaks, last = [], [], set(), 0
    for taken, gap in enumerate(open_places(folded)):
        parts.append(folded[last : gap.start()])
        gaps.append(gap.start() - taken)
        if gap[0] == "\n":
            breaks.add(gap.start() - taken)
        last = gap.end()
    return Needle("".join([*parts, folded[last:]]), tuple(gaps), frozenset(breaks))


@lru_cache(maxsize=16)
def indexed(text: str) -> Haystack:
    """Normalise and index ``text``; the last few are kept, as several checks search the same."""
    return haystack(_normalised(text))


def haystack(text: Needle) -> Haystack:
    """Index a normalised text."""
    singles: dict[str, list[int]] = {}
    pairs: dict[tuple[str, str], list[int]] = {}
    previous: tuple[str, int] | None = None
    for token, start in tokens(text.key):
        singles.setdefault(token, []).append(start)
        if previous is not None:
            pairs.setdefault((previous[0], token), []).append(previous[1])
        previous = token, start
    return Haystack(text, singles, pairs)


def joined(needles: list[Needle]) -> Needle:
    """Put texts one after the other so that nothing is found across two of them."""
    separator = "\x00"
    gaps: list[int] = []
    breaks: set[int] = set()
    offset = 0
    for one in needles:
        gaps += [gap + offset for gap in one.gaps]
        breaks |= {gap + offset for gap in one.breaks}
        offset += len(one.key) + 1
    return Needle(separator.join(one.key for one in needles), tuple(gaps), frozenset(breaks))


def is_inside_word(left: str, right: str) -> bool:
    """Whether a word goes on from ``left`` to ``right``; next to East Asian characters, which part no words, never."""
    if left.isascii() and right.isascii():  # mostly, and quickly told
        return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")
    if unicodedata.combining(right):
        return True
    return _is_word(left) and _is_word(right) and not is_east_asian(left) and not is_east_asian(right)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"
