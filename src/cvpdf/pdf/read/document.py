"""Read a PDF once, with pypdf and pdfium, into plain facts. Whatever the file holds, nothing is raised."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error, note
from cvpdf.pdf.messages import quoted
from cvpdf.pdf.read import pdfium_reader as layout
from cvpdf.pdf.read.decryption import decrypted
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from cvpdf.pdf.read.pypdf_reader import EDGE, Opened

MAX_BYTES = 200_000_000
"""Larger files are refused unread."""


class Unreadable(Exception):
    """Ends the reading; carries the one diagnostic. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(pdf: Path, data: bytes | None = None) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts, ``None`` if nothing can be known, and what was wrong with the file itself.

    ``data`` is what the file holds, if it is in memory.

    Codes: ``pdf-unreadable`` (no such file, a directory, no permission, too large), ``not-a-pdf``, ``pdf-damaged``,
    ``pdf-encrypted``, ``pdf-second-reader``: errors; ``pdf-irregular``: a note, for what pypdf had to guess.
    """
    span = Span.point(str(pdf))
    try:
        data = _checked(_bytes(pdf, span) if data is None else data, pdf, span)
        plain = decrypted(data)
        if plain is None:
            raise Unreadable(_encrypted(span))
        with _remarks() as remarks:
            facts, complaints = _facts(plain, span)
        if plain is not data:
            facts, complaints = replace(facts, encrypted=True, size=len(data)), [_encrypted(span), *complaints]
    except Unreadable as unreadable:
        return None, [unreadable.diagnostic]
    if remarks and not complaints:
        more = f" (and {len(remarks) - 1} more remarks)" if len(remarks) > 1 else ""
        complaints.append(note("pdf-irregular", f"pypdf remarks: {quoted(remarks[0], 160)}{more}", span))
    return facts, complaints


def _bytes(pdf: Path, span: Span) -> bytes:
    try:
        # A FIFO or a device would block or never end.
        if pdf.exists() and not pdf.is_file():
            raise Unreadable(error("pdf-unreadable", f"{pdf} is not a file", span))
        if pdf.stat().st_size > MAX_BYTES:
            raise Unreadable(error("pdf-unreadable", f"{pdf} is larger than {MAX_BYTES // 10**6} MB", span))
        data = pdf.read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise Unreadable(error("pdf-unreadable", f"{pdf} cannot be read: {reason}", span)) from None
    return data


def _checked(data: bytes, pdf: Path, span: Span) -> bytes:
    if not data:
        raise Unreadable(error("not-a-pdf", f"{pdf} is empty", span))
    if b"%PDF-" not in data[:EDGE]:
        raise Unreadable(error("not-a-pdf", f"{pdf} is not a PDF: it does not begin with %PDF-", span))
    return data


def _facts(data: bytes, span: Span) -> tuple[PdfFacts, list[Diagnostic]]:
    opened = Opened(data)
    if not opened.is_open:
        raise Unreadable(_damaged(opened.damages, span))
    if opened.locked:
        raise Unreadable(_encrypted(span))
    layouts, problem = layout.read(data, opened.frames)
    whole = opened.whole()
    pages = [opened.page(number) for number in range(len(layouts))]
    facts = replace(_merged(span, data, pages, whole, layouts), encrypted=opened.encrypted, second_reader=not problem)
    complaints = [_encrypted(span)] if opened.encrypted else []
    if opened.damages:
        complaints.append(_damaged(opened.damages, span))
    elif problem:
        message = f"pdfium, the reader of Chrome, cannot read the PDF: {quoted(problem, 160)}"
        complaints.append(error("pdf-second-reader", message, span, "make the file again"))
    return facts, complaints


def _merged(
    span: Span, data: bytes, pages: Sequence[PageFacts], whole: PdfFacts, layouts: Sequence[layout.Layout]
) -> PdfFacts:
    """Return what both readers tell."""
    both = zip(pages, layouts, strict=True)
    return replace(
        whole,
        path=span.file,
        pages=tuple(page._replace(runs=seen.runs, second_text=seen.text) for page, seen in both),
        size=len(data),
        second_reader=True,
    )


def _encrypted(span: Span) -> Diagnostic:
    return error("pdf-encrypted", "the PDF is encrypted", span, "write it without passwords and permissions")


def _damaged(damages: list[str], span: Span) -> Diagnostic:
    more = f" (and {len(damages) - 1} more)" if len(damages) > 1 else ""
    message = f"the PDF is damaged: {quoted(damages[0], 160)}{more}"
    return error("pdf-damaged", message, span, "make the file again, or copy it again from where it came")


@contextmanager
def _remarks() -> Iterator[list[str]]:
    """Collect what pypdf logs in this thread, so that nothing of it reaches standard error."""
    found: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # That an optional library of pypdf's own is absent says nothing about the file.
            message = record.getMessage()
            if record.thread == thread and "fontTools" not in message and message not in found:
                found.append(message)

    logger, collector = logging.getLogger("pypdf"), Collector()
    logger.addHandler(collector)
    try:
        yield found
    finally:
        logger.removeHandler(collector)
