"""One page of a PDF as a PNG file, drawn by pdfium."""

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
"""Pixels; a page that would have more is drawn smaller."""
_LEVEL = 1
"""Of zlib. The browser is on this machine, so time counts and size does not."""
_CHANNELS = 3


class CannotDraw(Exception):
    """A page is not there, or pdfium cannot read the file."""


@dataclass(frozen=True, slots=True)
class Raster:
    """The pixels of a page."""

    width: int
    height: int
    rows: bytearray = field(repr=False)
    """Row by row what PNG wants to have compressed: the number of a filter, here always 0, then red, green, blue …"""

    def digest(self) -> str:
        """Return a name that only equal pictures share."""
        return hashlib.sha256(self.rows).hexdigest()[:32] + f"-{self.width}"


def draw(pdf: bytes, page: int, width: int) -> Raster:
    """Draw a page, counted from 0, at a width in pixels.

    pdfium writes straight into the rows of the PNG file, between the filters' numbers: nothing is copied.

    Raises CannotDraw.
    """
    width = max(MIN_WIDTH, min(width, MAX_WIDTH))
    with PDFIUM:
        import pypdfium2
        import pypdfium2.raw as raw

        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as problem:
            raise CannotDraw(str(problem)) from problem
        try:
            if not 0 <= page < len(document):
                raise CannotDraw(f"there is no page {page + 1}")
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
                raise CannotDraw("pdfium has no room for the picture")
            flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmap(bitmap, handle.raw, 0, 0, width, height, 0, flags)
            raw.FPDFBitmap_Destroy(bitmap)
            return Raster(width, height, rows)
        except pypdfium2.PdfiumError as problem:
            raise CannotDraw(str(problem)) from problem
        finally:
            document.close()


def png(raster: Raster) -> bytes:
    """Return the picture as a PNG file (W3C PNG, third edition)."""
    head = struct.pack(">IIBBBBB", raster.width, raster.height, 8, 2, 0, 0, 0)
    data = zlib.compress(raster.rows, _LEVEL)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return b"".join((struct.pack(">I", len(content)), name, content, struct.pack(">I", check)))
