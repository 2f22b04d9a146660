"""Read a PDF once, with pypdf and pdfium, into plain facts. Whatever the file holds, nothing is raised."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cvpdf.diagnostics import Diagnostic, Span, error, note
from cvpdf.inspect import layout
from cvpdf.inspect.decryption import decrypted
from cvpdf.inspect.facts import FontFacts, PageFacts, PdfFacts
from cvpdf.inspect.pageread import frame_of, page_facts, string
from cvpdf.inspect.textruns import Frame
from cvpdf.inspect.wording import quoted

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from cvpdf.ahead import Ahead

T = TypeVar("T")

MAX_BYTES = 200_000_000
"""Larger files are refused unread."""
_EDGE = 1024
"""Bytes at the start and the end of the file in which readers look for the marks of a PDF (ISO 32000-1, annex H.3)."""


class Unreadable(Exception):
    """Ends the reading; carries the one diagnostic. Never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(pdf: Path, data: bytes | None = None, ahead: Ahead | None = None) -> tuple[PdfFacts | None, list[Diagnostic]]:
    """Return the facts, ``None`` if nothing can be known, and what was wrong with the file itself.

    ``data`` is what the file holds, if it is in memory; its text may have been read ``ahead``.

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
    if b"%PDF-" not in data[:_EDGE]:
        raise Unreadable(error("not-a-pdf", f"{pdf} is not a PDF: it does not begin with %PDF-", span))
    return data


def _facts(data: bytes, span: Span, ahead: Ahead | None) -> tuple[PdfFacts, list[Diagnostic]]:
    from io import BytesIO

    from pypdf import PdfReader

    from cvpdf.inspect.fontwalk import entry, fonts_of

    damages: list[str] = []

    def part(what: str, function: Callable[[], T], default: T) -> T:
        # pypdf raises anything at all on damaged files, RecursionError and MemoryError included.
        try:
            return function()
        except Exception as problem:
            damages.append(f"{what}: {problem or type(problem).__name__}")
            return default

    if b"%%EOF" not in data[-_EDGE:]:
        damages.append("the end is missing (no %%EOF)")
    reader = part("structure", lambda: PdfReader(BytesIO(data), strict=False), None)
    if reader is None:
        raise Unreadable(_damaged(damages, span))
    complaints: list[Diagnostic] = []
    encrypted = part("encryption", lambda: reader.is_encrypted, False)
    if encrypted:
        complaints.append(_encrypted(span))
        if not _opens_without_password(reader):
            raise Unreadable(complaints[0])
    raw: list[PageObject] = part("page tree", lambda: list(reader.pages), [])
    if not raw and not damages:
        damages.append("it has no pages")
    info: dict[str, Any] = part("metadata", lambda: dict(reader.metadata or {}), {})
    catalogue: Any = part("catalogue", lambda: entry(reader.trailer, "/Root"), None)
    frames = [
        part(f"page {number}", lambda page=page: frame_of(page), Frame())  # type: ignore[misc]
        for number, page in enumerate(raw, 1)
    ]
    layouts, problem = layout.read(data, frames)
    fonts: tuple[FontFacts, ...] = part("fonts", lambda: fonts_of(raw), ())
    # Last, since by now it may have been read elsewhere.
    known: list[str | None] = [None] * len(raw)
    if ahead is not None and raw:
        # What goes wrong goes wrong again, and is told then.
        with suppress(Exception):
            known = [*(ahead.texts(data, len(raw), lambda number: raw[number].extract_text()) or known)]
    pages = tuple(
        replace(
            part(
                f"page {number}",
                lambda page=page, frame=frame, text=text: page_facts(page, frame, text),  # type: ignore[misc]
                PageFacts("", 0.0, 0.0),
            ),
            runs=seen.runs,
            second_text=seen.text,
        )
        for number, (page, frame, seen, text) in enumerate(zip(raw, frames, layouts, known, strict=True), 1)
    )
    facts = PdfFacts(
        path=span.file,
        pages=pages,
        fonts=fonts,
        title=string(info.get("/Title")),
        author=string(info.get("/Author")),
        subject=string(info.get("/Subject")),
        keywords=string(info.get("/Keywords")),
        language=part("language", lambda: string(entry(catalogue, "/Lang")), ""),
        encrypted=encrypted,
        size=len(data),
        second_reader=not problem,
    )
    if damages:
        complaints.append(_damaged(damages, span))
    elif problem:
        message = f"pdfium, the reader of Chrome, cannot read the PDF: {quoted(problem, 160)}"
        complaints.append(error("pdf-second-reader", message, span, "make the file again"))
    return facts, complaints


def _opens_without_password(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a missing library for AES is as good as a missing password
        return False


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
