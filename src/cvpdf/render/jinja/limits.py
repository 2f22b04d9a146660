"""The limits of rendering: a template is a program, so it may loop without end or produce a text without end."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sized
from typing import Any

from cvpdf.latex.cancellation import CancelledError

MAX_SECONDS = 30.0
"""CPU time of one rendering; 2,000 publications take a few seconds on a slow machine."""

MAX_LENGTH = 20_000_000
"""Characters of the output, and of every text, list or number of digits that an operation produces."""

MAX_BITS = 100_000
"""Size of a whole number; operations with larger ones take minutes, which nothing can interrupt."""

_STEPS_PER_CHECK = 64
_FIELD_SIZE = re.compile(r"(?<=[%:.<>=^+# -])\d+")
"""A width or a precision in a format."""


class TemplateLimitError(Exception):
    """A template has reached a limit."""


def never() -> bool:
    """Return that the rendering goes on."""
    return False


class Limits:
    """Counts the steps of one rendering: each turn of a loop, and each call of a macro or function."""

    def __init__(self, cancelled: Callable[[], bool] = never) -> None:
        self._cancelled = cancelled
        self._steps = 0
        self._end = time.thread_time() + MAX_SECONDS

    def step(self) -> None:
        """Count a step. Raises :class:`TemplateLimitError` after the time limit, CancelledError if cancelled."""
        self._steps += 1
        if self._steps % _STEPS_PER_CHECK:
            return
        if self._cancelled():
            raise CancelledError
        # CPU time of this thread, so that a busy machine does not fail a build.
        if time.thread_time() > self._end:
            raise TemplateLimitError(f"it did not end within {MAX_SECONDS:g} seconds; does a loop or a macro not end?")

    def joined(self, parts: Iterable[str]) -> str:
        """Return the concatenation of texts."""
        pieces: list[str] = []
        length = 0
        for part in parts:
            length += len(part)
            check_length(length)
            pieces.append(part)
        return "".join(pieces)

    def counted(self, values: Iterable[object]) -> Iterator[object]:
        """Return values that are printed one after the other; each is a step."""
        length = 0
        for value in values:
            self.step()
            length += check_size(value)
            check_length(length)
            yield value

    def between(self, separator: str, parts: Iterable[str]) -> list[str]:
        """Return the parts of ``separator.join(parts)``, which must not become too long."""
        pieces: list[str] = []
        length = 0
        for part in parts:
            length += len(part) + len(separator)
            check_length(length)
            pieces.append(part)
        return pieces


def check_length(length: int) -> None:
    """Raise :class:`TemplateLimitError` for a text that is too long."""
    if length > MAX_LENGTH:
        raise TemplateLimitError(f"it produces more than {MAX_LENGTH:,} characters")


def check_size(value: object) -> int:
    """Return how long the texts in a value are together, lists within lists included, plus one for each other part.

    Raises :class:`TemplateLimitError` if they are too long: a list that contains one long text many times takes little
    memory until something makes one text of it.
    """
    length = 0
    waiting: list[Iterator[object]] = [iter((value,))]
    while waiting:
        for part in waiting[-1]:
            length += len(part) if isinstance(part, str) else 1
            check_length(length)
            if isinstance(part, Collection) and not isinstance(part, (str, bytes)):
                waiting.append(iter(part.items() if isinstance(part, Mapping) else part))
                break
        else:
            waiting.pop()
    return length


def check_repeated(times: int, parts: Iterable[object]) -> None:
    """Raise :class:`TemplateLimitError` if texts, or blanks of these numbers, are too long when repeated ``times``."""
    sizes = (part if isinstance(part, int) else len(part) if isinstance(part, str) else 0 for part in parts)
    check_length(times * max(sizes, default=0))


def check_replace(text: object, old: object = None, new: object = None) -> None:
    """Raise :class:`TemplateLimitError` if ``text.replace(old, new)`` would be too long."""
    if isinstance(text, str) and isinstance(old, str):
        check_length(len(text) + text.count(old) * len(str(new)))


def check_format(text: object, values: Iterable[object]) -> None:
    """Raise :class:`TemplateLimitError` if a text with fields for values may become too long."""
    values = list(values)
    check_size(values)
    text = str(text)
    widths = sum(int(digits[:12]) for digits in _FIELD_SIZE.findall(text))
    values = [inner for value in values for inner in (value.values() if isinstance(value, dict) else (value,))]
    # A value is itself the width in `%*d` and `{:{}}`.
    given = [abs(value) for value in values if isinstance(value, int)] if re.search(r"\*|\{[^}]*\{", text) else []
    longest = max([len(value) for value in values if isinstance(value, Sized)] + given, default=0)
    check_length(len(text) + widths + (text.count("%") + text.count("{")) * longest)


def check_operation(operator: str, left: Any, right: Any) -> None:
    """Raise :class:`TemplateLimitError` if an operation would take or result in too much to be useful."""
    if isinstance(left, int) and isinstance(right, int):
        bits, other = left.bit_length(), right.bit_length()
        check_bits({"*": bits + other, "**": bits * right}.get(operator, max(bits, other)))
    elif operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        check_length(len(left) + len(right))
    elif operator == "*":
        for value, times in ((left, right), (right, left)):
            if isinstance(times, int) and isinstance(value, Sized):
                check_length(len(value) * times)
    elif operator == "%" and isinstance(left, str):
        check_format(left, right if isinstance(right, tuple) else (right,))


def check_bits(bits: int) -> None:
    """Raise :class:`TemplateLimitError` for a whole number that is too large."""
    if bits > MAX_BITS:
        raise TemplateLimitError(f"it computes a number of more than {MAX_BITS:,} bits")
