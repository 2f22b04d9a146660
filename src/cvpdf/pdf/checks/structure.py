"""Check that the file is sound, that its outline lists the sections, and that it is not too large to send."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Span, error, note, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.normalise import normalise
from cvpdf.pdf.read.facts import OutlineEntry, PdfFacts
from cvpdf.quoting import and_more, difference, quoted

MAX_SIZE = 20_000_000
"""Bytes; the limit without a source. Most mail servers refuse more."""


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``pdf-irregular``, ``outline-mismatch`` and ``file-too-large``."""
    span = default_span(facts, expectation)
    return [
        *_irregular(facts, expectation, span),
        *_outline(facts.file.outline, expectation, span),
        *_size(facts.size, expectation, span),
    ]


CHECK = Check(
    name="structure",
    title="no repair needed, outline correct, not too large",
    function=check,
    position=110,
    codes=(
        Code(
            "pdf-irregular",
            "the file needs repair",
            "qpdf had to repair something, or finds a defect when it reads every object and stream; the page tree has"
            " a wrong page count; or pypdf in strict mode does not open the file. A note: pypdf read the pages, but"
            " had to guess somewhere; the message quotes it",
            "regenerate the file (`qpdf --linearize`, or print it to a PDF); a note needs no fix",
            "error; warning without a source; note if only pypdf had to guess",
        ),
        Code(
            "outline-mismatch",
            "the outline does not match the sections",
            "the outline (the bookmarks) is not the list of the sections and groups of publications, in their order"
            " and on their levels, or an entry leads to no page; without a source: an entry leads to a missing page or"
            " name",
            "in a custom class, write an entry for each heading",
            "error; warning without a source",
        ),
        Code(
            "file-too-large",
            "the file is too large",
            "the file is larger than the variant's `max_file_size`; without a source: larger than 20 MB. Importers and"
            " mail servers refuse it",
            "use a smaller photo",
            "error; warning without a source",
        ),
    ),
)


def _irregular(facts: PdfFacts, expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    problems, messages = facts.file.problems, facts.pypdf_messages
    if problems:
        report = warning if expectation is None else error
        message = f"the file needs repair: {quoted(problems[0], 160)}{and_more(problems)}"
        return [report("pdf-irregular", message, span, "other readers may repair it differently; regenerate the file")]
    if messages:
        return [note("pdf-irregular", f"pypdf reports: {quoted(messages[0], 160)}{and_more(messages)}", span)]
    return []


def _outline(outline: tuple[OutlineEntry, ...], expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    if expectation is None:
        lost = [entry for entry in outline if entry.target == "nowhere"]
        if not lost:
            return []
        message = f"{len(lost)} of {len(outline)} outline entries lead nowhere, such as `{quoted(lost[0].title)}`"
        return [warning("outline-mismatch", message, span, "regenerate the file")]
    if not expectation.sections:
        return []
    hint = "readers and screen readers find sections by the outline; write one entry for each heading"
    expected = [(normalise(section.title.text), section.level) for section in expectation.sections]
    actual = [(normalise(entry.title), entry.level) for entry in outline]
    for number, section in enumerate(expectation.sections):
        entry = actual[number] if number < len(actual) else None
        title = quoted(section.title.text)
        if entry != expected[number]:
            other = difference(expected[number][0], entry[0]) if entry else ""
            instead = f"it is `{quoted(entry[0])}`{other} (level {entry[1]})" if entry else "there is none"
            message = f"the outline’s entry {number + 1} should be `{title}` (level {section.level}); {instead}"
            return [error("outline-mismatch", message, section.title.span or span, hint)]
        if outline[number].target != "page":
            message = f"the outline’s entry `{title}` leads to no page"
            return [error("outline-mismatch", message, section.title.span or span, hint)]
    if len(actual) > len(expected):
        message = f"the outline has an entry `{quoted(outline[len(expected)].title)}` that belongs to no section"
        return [error("outline-mismatch", message, span, hint)]
    return []


def _size(size: int, expectation: Expectation | None, span: Span) -> list[Diagnostic]:
    limit = MAX_SIZE if expectation is None else expectation.max_file_size
    if size <= limit:
        return []
    report = warning if expectation is None else error
    message = f"the file has {_megabytes(size)}, more than {_megabytes(limit)}"
    return [report("file-too-large", message, span, "use a smaller photo, or set the variant’s `max_file_size`")]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.3g} MB"
