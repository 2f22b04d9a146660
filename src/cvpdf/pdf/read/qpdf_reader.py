"""Read a PDF as a file, with pikepdf (qpdf) and from its bytes: its objects, streams and outline, and its defects."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from typing import TypeVar

import pikepdf
from pypdf import PdfReader

from cvpdf.pdf.read.facts import FileFacts, OutlineEntry, StructureFacts
from cvpdf.pdf.read.object_scan import between_objects, readable_text, scan_objects
from cvpdf.pdf.read.outline import entries
from cvpdf.pdf.read.stray_streams import stray_streams
from cvpdf.pdf.read.tags.reader import structure

T = TypeVar("T")
Pairs = tuple[tuple[str, str], ...]

_XMP_DATE = re.compile(r"\b(xmp:(?:Create|Modify|Metadata)Date)\s*(?:=\s*[\"']|>)\s*([^<\"']*)")
_XMP_IDENTIFIER = re.compile(r"\b(xmpMM:(?:Document|Instance)ID)\s*(?:=\s*[\"']|>)\s*([^<\"']*)")


def read(data: bytes) -> FileFacts:
    """Return the facts. Nothing is raised except :class:`MemoryError`: what cannot be read is a problem."""
    problems: list[str] = []

    def attempt(part: str, function: Callable[[], T], default: T) -> T:
        # qpdf is thorough, but a damaged file can make pikepdf's wrappers raise anything.
        try:
            return function()
        except MemoryError:
            raise
        except Exception as problem:
            problems.append(f"{part}: {_without_name(str(problem)) or type(problem).__name__}")
            return default

    raw = tuple(between_objects(data))
    document = attempt("qpdf", lambda: pikepdf.open(io.BytesIO(data), suppress_warnings=True), None)
    if document is None:
        return FileFacts(raw, problems=tuple(problems))
    with document as pdf:
        scan = scan_objects(pdf)
        no_pairs: Pairs = ()
        no_outline: tuple[OutlineEntry, ...] = ()
        no_problems: list[str] = []
        no_numbers: list[int] = []
        outline = attempt("outline", lambda: entries(pdf), no_outline)
        stray = attempt("streams", lambda: stray_streams(pdf), no_numbers)
        xmp = attempt("XMP", lambda: _xmp(pdf), "")
        dates = attempt("document information", lambda: _dates(pdf), no_pairs)
        identifiers = attempt("identifier", lambda: _identifiers(pdf), no_pairs)
        tags = attempt("structure", lambda: structure(pdf), StructureFacts())
        problems += attempt("page tree", lambda: _wrong_page_count(pdf), no_problems)
        # Last, since it decodes and rewrites everything.
        qpdf_problems = attempt("qpdf", lambda: _qpdf_problems(pdf), no_problems)
        # Of an encrypted file, pypdf only reports the encryption.
        strict_problems = _strict_problems(data) if not pdf.is_encrypted else []
    # qpdf's name for a file in memory differs each time.
    problems = [*qpdf_problems, *strict_problems, *map(_without_name, scan.problems), *problems]
    return FileFacts(
        texts=(*scan.texts, *raw),
        active=tuple(scan.active),
        attachments=tuple(scan.attachments),
        revealed=tuple(scan.revealed),
        stray_streams=tuple(stray),
        problems=tuple(dict.fromkeys(problems)),
        outline=outline,
        dates=(*dates, *_xmp_values(xmp, _XMP_DATE)),
        identifiers=(*identifiers, *_xmp_values(xmp, _XMP_IDENTIFIER)),
        structure=tags,
    )


def decrypted(data: bytes) -> bytes | None:
    """Return the file without encryption: unchanged if it has none or is damaged, ``None`` if it needs a password.

    A file that needs none only forbids printing or copying. qpdf supports every kind of encryption; pypdf needs a
    further library for the modern ones.
    """
    if b"/Encrypt" not in data:
        return data
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not pdf.is_encrypted or pdf.get_warnings():
                return data
            pdf.save(target, encryption=False, fix_metadata_version=False)
    except pikepdf.PasswordError:
        return None
    except MemoryError:
        raise
    except Exception:  # whatever it is, the readers report it better
        return data
    return target.getvalue()


def _qpdf_problems(pdf: pikepdf.Pdf) -> list[str]:
    """Return what qpdf repaired on opening, and the defects that it finds when it reads every object and stream."""
    # Named `check` before pikepdf 10.
    check: Callable[[], list[str]] = getattr(pdf, "check_pdf_syntax", None) or getattr(pdf, "check")  # noqa: B009
    opening = [str(warning) for warning in pdf.get_warnings()]
    problems = [_without_name(problem) for problem in [*opening, *check()] if "JBIG2" not in problem]
    # qpdf writes this line before each of the actual reasons.
    return [problem for problem in problems if problem != "file is damaged"] or problems


def _without_name(problem: str) -> str:
    """Remove qpdf's name for a file in memory: an address that differs each time."""
    return re.sub(r"^WARNING: |(\b(in|stream) )?<_io\.BytesIO[^>]*>:? *", "", problem)


def _wrong_page_count(pdf: pikepdf.Pdf) -> list[str]:
    count, written = len(pdf.pages), pdf.Root.Pages.get("/Count")
    return [] if written == count else [f"page tree: the count is {written}, but there are {count} pages"]


def _strict_problems(data: bytes) -> list[str]:
    """Return why pypdf does not open the file in strict mode, in which it repairs nothing.

    Opening reads header, cross-references and trailer; problems in objects are logged when the pages are read.
    """
    try:
        PdfReader(io.BytesIO(data), strict=True)
    except MemoryError:
        raise
    except Exception as problem:
        return [f"pypdf in strict mode: {problem or type(problem).__name__}"]
    return []


def _xmp(pdf: pikepdf.Pdf) -> str:
    stream = pdf.Root.get("/Metadata")
    return readable_text(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else ""


def _xmp_values(xmp: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2].strip()) for match in pattern.finditer(xmp) if match[2].strip()]


def _dates(pdf: pikepdf.Pdf) -> Pairs:
    info = pdf.trailer.get("/Info")
    if info is None:
        return ()
    return tuple((key, str(info[key])) for key in ("/CreationDate", "/ModDate") if key in info)


def _is_digest(identifier: pikepdf.Object, pdf: pikepdf.Pdf) -> bool:
    """Whether an identifier is the digest of the file's metadata, so that it changes with nothing else."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return False
    digest = hashlib.md5(stream.read_bytes(), usedforsecurity=False).digest()
    return all(bytes(half) == digest for half in identifier)


def _identifiers(pdf: pikepdf.Pdf) -> Pairs:
    identifier = pdf.trailer.get("/ID")
    if identifier is None or _is_digest(identifier, pdf):
        return ()
    return (("/ID", " ".join(bytes(half).hex() for half in identifier)),)
