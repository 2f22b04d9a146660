"""What a tagged document says of itself: marks in the catalogue, language, and XMP that agrees with the information."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pikepdf

from cvpdf.pdf.read.facts import TagProblem
from cvpdf.pdf.read.tags.values import dictionary, items, number

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a language tag (BCP 47)."""

_MAX_XMP = 1_000_000
"""Bytes."""
_NAMES = {
    **{f"{{http://purl.org/dc/elements/1.1/}}{name}": f"dc:{name}" for name in ("title", "creator", "description")},
    "{http://purl.org/dc/elements/1.1/}language": "dc:language",
    "{http://ns.adobe.com/pdf/1.3/}Keywords": "pdf:Keywords",
    "{http://www.aiim.org/pdfua/ns/id/}part": "pdfuaid:part",
}
"""The fields that are read, by namespace."""
_PRINTED = 4
"""The bit of /F for an annotation that is printed (ISO 32000-2, 12.5.3)."""
_SAME = {"dc:title": "/Title", "dc:creator": "/Author", "dc:description": "/Subject", "pdf:Keywords": "/Keywords"}
"""Fields of XMP, and the entry of the document information that is the same."""


def document_problems(pdf: pikepdf.Pdf) -> Iterator[TagProblem]:
    """Yield the rules that the document's own data break (ISO 14289-1, 7.1 and 7.2)."""
    root: Any = pdf.Root
    marks = dictionary(root.get("/MarkInfo"))
    if marks.get("/Marked") is not True:
        yield TagProblem("tags-metadata", "the catalogue does not say that the file is tagged (/Marked)")
    if marks.get("/Suspects") is True:
        yield TagProblem("tags-metadata", "the file calls its own tags suspect (/Suspects)")
    language = str(root.get("/Lang", ""))
    if not LANGUAGE.fullmatch(language):
        yield TagProblem("tags-metadata", f"the language of the document is `{language}`")
    if dictionary(root.get("/ViewerPreferences")).get("/DisplayDocTitle") is not True:
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
    if not any("/DestOutputProfile" in dictionary(intent) for intent in items(root.get("/OutputIntents"))):
        yield TagProblem("tags-archive", "it does not say what its colours mean (/OutputIntents)")
    for page in pdf.pages:
        for annotation in map(dictionary, items(page.obj.get("/Annots"))):
            if not (number(annotation.get("/F")) or 0) & _PRINTED:
                yield TagProblem("tags-archive", "a link is not printed (/F)")


def _xmp_problems(pdf: pikepdf.Pdf, language: str) -> Iterator[TagProblem]:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield TagProblem("tags-metadata", "there is no XMP")
        return
    data = stream.read_bytes()
    # A document type could define entities without end.
    if len(data) > _MAX_XMP or b"<!DOCTYPE" in data:
        yield TagProblem("tags-metadata", "XMP is too large, or has a document type")
        return
    try:
        fields = _fields(ET.fromstring(data.decode("utf-8").strip("\ufeff\0 \r\n")))
    except (ET.ParseError, ValueError) as problem:
        yield TagProblem("tags-metadata", f"XMP is malformed: {problem}")
        return
    if not fields.get("dc:title"):
        yield TagProblem("tags-metadata", "XMP has no title")
    information = dictionary(pdf.trailer.get("/Info"))
    for name, entry in _SAME.items():
        value, other = fields.get(name, ""), " ".join(str(information.get(entry, "")).split())
        if value != other:
            text = f"XMP says `{value}` ({name}), the information `{other}`"
            yield TagProblem("tags-metadata", text, own=not value or not other)
    if fields.get("dc:language") != language:
        text = f"the language in XMP is `{fields.get('dc:language', '')}`"
        yield TagProblem("tags-metadata", text, own="dc:language" not in fields)
    if fields.get("pdfuaid:part") != "1":
        yield TagProblem("tags-metadata", "XMP does not say that the file conforms to PDF/UA-1", own=True)


def _fields(tree: ET.Element) -> dict[str, str]:
    """Return the first value of each field, which is an element or an attribute."""
    fields: dict[str, str] = {}
    for element in tree.iter():
        for key, value in element.attrib.items():
            if key in _NAMES:
                fields.setdefault(_NAMES[key], " ".join(value.split()))
        name = _NAMES.get(element.tag)
        if name is not None and name not in fields:
            fields[name] = " ".join(" ".join(element.itertext()).split())
    return fields
