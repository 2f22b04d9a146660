"""The text of all runs in one string, in the order of the content stream, and the page of each letter of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from cvpdf.expectation import ExpectedText
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import TextRun

_PREFIX = 32
"""Characters by which a title or bullet is recognised; those after them may be hyphenated."""
_INDEXED = 8
"""Characters at the beginning of a run that are indexed."""


class RunStream(NamedTuple):
    """The text of runs without white space."""

    text: str
    starts: tuple[int, ...]
    """Where each run begins."""
    runs: tuple[tuple[int, TextRun], ...]
    """Each with the number of its page, from 1."""
    run_starts: Mapping[str, Sequence[int]]
    """Where a run begins with a string, for strings of up to :data:`_INDEXED` characters."""

    def run_at(self, position: int) -> tuple[int, TextRun]:
        """Return page and run of a character."""
        return self.runs[max(0, bisect_right(self.starts, position) - 1)]

    def find(self, text: ExpectedText, start: int, stop: int, whole: bool = False) -> tuple[int, int] | None:
        """Return start and end of the first match, preferably one that begins a run, if ``whole`` also ends one."""
        key = squeezed(text.text) if whole else squeezed(text.text)[:_PREFIX]
        if not key:
            return None
        first = -1
        for position in self._run_starts(key, start, stop):
            if not whole or self._is_edge(position + len(key)):
                return position, position + len(key)
            first = position if first < 0 else first
        position = first if first >= 0 else self.text.find(key, start, stop)
        return None if position < 0 else (position, position + len(key))

    def _run_starts(self, key: str, start: int, stop: int) -> Iterator[int]:
        candidates = self.run_starts.get(key[:_INDEXED], ())
        for number in range(bisect_left(candidates, start), len(candidates)):
            position = candidates[number]
            if position + len(key) > stop:
                return
            if self.text.startswith(key, position):
                yield position

    def _is_edge(self, position: int) -> bool:
        return position == len(self.text) or self.starts[bisect_right(self.starts, position) - 1] == position


def run_stream(runs: Sequence[tuple[int, TextRun]]) -> RunStream:
    """Return the text of runs, each of which comes with the number of its page."""
    # All runs are normalised in one call; no printed text contains the separator.
    parts = squeezed("\0".join(run.text.replace("\0", "") for _, run in runs)).split("\0") if runs else []
    text, starts = "".join(parts), tuple(accumulate(map(len, parts[:-1]), initial=0))
    index: dict[str, list[int]] = {}
    for start in starts:
        beginning = text[start : start + _INDEXED]
        for length in range(1, len(beginning) + 1):
            index.setdefault(beginning[:length], []).append(start)
    return RunStream(text, starts, tuple(runs), index)
