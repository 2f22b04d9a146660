"""The expected content of a PDF, as plain data: made from a selection, before the PDF exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.diagnostics import Span


class ExpectedText(NamedTuple):
    """A string that must be in the text layer. ``what`` names it for a message: ``name``, ``highlight`` …"""

    text: str
    what: str
    span: Span | None = None
    breaks: tuple[int, ...] = ()
    """Where a line may break although there is no space: offsets in the text."""
    hyphens: tuple[int, ...] = ()
    """Where a line break adds a hyphen."""


class ExpectedLink(NamedTuple):
    """A link annotation that must exist, with exactly this URI."""

    uri: str
    span: Span | None = None
    text: str = ""
    """The text of the link."""


class ExpectedEntry(NamedTuple):
    """The reading order within an entry: its title, then its date, then its body."""

    title: ExpectedText
    date: ExpectedText | None = None
    body: tuple[ExpectedText, ...] = ()
    """Bullets, and the positions at an employer with several of them, in order."""


class ExpectedSection(NamedTuple):
    """The reading order within a section. Groups of publications are sections of level 2."""

    title: ExpectedText
    level: int = 1
    entries: tuple[ExpectedEntry, ...] = ()


class ExpectedPage(NamedTuple):
    """The size of the page and its margins (``left`` to ``top``), in PDF points (1/72 inch)."""

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that the checks compare a PDF with, if there is a source."""

    texts: tuple[ExpectedText, ...] = ()
    """In the order of the page; the first is a name of the person."""
    links: tuple[ExpectedLink, ...] = ()
    title: str = ""
    author: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    name: ExpectedText | None = None
    """The person's name, which metadata and the page foot use."""
    foot: str = ""
    """The text at the bottom of each of several pages: ``{}`` is its number, ``{pages}`` how many pages there are."""
    sections: tuple[ExpectedSection, ...] = ()
    """In reading order; the PDF's outline has the same sections."""
    page: ExpectedPage | None = None
    min_font_size: float = 8.0
    """Points."""
    max_file_size: int = 5_000_000
    """Bytes."""
    max_pages: int | None = None
    standard: str = "none"
    """What the PDF conforms to: `ua1`, or `none`."""
    standard_required: bool = False
    """Whether cv.yaml asks for it; without that, a template of the user's own may lack tags."""
    hyphenated: bool = False
    """Whether LaTeX may break any word with a hyphen at the end of a line."""
    span: Span | None = None
    """The variant's place in cv.yaml, for diagnostics that belong to no single string."""
