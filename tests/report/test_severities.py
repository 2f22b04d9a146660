"""`checks:` of a variant and `--strict`, on diagnostics and on inspections."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Severity, Span, error, note, warning
from cvpdf.pdf.codes import CODES
from cvpdf.pdf.inspection import Inspection
from cvpdf.report.severities import configured, inspected, strictly, with_severities, without_pdf

MISSING = error("text-missing", "x", Span.point("cv.yaml", 3), "y")
OVERFULL = warning("overfull-line", "z")
REMARK = note("latex-warning", "w")
FOUND = (MISSING, OVERFULL, REMARK)


def levels(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(d.code, str(d.severity)) for d in found]


def test_nothing_asked_changes_nothing() -> None:
    assert configured(FOUND, {}) == FOUND
    assert configured(FOUND, {"no-text": "off"}) == FOUND


def test_up_down_and_off() -> None:
    changed = configured(FOUND, {"text-missing": "warning", "overfull-line": "off", "latex-warning": "error"})
    assert levels(changed) == [("text-missing", "warning"), ("latex-warning", "error")]
    assert (changed[0].span, changed[0].hint, changed[0].message) == (MISSING.span, MISSING.hint, MISSING.message)


def test_every_check_may_be_turned_off_but_that_the_file_can_be_read() -> None:
    for code, known in CODES.items():
        found = (Diagnostic(known.severity, code, "x"),)
        assert configured(found, {code: "off"}) == (found if known.fixed else ())
    assert [code for code, known in CODES.items() if known.fixed] == [
        *("pdf-unreadable", "not-a-pdf", "pdf-damaged", "check-timeout", "check-crashed")
    ]


def test_strict() -> None:
    assert [d.severity for d in strictly(FOUND)] == [Severity.ERROR, Severity.ERROR, Severity.NOTE]
    assert with_severities(FOUND, {}, False) == FOUND
    assert levels(with_severities(FOUND, {"text-missing": "warning", "overfull-line": "note"}, True)) == [
        ("text-missing", "error"),
        ("overfull-line", "note"),
        ("latex-warning", "note"),
    ]


class TestInspections:
    INSPECTION = Inspection((), (), (), 2).plus("file", []).plus("text", [MISSING]).plus("log", [OVERFULL, REMARK])

    def test_a_check_fails_by_what_is_an_error_in_the_end(self) -> None:
        assert (self.INSPECTION.passed, self.INSPECTION.failed) == (("file", "log"), ("text",))
        lenient = inspected(self.INSPECTION, {"text-missing": "note"}, False)
        assert (lenient.passed, lenient.failed, lenient.pages) == (("file", "text", "log"), (), 2)
        severe = inspected(self.INSPECTION, {"text-missing": "off", "latex-warning": "error"}, False)
        assert (severe.passed, severe.failed) == (("file", "text"), ("log",))
        assert [d.code for d in severe.diagnostics] == ["overfull-line", "latex-warning"]

    def test_strict(self) -> None:
        assert inspected(self.INSPECTION, {}, True).failed == ("text", "log")
        assert inspected(self.INSPECTION, {"overfull-line": "note"}, True).failed == ("text",)


def test_without_a_pdf_the_errors_of_latex_stay() -> None:
    stopped = error("latex-error", "x")
    assert without_pdf((stopped, OVERFULL, REMARK), {"latex-error": "off", "latex-warning": "off"}) == (
        stopped,
        OVERFULL,
    )
