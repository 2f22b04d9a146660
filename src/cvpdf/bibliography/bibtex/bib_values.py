"""The values of BibTeX: texts in braces or quotes, numbers and names of strings, joined by ``#``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MONTHS: Mapping[str, str] = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December"),
        strict=True,
    )
)  # fmt: skip
"""The strings that every style of BibTeX defines."""

_SPACE = re.compile(r"\s*")
_JOIN = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[^\s\"#%'(),={}\\]+")
_FIELD = re.compile(r"\s*(?P<name>[^\s\"#%'(),={}\\]+)\s*=\s*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


class Part(NamedTuple):
    """A text, a number, or the name of a string."""

    text: str
    start: int
    end: int
    """Offsets within the value, without delimiters."""
    is_name: bool


class Value(NamedTuple):
    """The parts of a value that are joined. ``rest`` is the offset of what does not belong to it, which is a fault."""

    parts: tuple[Part, ...]
    rest: int

    @property
    def start(self) -> int:
        """Where the first part begins."""
        return self.parts[0].start if self.parts else 0

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.parts[-1].end if self.parts else 0

    def text(self, strings: Mapping[str, str]) -> str:
        """Return the parts joined; a name that is not among the ``strings``, in lower case, stands for itself."""
        return "".join(strings.get(part.text.lower(), part.text) if part.is_name else part.text for part in self.parts)

    def length(self, strings: Mapping[str, str]) -> int:
        """Return the length of the text."""
        return sum(len(strings.get(part.text.lower(), part.text) if part.is_name else part.text) for part in self.parts)

    def unknown(self, strings: Mapping[str, str]) -> Iterator[Part]:
        """Yield the names of strings that are not defined."""
        return (part for part in self.parts if part.is_name and part.text.lower() not in strings)


def value_at(text: str, start: int = 0) -> Value:
    """Return the value that begins at an offset."""
    parts: list[Part] = []
    place = _SPACE.match(text, start).end()  # type: ignore[union-attr]
    while (part := _part(text, place)) is not None:
        parts.append(part)
        place = part.end + (text[part.end : part.end + 1] in ("}", '"') and part.start > place)
        if (join := _JOIN.match(text, place)) is None:
            break
        place = join.end()
    return Value(tuple(parts), _SPACE.match(text, place).end())  # type: ignore[union-attr]


def field_at(text: str, start: int) -> re.Match[str] | None:
    """Return the name and the sign ``=`` of a field that begins at an offset, if there is one."""
    return _FIELD.match(text, start)


def _part(text: str, start: int) -> Part | None:
    sign = text[start : start + 1]
    if sign == "{":
        end = _closing(text, start)
        return Part(text[start + 1 : end], start + 1, end, False) if end is not None else None
    if sign == '"':
        end = _closing_quote(text, start)
        return Part(text[start + 1 : end], start + 1, end, False) if end is not None else None
    if bare := _BARE.match(text, start):
        return Part(bare[0], bare.start(), bare.end(), not bare[0].isdigit())
    return None


def _closing(text: str, start: int) -> int | None:
    """Return the offset of the brace that closes the one at an offset. BibTeX counts ``\\{`` too, most files do not."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return None


def _closing_quote(text: str, start: int) -> int | None:
    """Return the offset of the quote that closes the one at an offset; quotes in braces are letters."""
    depth = 0
    for place in range(start + 1, len(text)):
        sign = text[place]
        if sign == '"' and depth == 0:
            return place
        depth += {"{": 1, "}": -1}.get(sign, 0) if text[place - 1] != "\\" else 0
    return None
