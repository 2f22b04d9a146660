"""Run all checks on a PDF: read it once into facts, then call each check."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.page_layout import fills, page_layouts
from cvpdf.pdf.codes import CHECKS, FILE
from cvpdf.pdf.read import document


class Inspection(NamedTuple):
    """The outcome of all checks. A check has failed if it reports an error; with warnings and notes it has passed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    pages: int = 0
    fills: tuple[float, ...] = ()
    """The part of its height that each page uses, from 0 to 1."""

    @property
    def ok(self) -> bool:
        """Whether no check has failed."""
        return not self.failed

    def plus(self, name: str, diagnostics: Iterable[Diagnostic]) -> Inspection:
        """Return this with the outcome of one more check, such as that of the log."""
        added = tuple(diagnostics)
        bad = has_errors(added)
        return self._replace(
            diagnostics=self.diagnostics + added,
            passed=self.passed if bad else (*self.passed, name),
            failed=(*self.failed, name) if bad else self.failed,
        )


def preload() -> None:
    """Import the readers with their libraries, which takes a tenth of a second: in a thread, while LaTeX runs.

    Whatever goes wrong, such as a lack of memory, is reported when the readers are used.
    """
    with suppress(Exception):
        import pypdf.filters  # noqa: F401
        import pypdfium2  # noqa: F401

        import cvpdf.pdf.read.pypdf_reader
        import cvpdf.pdf.read.qpdf_reader  # noqa: F401


def inspect(pdf: Path, expectation: Expectation | None, data: bytes | None = None) -> Inspection:
    """Return the outcome of every check on a PDF; without an expectation, of those that need no source.

    ``data`` is the content of the file, if it is in memory. A file that cannot be read completely only gets the errors
    about that, since all others would follow from them. Nothing is raised except :class:`MemoryError`.
    """
    facts, problems = document.read(pdf, data, with_file=True)
    inspection = Inspection(pages=len(facts.pages) if facts else 0).plus(FILE.name, problems)
    if facts is None or any(problem.code == "pdf-damaged" for problem in problems):
        return inspection
    inspection = inspection._replace(fills=fills(facts, page_layouts(facts, expectation), expectation))
    for check in CHECKS:
        if expectation is not None or not check.needs_source:
            inspection = inspection.plus(check.name, check.function(facts, expectation))
    return inspection
