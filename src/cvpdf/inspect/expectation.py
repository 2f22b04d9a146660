"""What a PDF must hold, as plain data: made from a selection before the PDF exists."""

from __future__ import annotations

from dataclasses import dataclass

from cvpdf.diagnostics import Span


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """A string that must be found in the text layer. ``what`` names it for a message: ``name``, ``highlight`` …"""

    text: str
    what: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ExpectedLink:
    """A link annotation that must be there, with exactly this URI."""

    uri: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """Everything that the checks with a source compare against."""

    texts: tuple[ExpectedText, ...] = ()
    """In the order in which the user wrote them."""
    links: tuple[ExpectedLink, ...] = ()
    title: str = ""
    author: str = ""
    language: str = ""
    max_pages: int | None = None
    span: Span | None = None
    """The variant's place in cv.yaml, for what belongs to no single string."""
