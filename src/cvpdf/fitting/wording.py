"""How fitting writes numbers, places and texts of cv.yaml, in messages and in reports.

Every function returns a single line without control characters; of a path it returns the name only.
"""

from __future__ import annotations

from pathlib import Path

from cvpdf.diagnostics import Span
from cvpdf.fitting.report import Layout
from cvpdf.render.content.markdown import plain
from cvpdf.source.read import without_forbidden


def count(number: int, singular: str, plural: str) -> str:
    """Return ``1 line`` or ``3 lines``."""
    return f"{number} {singular if number == 1 else plural}"


def number(value: float, places: int = 2) -> str:
    """Return a number without trailing zeros."""
    return f"{round(value, places) + 0.0:g}"


def points(value: float) -> str:
    """Return a height in points, such as ``12.0 pt``."""
    return f"{value + 0.0:.1f} pt"


def layout(chosen: Layout, all_of_it: bool = True) -> str:
    """Return ``10 pt, spacing 0.84, line spacing 1``; without ``all_of_it`` the line spacing is left out."""
    size = f"{number(chosen.font_size)} pt, spacing {number(chosen.spacing)}"
    return size + f", line spacing {number(chosen.line_spacing)}" * all_of_it


def place(span: Span | None) -> str:
    """Return ``cv.yaml:12``; an empty text without a span."""
    return f"{clean(Path(span.file).name)}:{span.line}" if span else ""


def clean(text: str) -> str:
    """Return a text on one line, with a replacement for every control or hidden character."""
    return without_forbidden(" ".join(text.encode("utf-8", "replace").decode("utf-8").split()))


def shown(text: str) -> str:
    """Return a text of cv.yaml as a reader sees it: clean, and without Markdown."""
    return clean(plain(clean(text)))
