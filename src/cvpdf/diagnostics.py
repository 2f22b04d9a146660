"""Diagnostics: the one form in which every complaint reaches the user.

A stage never raises at the user; it returns or collects :class:`Diagnostic` values. Rendering them is a matter of
:mod:`cvpdf.report.terminal`; here are only the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

MAX_MESSAGE = 600
"""Characters of a message or a hint; what lies between beginning and end of a longer one is left out."""


class Severity(StrEnum):
    """How bad it is. Errors fail the stage; warnings fail only under ``--strict``; notes never fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(NamedTuple):
    """A place in a text file. (There are thousands of them, and tuples are made fastest.)

    ``line`` and ``column`` count from 1, columns in characters (not bytes). The end is exclusive and may be on a later
    line; an end equal to the start marks a point.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, file: str, line: int = 1, column: int = 1) -> Span:
        """Return the empty span at one place."""
        return cls(file, line, column, line, column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Related(NamedTuple):
    """A second place that explains the first one (``first defined here``)."""

    message: str
    span: Span


class Diagnostic(NamedTuple):
    """One complaint.

    ``code`` is a stable kebab-case word for programs and for searching; ``message`` is one sentence without a final
    full stop; ``hint`` says what to do about it.
    """

    severity: Severity
    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this alone fails the stage."""
        return self.severity is Severity.ERROR


def _one_line(text: str) -> str:
    """Keep a message that quotes the user's text on one line and within reason."""
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


def warning(code: str, message: str, span: Span | None = None, hint: str | None = None) -> Diagnostic:
    """Return a diagnostic of severity warning."""
    return _of(Severity.WARNING, code, message, span, hint)


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
    """Sort by place, those without a place last; at one place the worst first. Exact repetitions fall away."""

    def key(d: Diagnostic) -> tuple[bool, str, int, int, int, str]:
        span = d.span or Span.point("")
        return (d.span is None, span.file, span.line, span.column, _ORDER[d.severity], d.message)

    return sorted(dict.fromkeys(diagnostics), key=key)


class ExitCode:
    """Exit codes of the command line, documented in ``docs/checks.md`` and distinct for each kind of failure."""

    OK = 0
    INVALID_CV = 1
    USAGE = 2
    LATEX_MISSING = 3
    LATEX_FAILED = 4
    CHECK_FAILED = 5
