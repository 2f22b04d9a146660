"""Read a PDF once, with pypdf and pdfium, into plain facts. Whatever the file holds, nothing is raised."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, Span, error, note
from cvpdf.inspect import layout
from cvpdf.inspect.decryption import decrypted
from cvpdf.inspect.facts import PageFacts, PdfFacts
from cvpdf.inspect.firstreader import EDGE, Opened
from cvpdf.inspect.wording import quoted

if TYPE_CHECKING:
    from cvpdf.ahead import Ahead

MAX_BYTES = 200_000_000
"""Larger files are refused unread."""


class Unreadable(Exception):
    """Ends the reading; carries the one diagnostic. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(pdf: Path, data: bytes | None = None, ahead: Ahead | None = None) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts, ``None`` if nothing can be known, and what was wrong with the file itself.

    ``data`` is what the file holds, if it is in memory; pypdf may have read it ``ahead``.

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
            facts, complaints = _facts(plain, span, ahead)
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


def _facts(data: bytes, span: Span, ahead: Ahead | None) -> tuple[PdfFacts, list[Diagnostic]]:
    helper = _Helper(data, span)
    frames = ahead.frames(data) if ahead is not None else None
    layouts, problem = layout.read(data, helper.opened.frames if frames is None else frames)
    told = None
    if frames is not None and ahead is not None:
        # Who has pypdf loaded reads some pages himself.
        told = ahead.told(data, helper.page if "pypdf" in sys.modules else None)
    if told is None or helper.damages:
        told = [helper.page(number) for number in range(len(layouts))], helper.opened.whole()
    pages, whole = told
    encrypted = helper.has_opened and helper.opened.encrypted
    facts = PdfFacts(
        path=span.file,
        pages=tuple(
            replace(page, runs=seen.runs, second_text=seen.text) for page, seen in zip(pages, layouts, strict=True)
        ),
        fonts=whole.fonts,
        title=whole.title,
        author=whole.author,
        subject=whole.subject,
        keywords=whole.keywords,
        language=whole.language,
        encrypted=encrypted,
        size=len(data),
        second_reader=not problem,
    )
    complaints = [_encrypted(span)] if encrypted else []
    if helper.damages:
        complaints.append(_damaged(helper.damages, span))
    elif problem:
        message = f"pdfium, the reader of Chrome, cannot read the PDF: {quoted(problem, 160)}"
        complaints.append(error("pdf-second-reader", message, span, "make the file again"))
    return facts, complaints


class _Helper:
    """pypdf here, in this process, loaded and asked only if it must be."""

    def __init__(self, data: bytes, span: Span) -> None:
        self._data = data
        self._span = span
        self.has_opened = False

    @cached_property
    def opened(self) -> Opened:
        """The file. Raises :class:`Unreadable` if nothing can be known of it."""
        opened = Opened(self._data)
        if not opened.is_open:
            raise Unreadable(_damaged(opened.damages, self._span))
        if opened.locked:
            raise Unreadable(_encrypted(self._span))
        self.has_opened = True
        return opened

    @property
    def damages(self) -> list[str]:
        """What was found damaged so far."""
        return self.opened.damages if self.has_opened else []

    def page(self, number: int) -> PageFacts:
        """Return a page."""
        return self.opened.page(number)


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
