"""How fitting says things: kinds, places, numbers, counts, and texts cut to a width.

Every function returns text fit for a terminal and for a file that others may see: one line, nothing that a terminal
would obey, and of a path the name only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cvpdf.diagnostics import Span
from cvpdf.fitting.report import Layout
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
"""Kinds that have no value of their own."""


def kind(name: str) -> str:
    """Return the word for a kind."""
    return _KINDS.get(name, (name, name))[0]


def count(number: int, one: str, many: str) -> str:
    """Return ``1 line`` or ``3 lines``."""
    return f"{number} {one if number == 1 else many}"


def counted(kinds: Iterable[str]) -> str:
    """Return ``2 entries, 5 bullets``, from the large to the small."""
    numbers = Counter(kinds)
    return ", ".join(count(numbers[name], *_KINDS[name]) for name in _KINDS if numbers[name])


def number(value: float, places: int = 2) -> str:
    """Return a number without needless zeros."""
    return f"{round(value, places) + 0.0:g}"


def points(value: float) -> str:
    """Return a height."""
    return f"{value + 0.0:.1f} pt"


def percent(share: float) -> str:
    """Return a share of one in per cent."""
    return f"{share * 100:.0f} %"


def layout(chosen: Layout, all_of_it: bool = True) -> str:
    """Return ``10 pt, spacing 0.84, line spacing 1``; the last, which hardly changes, only if all of it is wanted."""
    size = f"{number(chosen.font_size)} pt, spacing {number(chosen.spacing)}"
    return size + f", line spacing {number(chosen.line_spacing)}" * all_of_it


def place(span: Span | None) -> str:
    """Return ``cv.yaml:12``."""
    return f"{clean(Path(span.file).name)}:{span.line}" if span else ""


def clean(text: str) -> str:
    """Return a text on one line, with a sign in place of each character that a terminal would obey or hide."""
    from cvpdf.source.read import without_forbidden

    return without_forbidden(" ".join(text.encode("utf-8", "replace").decode("utf-8").split()))


def shown(text: str) -> str:
    """Return a text of cv.yaml as a reader sees it: clean, and without Markdown."""
    from cvpdf.render.markdown import plain

    return clean(plain(clean(text)))


def quoted(text: str, columns: int = 50) -> str:
    """Return a text of cv.yaml in quotation marks, cut to a width."""
    return f"“{cut(shown(text), columns)}”"


def cut(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns; a longer one ends with an ellipsis."""
    if width(text) <= columns:
        return text
    kept, taken = [], 1
    for character in text:
        taken += width(character)
        if taken > columns:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if columns > 0 else ""


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
    return [cut(one, columns) for one in (*lines, line) if one.strip()]
