"""Where each value of cv.yaml stands on the pages.

The texts that are expected of a PDF are looked for among its letters. Longer ones choose first, so that ``2025`` is not
looked for inside of a title; what stands there several times goes to the values in their order, or, if there are more
or fewer of them, to the values whose neighbours are nearest.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.search import is_inside_word
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import Box
from cvpdf.preview.letters import Letter

_LEAST_PIECE = 6
"""Letters; a shorter piece of a torn value says too little about where it is from."""
_MAX_TORN = 200
"""So many torn values are put together."""
_MAX_PIECES = 8
_MAX_NUMBER = 4
"""Digits of a page's number."""


class Line(NamedTuple):
    """What one printed line shows of one value."""

    page: int
    """From 0."""
    box: Box
    what: str
    """Names the value: ``highlight``, ``title`` …"""
    value: str
    """The whole value, as it is printed."""
    span: Span
    """The value in cv.yaml."""
    key: str
    """What is printed here, normalised and without white space."""


class _Wanted(NamedTuple):
    key: str
    what: str
    value: str
    span: Span


def find(letters: Sequence[Letter], expectation: Expectation) -> list[Line]:
    """Return a line for each piece of a value that is printed, in the order of the letters."""
    wanted = [
        _Wanted(key, text.what, text.text, text.span)
        for text in expectation.texts
        if text.span is not None and (key := squeezed(text.text))
    ]
    search = _Search(letters, wanted)
    search.take_all()
    lines = list(search.lines())
    name = expectation.name
    if expectation.foot and name and name.span:
        lines += search.feet(_Wanted(squeezed(expectation.foot), "foot", expectation.foot, name.span))
    return lines


class _Search:
    """Hands out the letters; each goes to one value."""

    def __init__(self, letters: Sequence[Letter], wanted: Sequence[_Wanted]) -> None:
        self._letters = letters
        self._wanted = wanted
        self._key = "".join(letter.key for letter in letters)
        self._owners = [index for index, letter in enumerate(letters) for _ in letter.key]
        """For each character of the key the letter that it comes from."""
        self._taken = bytearray(len(self._key))
        self._pieces: list[tuple[int, int, _Wanted]] = []
        self._placed: list[tuple[int, int]] = []
        """Number of a value and its place, ascending."""

    def take_all(self) -> None:
        """Find the values, the longest first."""
        equal: dict[str, list[int]] = {}
        for number, one in enumerate(self._wanted):
            equal.setdefault(one.key, []).append(number)
        torn: list[int] = []
        for key in sorted(equal, key=len, reverse=True):
            numbers, starts = equal[key], self._free(key)
            if len(numbers) != len(starts):
                numbers, starts, missing = self._nearest(numbers, starts)
                torn += missing
            for number, start in zip(numbers, starts, strict=True):
                self._take(number, start, start + len(key))
        for number in sorted(torn)[:_MAX_TORN]:
            self._take_torn(number)

    def feet(self, foot: _Wanted) -> list[Line]:
        """Return the running feet, each at the end of a page."""
        last = {letter.page: index for index, letter in enumerate(self._letters)}
        size = len(foot.key)
        self._pieces = []
        for start in self._free(foot.key):
            owner = self._owners[start]
            # Behind it there is only the page's number.
            if last[self._letters[owner].page] - owner < size + _MAX_NUMBER:
                self._pieces.append((start, start + size, foot))
        return list(self.lines())

    def lines(self) -> Iterator[Line]:
        """Yield what was found, cut into printed lines."""
        for start, end, one in sorted(self._pieces, key=lambda piece: piece[:2]):
            owners = range(self._owners[start], self._owners[end - 1] + 1)
            line: list[Letter] = []
            for letter in (self._letters[owner] for owner in owners):
                if line and not _goes_on(line[-1], letter):
                    yield _line(line, one)
                    line = []
                line.append(letter)
            yield _line(line, one)

    def _free(self, key: str) -> list[int]:
        """Return where a text stands that no other value has taken; as whole words, if it does so anywhere."""
        whole: list[int] = []
        glued: list[int] = []
        start = self._key.find(key)
        while start >= 0:
            end = start + len(key)
            taken = self._taken.rfind(1, start, end)
            if taken < 0:
                (whole if self._is_whole(start, end) else glued).append(start)
            start = self._key.find(key, max(end if taken < 0 else taken + 1, start + 1))
        return whole or glued

    def _is_whole(self, start: int, end: int) -> bool:
        return self._parts_words(start) and self._parts_words(end)

    def _parts_words(self, place: int) -> bool:
        if not 0 < place < len(self._key) or self._letters[self._owners[place]].begins:
            return True
        return not is_inside_word(self._key[place - 1], self._key[place])

    def _nearest(self, numbers: list[int], starts: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Pair values with places, as many as there are; return them, and the values that are left over."""
        free, chosen, placed, missing = list(starts), [], [], []
        for number in numbers:
            if not free:
                missing.append(number)
                continue
            low, high = self._around(number)
            best = min(free, key=lambda start: max(low - start, start - high, 0))
            free.remove(best)
            chosen.append(number)
            placed.append(best)
        return chosen, placed, missing

    def _around(self, number: int) -> tuple[int, int]:
        """Return the places of the values before and after one."""
        at = bisect_left(self._placed, (number, 0))
        before = self._placed[at - 1][1] if at else 0
        after = self._placed[at][1] if at < len(self._placed) else len(self._key)
        return min(before, after), max(before, after)

    def _take(self, number: int, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)
        self._pieces.append((start, end, self._wanted[number]))
        insort(self._placed, (number, start))

    def _take_torn(self, number: int) -> None:
        """Find a value in pieces, as a page break leaves them."""
        rest = self._wanted[number].key
        low, high = self._around(number)
        for _ in range(_MAX_PIECES):
            size = self._longest(rest)
            if size < min(_LEAST_PIECE, len(rest)) or not size:
                return
            start = min(self._free(rest[:size]), key=lambda start: max(low - start, start - high, 0))
            self._take(number, start, start + size)
            low = high = start + size
            rest = rest[size:]

    def _longest(self, text: str) -> int:
        """Return how many of the first letters of a text stand somewhere free."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._free(text[:middle]) else (low, middle - 1)
        return low


def _goes_on(left: Letter, right: Letter) -> bool:
    """Whether two letters that follow each other stand on one line."""
    a, b = left.box, right.box
    return left.page == right.page and b.left > a.left - 1 and min(a.top, b.top) > max(a.bottom, b.bottom)


def _line(letters: list[Letter], one: _Wanted) -> Line:
    boxes = [letter.box for letter in letters]
    box = Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    return Line(letters[0].page, box, one.what, one.value, one.span, "".join(letter.key for letter in letters))
