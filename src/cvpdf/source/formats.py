"""Files of other formats that are given as a cv.yaml, recognised by their first bytes."""

from __future__ import annotations

import re

NEW = "`cvpdf new FOLDER` starts a cv.yaml, into which you can copy your texts"
"""The hint for a CV in another format."""

_SIGNATURES = (
    (b"%PDF-", "a PDF", "`cvpdf check FILE` checks a finished PDF; " + NEW),
    (b"PK\x03\x04", "a ZIP archive or an office document", NEW),
    (b"\xd0\xcf\x11\xe0", "an office document", NEW),
    (b"{\\rtf", "an RTF document", NEW),
    (b"\x89PNG", "a picture", "a photo is named by `photo:` in cv.yaml"),
    (b"\xff\xd8\xff", "a picture", "a photo is named by `photo:` in cv.yaml"),
)
_LATEX = "cv.yaml contains the texts alone, and cvpdf writes the LaTeX; " + NEW
_BIBTEX = "cv.yaml names it: `bibliography: [papers.bib]`; `cvpdf import` prints its works for cv.yaml"
_BEGINNINGS = (
    (rb"(?:%.*\n|\s)*\\[a-zA-Z]", "a LaTeX file", _LATEX),
    (rb"(?:%.*\n|\s)*@[a-zA-Z]+\s*[{(]", "a BibTeX file", _BIBTEX),
    (rb"\s*<!doctype html|\s*<html", "an HTML page", NEW),
    (rb"\s*<\?xml", "an XML file", NEW),
)


def other_format(raw: bytes) -> tuple[str, str] | None:
    """Return what a file is, and a hint, if it is certainly not YAML."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    for signature, what, hint in _SIGNATURES:
        if raw.startswith(signature):
            return what, hint
    head = raw[:20_000].replace(b"\r\n", b"\n")
    for beginning, what, hint in _BEGINNINGS:
        if re.match(beginning, head, re.I):
            return ("a moderncv file (LaTeX)" if b"{moderncv}" in head else what), hint
    return None


def other_than_text(raw: bytes) -> str | None:
    """Return what a file is, if it is certainly neither BibTeX nor JSON."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    for signature, what, _ in _SIGNATURES:
        if raw.startswith(signature):
            return what
    if re.match(rb"\s*(?:<!doctype html|<html|<head|<body)", raw[:1000], re.I):
        return "an HTML page"
    if re.match(rb"\s*<\?xml", raw[:1000]):
        return "an XML file"
    if (tag := re.match(rb"\s*(TY  - |PMID- ?\d|%0 [A-Z])", raw[:1000])) is not None:
        return {b"T": "a RIS file", b"P": "a PubMed file", b"%": "an EndNote file"}[tag[1][:1]]
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:4].count(0) in (2, 3)
    return "a binary file" if b"\0" in raw[:20_000] and not utf16 else None
