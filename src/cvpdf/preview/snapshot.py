"""The view as JSON for the page. It has the versions of PDFs, which are the addresses of their images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cvpdf.diagnostics import Diagnostic, ExitCode, Span, in_file_order
from cvpdf.pdf.codes import check_of
from cvpdf.preview.printed_lines import Line
from cvpdf.preview.state import Variant, View
from cvpdf.report.json_output import checks_of
from cvpdf.report.sources import Sources
from cvpdf.source.read import SourceFile, without_forbidden

MAX_DIAGNOSTICS = 200
"""The most diagnostics of a variant that are sent. The page shows the number of the others."""
_MAX_BEFORE = 60
"""The most characters before the marked part of a long line."""
MAX_SHOWN = 240
"""The most characters of a line."""


def of_view(view: View, file: str, begin: str) -> dict[str, Any]:
    """Return everything that the page shows. ``begin`` is the variant to show first."""
    return {
        "file": file,
        "begin": begin,
        "revision": view.revision,
        "busy": view.busy,
        "invalid": view.invalid,
        "seconds": view.seconds,
        "variants": [_variant(one, view) for one in view.variants],
        "general": _diagnostics(view.diagnostics, view.source),
    }


def of_lines(lines: Sequence[Line], sizes: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the printed lines: the page, from 0, and the box as shares of the page size from its upper left corner.

    Lines of the same value have the same number in ``value``.
    """
    numbers: dict[tuple[Span, str], int] = {}
    data = []
    for line in lines:
        width, height = sizes[line.page]
        box = line.box
        sides = (
            box.left / width,
            1 - box.top / height,
            (box.right - box.left) / width,
            (box.top - box.bottom) / height,
        )
        number = numbers.setdefault((line.span, line.value), len(numbers))
        shown = line.value if len(line.value) <= 120 else f"{line.value[:119]}…"
        data.append(
            {
                "page": line.page,
                "box": [round(side, 5) for side in sides],
                "value": number,
                "label": f"{line.what}: {shown}",
            }
        )
    return data


def of_place(span: Span, source: SourceFile | None) -> dict[str, Any]:
    """Return a place with the text of its line."""
    place = {"place": str(span), "file": span.file, "line": span.line, "column": span.column}
    return {**place, "text": _excerpt(source, span)}


def _excerpt(source: SourceFile | None, span: Span) -> list[str] | None:
    """Return the first line of a span before, in and after the marked part, or ``None`` if it is not in the source.

    A place between two characters has an empty marked part. A long line is cut around it.
    """
    source = Sources(source).get(span.file)
    if source is None or not 1 <= span.line <= len(source.lines):
        return None
    line = source.lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    first = start - _MAX_BEFORE if start > _MAX_BEFORE and len(line) > MAX_SHOWN else 0
    last = min(len(line), first + MAX_SHOWN)
    end = min(max(start, end), last)
    before = ("…" if first else "") + line[first:start]
    after = line[end:last] + ("…" if last < len(line) else "")
    return [without_forbidden(part).replace("\t", " ") for part in (before, line[start:end], after)]


def _variant(one: Variant, view: View) -> dict[str, Any]:
    shown, result = one.shown, one.result
    row = result.summary if result else None
    passed, failed = checks_of(result) if result else ((), ())
    diagnostics = result.diagnostics if result else ()
    # Diagnostics of cv.yaml as a whole are shown once.
    own = [d for d in in_file_order(diagnostics) if d not in set(view.diagnostics)]
    source = shown.source if shown and not one.stale else view.source
    return {
        "name": one.name,
        "version": shown.version if shown else None,
        "pages": [[round(side, 3) for side in size] for size in shown.sizes] if shown else [],
        "checking": one.checking,
        "stale": shown is not None and (one.stale or view.invalid),
        "outcome": result.outcome if result else None,
        "ok": result.exit_code == ExitCode.OK if result else None,
        "passed": passed,
        "failed": failed,
        "fill": row.fill if row else None,
        "engine": row.engine if row else None,
        "path": row.path if row else None,
        "fit": row.fit or None if row else None,
        "diagnostics": _diagnostics(own, source),
    }


def _diagnostics(diagnostics: Sequence[Diagnostic], source: SourceFile | None) -> dict[str, Any]:
    shown = sorted(diagnostics, key=lambda d: not d.is_error)[:MAX_DIAGNOSTICS]
    return {"more": len(diagnostics) - len(shown), "list": [_diagnostic(one, source) for one in shown]}


def _diagnostic(one: Diagnostic, source: SourceFile | None) -> dict[str, Any]:
    return {
        "severity": str(one.severity),
        "code": one.code,
        "check": check_of(one.code) or None,
        "message": one.message,
        "hint": one.hint,
        "at": of_place(one.span, source) if one.span else None,
        "related": [{"message": other.message, "at": of_place(other.span, source)} for other in one.related],
    }
