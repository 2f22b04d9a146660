"""Read a PDF with pypdf: the text, size and links of each page as it is shown, the fonts and the metadata."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple, TypeVar

from pypdf import PageObject, PdfReader

from cvpdf.pdf.read.facts import FontFacts, LinkFacts, PageFacts, PdfFacts
from cvpdf.pdf.read.font_walk import entry, fonts_of, items, resolved
from cvpdf.pdf.read.text_runs import Frame

T = TypeVar("T")

EDGE = 1024
"""Bytes at the start and the end of the file in which readers look for the marks of a PDF (ISO 32000-1, annex H.3)."""


class PypdfReading(NamedTuple):
    """What pypdf reads of a file, as far as it can."""

    facts: PdfFacts | None
    """``None`` if pypdf cannot open the file, or if it needs a password."""
    damages: list[str]
    """Every defect."""
    frames: tuple[Frame, ...] = ()
    """How each page is shown."""
    needs_password: bool = False


def read(data: bytes, path: str) -> PypdfReading:
    """Return what pypdf reads. Nothing is raised."""
    damages: list[str] = []

    def attempt(part: str, function: Callable[[], T], default: T) -> T:
        # pypdf raises anything at all on damaged files, RecursionError and MemoryError included.
        try:
            return function()
        except Exception as problem:
            damages.append(f"{part}: {problem or type(problem).__name__}")
            return default

    if b"%%EOF" not in data[-EDGE:]:
        damages.append("the end is missing (no %%EOF)")
    reader: PdfReader | None = attempt("structure", lambda: PdfReader(BytesIO(data), strict=False), None)
    if reader is None:
        return PypdfReading(None, damages)
    encrypted = attempt("encryption", lambda: reader.is_encrypted, False)
    if encrypted and not _opens_without_password(reader):
        return PypdfReading(None, damages, needs_password=True)
    no_pages: list[PageObject] = []
    pages = attempt("page tree", lambda: list(reader.pages), no_pages)
    if not pages and not damages:
        damages.append("it has no pages")
    frames = tuple(attempt(f"page {n}", partial(_frame, page), Frame()) for n, page in enumerate(pages, 1))
    info: dict[str, Any] = attempt("metadata", lambda: dict(reader.metadata or {}), {})
    catalogue: Any = attempt("catalogue", lambda: entry(reader.trailer, "/Root"), None)
    no_fonts: tuple[FontFacts, ...] = ()

    def text(name: str) -> str:
        return attempt("metadata", lambda: _string(info.get(name)), "")

    facts = PdfFacts(
        path=path,
        fonts=attempt("fonts", lambda: fonts_of(pages), no_fonts),
        title=text("/Title"),
        author=text("/Author"),
        subject=text("/Subject"),
        keywords=text("/Keywords"),
        language=attempt("language", lambda: _string(entry(catalogue, "/Lang")), ""),
        pages=tuple(
            attempt(f"page {n}", partial(_page, page, frame), PageFacts("", 0.0, 0.0))
            for n, (page, frame) in enumerate(zip(pages, frames, strict=True), 1)
        ),
        encrypted=encrypted,
        size=len(data),
    )
    return PypdfReading(facts, damages, frames)


def _opens_without_password(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a missing library for AES has the same effect as a missing password
        return False


def _frame(page: Any) -> Frame:
    """Return how the page is shown: the crop box within the medium (ISO 32000-2, 14.11.2.1), the rotation, the unit."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    medium = [float(side) for side in page.mediabox]
    left, bottom = max(left, medium[0]), max(bottom, medium[1])
    right, top = max(left, min(right, medium[2])), max(bottom, min(top, medium[3]))
    quarter_turns = round(int(page.rotation or 0) / 90) % 4
    return Frame(left, bottom, right, top, quarter_turns * 90, float(entry(page, "/UserUnit") or 1))


def _page(page: Any, frame: Frame) -> PageFacts:
    """Return the facts that pypdf reads on a page. Raises whatever pypdf raises."""
    links: list[str] = []
    link_boxes: list[LinkFacts] = []
    for annotation in items(entry(page, "/Annots")):
        uri = entry(entry(annotation, "/A"), "/URI")
        if entry(annotation, "/Subtype") == "/Link" and uri is not None:
            links.append(_uri(uri))
            sides = items(entry(annotation, "/Rect"))
            if len(sides) == 4:
                link_boxes.append(LinkFacts(links[-1], frame.box(*(float(side) for side in sides))))
    pictures = entry(entry(page, "/Resources"), "/XObject")
    width, height = frame.size
    return PageFacts(
        text=_printable(page.extract_text()),
        width=width,
        height=height,
        links=tuple(links),
        has_image=bool(pictures),
        link_boxes=tuple(link_boxes),
    )


def _string(value: Any) -> str:
    """Return a text string of the file; empty if there is none."""
    value = resolved(value)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return _printable(str(value)) if value is not None else ""


def _printable(text: str) -> str:
    """Return the text with surrogate pairs joined and lone ones replaced, which no terminal or JSON can print."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _uri(value: Any) -> str:
    """Return a URI action's target; bytes beyond ASCII, which the standard forbids, are taken as UTF-8."""
    text = _string(value)
    if text.isascii():
        return text
    raw = value if isinstance(value, bytes) else getattr(value, "original_bytes", b"")
    try:
        return raw.decode("utf-8") or text
    except UnicodeDecodeError:
        return text
