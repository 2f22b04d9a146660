"""What validate, build and check write as JSON. `docs/output.md` describes it, and promises that it stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvpdf import __version__
from cvpdf.diagnostics import Diagnostic, ExitCode, in_file_order
from cvpdf.options import BuildResult, VariantResult
from cvpdf.reporting import as_json

if TYPE_CHECKING:
    from cvpdf.inspect import Inspection

FORMAT = 1
"""Raised when something is renamed, removed or changes its meaning; additions leave it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at by itself: a cv.yaml, or a PDF with its inspection."""

    path: Path
    ok: bool
    diagnostics: tuple[Diagnostic, ...]
    inspection: Inspection | None = None


def of_validation(files: Sequence[Checked], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf validate``."""
    facts = [{"file": str(one.path), "ok": one.ok, "diagnostics": as_json(one.diagnostics)} for one in files]
    return {**_head("validate", exit_code), "files": facts, "diagnostics": _all(files)}


def of_checks(files: Sequence[Checked], exit_code: int) -> dict[str, Any]:
    """Return the document of ``cvpdf check``."""
    facts = []
    for one in files:
        assert one.inspection is not None
        made = {"pages": one.inspection.pages, **_outcome(one.inspection.passed, one.inspection.failed)}
        facts.append({"file": str(one.path), "ok": one.ok, **made, "diagnostics": as_json(one.diagnostics)})
    return {**_head("check", exit_code), "files": facts, "diagnostics": _all(files)}


def of_build(result: BuildResult) -> dict[str, Any]:
    """Return the document of ``cvpdf build``."""
    return {
        **_head("build", result.exit_code),
        "variants": [_variant(one) for one in result.variants],
        "diagnostics": as_json(result.all_diagnostics()),
    }


def checks_of(result: VariantResult) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the checks that a variant passed and failed; none if it was not inspected."""
    if result.inspection is not None:
        return result.inspection.passed, result.inspection.failed
    return (result.row.names if result.row else ()), ()


def _variant(one: VariantResult) -> dict[str, Any]:
    row = one.row
    pdf = None
    if row is not None:
        pdf = {
            "path": row.path,
            "pages": row.pages,
            "fill": round(row.fill, 4),
            "engine": row.engine,
            "seconds": round(row.seconds, 3),
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


def _head(command: str, exit_code: int) -> dict[str, Any]:
    ok = exit_code == ExitCode.OK
    return {"format": FORMAT, "command": command, "cvpdf": __version__, "ok": ok, "exit_code": int(exit_code)}


def _outcome(passed: Iterable[str], failed: Iterable[str]) -> dict[str, list[str]]:
    return {"passed": list(passed), "failed": list(failed)}


def _all(files: Iterable[Checked]) -> list[dict[str, Any]]:
    return as_json(in_file_order(d for one in files for d in one.diagnostics))
