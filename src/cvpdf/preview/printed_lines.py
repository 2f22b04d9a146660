"""The printed lines of each value of cv.yaml.

The texts that a PDF should have are searched among its letters. Longer texts come first, so that ``2025`` is not found
inside a title. Several copies of a text are assigned to its values in order. If there are more or fewer copies than
values, each value gets the copy nearest to its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import Box
from cvpdf.pdf.search.text_index import is_inside_word
from cvpdf.preview.pdf_letters import Letter

_MIN_PIECE = 6
"""Letters. Shorter pieces of a split value are ambiguous."""
_MAX_SPLIT = 200
"""The most split values to search."""
_MAX_PIECES = 8
_MAX_NUMBER = 4
"""The most digits of a page number."""


class Line(NamedTuple):
    """A value, or a part of it, on one printed line."""

    page: int
    """From 0."""
    box: Box
    what: str
    """Kind of the value: ``highlight``, ``title`` …"""
    value: str
    """The whole value as printed."""
    span: Span
    """The place of the value in cv.yaml."""
    key: str
    """The text of the line, normalised and without white space."""


class _Value(NamedTuple):
    key: str
    what: str
    value: str
    span: Span


def find_lines(letters: Sequence[Letter], expectation: Expectation) -> list[Line]:
    """Return the printed lines of all values, in the order of the letters."""
    values = [
        _Value(key, text.what, text.text, text.span)
        for text in expectation.texts
        if text.span is not None and (key := squeezed(text.text))
    ]
    search = _Search(letters, values)
    search.assign_all()
    lines = list(search.lines())
    name = expectation.name
    if expectation.foot and name and name.span:
        before, _, after = expectation.foot.rpartition("{}")
        lines += search.footers(
            _Value(squeezed(before), "foot", before, name.span), len(squeezed(after.replace("{pages}", "9")))
        )
    return lines


class _Search:
    """Assigns letters to values. Each letter belongs to one value."""

    def __init__(self, letters: Sequence[Letter], values: Sequence[_Value]) -> None:
        self._letters = letters
        self._values = values
        self._key = "".join(letter.key for letter in letters)
        self._owners = [index for index, letter in enumerate(letters) for _ in letter.key]
        """Index of the letter for each character of the key."""
        self._taken = bytearray(len(self._key))
        self._pieces: list[tuple[int, int, _Value]] = []
        self._placed: list[tuple[int, int]] = []
        """Numbers of values and their places, in ascending order."""

    def assign_all(self) -> None:
        """Find all values, the longest first."""
        equal: dict[str, list[int]] = {}
        for number, value in enumerate(self._values):
            equal.setdefault(value.key, []).append(number)
        split: list[int] = []
        for key in sorted(equal, key=len, reverse=True):
            numbers, starts = equal[key], self._free(key)
            if len(numbers) != len(starts):
                numbers, starts, missing = self._nearest(numbers, starts)
                split += missing
            for number, start in zip(numbers, starts, strict=True):
                self._assign(number, start, start + len(key))
        for number in sorted(split)[:_MAX_SPLIT]:
            self._assign_split(number)

    def footers(self, footer: _Value, after: int) -> list[Line]:
        """Return the page footers up to the number, which as many letters as ``after`` may follow."""
        last = {letter.page: index for index, letter in enumerate(self._letters)}
        size = len(footer.key)
        self._pieces = []
        for start in self._free(footer.key):
            owner = self._owners[start]
            if last[self._letters[owner].page] - owner < size + _MAX_NUMBER + after:
                self._pieces.append((start, start + size, footer))
        return list(self.lines())

    def lines(self) -> Iterator[Line]:
        """Yield the assigned pieces, split into printed lines."""
        for start, end, value in sorted(self._pieces, key=lambda piece: piece[:2]):
            owners = range(self._owners[start], self._owners[end - 1] + 1)
            line: list[Letter] = []
            for letter in (self._letters[owner] for owner in owners):
                if line and not _same_line(line[-1], letter):
                    yield _line(line, value)
                    line = []
                line.append(letter)
            yield _line(line, value)

    def _free(self, key: str) -> list[int]:
        """Return the places of a text that are not assigned yet; only those of whole words, if there are any."""
        whole: list[int] = []
        inside: list[int] = []
        start = self._key.find(key)
        while start >= 0:
            end = start + len(key)
            taken = self._taken.rfind(1, start, end)
            if taken < 0:
                (whole if self._is_whole(start, end) else inside).append(start)
            start = self._key.find(key, max(end if taken < 0 else taken + 1, start + 1))
        return whole or inside

    def _is_whole(self, start: int, end: int) -> bool:
        return self._is_word_edge(start) and self._is_word_edge(end)

    def _is_word_edge(self, place: int) -> bool:
        if not 0 < place < len(self._key) or self._letters[self._owners[place]].begins:
            return True
        return not is_inside_word(self._key[place - 1], self._key[place])

    def _nearest(self, numbers: list[int], starts: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Assign each value to its nearest place. Returns values, their places, and the values without a place."""
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
        """Return the places of the previous and the next value."""
        at = bisect_left(self._placed, (number, 0))
        before = self._placed[at - 1][1] if at else 0
        after = self._placed[at][1] if at < len(self._placed) else len(self._key)
        return min(before, after), max(before, after)

    def _assign(self, number: int, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)
        self._pieces.append((start, end, self._values[number]))
        insort(self._placed, (number, start))

    def _assign_split(self, number: int) -> None:
        """Find a value in pieces, as after a page break."""
        rest = self._values[number].key
        low, high = self._around(number)
        for _ in range(_MAX_PIECES):
            size = self._longest(rest)
            if size < min(_MIN_PIECE, len(rest)) or not size:
                return
            start = min(self._free(rest[:size]), key=lambda start: max(low - start, start - high, 0))
            self._assign(number, start, start + size)
            low = high = start + size
            rest = rest[size:]

    def _longest(self, text: str) -> int:
        """Return the length of the longest prefix of a text that has a free place."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._free(text[:middle]) else (low, middle - 1)
        return low


def _same_line(left: Letter, right: Letter) -> bool:
    """Whether two successive letters are on the same line."""
    a, b = left.box, right.box
    return left.page == right.page and b.left > a.left - 1 and min(a.top, b.top) > max(a.bottom, b.bottom)


def _line(letters: list[Letter], value: _Value) -> Line:
    boxes = [letter.box for letter in letters]
    box = Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    return Line(letters[0].page, box, value.what, value.value, value.span, "".join(letter.key for letter in letters))
