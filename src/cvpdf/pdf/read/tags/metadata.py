"""What a tagged document says of itself: marks in the catalogue, language, and XMP that agrees with the information."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary

from cvpdf.pdf.read.facts import TagProblem

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language tag (BCP 47)."""

_MAX_XMP = 1_000_000
"""Bytes."""
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_PRINTED = 4
"""The bit of /F for an annotation that is printed (ISO 32000-2, 12.5.3)."""
_SAME = {"dc:title": "/Title", "dc:creator": "/Author", "dc:description": "/Subject", "pdf:Keywords": "/Keywords"}
"""Fields of XMP, and the entry of the document information that is the same."""


def document_problems(pdf: pikepdf.Pdf) -> Iterator[TagProblem]:
    """Yield the rules that the document's own data break (ISO 14289-1, 7.1 and 7.2)."""
    root: Any = pdf.Root
    marks = root.get("/MarkInfo", Dictionary())
    if marks.get("/Marked") is not True:
        yield TagProblem("tags-metadata", "the catalogue does not say that the file is tagged (/Marked)")
    if marks.get("/Suspects") is True:
        yield TagProblem("tags-metadata", "the file calls its own tags suspect (/Suspects)")
    language = str(root.get("/Lang", ""))
    if not LANGUAGE.fullmatch(language):
        yield TagProblem("tags-metadata", f"the language of the document is `{language}`")
    if root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield TagProblem("tags-metadata", "readers show the file name in place of the title (/DisplayDocTitle)")
    yield from _xmp_problems(pdf, language)


def archive_claim(pdf: pikepdf.Pdf) -> str:
    """Return the part and level of PDF/A that XMP claims, empty if none."""
    stream: Any = pdf.Root.get("/Metadata")
    data = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
    part, level = (re.search(rb"<pdfaid:%b>(\w+)<" % name, data) for name in (b"part", b"conformance"))
    return f"{part[1].decode()}{level[1].decode() if level else ''}" if part else ""


def archive_problems(pdf: pikepdf.Pdf) -> Iterator[TagProblem]:
    """Yield what a file that claims PDF/A lacks (ISO 19005-2, 6.1.3, 6.2.3 and 6.5)."""
    root: Any = pdf.Root
    if "/ID" not in pdf.trailer:
        yield TagProblem("tags-archive", "it has no identifier (/ID)")
    intents = root.get("/OutputIntents")
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield TagProblem("tags-archive", "it does not say what its colours mean (/OutputIntents)")
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", ()):
            if not int(annotation.get("/F", 0)) & _PRINTED:
                yield TagProblem("tags-archive", "a link is not printed (/F)")


def _xmp_problems(pdf: pikepdf.Pdf, language: str) -> Iterator[TagProblem]:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield TagProblem("tags-metadata", "there is no XMP")
        return
    data = stream.read_bytes()
    # A document type could define entities without end.
    if len(data) > _MAX_XMP or b"<!" in data:
        yield TagProblem("tags-metadata", "XMP is too large, or has a document type")
        return
    try:
        tree = ET.fromstring(data.decode("utf-8").strip("\ufeff\n ").partition("?>")[2].rpartition("<?")[0])
    except (ET.ParseError, UnicodeDecodeError, ValueError) as problem:
        yield TagProblem("tags-metadata", f"XMP is malformed: {problem}")
        return

    def value(name: str) -> str:
        return next((" ".join(" ".join(one.itertext()).split()) for one in tree.iterfind(f".//{name}", _SPACES)), "")

    if not value("dc:title"):
        yield TagProblem("tags-metadata", "XMP has no title")
    for name, entry in _SAME.items():
        information = " ".join(str(pdf.docinfo.get(entry, "")).split())
        if value(name) != information:
            yield TagProblem("tags-metadata", f"XMP says `{value(name)}` ({name}), the information `{information}`")
    if value("dc:language") != language:
        yield TagProblem("tags-metadata", f"the language in XMP is `{value('dc:language')}`")
    if value("pdfuaid:part") != "1":
        yield TagProblem("tags-metadata", "XMP does not say that the file conforms to PDF/UA-1")
