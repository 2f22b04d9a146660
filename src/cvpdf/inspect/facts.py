"""What is known about a PDF after it has been read once: plain data, so that checks need no PDF library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page as it is shown: rotation and user unit are applied, sizes are in PDF points (1/72 inch)."""

    text: str
    """The text layer in the order of the content stream, with line breaks."""
    width: float
    height: float
    links: tuple[str, ...] = ()
    """The URIs of the link annotations, in the file's order, repetitions kept."""
    has_image: bool = False
    """Whether the page shows pictures or form XObjects. Without them and without text it is blank."""


@dataclass(frozen=True, slots=True)
class FontFacts:
    """One font of the file; for composite fonts the descendant's program counts."""

    name: str
    """The PostScript name without the subset's tag."""
    subtype: str
    """``Type1``, ``TrueType``, ``Type0``, ``Type3`` …"""
    embedded: bool
    subset: bool
    to_unicode: bool
    standard_encoding: bool
    """Whether the encoding alone says which characters the codes mean (ISO 32000-2, 9.10.2)."""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """Everything that the checks ask about a PDF. Strings that are not set are empty."""

    path: str
    pages: tuple[PageFacts, ...]
    fonts: tuple[FontFacts, ...] = ()
    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = ""
    encrypted: bool = False
    size: int = 0
    """Bytes."""

    @property
    def text(self) -> str:
        """The text of all pages, a line break between pages."""
        return "\n".join(page.text for page in self.pages)
