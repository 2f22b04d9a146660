"""The view as the JSON that the page reads. Pages of a PDF are not in it, only their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cvpdf.diagnostics import Diagnostic, ExitCode, Span, in_file_order
from cvpdf.pdf.codes import check_of
from cvpdf.preview.excerpts import excerpt
from cvpdf.preview.places import Line
from cvpdf.preview.state import Variant, View
from cvpdf.report.json_output import checks_of
from cvpdf.source.read import SourceFile

MAX_DIAGNOSTICS = 200
"""So many complaints of one variant are sent; the page says how many more there are."""


def of_view(view: View, file: str, begin: str) -> dict[str, Any]:
    """Return all that the page shows. ``begin`` is the variant to begin with."""
    return {
        "file": file,
        "begin": begin,
        "revision": view.revision,
        "busy": view.busy,
        "invalid": view.invalid,
        "seconds": view.seconds,
        "variants": [_variant(one, view) for one in view.variants],
        "general": _complaints(view.found, view.source),
    }


def of_lines(lines: Sequence[Line], sizes: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the printed lines: the page, from 0, and the box as parts of the page's size, from its upper left corner.

    ``value`` numbers the values, so that lines of one value can be told.
    """
    numbers: dict[tuple[Span, str], int] = {}
    found = []
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
        found.append(
            {
                "page": line.page,
                "box": [round(side, 5) for side in sides],
                "value": number,
                "label": f"{line.what}: {shown}",
            }
        )
    return found


def of_place(span: Span, source: SourceFile | None) -> dict[str, Any]:
    """Return a place with its line, as the page shows it."""
    found = excerpt(source, span)
    text = [found.before, found.marked, found.after] if found else None
    return {"place": str(span), "file": span.file, "line": span.line, "column": span.column, "text": text}


def _variant(one: Variant, view: View) -> dict[str, Any]:
    shown, result = one.shown, one.result
    row = result.summary if result else None
    passed, failed = checks_of(result) if result else ((), ())
    found = result.diagnostics if result else ()
    # What is said of cv.yaml as a whole is said once.
    own = [d for d in in_file_order(found) if d not in set(view.found)]
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
        "complaints": _complaints(own, source),
    }


def _complaints(found: Sequence[Diagnostic], source: SourceFile | None) -> dict[str, Any]:
    shown = sorted(found, key=lambda d: not d.is_error)[:MAX_DIAGNOSTICS]
    return {"more": len(found) - len(shown), "list": [_complaint(one, source) for one in shown]}


def _complaint(one: Diagnostic, source: SourceFile | None) -> dict[str, Any]:
    return {
        "severity": str(one.severity),
        "code": one.code,
        "check": check_of(one.code) or None,
        "message": one.message,
        "hint": one.hint,
        "at": of_place(one.span, source) if one.span else None,
        "related": [{"message": other.message, "at": of_place(other.span, source)} for other in one.related],
    }
