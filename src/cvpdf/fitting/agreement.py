"""Whether a fitted variant came out as high as was predicted."""

from __future__ import annotations

from collections.abc import Mapping

from cvpdf.diagnostics import Diagnostic, Span, warning
from cvpdf.fitting.report import FitReport

TOLERANCE = 1.0
"""Points by which prediction and PDF may differ."""


def difference(report: FitReport, figures: Mapping[str, float] | None) -> float:
    """Return by how many points the PDF is higher than predicted, over all its pages; 0 without the class's figures.

    A template of the user's own that sets material outside of the class's blocks can bring it about.
    """
    if not figures or not {"pages", "used", "available"} <= figures.keys():
        return 0.0
    pages = figures["pages"] - report.pages
    return pages * figures["available"] + figures["used"] - report.used


def inexact(variant: str, span: Span | None, points: float) -> Diagnostic:
    """Report a difference, which is a defect of the class or of a template."""
    message = f"variant `{variant}` came out {abs(points):.1f} pt {'higher' if points > 0 else 'lower'} than predicted"
    hint = "it was fitted again with that much allowed for; does its template set anything outside of blocks?"
    return warning("fit-inexact", message, span, hint)
