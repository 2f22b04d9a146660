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
from cvpdf.pdf.read import pdfium_reader
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.lines import text_lines
from cvpdf.quoting import and_more, quoted

MAX_BYTES = 200_000_000
"""Larger files are refused without reading them."""


def read(pdf: Path, data: bytes | None = None, with_file: bool = False) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts, ``None`` if the file cannot be read at all, and the errors about the file itself.

    ``data`` is the content of the file, if it is in memory. Only ``with_file`` are the facts about the file as a whole
    read too, and never of a damaged file.

    Their codes are those of :data:`cvpdf.pdf.codes.FILE`.
    """
    from cvpdf.pdf.read import pypdf_reader, qpdf_reader

    span = Span.point(str(pdf))
    if data is None:
        data, problem = read_bytes(pdf, limit=MAX_BYTES, code="pdf-unreadable", span=span)
        if data is None:
            return None, [problem] if problem else []
    if b"%PDF-" not in data[: pypdf_reader.EDGE]:
        reason = "is not a PDF: it does not begin with %PDF-" if data else "is empty"
        return None, [error("not-a-pdf", f"{pdf} {reason}", span)]
    plain = qpdf_reader.decrypted(data)
    if plain is None:
        return None, [_encrypted(span)]
    with _library_messages() as messages:
        facts, problems = _facts(plain, span)
        if facts is None:
            return None, problems
        if plain is not data:
            facts, problems = replace(facts, encrypted=True, size=len(data)), [_encrypted(span), *problems]
        if not problems:
            facts = replace(facts, pypdf_messages=tuple(messages))
        if with_file and not any(problem.code == "pdf-damaged" for problem in problems):
            facts = replace(facts, file=qpdf_reader.read(data))
    return facts, problems


def _facts(data: bytes, span: Span) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts that pypdf and pdfium read."""
    from cvpdf.pdf.read import pypdf_reader

    facts, damages, frames, needs_password = pypdf_reader.read(data, span.file)
    if facts is None:
        return None, [_encrypted(span) if needs_password else _damaged(damages, span)]
    pdfium_pages, failure = pdfium_reader.read(data, frames, [page.text for page in facts.pages])
    pages = tuple(
        page._replace(text=seen.pypdf_text, runs=seen.runs, lines=text_lines(seen.runs), pdfium_text=seen.text)
        for page, seen in zip(facts.pages, pdfium_pages, strict=True)
    )
    problems = [_encrypted(span)] if facts.encrypted else []
    if damages:
        problems.append(_damaged(damages, span))
    elif failure:
        message = f"pdfium, the PDF reader of Chrome, cannot read the file: {quoted(failure, 160)}"
        problems.append(error("pdf-second-reader", message, span, "regenerate the file"))
    return replace(facts, pages=pages, read_by_pdfium=not failure), problems


def _encrypted(span: Span) -> Diagnostic:
    return error("pdf-encrypted", "the PDF is encrypted", span, "save it without passwords and permissions")


def _damaged(damages: list[str], span: Span) -> Diagnostic:
    message = f"the PDF is damaged: {quoted(damages[0], 160)}{and_more(damages)}"
    return error("pdf-damaged", message, span, "regenerate the file, or copy it again from its source")


@contextmanager
def _library_messages() -> Iterator[list[str]]:
    """Collect what pypdf and pikepdf log in this thread, and keep it off standard error."""
    messages: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # That an optional library of pypdf is missing says nothing about the file.
            message = record.getMessage()
            if record.thread == thread and "fontTools" not in message and message not in messages:
                messages.append(message)

    loggers, collector = [logging.getLogger(name) for name in ("pypdf", "pikepdf")], Collector()
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield messages
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
