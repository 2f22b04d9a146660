"""The comparison of a fitted PDF with the prediction."""

from __future__ import annotations

from collections.abc import Mapping

from cvpdf.diagnostics import Diagnostic, Span, warning
from cvpdf.fitting.report import FitReport

TOLERANCE = 1.0
"""Points by which the PDF may differ from the prediction."""


def difference(report: FitReport, figures: Mapping[str, float] | None) -> float:
    """Return by how many points the PDF is higher than predicted, over all its pages; 0 without the class's figures.

    Only a template of the user's own that typesets material outside of the class's blocks leads to a difference.
    """
    if not figures or not {"pages", "used", "available"} <= figures.keys():
        return 0.0
    pages = figures["pages"] - report.pages
    return pages * figures["available"] + figures["used"] - report.used


def inexact(variant: str, span: Span | None, points: float) -> Diagnostic:
    """Return the warning about a difference, which is a defect of the class or of a template."""
    message = f"variant `{variant}` came out {abs(points):.1f} pt {'higher' if points > 0 else 'lower'} than predicted"
    hint = "cvpdf fitted it again and allowed for the difference; does its template typeset anything outside of blocks?"
    return warning("fit-inexact", message, span, hint)
