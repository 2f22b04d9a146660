"""What validate, build, check and fit write as JSON. `docs/output.md` describes it, and promises that it stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cvpdf.diagnostics import Diagnostic, ExitCode, in_file_order
from cvpdf.report.results import BuildReport, FileReport, VariantReport
from cvpdf.report.terminal import as_json, place_of
from cvpdf.version import __version__

if TYPE_CHECKING:
    from cvpdf.fitting.explain import Answer, Explanation
    from cvpdf.fitting.report import FitItem, VariantFit

FORMAT = 1
"""Raised when something is renamed, removed or changes its meaning; additions leave it."""


def of_validation(files: Sequence[FileReport], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf validate``."""
    facts = [{"file": str(one.path), "ok": one.ok, "diagnostics": as_json(one.diagnostics)} for one in files]
    return {**_head("validate", exit_code), "files": facts, "diagnostics": _all(files)}


def of_checks(files: Sequence[FileReport], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf check``."""
    facts = []
    for one in files:
        assert one.inspection is not None
        made = {"pages": one.inspection.pages, **_outcome(one.inspection.passed, one.inspection.failed)}
        facts.append({"file": str(one.path), "ok": one.ok, **made, "diagnostics": as_json(one.diagnostics)})
    return {**_head("check", exit_code), "files": facts, "diagnostics": _all(files)}


def of_build(result: BuildReport) -> dict[str, Any]:
    """Return the document of ``cvpdf build``."""
    return {
        **_head("build", result.exit_code),
        "variants": [_variant(one) for one in result.variants],
        "diagnostics": as_json(result.all_diagnostics()),
    }


def of_fit(
    fits: Sequence[VariantFit],
    diagnostics: Iterable[Diagnostic],
    exit_code: int,
    answers: Sequence[Answer] | None = None,
) -> dict[str, Any]:
    """Return the document of ``cvpdf fit``. There are as many answers as fits, if something was asked."""
    variants = []
    for index, fit in enumerate(fits):
        answer = answers[index] if answers is not None else None
        explained = [_explained(one) for one in answer.explanations] if answer else None
        many = [
            {"kind": one.kind, "text": one.text, **place_of(one.span)} for one in (answer.too_many if answer else ())
        ]
        variants.append({**_fit(fit), "explained": explained, "too_many": many})
    return {**_head("fit", exit_code), "variants": variants, "diagnostics": as_json(in_file_order(diagnostics))}


def checks_of(result: VariantReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the checks that a variant passed and failed; none if it was not inspected."""
    if result.inspection is not None:
        return result.inspection.passed, result.inspection.failed
    return (result.summary.names if result.summary else ()), ()


def _variant(one: VariantReport) -> dict[str, Any]:
    row = one.summary
    pdf = None
    if row is not None:
        pdf = {
            "path": row.path,
            "pages": row.pages,
            "fill": round(row.fill, 4),
            "engine": row.engine,
            "seconds": round(row.seconds, 3),
            "fit": row.fit or None,
        }
    return {
        "variant": one.variant,
        "outcome": one.outcome,
        "ok": one.exit_code == ExitCode.OK,
        "pdf": pdf,
        "tex": str(one.tex) if one.tex else None,
        **_outcome(*checks_of(one)),
        "diagnostics": as_json(one.diagnostics),
    }


def _fit(fit: VariantFit) -> dict[str, Any]:
    report = fit.report
    looks = report.layout
    return {
        "variant": report.variant,
        "layout": {"font_size": looks.font_size, "line_spacing": looks.line_spacing, "spacing": looks.spacing},
        "because": report.because,
        "pages": report.pages,
        "max_pages": report.max_pages,
        "used": round(report.used, 2),
        "available": round(report.available, 2),
        "fill": round(report.fill, 4),
        "free": round(report.free, 2),
        "free_lines": report.free_lines,
        "value": report.value,
        "possible": report.possible,
        "items": [_judged(item) for item in report.items],
        "hidden": [{"what": d.what, "text": d.text, "reason": d.reason, **place_of(d.span)} for d in fit.dropped],
    }


def _judged(item: FitItem) -> dict[str, Any]:
    worth = item.worth
    return {
        "kind": item.kind,
        "text": item.text,
        "shown": item.shown,
        "pinned": item.pinned,
        "value": worth.value,
        "weight": worth.weight,
        "within": worth.within,
        "place": worth.place,
        "recency": worth.recency,
        "height": round(item.height, 2),
        "missing": None if item.shown or item.rule else round(item.missing, 2),
        "rule": item.rule or None,
        "parent": item.parent,
        **place_of(item.span),
    }


def _explained(one: Explanation) -> dict[str, Any]:
    return {
        "item": one.index,
        "kind": one.kind,
        "text": one.text,
        "shown": one.shown,
        "verdict": one.verdict,
        "reason": one.reason,
        "goes": list(one.goes),
        "comes": list(one.comes),
        "otherwise": one.otherwise,
        **place_of(one.span),
    }


def _head(command: str, exit_code: int) -> dict[str, Any]:
    ok = exit_code == ExitCode.OK
    return {"format": FORMAT, "command": command, "cvpdf": __version__, "ok": ok, "exit_code": int(exit_code)}


def _outcome(passed: Iterable[str], failed: Iterable[str]) -> dict[str, list[str]]:
    return {"passed": list(passed), "failed": list(failed)}


def _all(files: Iterable[FileReport]) -> list[dict[str, Any]]:
    return as_json(in_file_order(d for one in files for d in one.diagnostics))
