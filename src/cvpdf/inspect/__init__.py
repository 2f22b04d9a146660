"""The checks of a finished PDF: read it once into facts, then ask each check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.inspect import characters, document, fonts, links, metadata, pages, text
from cvpdf.inspect.expectation import Expectation, ExpectedLink, ExpectedText
from cvpdf.inspect.facts import FontFacts, PageFacts, PdfFacts

__all__ = [
    "CHECKS",
    "Check",
    "Expectation",
    "ExpectedLink",
    "ExpectedText",
    "FontFacts",
    "Inspection",
    "PageFacts",
    "PdfFacts",
    "inspect",
    "run_checks",
]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. Without a source ``function`` is given ``None`` and looks only at what any PDF must have."""

    name: str
    title: str
    needs_source: bool
    function: Callable[[PdfFacts, Expectation | None], list[Diagnostic]]


FILE = "file"
"""The name of the check that the file can be read at all; it comes first, and is made while reading."""

CHECKS: tuple[Check, ...] = (
    Check("pages", "page count, no blank page", False, pages.check),
    Check("text", "every selected string is in the text layer", True, text.check),
    Check("characters", "no ligature, private-use or unknown characters in the text layer", False, characters.check),
    Check("fonts", "fonts embedded, outlines, mapped to Unicode", False, fonts.check),
    Check("links", "links present, their targets right and safe", False, links.check),
    Check("metadata", "title, author and language", False, metadata.check),
)
"""In the order in which they run and are shown."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The outcome of all checks. A check has failed if it reports an error; with warnings and notes it has passed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    pages: int = 0

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
        )


def inspect(pdf: Path, expectation: Expectation | None) -> Inspection:
    """Read a PDF and run every check on it; without an expectation, those that need no source.

    Nothing is raised, whatever the file is. A file that cannot be read, or only in part, gets only the complaint about
    that: what else is missing from it would be noise.
    """
    facts, complaints = document.read(pdf)
    inspection = Inspection(pages=len(facts.pages) if facts else 0).plus(FILE, complaints)
    if facts is None or any(complaint.code == "pdf-damaged" for complaint in complaints):
        return inspection
    return run_checks(facts, expectation, inspection)


def run_checks(facts: PdfFacts, expectation: Expectation | None, inspection: Inspection | None = None) -> Inspection:
    """Run every check that applies on facts, and add the outcomes to ``inspection``."""
    inspection = inspection or Inspection(pages=len(facts.pages))
    for check in CHECKS:
        if expectation is not None or not check.needs_source:
            inspection = inspection.plus(check.name, check.function(facts, expectation))
    return inspection
