"""What a PDF is as a file: its objects and streams, what can be read in them, and what qpdf had to repair.

Read once, with pikepdf (qpdf) and from the raw bytes. Checks of the pages need none of this, see
:mod:`cvpdf.pdf.read.facts`.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pikepdf import Pdf

T = TypeVar("T")
Pairs = tuple[tuple[str, str], ...]

OutlineTarget = Literal["page", "elsewhere", "nowhere", "none"]
"""Where an entry leads: to a page, out of the file, to a page or name that does not exist, or it has no target."""


class Readable(NamedTuple):
    """What can be read in one part of the file. ``where`` names the part for a message."""

    where: str
    text: str


class OutlineEntry(NamedTuple):
    """One line of the outline (the bookmarks); ``level`` counts from 1."""

    title: str
    level: int
    target: OutlineTarget


class FileFacts(NamedTuple):
    """Everything that the checks of the file as a whole ask."""

    path: str
    size: int = 0
    """Bytes."""
    readable: tuple[Readable, ...] = ()
    """All strings, all streams but pictures' pixels, and what stands between the objects."""
    active: tuple[str, ...] = ()
    """Kinds of active content, each once: ``JavaScript``, ``Launch`` …"""
    attachments: tuple[str, ...] = ()
    """Names of attached files; a number of the object where there is no name."""
    remarks: tuple[str, ...] = ()
    """What qpdf, or pypdf when it is strict, had to complain about."""
    guesses: tuple[str, ...] = ()
    """What pypdf had to say while the pages were read; not all of it is the file's fault."""
    outline: tuple[OutlineEntry, ...] = ()
    """In the order in which it is shown."""
    dates: tuple[tuple[str, str], ...] = ()
    """Name and value of each date of the document, from the document information and from XMP."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """Name and value of each identifier that tells one run from another: ``/ID``, and XMP's."""


@dataclass(slots=True)
class _Reading:
    remarks: list[str] = field(default_factory=list)

    def part(self, what: str, function: Callable[[], T], default: T) -> T:
        # qpdf is thorough, but what a damaged file makes of pikepdf's wrappers cannot be foreseen.
        try:
            return function()
        except MemoryError:
            raise
        except Exception as problem:
            self.remarks.append(f"{what}: {_without_name(str(problem)) or type(problem).__name__}")
            return default


def read(pdf: Path) -> FileFacts:
    """Return the facts. Nothing is raised but :class:`MemoryError`: what cannot be read is a remark."""
    try:
        data = pdf.read_bytes()
    except (OSError, ValueError) as problem:
        return FileFacts(str(pdf), remarks=(str(problem),))
    return facts_of(data, str(pdf))


def facts_of(data: bytes, path: str) -> FileFacts:
    """Return the facts of a PDF that is in memory."""
    with _quiet():
        return _facts_of(data, path)


def _facts_of(data: bytes, path: str) -> FileFacts:
    import pikepdf

    from cvpdf.pdf.read.file_walk import between_objects, harvest
    from cvpdf.pdf.read.outline import entries

    reading = _Reading()
    no_remarks: list[str] = []
    raw = tuple(between_objects(data))
    document = reading.part("qpdf", lambda: pikepdf.open(io.BytesIO(data), suppress_warnings=True), None)
    if document is None:
        return FileFacts(path, len(data), raw, remarks=tuple(reading.remarks))
    with document as pdf:
        harvested = harvest(pdf)
        nothing: Pairs = ()
        no_outline: tuple[OutlineEntry, ...] = ()
        outline = reading.part("outline", lambda: entries(pdf), no_outline)
        xmp = reading.part("XMP", lambda: _xmp(pdf), "")
        dates = reading.part("document information", lambda: _dates(pdf), nothing)
        identifier = reading.part("identifier", lambda: _identifier(pdf), nothing)
        reading.remarks += reading.part("page tree", lambda: _miscounted(pdf), no_remarks)
        # Last, since it decodes and rewrites everything.
        problems = reading.part("qpdf", lambda: _qpdf_problems(pdf), no_remarks)
        # What pypdf says of an encrypted file is about encryption.
        problems += strict_problems(data) if not pdf.is_encrypted else []
    return FileFacts(
        path=path,
        size=len(data),
        readable=(*harvested.readable, *raw),
        active=tuple(harvested.active),
        attachments=tuple(harvested.attachments),
        remarks=tuple(dict.fromkeys([*problems, *harvested.remarks, *reading.remarks])),
        outline=outline,
        dates=(*dates, *_xmp_values(xmp, _XMP_DATE)),
        identifiers=(*identifier, *_xmp_values(xmp, _XMP_IDENTIFIER)),
    )


def _qpdf_problems(pdf: Pdf) -> list[str]:
    """Return what qpdf repaired on opening, and what it finds when it reads every object and stream."""
    # Named `check` before pikepdf 10.
    check: Callable[[], list[str]] = getattr(pdf, "check_pdf_syntax", None) or getattr(pdf, "check")  # noqa: B009
    opening = [str(warning) for warning in pdf.get_warnings()]
    told = [_without_name(problem) for problem in [*opening, *check()] if "JBIG2" not in problem]
    # It says so of each, before it says why.
    return [problem for problem in told if problem != "file is damaged"] or told


def _without_name(problem: str) -> str:
    """Drop qpdf's name for a file in memory, an address that is another one each time."""
    return re.sub(r"^WARNING: |(\b(in|stream) )?<_io\.BytesIO[^>]*>:? *", "", problem)


def _miscounted(pdf: Pdf) -> list[str]:
    count, said = len(pdf.pages), pdf.Root.Pages.get("/Count")
    return [] if said == count else [f"page tree: it says {said} pages, there are {count}"]


def strict_problems(data: bytes) -> list[str]:
    """Return why pypdf does not open the file in strict mode, in which it repairs nothing.

    Header, cross-references and trailer are read here; what it guesses in objects, it says when the pages are read.
    """
    from pypdf import PdfReader

    try:
        PdfReader(io.BytesIO(data), strict=True)
    except MemoryError:
        raise
    except Exception as problem:
        return [f"pypdf, when strict: {problem or type(problem).__name__}"]
    return []


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the libraries log off standard error, where it goes if nobody listens."""
    loggers, silence = [logging.getLogger(name) for name in ("pypdf", "pikepdf")], logging.NullHandler()
    for logger in loggers:
        logger.addHandler(silence)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(silence)


_XMP_DATE = re.compile(r"\b(xmp:(?:Create|Modify|Metadata)Date)\s*(?:=\s*[\"']|>)\s*([^<\"']*)")
_XMP_IDENTIFIER = re.compile(r"\b(xmpMM:(?:Document|Instance)ID)\s*(?:=\s*[\"']|>)\s*([^<\"']*)")


def _xmp(pdf: Pdf) -> str:
    import pikepdf

    from cvpdf.pdf.read.file_walk import readable

    stream = pdf.Root.get("/Metadata")
    return readable(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else ""


def _xmp_values(xmp: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2].strip()) for match in pattern.finditer(xmp) if match[2].strip()]


def _dates(pdf: Pdf) -> Pairs:
    info = pdf.trailer.get("/Info")
    if info is None:
        return ()
    return tuple((key, str(info[key])) for key in ("/CreationDate", "/ModDate") if key in info)


def _identifier(pdf: Pdf) -> Pairs:
    identifier = pdf.trailer.get("/ID")
    if identifier is None:
        return ()
    return (("/ID", " ".join(bytes(half).hex() for half in identifier)),)
