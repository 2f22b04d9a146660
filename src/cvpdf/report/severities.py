"""How bad a complaint is, after the variant's ``checks:`` and ``--strict`` have been heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from cvpdf.pdf.inspection import Inspection
    from cvpdf.report.results import BuildReport

OFF = "off"
"""The severity that drops a complaint."""


def applied(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Give each diagnostic the severity that ``checks`` names for its code; what is off falls away.

    Codes whose severity is fixed (see :mod:`cvpdf.pdf.codes`) stay as they are.
    """
    found = []
    for diagnostic in diagnostics:
        level = checks.get(diagnostic.code)
        if level is None or _is_fixed(diagnostic.code):
            found.append(diagnostic)
        elif level != OFF:
            found.append(diagnostic._replace(severity=Severity(level)))
    return tuple(found)


def strictly(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Turn warnings into errors, as ``--strict`` asks."""
    return tuple(d._replace(severity=Severity.ERROR) if d.severity is Severity.WARNING else d for d in diagnostics)


def strict_result(result: BuildReport) -> BuildReport:
    """Turn warnings into the errors that they are under ``--strict``, also those of cv.yaml."""
    variants = tuple(one._replace(diagnostics=strictly(one.diagnostics)) for one in result.variants)
    return result._replace(diagnostics=strictly(result.diagnostics), variants=variants)


def judged(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str], strict: bool) -> tuple[Diagnostic, ...]:
    """Apply ``checks``, and then ``--strict`` if it is asked for."""
    found = applied(diagnostics, checks)
    return strictly(found) if strict else found


def settled(inspection: Inspection, checks: Mapping[str, str], strict: bool) -> Inspection:
    """Judge the diagnostics of an inspection, and say anew which checks have failed."""
    from cvpdf.pdf.codes import check_of, in_order

    found = judged(inspection.diagnostics, checks, strict)
    bad = {check_of(diagnostic.code) for diagnostic in found if diagnostic.is_error}
    names = in_order((*inspection.passed, *inspection.failed))
    return inspection._replace(
        diagnostics=found,
        passed=tuple(name for name in names if name not in bad),
        failed=tuple(name for name in names if name in bad),
    )


def explaining(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Apply ``checks`` to what LaTeX said when it made no PDF: its errors stay, as they tell why."""
    return tuple(kept for d in diagnostics for kept in ((d,) if d.is_error else applied((d,), checks)))


def _is_fixed(code: str) -> bool:
    from cvpdf.pdf.codes import CODES

    return code in CODES and CODES[code].fixed
