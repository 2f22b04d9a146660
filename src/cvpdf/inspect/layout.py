"""Read a PDF a second time, with pdfium: its text layer, and place, size and colour of each piece of text.

pdfium is the reader of Chrome, and shares nothing with pypdf. It may be called from one thread at a time only, so all
of it happens under a lock.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cvpdf.inspect.facts import Box, TextRun

MAX_PAGES = 100
"""Places are read of so many pages; nothing with more is a CV."""
MAX_RUNS = 20_000
"""So many pieces of text of a page are read; a printed page has a few hundred."""
_MAX_DEPTH = 15
"""So deeply nested form XObjects are read."""

_LOCK = threading.Lock()
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_INVISIBLE = (3, 7)
"""Text rendering modes that paint nothing (ISO 32000-2, 9.3.6)."""
_STROKED = 1

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's coordinates become those of the page as it is shown (ISO 32000-2, 8.3.2.3 and 14.11.2)."""

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
        corners = [self._point(x, y) for x, y in ((left, bottom), (right, top))]
        (x1, x2), (y1, y2) = (sorted(axis) for axis in zip(*corners, strict=True))
        return Box(x1, y1, x2, y2)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        turned = {
            0: (x - self.left, y - self.bottom),
            90: (y - self.bottom, self.right - x),
            180: (self.right - x, self.top - y),
            270: (self.top - y, x - self.left),
        }[self.rotation % 360]
        return turned[0] * self.unit, turned[1] * self.unit


@dataclass(frozen=True, slots=True)
class Layout:
    """What pdfium says about one page."""

    text: str = ""
    runs: tuple[TextRun, ...] = ()


def read(data: bytes, frames: Sequence[Frame]) -> tuple[tuple[Layout, ...], str]:
    """Return one layout for each frame, and what went wrong, in a few words, or an empty string. Nothing is raised."""
    nothing = (Layout(),) * len(frames)
    try:
        with _LOCK:
            import pypdfium2

            document = pypdfium2.PdfDocument(data)
            try:
                if len(document) != len(frames):
                    return nothing, f"it sees {len(document)} pages, pypdf {len(frames)}"
                names: dict[int, str] = {}
                return tuple(
                    _page(document, number, frame, names if number < MAX_PAGES else None)
                    for number, frame in enumerate(frames)
                ), ""
            finally:
                document.close()
    except Exception as problem:  # whatever a damaged file leads to
        return nothing, str(problem) or type(problem).__name__


def _page(document: Any, number: int, frame: Frame, names: dict[int, str] | None) -> Layout:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = _mended(text_page.get_text_range(errors="replace"))
            runs = () if names is None else tuple(_runs(page.raw, text_page.raw, frame, names))
            return Layout(text, runs)
        finally:
            text_page.close()
    finally:
        page.close()


def _mended(text: str) -> str:
    """Write hyphens at line ends as they are printed.

    pdfium turns a hyphen that ends a line into U+0002 (older ones into U+FFFE) and drops the line break, for searches.
    """
    return re.sub("[\x02\ufffe](?:\r\n)?", "-\n", text).replace("\r\n", "\n")


def _runs(page: Any, text_page: Any, frame: Frame, names: dict[int, str]) -> Iterator[TextRun]:
    from pypdfium2 import raw

    for count, (text, outer) in enumerate(_text_objects(raw, page)):
        if count == MAX_RUNS:
            return
        run = _run(raw, text, outer, text_page, frame, names)
        if run is not None:
            yield run


def _text_objects(raw: Any, page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield text objects with the transformation around them, in the order of the content stream."""
    forms = [(iter(range(raw.FPDFPage_CountObjects(page))), page, raw.FPDFPage_GetObject, _IDENTITY)]
    while forms:
        indices, holder, getter, outer = forms[-1]
        index = next(indices, None)
        if index is None:
            forms.pop()
            continue
        item = getter(holder, index)
        kind = raw.FPDFPageObj_GetType(item) if item else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item, outer
        elif kind == raw.FPDF_PAGEOBJ_FORM and len(forms) < _MAX_DEPTH:
            inner = range(max(0, raw.FPDFFormObj_CountObjects(item)))
            forms.append((iter(inner), item, raw.FPDFFormObj_GetObject, _times(_matrix(raw, item), outer)))


def _run(raw: Any, item: Any, outer: Matrix, text_page: Any, frame: Frame, names: dict[int, str]) -> TextRun | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    text = _text(raw, item, text_page).strip()
    if not text and (right <= left or top <= bottom):
        return None
    if outer != _IDENTITY:
        left, bottom, right, top = _around(outer, left, bottom, right, top)
    a, b, c, d, _, _ = _times(_matrix(raw, item), outer)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    colour, alpha = _colour(raw, item, mode)
    return TextRun(
        text=text,
        box=frame.box(left, bottom, right, top),
        # The height of the letters; a flat or mirrored text has one, too.
        size=abs(size.value) * (math.hypot(c, d) or math.hypot(a, b)) * frame.unit,
        colour=colour,
        font=_font(raw, item, names),
        invisible=mode in _INVISIBLE or alpha == 0,
    )


def _text(raw: Any, item: Any, text_page: Any) -> str:
    length = raw.FPDFTextObj_GetText(item, text_page, None, 0)
    if length <= 2:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFTextObj_GetText(item, text_page, buffer, length)
    return _mended(bytes(buffer)[: length - 2].decode("utf-16-le", "replace"))


def _colour(raw: Any, item: Any, mode: int) -> tuple[tuple[int, int, int], int]:
    """Return the colour of the letters and its opacity, 0 to 255; what is not said is black."""
    red, green, blue, alpha = parts = [ctypes.c_uint() for _ in range(4)]
    get = raw.FPDFPageObj_GetStrokeColor if mode == _STROKED else raw.FPDFPageObj_GetFillColor
    if not get(item, *parts):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


def _font(raw: Any, item: Any, names: dict[int, str]) -> str:
    """Return the name of a text's font, asking once for each."""
    font = raw.FPDFTextObj_GetFont(item)
    key = ctypes.cast(font, ctypes.c_void_p).value if font else None
    if key is None:
        return ""
    if key not in names:
        length = raw.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(max(1, length))
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        names[key] = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    return names[key]


def _matrix(raw: Any, item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


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
