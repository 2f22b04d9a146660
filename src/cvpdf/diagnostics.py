"""Diagnostics: the one form in which every problem is reported to the user.

A stage does not raise for bad input; it returns :class:`Diagnostic` values. :mod:`cvpdf.report` prints them; this
module only defines the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

MAX_MESSAGE = 600
"""The most characters of a message or a hint. The middle of a longer one is left out."""


TOO_WIDE = (
    "shorten it, or show where a long word may break: in double quotes, type `\\u00ad` where a hyphen may be added, or "
    "`\\u200b` for a break without one"
)
"""The hint for a text that is wider than its line."""


class Severity(StrEnum):
    """Severity of a diagnostic. Errors fail the stage, warnings fail it under ``--strict``, notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(NamedTuple):
    """A place in a text file. It is a named tuple because there are thousands of them.

    ``line`` and ``column`` count from 1, columns in characters (not bytes). The end is exclusive, and may be on a later
    line. An end equal to the start is a point.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, file: str, line: int = 1, column: int = 1) -> Span:
        """Return an empty span."""
        return cls(file, line, column, line, column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(NamedTuple):
    """Another place that explains the problem (``first used here``)."""

    message: str
    span: Span


class Diagnostic(NamedTuple):
    """A problem, or a remark.

    ``code`` is a stable identifier for programs and for searching. ``message`` is one sentence without a full stop at
    its end. ``hint`` is the way to fix the problem.
    """

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the severity is error."""
        return self.severity is Severity.ERROR


def _one_line(text: str) -> str:
    """Return a message, which may quote the user's text, on one line and with limited length."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - 100]} … {text[-97:]}"


def _of(
    severity: Severity, code: str, message: str, span: Span | None, hint: str | None, related: Sequence[Related] = ()
) -> Diagnostic:
    return Diagnostic(severity, code, _one_line(message), span, _one_line(hint) if hint else None, tuple(related))


def error(
    code: str, message: str, span: Span | None = None, hint: str | None = None, related: Sequence[Related] = ()
) -> Diagnostic:
    """Return a diagnostic of severity error."""
    return _of(Severity.ERROR, code, message, span, hint, related)


def warning(
    code: str, message: str, span: Span | None = None, hint: str | None = None, related: Sequence[Related] = ()
) -> Diagnostic:
    """Return a diagnostic of severity warning."""
    return _of(Severity.WARNING, code, message, span, hint, related)


def note(
    code: str, message: str, span: Span | None = None, hint: str | None = None, related: Sequence[Related] = ()
) -> Diagnostic:
    """Return a diagnostic of severity note."""
    return _of(Severity.NOTE, code, message, span, hint, related)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the diagnostics is an error."""
    return any(d.is_error for d in diagnostics)


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics sorted by place, then severity, without duplicates. Those without a place come last."""

    def key(d: Diagnostic) -> tuple[bool, str, int, int, int, str]:
        span = d.span or Span.point("")
        return (d.span is None, span.file, span.line, span.column, _ORDER[d.severity], d.message)

    return sorted(dict.fromkeys(diagnostics), key=key)


class ExitCode:
    """Exit codes of the command line, one for each kind of failure. They are documented in ``docs/checks.md``."""

    OK = 0
    INVALID_CV = 1
    USAGE = 2
    LATEX_MISSING = 3
    LATEX_FAILED = 4
    CHECK_FAILED = 5
