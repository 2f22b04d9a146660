"""The file is sound, its outline names the sections, and it is not too large to send."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Span, error, note, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.normalise import normalise
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.file_facts import FileFacts, OutlineEntry

MAX_SIZE = 20_000_000
"""Bytes that a PDF may have about which nothing is said; most mail servers refuse more."""


def check(file: FileFacts, facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``pdf-irregular``, ``outline-mismatch`` and ``file-too-large``."""
    span = place(facts, expectation)
    return [*_irregular(file, expectation, span), *_outline(file, expectation, span), *_size(file, expectation, span)]


def _irregular(file: FileFacts, expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    if not file.remarks:
        return [note("pdf-irregular", guess, span) for guess in file.guesses]
    complain = warning if expectation is None else error
    more = f" (and {len(file.remarks) - 1} more remarks)" if len(file.remarks) > 1 else ""
    message = f"the file needs repair: {quoted(file.remarks[0], 160)}{more}"
    return [complain("pdf-irregular", message, span, "another reader may repair it otherwise; write it anew")]


def _outline(file: FileFacts, expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    if expectation is None:
        lost = [entry for entry in file.outline if entry.target == "nowhere"]
        if not lost:
            return []
        message = f"{len(lost)} of {len(file.outline)} outline entries lead nowhere, such as “{quoted(lost[0].title)}”"
        return [warning("outline-mismatch", message, span, "write the file anew")]
    if not expectation.sections:
        return []
    hint = "readers and screen readers find sections by the outline; write one entry for each heading"
    wanted = [(normalise(section.title.text), section.level) for section in expectation.sections]
    have = [(normalise(entry.title), entry.level) for entry in file.outline]
    for number, section in enumerate(expectation.sections):
        found = have[number] if number < len(have) else None
        if found != wanted[number]:
            title = quoted(section.title.text)
            message = f"the outline should have “{title}” (level {section.level}) as entry {number + 1}; {_is(found)}"
            return [error("outline-mismatch", message, section.title.span or span, hint)]
        if file.outline[number].target != "page":
            message = f"the outline’s entry “{quoted(section.title.text)}” leads to no page"
            return [error("outline-mismatch", message, section.title.span or span, hint)]
    if len(have) > len(wanted):
        return [_surplus(file.outline[len(wanted)], span, hint)]
    return []


def _is(found: tuple[str, int] | None) -> str:
    return f"it has “{quoted(found[0])}” (level {found[1]})" if found else "it has none there"


def _surplus(entry: OutlineEntry, span: Span, hint: str) -> Diagnostic:
    message = f"the outline has an entry “{quoted(entry.title)}”, for which there is no section"
    return error("outline-mismatch", message, span, hint)


def _size(file: FileFacts, expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    limit = MAX_SIZE if expectation is None else expectation.max_file_size
    if file.size <= limit:
        return []
    complain = warning if expectation is None else error
    message = f"the file has {_megabytes(file.size)}, more than {_megabytes(limit)}"
    return [complain("file-too-large", message, span, "use a smaller photo, or set the variant’s `max_file_size`")]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g} MB"
