"""The severity of diagnostics after the variant's ``checks:`` and ``--strict``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.report.results import BuildReport

if TYPE_CHECKING:
    from cvpdf.pdf.inspection import Inspection

OFF = "off"
"""The severity that removes a diagnostic."""


def configured(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with the severities that ``checks`` sets for their codes, without those that are off.

    Codes of fixed severity (see :mod:`cvpdf.pdf.codes`) stay as they are.
    """
    result = []
    for diagnostic in diagnostics:
        level = checks.get(diagnostic.code)
        if level is None or _is_fixed(diagnostic.code):
            result.append(diagnostic)
        elif level != OFF:
            result.append(diagnostic._replace(severity=Severity(level)))
    return tuple(result)


def strictly(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with errors in place of warnings, as for ``--strict``."""
    return tuple(d._replace(severity=Severity.ERROR) if d.severity is Severity.WARNING else d for d in diagnostics)


def strict_report(report: BuildReport) -> BuildReport:
    """Return the report with errors in place of warnings, including those of cv.yaml."""
    variants = tuple(variant._replace(diagnostics=strictly(variant.diagnostics)) for variant in report.variants)
    return report._replace(diagnostics=strictly(report.diagnostics), variants=variants)


def with_severities(
    diagnostics: Iterable[Diagnostic], checks: Mapping[str, str], strict: bool
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics after ``checks`` and then, if requested, ``--strict``."""
    result = configured(diagnostics, checks)
    return strictly(result) if strict else result


def inspected(
    inspection: Inspection,
    checks: Mapping[str, str],
    strict: bool,
    refine: Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]] = lambda diagnostics: diagnostics,
) -> Inspection:
    """Return the inspection with the severities of :func:`with_severities`, and the checks that fail with them.

    ``refine`` is called between ``checks`` and ``--strict``.
    """
    from cvpdf.pdf.codes import check_of, in_order
    from cvpdf.report.consequences import without_consequences

    refined = refine(configured(inspection.diagnostics, checks))
    diagnostics = strictly(refined) if strict else refined
    with_errors = {check_of(diagnostic.code) for diagnostic in diagnostics if diagnostic.is_error}
    names = in_order((*inspection.passed, *inspection.failed))
    return inspection._replace(
        diagnostics=without_consequences(diagnostics),
        passed=tuple(name for name in names if name not in with_errors),
        failed=tuple(name for name in names if name in with_errors),
    )


def without_pdf(diagnostics: Iterable[Diagnostic], checks: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return LaTeX's diagnostics when there is no PDF: ``checks`` applies, but errors stay, as they are the reason."""
    return tuple(kept for d in diagnostics for kept in ((d,) if d.is_error else configured((d,), checks)))


def _is_fixed(code: str) -> bool:
    from cvpdf.pdf.codes import CODES

    return code in CODES and CODES[code].fixed
