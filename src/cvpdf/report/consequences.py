"""One diagnostic for one text that is too wide, although LaTeX's log, the margins and the text layer all show it."""

from __future__ import annotations

from collections.abc import Iterable

from cvpdf.diagnostics import Diagnostic, Severity, Span

_TOO_WIDE = ("outside-margins", "overfull-line")
"""The first names the text and the page, so of two that are equally severe it is kept."""
_CONSEQUENCES = ("text-missing", "torn-line", "glued-words")
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def without_consequences(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with one for each text that is too wide, the most severe one."""
    diagnostics = tuple(diagnostics)
    causes: list[Diagnostic] = []
    for cause in sorted((d for d in diagnostics if d.code in _TOO_WIDE), key=_importance):
        if not any(_overlap(cause.span, other.span) for other in causes):
            causes.append(cause)
    return tuple(d for d in diagnostics if _is_kept(d, causes))


def _importance(cause: Diagnostic) -> tuple[int, int]:
    return _RANK[cause.severity], _TOO_WIDE.index(cause.code)


def _is_kept(diagnostic: Diagnostic, causes: list[Diagnostic]) -> bool:
    if diagnostic.code in _TOO_WIDE:
        return diagnostic in causes
    return diagnostic.code not in _CONSEQUENCES or not any(
        _RANK[cause.severity] <= _RANK[diagnostic.severity] and _overlap(cause.span, diagnostic.span)
        for cause in causes
    )


def _overlap(first: Span | None, second: Span | None) -> bool:
    """Whether two places share a character or are the same point."""
    if first is None or second is None or first.file != second.file:
        return False
    (start, end), (other_start, other_end) = (
        ((span.line, span.column), (span.end_line, span.end_column)) for span in (first, second)
    )
    return start == other_start or (start < other_end and other_start < end)
