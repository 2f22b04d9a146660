"""Images of pages, each rendered once, and if possible before the browser requests it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from cvpdf.preview.page_image import png, render_page
from cvpdf.preview.state import ShownPdf

MAX_KEPT = 32
"""The most images in the cache. Each has some hundred kilobytes."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A PNG file, and a tag that identifies its pixels."""

    tag: str
    png: bytes = field(repr=False)


class ImageCache:
    """Renders pages in one thread, one after the other, because pdfium is not thread-safe."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="images")
        self._lock = threading.Lock()
        self._requested: OrderedDict[tuple[str, int, int], Future[PageImage]] = OrderedDict()
        """Images by version, page and width."""
        self._by_tag: OrderedDict[str, PageImage] = OrderedDict()
        """Images by tag, so that unchanged pixels are not compressed again."""
        self._in_view: tuple[str, int, int] | None = None

    def get(self, variant: str, shown: ShownPdf, page: int, width: int, in_view: bool) -> Future[PageImage]:
        """Return the image of a page, counted from 0. The future may raise :class:`RenderError`.

        ``in_view`` means that the page is visible in the browser.
        """
        if in_view:
            self._in_view = variant, page, width
        return self._image(shown, page, width)

    def prefetch(self, variant: str, shown: ShownPdf) -> None:
        """Start to render the page that the browser will request if it shows this variant."""
        in_view = self._in_view
        if in_view and in_view[0] == variant and in_view[1] < len(shown.sizes):
            self._image(shown, in_view[1], in_view[2])

    def close(self) -> None:
        """Cancel what is not rendered yet."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _image(self, shown: ShownPdf, page: int, width: int) -> Future[PageImage]:
        key = shown.version, page, width
        with self._lock:
            future = self._requested.get(key)
            if future is None:
                future = self._requested[key] = self._pool.submit(self._render, shown.pdf, page, width)
            self._requested.move_to_end(key)
            while len(self._requested) > MAX_KEPT:
                self._requested.popitem(last=False)
            return future

    def _render(self, pdf: bytes, page: int, width: int) -> PageImage:
        raster = render_page(pdf, page, width)
        tag = raster.digest()
        image = self._by_tag.get(tag)
        if image is None:
            image = self._by_tag[tag] = PageImage(tag, png(raster))
        self._by_tag.move_to_end(tag)
        while len(self._by_tag) > MAX_KEPT:
            self._by_tag.popitem(last=False)
        return image
