"""Diagnostics as SARIF 2.1.0 (OASIS, 2020), the format of code scanning."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cvpdf.diagnostics import Diagnostic, ExitCode, Severity, Span
from cvpdf.pdf.codes import CODES, check_of
from cvpdf.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(diagnostics: Iterable[Diagnostic], exit_code: int, fallback: Path, checked: bool = False) -> dict[str, Any]:
    """Return a SARIF log with one run.

    Diagnostics without a place get the start of the file ``fallback``. With ``checked``, the rules are all codes of the
    checks, otherwise only those that occur.
    """
    found = list(diagnostics)
    codes = list(dict.fromkeys([*(CODES if checked else ()), *(d.code for d in found)]))
    driver = {
        "name": "cvpdf",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, [d for d in found if d.code == code]) for code in codes],
    }
    ran = exit_code not in (ExitCode.USAGE, ExitCode.LATEX_MISSING, ExitCode.LATEX_FAILED)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": ran, "exitCode": int(exit_code)}],
                "results": [_result(d, codes.index(d.code), fallback) for d in found],
            }
        ],
    }


def uri(path: str | Path) -> str:
    """Return the percent-encoded URI of a file: relative for files below the working folder, otherwise absolute."""
    here = Path.cwd()
    whole = Path(os.path.normpath(here / path))
    if whole.is_relative_to(here):
        return quote(os.fsencode(whole.relative_to(here).as_posix()))
    return whole.as_uri()


def _rule(code: str, found: list[Diagnostic]) -> dict[str, Any]:
    known = CODES.get(code)
    title = known.title if known else code.replace("-", " ")
    severity = known.severity if known else found[0].severity
    where = f"the check `{check_of(code)}`" if known else "cv.yaml and the build"
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"Reported by {where}: {title}."},
        "help": {"text": f"Meaning and fix: docs/{'checks' if known else 'cv-yaml'}.md of cvpdf."},
        "defaultConfiguration": {"level": _level(severity)},
        "properties": {"tags": [check_of(code) if known else "cv.yaml"]},
    }


def _level(severity: Severity) -> str:
    # Equal words, but SARIF's are fixed by its specification.
    return {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}[severity]


def _result(diagnostic: Diagnostic, rule: int, fallback: Path) -> dict[str, Any]:
    hint = f". Hint: {diagnostic.hint}" if diagnostic.hint else ""
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _level(diagnostic.severity),
        "message": {"text": diagnostic.message + hint},
        "locations": [{"physicalLocation": _place(diagnostic.span or Span.point(str(fallback)))}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": related.message}, "physicalLocation": _place(related.span)}
            for number, related in enumerate(diagnostic.related, 1)
        ]
    return result


def _place(span: Span) -> dict[str, Any]:
    region = {"startLine": max(1, span.line), "startColumn": max(1, span.column)}
    # The end is exclusive in SARIF too. A point gets no end: viewers then mark the rest of the line.
    if (span.end_line, span.end_column) > (span.line, span.column):
        region |= {"endLine": span.end_line, "endColumn": max(1, span.end_column)}
    return {"artifactLocation": {"uri": uri(span.file)}, "region": region}
