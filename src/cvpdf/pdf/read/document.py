"""Read a PDF once, with pypdf, pdfium and qpdf, into plain facts. Nothing is raised, whatever the file contains."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.files.read import read_bytes
from cvpdf.pdf.read import pdfium_reader, qpdf_reader
from cvpdf.pdf.read.decryption import decrypted
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.lines import text_lines
from cvpdf.pdf.read.pypdf_reader import EDGE, PypdfReader
from cvpdf.quoting import and_more, quoted

MAX_BYTES = 200_000_000
"""Larger files are refused without reading them."""


class _UnreadableError(Exception):
    """Ends the reading; carries the one diagnostic. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(pdf: Path, data: bytes | None = None, with_file: bool = False) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts, ``None`` if the file cannot be read at all, and the errors about the file itself.

    ``data`` is the content of the file, if it is in memory. Only ``with_file`` are the facts about the file as a whole
    read too, and never of a damaged file.

    Codes: ``pdf-unreadable`` (no such file, a directory, no permission, too large), ``not-a-pdf``, ``pdf-damaged``,
    ``pdf-encrypted``, ``pdf-second-reader``.
    """
    span = Span.point(str(pdf))
    try:
        data = _checked(_bytes(pdf, span) if data is None else data, pdf, span)
        plain = decrypted(data)
        if plain is None:
            raise _UnreadableError(_encrypted(span))
        with _pypdf_messages() as messages:
            facts, problems = _facts(plain, span)
        if plain is not data:
            facts, problems = replace(facts, encrypted=True, size=len(data)), [_encrypted(span), *problems]
    except _UnreadableError as unreadable:
        return None, [unreadable.diagnostic]
    if not problems:
        facts = replace(facts, pypdf_messages=tuple(messages))
    if with_file and not any(problem.code == "pdf-damaged" for problem in problems):
        facts = replace(facts, file=qpdf_reader.read(data))
    return facts, problems


def _bytes(pdf: Path, span: Span) -> bytes:
    data, problem = read_bytes(pdf, limit=MAX_BYTES, code="pdf-unreadable", span=span)
    if data is None:
        assert problem is not None
        raise _UnreadableError(problem)
    return data


def _checked(data: bytes, pdf: Path, span: Span) -> bytes:
    if not data:
        raise _UnreadableError(error("not-a-pdf", f"{pdf} is empty", span))
    if b"%PDF-" not in data[:EDGE]:
        raise _UnreadableError(error("not-a-pdf", f"{pdf} is not a PDF: it does not begin with %PDF-", span))
    return data


def _facts(data: bytes, span: Span) -> tuple[PdfFacts, list[Diagnostic]]:
    """Return the facts that pypdf and pdfium read."""
    reader = PypdfReader(data)
    if not reader.is_open:
        raise _UnreadableError(_damaged(reader.damages, span))
    if reader.locked:
        raise _UnreadableError(_encrypted(span))
    pdfium_pages, failure = pdfium_reader.read(data, reader.frames)
    document = reader.document()
    pages = [
        reader.page(number)._replace(runs=page.runs, lines=text_lines(page.runs), pdfium_text=page.text)
        for number, page in enumerate(pdfium_pages)
    ]
    facts = replace(
        document,
        path=span.file,
        pages=tuple(pages),
        size=len(data),
        encrypted=reader.encrypted,
        read_by_pdfium=not failure,
    )
    problems = [_encrypted(span)] if reader.encrypted else []
    if reader.damages:
        problems.append(_damaged(reader.damages, span))
    elif failure:
        message = f"pdfium, the PDF reader of Chrome, cannot read the file: {quoted(failure, 160)}"
        problems.append(error("pdf-second-reader", message, span, "regenerate the file"))
    return facts, problems


def _encrypted(span: Span) -> Diagnostic:
    return error("pdf-encrypted", "the PDF is encrypted", span, "save it without passwords and permissions")


def _damaged(damages: list[str], span: Span) -> Diagnostic:
    message = f"the PDF is damaged: {quoted(damages[0], 160)}{and_more(damages)}"
    return error("pdf-damaged", message, span, "regenerate the file, or copy it again from its source")


@contextmanager
def _pypdf_messages() -> Iterator[list[str]]:
    """Collect the messages that pypdf logs in this thread, and keep them off standard error."""
    messages: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # That an optional library of pypdf is missing says nothing about the file.
            message = record.getMessage()
            if record.thread == thread and "fontTools" not in message and message not in messages:
                messages.append(message)

    logger, collector = logging.getLogger("pypdf"), Collector()
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
