"""Read a PDF a second time, with pdfium: its text layer, and place, size and colour of each piece of text.

pdfium is the reader of Chrome, and shares nothing with pypdf. It may be called from one thread at a time only, so all
of it happens under a lock.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, NamedTuple

from cvpdf.pdf.read.facts import TextRun
from cvpdf.pdf.read.text_runs import Frame, Runs, mended

MAX_PAGES = 100
"""Places are read of so many pages; nothing with more is a CV."""

LOCK = threading.Lock()
"""Held by whoever calls pdfium."""


class Layout(NamedTuple):
    """What pdfium says about one page."""

    text: str = ""
    runs: tuple[TextRun, ...] = ()


def read(data: bytes, frames: Sequence[Frame]) -> tuple[tuple[Layout, ...], str]:
    """Return one layout for each frame, and what went wrong, in a few words, or an empty string. Nothing is raised."""
    nothing = (Layout(),) * len(frames)
    try:
        with LOCK:
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
    import pypdfium2

    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = mended(text_page.get_text_range(errors="replace"))
            if names is None:
                return Layout(text)
            return Layout(text, tuple(Runs(pypdfium2.raw, text_page.raw, frame, names).of(page.raw)))
        finally:
            text_page.close()
    finally:
        page.close()
