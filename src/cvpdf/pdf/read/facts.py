"""The facts that are read from a PDF: plain data, so that checks need no PDF library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

OutlineTarget = Literal["page", "elsewhere", "nowhere", "none"]
"""Where an outline entry leads: to a page, out of the file, to a missing page or name, or it has no target."""


Colour = tuple[int, int, int]
"""Red, green and blue from 0 to 255."""
WHITE: Colour = (255, 255, 255)


class Box(NamedTuple):
    """A rectangle on the page as it is shown: PDF points (1/72 inch), the origin at the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class TextRun(NamedTuple):
    """The text that one operator of the content stream shows: some letters, a word or a line."""

    text: str
    box: Box
    """Around the ink of the glyphs; of no height or width for spaces."""
    size: float
    """Points as seen on the page: the font size times the text matrix and the transformations around it."""
    colour: Colour
    """The fill colour."""
    font: str
    """The PostScript name, without the subset tag."""
    invisible: bool = False
    """Painted by nothing: rendering mode 3 or 7, or fully transparent."""
    grounds: tuple[Colour, ...] = (WHITE,)
    """The colours of the paper and of filled areas that are directly behind the text. Pictures are not seen."""
    covered: bool = False
    """Whether an opaque area that is painted later hides it."""
    piece: int = -1
    """The number of the marked content that it belongs to; negative if it belongs to none."""

    @property
    def is_visible(self) -> bool:
        """Whether the run shows more than white space."""
        return not self.invisible and bool(self.text.strip())


class Line(NamedTuple):
    """Runs that stand side by side, from left to right, also across the gap between columns."""

    text: str
    box: Box
    size: float
    """Of most characters, in points."""
    runs: tuple[TextRun, ...]


class LinkFacts(NamedTuple):
    """A link annotation and the area to click on."""

    uri: str
    box: Box


class PageFacts(NamedTuple):
    """One page as it is shown: rotation and user unit are applied, sizes are in PDF points (1/72 inch)."""

    text: str
    """The text layer as pypdf reads it: in the order of the content stream, with line breaks."""
    width: float
    height: float
    links: tuple[str, ...] = ()
    """The URIs of the link annotations, in the file's order, repetitions included."""
    has_image: bool = False
    """Whether the page shows pictures or form XObjects. Without them and without text it is blank."""
    runs: tuple[TextRun, ...] = ()
    """The text in the order of the content stream, form XObjects included; empty if pdfium cannot read it."""
    lines: tuple[Line, ...] = ()
    """The visible runs as lines, from top to bottom."""
    link_boxes: tuple[LinkFacts, ...] = ()
    """The link annotations with a URI and a rectangle, in the file's order."""
    pdfium_text: str = ""
    """The text layer as pdfium reads it, with line breaks; empty if pdfium cannot read it."""


class FontFacts(NamedTuple):
    """One font of the file; for composite fonts the descendant's program counts."""

    name: str
    """The PostScript name without the subset tag."""
    subtype: str
    """``Type1``, ``TrueType``, ``Type0``, ``Type3`` …"""
    embedded: bool
    subset: bool
    to_unicode: bool
    standard_encoding: bool
    """Whether the encoding alone defines which characters the codes mean (ISO 32000-2, 9.10.2)."""


class OutlineEntry(NamedTuple):
    """One entry of the outline (the bookmarks); ``level`` counts from 1."""

    title: str
    level: int
    target: OutlineTarget


class FileText(NamedTuple):
    """The readable text in one part of the file. ``where`` names the part for a message."""

    where: str
    text: str


class TagProblem(NamedTuple):
    """A rule of tagged PDF that the file breaks: the code of the check, and what is wrong."""

    code: str
    text: str
    own: bool = False
    """Whether only cvpdf promises this; other programs may do it differently."""


class Element(NamedTuple):
    """An element of the structure."""

    kind: str
    """`H1`, `P`, `LBody` …"""
    parent: int
    """The index of the element around it; negative at the top."""
    pieces: tuple[tuple[int, int], ...]
    """All marked content inside of it, in the order of reading: page, counted from 1, and number."""
    uris: tuple[str, ...] = ()
    """The addresses of its link annotations."""


class StructureFacts(NamedTuple):
    """The structure of a tagged PDF."""

    elements: tuple[Element, ...] = ()
    """In the order of reading."""
    problems: tuple[TagProblem, ...] = ()
    archive: str = ""
    """The part and level of PDF/A that the file claims, such as `2A`; empty if it claims none."""


class FileFacts(NamedTuple):
    """The facts about the file as a whole: its objects and streams, and what qpdf had to repair."""

    texts: tuple[FileText, ...] = ()
    """All strings, all streams except the pixels of pictures, and the bytes between the objects."""
    active: tuple[str, ...] = ()
    """Kinds of active content, each once: ``JavaScript``, ``Launch`` …"""
    attachments: tuple[str, ...] = ()
    """Names of attached files; the object's number where there is no name."""
    revealed: tuple[str, ...] = ()
    """What the metadata of pictures reveal, such as `the GPS position`, each once."""
    stray_streams: tuple[int, ...] = ()
    """Numbers of the streams that nothing uses which the file shows."""
    problems: tuple[str, ...] = ()
    """Defects that qpdf, or pypdf in strict mode, reports."""
    outline: tuple[OutlineEntry, ...] = ()
    """In the order in which it is shown."""
    dates: tuple[tuple[str, str], ...] = ()
    """Name and value of each date of the document, from the document information and from XMP."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """Name and value of each identifier that differs between runs: ``/ID``, and XMP's."""
    structure: StructureFacts = StructureFacts()


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """Everything that the checks need of a PDF. Strings that are not set are empty."""

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
    read_by_pdfium: bool = False
    """Whether pdfium has read the file; if not, ``runs``, ``lines`` and ``pdfium_text`` of the pages are empty."""
    pypdf_messages: tuple[str, ...] = ()
    """Messages that pypdf logged about the pages where it had to guess; not all of them are the file's fault."""
    file: FileFacts = field(default_factory=FileFacts)
    """Empty unless the file as a whole was read as well."""

    @property
    def text(self) -> str:
        """The text of all pages as pypdf reads it, a line break between pages."""
        return "\n".join(page.text for page in self.pages)

    @property
    def pdfium_text(self) -> str:
        """The text of all pages as pdfium reads it, a line break between pages."""
        return "\n".join(page.pdfium_text for page in self.pages)
