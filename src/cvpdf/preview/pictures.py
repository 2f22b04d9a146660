"""Pictures of pages, drawn once each, and before the browser asks where it is known what it will ask for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from cvpdf.preview.drawing import draw, png
from cvpdf.preview.state import Shown

MAX_KEPT = 32
"""Pictures that are kept; one takes some hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file, and a name that only equal pictures share."""

    tag: str
    png: bytes = field(repr=False)


class Pictures:
    """Draws in a thread of its own, one page after the other, as pdfium wants it."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._lock = threading.Lock()
        self._asked: OrderedDict[tuple[str, int, int], Future[Picture]] = OrderedDict()
        """Version, page and width to the picture."""
        self._made: OrderedDict[str, Picture] = OrderedDict()
        """A page that looks as before is not compressed again."""
        self._looking: tuple[str, int, int] | None = None

    def get(self, variant: str, shown: Shown, page: int, width: int, looking: bool) -> Future[Picture]:
        """Return a page, counted from 0, ``width`` pixels wide; the future may raise CannotDraw.

        ``looking`` says that the page is in view.
        """
        if looking:
            self._looking = variant, page, width
        return self._drawn(shown, page, width)

    def foresee(self, variant: str, shown: Shown) -> None:
        """Begin to draw the page that the browser will ask for, if it shows this variant."""
        looking = self._looking
        if looking and looking[0] == variant and looking[1] < len(shown.sizes):
            self._drawn(shown, looking[1], looking[2])

    def close(self) -> None:
        """Stop drawing."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _drawn(self, shown: Shown, page: int, width: int) -> Future[Picture]:
        key = shown.version, page, width
        with self._lock:
            future = self._asked.get(key)
            if future is None:
                future = self._asked[key] = self._pool.submit(self._draw, shown.pdf, page, width)
            self._asked.move_to_end(key)
            while len(self._asked) > MAX_KEPT:
                self._asked.popitem(last=False)
            return future

    def _draw(self, pdf: bytes, page: int, width: int) -> Picture:
        raster = draw(pdf, page, width)
        tag = raster.digest()
        picture = self._made.get(tag)
        if picture is None:
            picture = self._made[tag] = Picture(tag, png(raster))
        self._made.move_to_end(tag)
        while len(self._made) > MAX_KEPT:
            self._made.popitem(last=False)
        return picture
