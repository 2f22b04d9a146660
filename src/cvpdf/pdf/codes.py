"""The registry of the checks and of all codes that are reported about a PDF, collected from the check modules."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from cvpdf.diagnostics import Severity
from cvpdf.pdf import checks
from cvpdf.pdf.check import Check, Code, CodeGroup

FILE = CodeGroup(
    name="file",
    title="the file can be read",
    notes="""\
This comes first. If the file cannot be read completely, no other check runs, since their errors would only be
consequences.""",
    codes=(
        Code(
            "pdf-unreadable",
            "the file cannot be read",
            "there is no such file, it is not a regular file, you have no permission, or it is larger than 200 MB",
            "check the path",
            fixed=True,
        ),
        Code(
            "not-a-pdf",
            "the file is not a PDF",
            "the file is empty, or has no `%PDF-` in its first 1024 bytes",
            "check the path",
            fixed=True,
        ),
        Code(
            "pdf-damaged",
            "the PDF is damaged",
            "the file is cut off, has no pages, or has a part that pypdf cannot read",
            "regenerate or copy it again",
            fixed=True,
        ),
        Code(
            "check-timeout",
            "the checks timed out",
            "`cvpdf check` only: the checks of one file took more than 30 s",
            "regenerate the file, or split it",
            fixed=True,
        ),
        Code(
            "check-crashed",
            "the checks crashed",
            "`cvpdf check` only: the file crashed a parser, or needs more than 1 GB of memory",
            "regenerate the file; do not send it to an importer",
            fixed=True,
        ),
        Code(
            "pdf-encrypted",
            "the PDF is encrypted",
            "the file is encrypted, even if only against printing or copying; many importers refuse it. If it opens"
            " without a password, the other checks run too",
            "save it without passwords and permissions",
        ),
        Code(
            "pdf-second-reader",
            "pdfium cannot read the file",
            "pypdf reads the file, but pdfium, the PDF reader of Chrome, does not, or finds another number of pages",
            "regenerate the file",
        ),
    ),
)
"""Reported before any check runs, if the file cannot be read, or not completely."""

LOG = CodeGroup(
    name="log",
    title="no problems in LaTeX's log",
    notes="Needs the log, so only `cvpdf build` runs it. The place is the one in `cv.yaml` from which the line of the"
    " `.tex` comes; a missing character is reported at the field that contains it.",
    codes=(
        Code(
            "missing-character",
            "no font has the character",
            "the font has no such glyph: the PDF shows nothing in its place",
            "load the fonts of the document in your template (`\\usepackage{\\VAR{fonts}}`), or use other words",
        ),
        Code(
            "overfull-line",
            "a line is too wide",
            "the line extends into the margin, or is cut off",
            "shorten it, or allow a line break in a long word or address",
            "warning above 1 pt, error above 10 pt",
        ),
        Code(
            "overfull-page",
            "a page is too full",
            "the content is higher than the page",
            "show less on it",
            "warning above 1 pt, error above 10 pt",
        ),
        Code(
            "underfull-line",
            "a line is stretched",
            "the line is stretched, with the worst badness (10000)",
            "no fix is needed",
            severity=Severity.NOTE,
        ),
        Code(
            "underfull-page",
            "a page is stretched",
            "the page is stretched, with the worst badness (10000)",
            "no fix is needed",
            severity=Severity.NOTE,
        ),
        Code(
            "undefined-reference",
            "a reference is undefined",
            "a reference or citation without a target prints `??`",
            "correct the template",
            severity=Severity.WARNING,
        ),
        Code(
            "font-substitution",
            "LaTeX substituted a font",
            "a shape or size is missing, and another was used",
            "install the font, or do not use the shape",
            severity=Severity.WARNING,
        ),
        Code(
            "missing-file",
            "LaTeX did not find a file",
            "LaTeX did not find a file",
            "install the package; `cvpdf doctor` shows which",
        ),
        Code(
            "latex-error",
            "LaTeX reported an error",
            "LaTeX stopped at an error, or continued after it",
            "see the message",
        ),
        Code(
            "hyphenation-missing",
            "LaTeX has no hyphenation patterns for the language",
            "`hyphenation` is `true`, but LaTeX does not know where words of the language of the CV may break",
            "install the package in the hint, or set `hyphenation: false`",
            severity=Severity.NOTE,
        ),
        Code(
            "latex-warning",
            "LaTeX reported a warning",
            "a package or the class reported a warning",
            "see the message",
            severity=Severity.NOTE,
        ),
    ),
)
"""Reported from LaTeX's log."""


def _checks() -> Iterator[Check]:
    for module in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        check = getattr(import_module(module.name), "CHECK", None)
        if check is not None:
            yield check


CHECKS: tuple[Check, ...] = tuple(sorted(_checks(), key=lambda check: check.position))
"""In the order in which they run and are listed."""

GROUPS: tuple[CodeGroup, ...] = (FILE, *CHECKS, LOG)
"""In the order in which their outcomes are listed."""

CODES: Mapping[str, Code] = {code.name: code for group in GROUPS for code in group.codes}
"""All codes by name, in the order of the groups."""

_GROUP_OF: Mapping[str, str] = {code.name: group.name for group in GROUPS for code in group.codes}
_ORDER: Mapping[str, int] = {group.name: number for number, group in enumerate(GROUPS)}


def check_of(code: str) -> str:
    """Return the name of the check that reports a code; empty for a code of another stage, such as ``unknown-key``."""
    return _GROUP_OF.get(code, "")


def in_order(names: Iterable[str]) -> list[str]:
    """Return names of checks in the order in which they run."""
    return sorted(names, key=lambda name: _ORDER.get(name, len(_ORDER)))
