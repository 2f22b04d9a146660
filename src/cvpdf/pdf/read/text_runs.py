"""Read the text runs of one page with pdfium, in the order of the content stream.

pdfium's C functions are called directly (``pypdfium2.raw``), since the Python objects around them give access neither
to text in form XObjects nor to colours. Callers hold the lock of :mod:`cvpdf.pdf.read.pdfium_reader`.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cvpdf.pdf.read.facts import Box, Colour, TextRun
from cvpdf.pdf.read.grounds import MAX_GROUNDS, Ground, Point, colours_behind, is_covered, read_ground

MAX_RUNS = 20_000
"""Runs of a page that are read; a printed page has a few hundred."""
_MAX_DEPTH = 15
"""The depth down to which nested form XObjects are read."""

_LINE_END_HYPHEN = re.compile("[\x02\ufffe](?:\r\n)?")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-2, 9.3.6)."""
_STROKED = 1

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frame(NamedTuple):
    """Converts coordinates in the file to those of the page as it is shown (ISO 32000-2, 8.3.2.3 and 14.11.2)."""

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    """The crop box in the file's units."""
    rotation: int = 0
    """Clockwise, in degrees: 0, 90, 180 or 270."""
    unit: float = 1.0
    """The size of the file's unit in points."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is shown, in points."""
        width, height = (self.right - self.left) * self.unit, (self.top - self.bottom) * self.unit
        return (height, width) if self.rotation % 180 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of the file is shown."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def point(self, x: float, y: float) -> Point:
        """Return where a point of the file is shown."""
        match self.rotation % 360:
            case 90:
                across, up = y - self.bottom, self.right - x
            case 180:
                across, up = self.right - x, self.top - y
            case 270:
                across, up = self.top - y, x - self.left
            case _:
                across, up = x - self.left, y - self.bottom
        return across * self.unit, up * self.unit


def restore_hyphens(text: str) -> str:
    """Return the text with the hyphens at line ends as they are printed.

    pdfium turns a hyphen that ends a line into U+0002 (older ones into U+FFFE) and drops the line break, so that
    searches find the word.
    """
    return _LINE_END_HYPHEN.sub("-\n", text).replace("\r\n", "\n")


class RunReader:
    """Reads the text objects of one page. The buffers that pdfium fills are allocated once, for hundreds of objects."""

    def __init__(self, raw: Any, text_page: Any, frame: Frame, font_names: dict[int, str]) -> None:
        self._raw = raw
        self._text_page = text_page
        self._frame = frame
        self._font_names = font_names
        """By address of the font, which pdfium keeps while the document is open."""
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._size = ctypes.c_float()
        self._channels = [ctypes.c_uint() for _ in range(4)]
        self._matrix_buffer = raw.FS_MATRIX()
        self._buffer = (raw.FPDF_WCHAR * 512)()

    def runs(self, page: Any) -> Iterator[TextRun]:
        """Yield the runs in the order of the content stream."""
        found: list[tuple[TextRun, int]] = []
        grounds: list[Ground] = []
        for item, kind, outer in self._objects(page):
            if kind == self._raw.FPDF_PAGEOBJ_PATH:
                if len(grounds) < MAX_GROUNDS and (ground := self._ground(item, outer)):
                    grounds.append(ground)
                continue
            if len(found) == MAX_RUNS:
                break
            run = self._run(item, outer)
            if run is not None:
                found.append((run, len(grounds)))
        for run, below in found:
            if not grounds:
                yield run
                continue
            behind = colours_behind(run.box, grounds[:below])
            yield run._replace(grounds=behind, covered=is_covered(run.box, grounds[below:]))

    def _objects(self, page: Any) -> Iterator[tuple[Any, int, Matrix]]:
        """Yield texts and paths in the order of the content stream: object, kind, the transformation around it."""
        raw = self._raw
        forms = [(iter(range(raw.FPDFPage_CountObjects(page))), page, raw.FPDFPage_GetObject, _IDENTITY)]
        while forms:
            indices, holder, getter, outer = forms[-1]
            index = next(indices, None)
            if index is None:
                forms.pop()
                continue
            item = getter(holder, index)
            kind = raw.FPDFPageObj_GetType(item) if item else raw.FPDF_PAGEOBJ_UNKNOWN
            if kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH):
                yield item, kind, outer
            elif kind == raw.FPDF_PAGEOBJ_FORM and len(forms) < _MAX_DEPTH:
                inner = range(max(0, raw.FPDFFormObj_CountObjects(item)))
                forms.append((iter(inner), item, raw.FPDFFormObj_GetObject, _times(self._matrix(item), outer)))

    def _run(self, item: Any, outer: Matrix) -> TextRun | None:
        raw = self._raw
        if not raw.FPDFPageObj_GetBounds(item, *self._sides):
            return None
        left, bottom, right, top = (side.value for side in self._sides)
        text = self._text(item).strip()
        if not text and (right <= left or top <= bottom):
            return None
        if outer != _IDENTITY:
            left, bottom, right, top = _around(outer, left, bottom, right, top)
        a, b, c, d, _, _ = _times(self._matrix(item), outer)
        raw.FPDFTextObj_GetFontSize(item, self._size)
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        colour, alpha = self._colour(item, mode)
        return TextRun(
            text=text,
            box=self._frame.box(left, bottom, right, top),
            # The height of the letters; only a flat text has none.
            size=abs(self._size.value) * (math.hypot(c, d) or math.hypot(a, b)) * self._frame.unit,
            colour=colour,
            font=self._font(item),
            invisible=mode in _INVISIBLE or alpha == 0,
            piece=raw.FPDFPageObj_GetMarkedContentID(item),
        )

    def _ground(self, item: Any, outer: Matrix) -> Ground | None:
        def converter(matrix: Matrix) -> Callable[[Point], Point]:
            a, b, c, d, e, f = matrix
            return lambda point: self._frame.point(a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)

        return read_ground(self._raw, item, converter(_times(self._matrix(item), outer)), converter(outer))

    def _text(self, item: Any) -> str:
        get = self._raw.FPDFTextObj_GetText
        length = get(item, self._text_page, self._buffer, ctypes.sizeof(self._buffer))
        if length > ctypes.sizeof(self._buffer):
            self._buffer = (self._raw.FPDF_WCHAR * length)()
            get(item, self._text_page, self._buffer, length)
        # Bytes of UTF-16; the length includes the zero at the end.
        units = memoryview(self._buffer).cast("B")[: max(0, length - 2)]
        return restore_hyphens(units.tobytes().decode("utf-16-le", "replace"))

    def _colour(self, item: Any, mode: int) -> tuple[Colour, int]:
        """Return the colour of the letters and its opacity, 0 to 255; black if none is set."""
        raw = self._raw
        get = raw.FPDFPageObj_GetStrokeColor if mode == _STROKED else raw.FPDFPageObj_GetFillColor
        if not get(item, *self._channels):
            return (0, 0, 0), 255
        red, green, blue, alpha = (channel.value for channel in self._channels)
        return (red, green, blue), alpha

    def _font(self, item: Any) -> str:
        font = self._raw.FPDFTextObj_GetFont(item)
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key is None:
            return ""
        if key not in self._font_names:
            length = self._raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(max(1, length))
            self._raw.FPDFFont_GetBaseFontName(font, buffer, length)
            self._font_names[key] = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
        return self._font_names[key]

    def _matrix(self, item: Any) -> Matrix:
        matrix = self._matrix_buffer
        if not self._raw.FPDFPageObj_GetMatrix(item, matrix):
            return _IDENTITY
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the transformation that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _around(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """Return the rectangle around a transformed one."""
    a, b, c, d, e, f = matrix
    xs, ys = zip(
        *((a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)),
        strict=True,
    )
    return min(xs), min(ys), max(xs), max(ys)
