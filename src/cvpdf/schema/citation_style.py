"""A citation style as it is read from its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

DEFAULT_STYLE = "venue-first"
"""The style of a design that names none."""


class CitationStyle(NamedTuple):
    """How a list prints a publication: a small template, see `docs/publications.md`."""

    name: str
    file: Path
    text: str
