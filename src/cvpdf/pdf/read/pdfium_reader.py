"""Read the text layer with pdfium, and the position, size and colour of each text run.

pdfium is the PDF reader of Chrome and shares no code with pypdf. Only one thread at a time may call it, so all calls
are made under a lock.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from typing import Any, NamedTuple

from cvpdf.pdf.read.facts import TextRun
from cvpdf.pdf.read.text_runs import Frame, RunReader, restore_hyphens
from cvpdf.pdf.read.touching import without_false_spaces

MAX_PAGES = 100
"""Runs are read on this many pages only; a longer document is not a CV."""

LOCK = threading.Lock()
"""Held by every caller of pdfium."""


class PdfiumPage(NamedTuple):
    """What pdfium reads on one page."""

    text: str = ""
    pypdf_text: str = ""
    """pypdf's text, without the spaces that it finds where there is no gap."""
    runs: tuple[TextRun, ...] = ()


def read(data: bytes, frames: Sequence[Frame], pypdf_texts: Sequence[str]) -> tuple[tuple[PdfiumPage, ...], str]:
    """Return one page for each frame, and the reason of a failure or an empty string. Nothing is raised.

    ``pypdf_texts`` are the texts of the pages as pypdf reads them.
    """
    empty = tuple(PdfiumPage(pypdf_text=text) for text in pypdf_texts)
    with LOCK:
        import pypdfium2

        try:
            with closing(pypdfium2.PdfDocument(data)) as document:
                if len(document) != len(frames):
                    return empty, f"it finds {len(document)} pages, pypdf {len(frames)}"
                names: dict[int, str] = {}
                pages = [
                    _page(document[number], frame, text, names if number < MAX_PAGES else None)
                    for number, (frame, text) in enumerate(zip(frames, pypdf_texts, strict=True))
                ]
                return tuple(pages), ""
        except Exception as problem:  # a damaged file can cause anything
            return empty, str(problem) or type(problem).__name__


def _page(page: Any, frame: Frame, pypdf_text: str, font_names: dict[int, str] | None) -> PdfiumPage:
    import pypdfium2

    with closing(page), closing(page.get_textpage()) as text_page:
        text = text_page.get_text_range(errors="replace")
        text, pypdf_text = without_false_spaces(pypdfium2.raw, text_page.raw, text, pypdf_text)
        text = restore_hyphens(text)
        if font_names is None:
            return PdfiumPage(text, pypdf_text)
        return PdfiumPage(
            text, pypdf_text, tuple(RunReader(pypdfium2.raw, text_page.raw, frame, font_names).runs(page.raw))
        )
