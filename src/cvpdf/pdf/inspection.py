"""The checks of a finished PDF: read it once into facts, then ask each check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks import (
    breaks,
    characters,
    contrast,
    fonts,
    links,
    metadata,
    order,
    pages,
    privacy,
    reproducible,
    structure,
    text,
)
from cvpdf.pdf.read import document
from cvpdf.pdf.read import file_facts as filefacts
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.file_facts import FileFacts


class Check(NamedTuple):
    """One check. Without a source ``function`` is given ``None`` and looks only at what any PDF must have."""

    name: str
    title: str
    needs_source: bool
    function: Callable[[PdfFacts, Expectation | None], list[Diagnostic]]


class FileCheck(NamedTuple):
    """One check that looks at the file as a whole besides."""

    name: str
    title: str
    needs_source: bool
    function: Callable[[FileFacts, PdfFacts, Expectation | None], list[Diagnostic]]


FILE = "file"
"""The name of the check that the file can be read at all; it comes first, and is made while reading."""

CHECKS: tuple[Check | FileCheck, ...] = (
    Check("pages", "page count, paper, margins, no blank or nearly empty page", False, pages.check),
    Check("breaks", "no heading or entry head parted from what follows", False, breaks.check),
    Check("text", "every selected string is in the text layer, for two readers", True, text.check),
    Check("order", "name, sections, titles, dates and bullets are read in order", False, order.check),
    Check("characters", "no ligature, private-use or unknown characters in the text layer", False, characters.check),
    Check("fonts", "fonts embedded, subset, outlines, mapped to Unicode, large enough", False, fonts.check),
    Check("contrast", "text colours stand out from the paper", False, contrast.check),
    Check("links", "links present, on visible text, their targets right and safe", False, links.check),
    Check("metadata", "title, author, keywords and language", False, metadata.check),
    FileCheck("privacy", "no local paths and names, no scripts, no attachments", False, privacy.check),
    FileCheck("structure", "no repair needed, outline right, not too large", False, structure.check),
    FileCheck("reproducible", "no dates and identifiers that change", True, reproducible.check),
)
"""In the order in which they run and are shown."""


class Inspection(NamedTuple):
    """The outcome of all checks. A check has failed if it reports an error; with warnings and notes it has passed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    pages: int = 0
    fills: tuple[float, ...] = ()
    """Which part of its height each page uses, from 0 to 1."""

    @property
    def ok(self) -> bool:
        """Whether no check has failed."""
        return not self.failed

    def plus(self, name: str, diagnostics: Iterable[Diagnostic]) -> Inspection:
        """Return this with one more check's outcome, such as that of the log."""
        found = tuple(diagnostics)
        bad = has_errors(found)
        return Inspection(
            self.diagnostics + found,
            self.passed if bad else (*self.passed, name),
            (*self.failed, name) if bad else self.failed,
            self.pages,
            self.fills,
        )


def preload() -> None:
    """Import what the checks need, the libraries that read PDFs above all: a tenth of a second of work.

    It can be done in a thread while LaTeX runs. It is never needed: what is not there, the checks import themselves.
    """
    import pikepdf  # noqa: F401
    import pypdf.filters  # noqa: F401
    import pypdfium2  # noqa: F401

    from cvpdf.pdf import codes  # noqa: F401
    from cvpdf.pdf.read import file_walk, font_walk, outline  # noqa: F401


class Reading(NamedTuple):
    """A PDF that was read: all that the checks ask of it."""

    facts: PdfFacts | None
    complaints: tuple[Diagnostic, ...]
    """What was wrong with the file itself."""
    file: FileFacts | None
    """``None`` if it cannot be read, or only in part."""


def read_pdf(pdf: Path, data: bytes | None = None) -> Reading:
    """Read a PDF; ``data`` is its content, if that is in memory.

    Nothing but :class:`MemoryError` is raised.
    """
    facts, complaints = document.read(pdf, data)
    if facts is None or any(complaint.code == "pdf-damaged" for complaint in complaints):
        return Reading(facts, tuple(complaints), None)
    file = filefacts.read(pdf) if data is None else filefacts.facts_of(data, str(pdf))
    return Reading(facts, tuple(complaints), file)


def inspect(pdf: Path, expectation: Expectation | None, reading: Reading | None = None) -> Inspection:
    """Read a PDF, unless that was done before, and run every check on it; without an expectation, those without source.

    Nothing but :class:`MemoryError` is raised, whatever the file is. A file that cannot be read, or only in part, gets
    only the complaint about that: what else is missing from it would be noise.
    """
    reading = reading or read_pdf(pdf)
    facts = reading.facts
    inspection = Inspection(pages=len(facts.pages) if facts else 0)
    if facts is None or reading.file is None:
        return inspection.plus(FILE, reading.complaints)
    # What pypdf had to guess is for the check of the structure to tell.
    irregular = [complaint for complaint in reading.complaints if complaint.code == "pdf-irregular"]
    inspection = inspection.plus(FILE, (one for one in reading.complaints if one not in irregular))
    file = reading.file._replace(guesses=tuple(complaint.message for complaint in irregular))
    return run_checks(facts, expectation, inspection, file)


def run_checks(
    facts: PdfFacts,
    expectation: Expectation | None,
    inspection: Inspection | None = None,
    file: FileFacts | None = None,
) -> Inspection:
    """Run every check that applies on facts, and add the outcomes to ``inspection``.

    Without the facts of the file as a whole, the checks that need them are left out.
    """
    inspection = inspection or Inspection(pages=len(facts.pages))
    inspection = inspection._replace(fills=pages.page_fills(facts, expectation))
    for check in CHECKS:
        if expectation is None and check.needs_source:
            continue
        if isinstance(check, Check):
            inspection = inspection.plus(check.name, check.function(facts, expectation))
        elif file is not None:
            inspection = inspection.plus(check.name, check.function(file, facts, expectation))
    return inspection
