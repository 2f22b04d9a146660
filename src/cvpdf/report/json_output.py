"""The JSON documents of validate, build, check and fit. `docs/output.md` describes the format and its stability."""

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
"""Increased when a key is renamed or removed or changes its meaning; not for additions."""


def of_validation(files: Sequence[FileReport], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf validate``."""
    facts = [{"file": str(file.path), "ok": file.ok, "diagnostics": as_json(file.diagnostics)} for file in files]
    return {**_head("validate", exit_code), "files": facts, "diagnostics": _all(files)}


def of_checks(files: Sequence[FileReport], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf check``."""
    facts = []
    for file in files:
        assert file.inspection is not None
        results = {"pages": file.inspection.pages, **_outcome(file.inspection.passed, file.inspection.failed)}
        facts.append({"file": str(file.path), "ok": file.ok, **results, "diagnostics": as_json(file.diagnostics)})
    return {**_head("check", exit_code), "files": facts, "diagnostics": _all(files)}


def of_build(report: BuildReport) -> dict[str, Any]:
    """Return the document of ``cvpdf build``."""
    return {
        **_head("build", report.exit_code),
        "variants": [_variant(variant) for variant in report.variants],
        "templates": [str(file) for file in report.templates],
        "diagnostics": as_json(report.all_diagnostics()),
    }


def of_fit(
    fits: Sequence[VariantFit],
    diagnostics: Iterable[Diagnostic],
    exit_code: int,
    answers: Sequence[Answer] | None = None,
) -> dict[str, Any]:
    """Return the document of ``cvpdf fit``; with ``--explain``, there is one answer for each fit."""
    variants = []
    for index, fit in enumerate(fits):
        answer = answers[index] if answers is not None else None
        explained = [_explained(explanation) for explanation in answer.explanations] if answer else None
        many = [
            {"kind": item.kind, "text": item.text, **place_of(item.span)}
            for item in (answer.too_many if answer else ())
        ]
        variants.append({**_fit(fit), "explained": explained, "too_many": many})
    return {**_head("fit", exit_code), "variants": variants, "diagnostics": as_json(in_file_order(diagnostics))}


def checks_of(variant: VariantReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the checks that a variant passed and failed; none if it was not checked."""
    if variant.inspection is not None:
        return variant.inspection.passed, variant.inspection.failed
    return (variant.summary.names if variant.summary else ()), ()


def _variant(variant: VariantReport) -> dict[str, Any]:
    summary = variant.summary
    pdf = None
    if summary is not None:
        pdf = {
            "path": summary.path,
            "pages": summary.pages,
            "fill": round(summary.fill, 4),
            "engine": summary.engine,
            "seconds": round(summary.seconds, 3),
            "fit": summary.fit or None,
        }
    return {
        "variant": variant.variant,
        "outcome": variant.outcome,
        "ok": variant.exit_code == ExitCode.OK,
        "pdf": pdf,
        "tex": str(variant.tex) if variant.tex else None,
        **_outcome(*checks_of(variant)),
        "diagnostics": as_json(variant.diagnostics),
    }


def _fit(fit: VariantFit) -> dict[str, Any]:
    report = fit.report
    layout = report.layout
    return {
        "variant": report.variant,
        "layout": {"font_size": layout.font_size, "line_spacing": layout.line_spacing, "spacing": layout.spacing},
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
        "items": [_item(item) for item in report.items],
        "hidden": [{"what": d.what, "text": d.text, "reason": d.reason, **place_of(d.span)} for d in fit.dropped],
    }


def _item(item: FitItem) -> dict[str, Any]:
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


def _explained(explanation: Explanation) -> dict[str, Any]:
    return {
        "item": explanation.index,
        "kind": explanation.kind,
        "text": explanation.text,
        "shown": explanation.shown,
        "verdict": explanation.verdict,
        "reason": explanation.reason,
        "goes": list(explanation.goes),
        "comes": list(explanation.comes),
        "otherwise": explanation.otherwise,
        **place_of(explanation.span),
    }


def _head(command: str, exit_code: int) -> dict[str, Any]:
    ok = exit_code == ExitCode.OK
    return {"format": FORMAT, "command": command, "cvpdf": __version__, "ok": ok, "exit_code": int(exit_code)}


def _outcome(passed: Iterable[str], failed: Iterable[str]) -> dict[str, list[str]]:
    return {"passed": list(passed), "failed": list(failed)}


def _all(files: Iterable[FileReport]) -> list[dict[str, Any]]:
    return as_json(in_file_order(d for file in files for d in file.diagnostics))
