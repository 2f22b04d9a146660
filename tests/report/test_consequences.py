"""One diagnostic for one text that is too wide."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Span, error, warning
from cvpdf.report.consequences import without_consequences

TEXT, BESIDE = Span("cv.yaml", 3, 5, 3, 90), Span("cv.yaml", 4, 5, 4, 9)
OUTSIDE, LINE = error("outside-margins", "x", TEXT), error("overfull-line", "y", TEXT)
MISSING, LOST = error("text-missing", "z", TEXT), error("text-missing", "z", BESIDE)


def codes(*diagnostics: Diagnostic) -> list[str]:
    return [d.code for d in without_consequences(diagnostics)]


def test_the_margin_names_the_text() -> None:
    assert without_consequences([LINE, MISSING, OUTSIDE, LOST]) == (OUTSIDE, LOST)
    assert codes(LINE, MISSING, LINE._replace(message="again")) == ["overfull-line"]


def test_the_most_severe_is_kept() -> None:
    outside, line = warning("outside-margins", "x", TEXT), warning("overfull-line", "y", TEXT)
    assert codes(outside, LINE) == ["overfull-line"]
    assert codes(outside, line) == ["outside-margins"]
    assert codes(outside, line, MISSING) == ["outside-margins", "text-missing"]


def test_what_has_no_place_explains_nothing() -> None:
    assert codes(OUTSIDE._replace(span=None), MISSING, error("no-text", "x", TEXT)) == [
        *("outside-margins", "text-missing", "no-text")
    ]
