"""What is known of pages that were read, by their digests: what each of the two readers makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from cvpdf.pdf.read.facts import PageFacts
    from cvpdf.pdf.read.pdfium_reader import Layout

Digest = bytes | None
"""See :mod:`cvpdf.pdf.read.pagedigest`; of a page without one, nothing is known."""

KEPT = 120
"""So many pages are kept, the latest ones: a CV of a professor with its variants, once as it is and once as it was."""

T = TypeVar("T")


class KnownPages:
    """Keeps what was read. To be used by several threads."""

    def __init__(self) -> None:
        self._pages: dict[bytes, PageFacts] = {}
        self._layouts: dict[bytes, Layout] = {}

    def page(self, digest: Digest) -> PageFacts | None:
        """Return what pypdf has made of a page."""
        return self._pages.get(digest) if digest is not None else None

    def layout(self, digest: Digest) -> Layout | None:
        """Return what pdfium has made of a page."""
        return self._layouts.get(digest) if digest is not None else None

    def add_pages(self, found: Iterable[tuple[Digest, PageFacts]]) -> None:
        """Keep what pypdf has made of pages."""
        _keep(self._pages, found)

    def add_layouts(self, found: Iterable[tuple[Digest, Layout]]) -> None:
        """Keep what pdfium has made of pages."""
        _keep(self._layouts, found)


def _keep(kept: dict[bytes, T], found: Iterable[tuple[Digest, T]]) -> None:
    for digest, what in found:
        if digest is not None:
            kept.pop(digest, None)
            kept[digest] = what
    # Another thread may have been quicker.
    for digest in list(kept)[:-KEPT]:
        kept.pop(digest, None)
