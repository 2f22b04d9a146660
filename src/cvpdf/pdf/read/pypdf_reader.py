"""Read a PDF with pypdf: the text and links of each page, the fonts and the metadata."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from cvpdf.pdf.read.facts import FontFacts, PageFacts, PdfFacts
from cvpdf.pdf.read.font_walk import entry, fonts_of
from cvpdf.pdf.read.page_reader import frame_of, page_facts, string
from cvpdf.pdf.read.text_runs import Frame

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

T = TypeVar("T")

EDGE = 1024
"""Bytes at the start and the end of the file in which readers look for the marks of a PDF (ISO 32000-1, annex H.3)."""


class PypdfReader:
    """A PDF that pypdf has opened as far as possible. Nothing is raised; every defect is added to ``damages``."""

    def __init__(self, data: bytes) -> None:
        from pypdf import PdfReader

        self.damages: list[str] = []
        if b"%%EOF" not in data[-EDGE:]:
            self.damages.append("the end is missing (no %%EOF)")
        reader: PdfReader | None = self._try("structure", lambda: PdfReader(BytesIO(data), strict=False), None)
        self._reader = reader
        self.is_open = reader is not None
        self.encrypted = reader is not None and self._try("encryption", lambda: reader.is_encrypted, False)
        self.locked = self.encrypted and not self._opens_without_password()
        self._pages: list[PageObject] = []
        if reader is not None and not self.locked:
            self._pages = self._try("page tree", lambda: list(reader.pages), [])
            if not self._pages and not self.damages:
                self.damages.append("it has no pages")
        self.frames = tuple(
            self._try(f"page {number}", partial(frame_of, page), Frame()) for number, page in enumerate(self._pages, 1)
        )

    def page(self, index: int) -> PageFacts:
        """Return the facts about one page, counted from 0, as far as pypdf reads them."""
        page, frame = self._pages[index], self.frames[index]
        return self._try(f"page {index + 1}", partial(page_facts, page, frame), PageFacts("", 0.0, 0.0))

    def document(self) -> PdfFacts:
        """Return the fonts and the metadata, without path and pages."""
        reader = self._reader
        if reader is None:
            return PdfFacts("", ())
        info: dict[str, Any] = self._try("metadata", lambda: dict(reader.metadata or {}), {})
        catalogue: Any = self._try("catalogue", lambda: entry(reader.trailer, "/Root"), None)
        no_fonts: tuple[FontFacts, ...] = ()

        def text(name: str) -> str:
            return self._try("metadata", lambda: string(info.get(name)), "")

        return PdfFacts(
            path="",
            pages=(),
            fonts=self._try("fonts", lambda: fonts_of(self._pages), no_fonts),
            title=text("/Title"),
            author=text("/Author"),
            subject=text("/Subject"),
            keywords=text("/Keywords"),
            language=self._try("language", lambda: string(entry(catalogue, "/Lang")), ""),
        )

    def _try(self, part: str, function: Callable[[], T], default: T) -> T:
        # pypdf raises anything at all on damaged files, RecursionError and MemoryError included.
        try:
            return function()
        except Exception as problem:
            self.damages.append(f"{part}: {problem or type(problem).__name__}")
            return default

    def _opens_without_password(self) -> bool:
        try:
            return self._reader is not None and bool(self._reader.decrypt(""))
        except Exception:  # a missing library for AES has the same effect as a missing password
            return False
