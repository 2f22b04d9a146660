"""The form of a check: its function, and the data from which the registry of codes and docs/checks.md are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.expectation import Expectation
from cvpdf.pdf.read.facts import PdfFacts


class Code(NamedTuple):
    """One code that a check reports. ``meaning`` and ``fix`` are Markdown, for a cell of a table."""

    name: str
    """Never changes: ``checks:`` of a variant, JSON and SARIF refer to it."""
    title: str
    """A few words, for lists."""
    meaning: str
    fix: str
    severities: str = ""
    """Which severity when, as Markdown; empty if it is always the same."""
    severity: Severity = Severity.ERROR
    """The worst with which it is reported."""
    names_text: bool = False
    """Whether each diagnostic is about one text of cv.yaml or one link, so that `checks:` can allow it."""
    fixed: bool = False
    """Whether the severity cannot be changed, since nothing else of the file is checked then."""


@dataclass(frozen=True, kw_only=True)
class CodeGroup:
    """Codes that are reported together, under one name: by a check, while reading the file, or from LaTeX's log."""

    name: str
    title: str
    """What passing means, in a few words."""
    codes: tuple[Code, ...]
    notes: str = ""
    """Markdown for the documentation, above the table of codes."""


@dataclass(frozen=True, kw_only=True)
class Check(CodeGroup):
    """A check: a function of the facts and of what is expected, to diagnostics.

    Without a source (``cvpdf check``) the expectation is ``None``; the function then checks what any PDF must have, or
    is not called at all if it ``needs_source``.
    """

    function: Callable[[PdfFacts, Expectation | None], list[Diagnostic]]
    needs_source: bool = False
    position: int = 1000
    """Checks run, and are listed, in this order."""
