"""What a PDF must hold, as plain data: made from a selection before the PDF exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.diagnostics import Span


class ExpectedText(NamedTuple):
    """A string that must be found in the text layer. ``what`` names it for a message: ``name``, ``highlight`` …"""

    text: str
    what: str
    span: Span | None = None


class ExpectedLink(NamedTuple):
    """A link annotation that must be there, with exactly this URI."""

    uri: str
    span: Span | None = None


class ExpectedEntry(NamedTuple):
    """The reading order within an entry: its title, then its date, then what is below in order."""

    title: ExpectedText
    date: ExpectedText | None = None
    body: tuple[ExpectedText, ...] = ()
    """Bullets, and the positions of an employer with several of them."""


class ExpectedSection(NamedTuple):
    """The reading order within a section. Groups of publications are sections of level 2."""

    title: ExpectedText
    level: int = 1
    entries: tuple[ExpectedEntry, ...] = ()


class ExpectedPage(NamedTuple):
    """The page as it was asked for, in PDF points (1/72 inch)."""

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float
    """Margins."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that the checks with a source compare against."""

    texts: tuple[ExpectedText, ...] = ()
    """In the order in which the user wrote them."""
    links: tuple[ExpectedLink, ...] = ()
    title: str = ""
    author: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    name: ExpectedText | None = None
    """The person's name, which is read first of all."""
    foot: str = ""
    """What the class prints at the foot of the second and later pages, before the page's number."""
    sections: tuple[ExpectedSection, ...] = ()
    """In reading order; the PDF's outline names the same ones."""
    page: ExpectedPage | None = None
    min_font_size: float = 8.0
    """Points; no text may be smaller."""
    max_file_size: int = 5_000_000
    """Bytes."""
    max_pages: int | None = None
    span: Span | None = None
    """The variant's place in cv.yaml, for what belongs to no single string."""
