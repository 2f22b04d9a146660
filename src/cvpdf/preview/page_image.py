"""A page of a PDF as a PNG file, rendered by pdfium."""

from __future__ import annotations

import ctypes
import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from cvpdf.pdf.read.pdfium_reader import LOCK as PDFIUM

MIN_WIDTH, MAX_WIDTH = 64, 6_000
"""Pixels."""
MAX_AREA = 40_000_000
"""Pixels. A larger page is rendered at a smaller size."""
_LEVEL = 1
"""Compression level of zlib. The browser is on this machine, so speed matters more than size."""
_CHANNELS = 3


class RenderError(Exception):
    """The page does not exist, or pdfium cannot read the file."""


@dataclass(frozen=True, slots=True)
class Raster:
    """The pixels of a page."""

    width: int
    height: int
    rows: bytearray = field(repr=False)
    """The uncompressed image data of PNG: for each row the filter type 0, then red, green and blue of each pixel."""

    def digest(self) -> str:
        """Return a text that identifies the pixels."""
        return hashlib.sha256(self.rows).hexdigest()[:32] + f"-{self.width}"


def render_page(pdf: bytes, page: int, width: int) -> Raster:
    """Render a page, counted from 0, at a width in pixels.

    pdfium writes directly into the rows of the PNG data, after the filter types, so nothing is copied.

    Raises :class:`RenderError`.
    """
    width = max(MIN_WIDTH, min(width, MAX_WIDTH))
    with PDFIUM:
        import pypdfium2
        import pypdfium2.raw as raw

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as problem:
            raise RenderError(str(problem)) from problem
        try:
            if not 0 <= page < len(document):
                raise RenderError(f"page {page + 1} does not exist")
            handle = document[page]
            page_width, page_height = handle.get_size()
            ratio = page_height / page_width
            width = max(1, min(width, int((MAX_AREA / ratio) ** 0.5)))
            height = max(1, min(round(width * ratio), MAX_AREA))
            stride = _CHANNELS * width + 1
            rows = bytearray(b"\xff") * (stride * height)
            rows[::stride] = bytes(height)
            memory = (ctypes.c_char * len(rows)).from_buffer(rows)
            bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, ctypes.byref(memory, 1), stride)
            if not bitmap:
                raise RenderError("pdfium has not enough memory for the image")
            flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmap(bitmap, handle.raw, 0, 0, width, height, 0, flags)
            raw.FPDFBitmap_Destroy(bitmap)
            return Raster(width, height, rows)
        except pypdfium2.PdfiumError as problem:
            raise RenderError(str(problem)) from problem
        finally:
            document.close()


def png(raster: Raster) -> bytes:
    """Return pixels as a PNG file (W3C PNG, third edition)."""
    head = struct.pack(">IIBBBBB", raster.width, raster.height, 8, 2, 0, 0, 0)
    data = zlib.compress(raster.rows, _LEVEL)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return b"".join((struct.pack(">I", len(content)), name, content, struct.pack(">I", check)))
