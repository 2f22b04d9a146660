"""A citation style as it is read from its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

DEFAULT_STYLE = "venue-first"
"""The style of a design that names none."""
CSL = "csl:"
"""What is before the name or path of a style of the Citation Style Language."""


class CitationStyle(NamedTuple):
    """How a list prints a publication: a small template, see `docs/publications.md`."""

    name: str
    file: Path
    text: str


def is_csl(style: str) -> bool:
    """Whether a style is one of the Citation Style Language."""
    return style.startswith(CSL)
