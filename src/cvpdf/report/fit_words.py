"""Words and lines for the reports on fitting: kinds, counts, and texts cut or wrapped to a width in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cvpdf.fitting.wording import count
from cvpdf.report.terminal import width

_KINDS = {
    "header": ("header", "headers"),
    "section": ("section", "sections"),
    "group": ("group", "groups"),
    "entry": ("entry", "entries"),
    "role": ("position", "positions"),
    "publication": ("publication", "publications"),
    "paragraph": ("paragraph", "paragraphs"),
    "highlight": ("bullet", "bullets"),
    "field": ("field", "fields"),
    "remark": ("remark", "remarks"),
}
VALUELESS = ("header", "group", "remark")
"""Kinds without a value of their own."""


def kind(name: str) -> str:
    """Return the word for a kind."""
    return _KINDS.get(name, (name, name))[0]


def counted(kinds: Iterable[str]) -> str:
    """Return ``2 entries, 5 bullets``, from large to small."""
    numbers = Counter(kinds)
    return ", ".join(count(numbers[name], *_KINDS[name]) for name in _KINDS if numbers[name])


def percent(share: float) -> str:
    """Return a share of 1 as a percentage."""
    return f"{share * 100:.0f} %"


def cut(text: str, columns: int) -> str:
    """Return a text of at most so many columns; a longer one ends with an ellipsis."""
    if width(text) <= columns:
        return text
    start, used = [], 1
    for character in text:
        used += width(character)
        if used > columns:
            break
        start.append(character)
    return "".join(start).rstrip() + "…" if columns > 0 else ""


def wrapped(text: str, columns: int, first: str = "", later: str = "") -> list[str]:
    """Return a text in lines of at most so many columns, with an indentation for the first and one for the others."""
    lines: list[str] = []
    line = first
    for word in text.split():
        longer = f"{line} {word}" if line.strip() else line + word
        if width(longer) > columns and line.strip():
            lines.append(line)
            longer = later + word
        line = longer
    return [cut(line, columns) for line in (*lines, line) if line.strip()]
