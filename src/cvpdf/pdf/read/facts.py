"""What is known about a PDF after it has been read once: plain data, so that checks need no PDF library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Box(NamedTuple):
    """A rectangle on the page as it is shown: PDF points (1/72 inch), the origin at the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class TextRun(NamedTuple):
    """What one operator of the content stream shows: some letters, a word or a line."""

    text: str
    box: Box
    """Around the ink of the glyphs; of no height or width for spaces."""
    size: float
    """Points as seen on the page: the font size times the text matrix and the transformations around it."""
    colour: tuple[int, int, int]
    """The fill colour: red, green and blue from 0 to 255."""
    font: str
    """The PostScript name, without the subset's tag."""
    invisible: bool = False
    """Painted by nothing: rendering mode 3 or 7, or fully transparent."""


class LinkFacts(NamedTuple):
    """A link annotation and the place to click on."""

    uri: str
    box: Box


class PageFacts(NamedTuple):
    """One page as it is shown: rotation and user unit are applied, sizes are in PDF points (1/72 inch)."""

    text: str
    """The text layer in the order of the content stream, with line breaks."""
    width: float
    height: float
    links: tuple[str, ...] = ()
    """The URIs of the link annotations, in the file's order, repetitions kept."""
    has_image: bool = False
    """Whether the page shows pictures or form XObjects. Without them and without text it is blank."""
    runs: tuple[TextRun, ...] = ()
    """The text in the order of the content stream, form XObjects included; empty if pdfium cannot read it."""
    link_boxes: tuple[LinkFacts, ...] = ()
    """The link annotations with a URI and a rectangle, in the file's order."""
    second_text: str = ""
    """The text layer as pdfium reads it, with line breaks; empty if it cannot."""


class FontFacts(NamedTuple):
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
    second_reader: bool = False
    """Whether pdfium has read the file, so that ``runs`` and ``second_text`` say something."""
    worked_out: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What one check has worked out from these facts, for the others that ask the same."""

    @property
    def text(self) -> str:
        """The text of all pages as pypdf reads it, a line break between pages."""
        return "\n".join(page.text for page in self.pages)

    @property
    def second_text(self) -> str:
        """The text of all pages as pdfium reads it, a line break between pages."""
        return "\n".join(page.second_text for page in self.pages)
