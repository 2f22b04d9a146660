from __future__ import annotations

import pytest

from cvpdf.diagnostics import Diagnostic, Severity, Span
from cvpdf.expectation import Expectation
from cvpdf.latex.log_diagnostics import check
from cvpdf.latex.result import LogKind, LogMessage
from tests.pdf.conftest import expected


def locate(line: int, end: int | None) -> Span | None:
    return Span("cv.yaml", line, 1, end or line, 1) if line < 100 else None


def one(message: LogMessage, expectation: Expectation | None = None) -> Diagnostic | None:
    found = check([message, message], locate, expectation)
    assert len(found) <= 1
    return found[0] if found else None


def box(kind: LogKind, points: float, which: str = "hbox") -> LogMessage:
    return LogMessage(kind, f"\\{which} ({points})", "./cv.tex", 12, 14, points=points)


@pytest.mark.parametrize(
    ("message", "severity", "code"),
    [
        (box(LogKind.OVERFULL, 0.9), None, ""),
        (box(LogKind.OVERFULL, 1.1), "warning", "overfull-line"),
        (box(LogKind.OVERFULL, 10.1), "error", "overfull-line"),
        (box(LogKind.OVERFULL, 5, "vbox"), "warning", "overfull-page"),
        (box(LogKind.OVERFULL, 50, "vbox"), "error", "overfull-page"),
        (box(LogKind.UNDERFULL, 9999), None, ""),
        (box(LogKind.UNDERFULL, 10000), "note", "underfull-line"),
        (box(LogKind.UNDERFULL, 10000, "vbox"), "note", "underfull-page"),
        (LogMessage(LogKind.ERROR, "Undefined control sequence", "cv.tex", 3), "error", "latex-error"),
        (LogMessage(LogKind.MISSING_FILE, "File not found", detail="x.sty"), "error", "missing-file"),
        (LogMessage(LogKind.UNDEFINED_REFERENCE, "Reference `a' undefined"), "warning", "undefined-reference"),
        (LogMessage(LogKind.FONT, "Font shape undefined"), "warning", "font-substitution"),
        (LogMessage(LogKind.HYPHENATION, "No patterns", detail="ngerman"), "note", "hyphenation-missing"),
        (LogMessage(LogKind.WARNING, "Something odd"), "note", "latex-warning"),
    ],
)
def test_kinds(message: LogMessage, severity: str | None, code: str) -> None:
    found = one(message)
    if severity is None:
        assert found is None
    else:
        assert found is not None
        assert (str(found.severity), found.code) == (severity, code)


def test_place_of_a_line() -> None:
    found = one(box(LogKind.OVERFULL, 12.34))
    assert found is not None
    assert found.message == "a line is 12.3 pt too wide"
    assert found.span == Span("cv.yaml", 12, 1, 14, 1)


@pytest.mark.parametrize(("file", "line"), [("cvpdf.cls", 12), ("cv.tex", None), ("cv.tex", 500)])
def test_no_place(file: str, line: int | None) -> None:
    found = one(LogMessage(LogKind.ERROR, "Oops", file, line))
    assert found is not None
    assert found.span is None


def test_a_package_that_needs_lua_is_answered_with_the_engine() -> None:
    for text, needs_it in (
        ("Fatal Package fontspec Error: The fontspec package requires either XeTeX or LuaTeX.", True),
        ("Package luacode Error: LuaTeX is required for this package. Aborting.", True),
        ("Package cvpdf Error: This class needs pdfLaTeX: remove `engine: lualatex'", False),
        ("Undefined control sequence", False),
    ):
        found = one(LogMessage(LogKind.ERROR, text))
        assert found is not None
        assert ("`--allow-lua`" in (found.hint or "")) == needs_it


def test_a_missing_character_names_its_field() -> None:
    message = LogMessage(LogKind.MISSING_CHARACTER, "There is no ☃ in font x", "cv.tex", 12, detail="☃")
    texts = (expected("plain"), expected("a ☃ man", "title", 5), expected("☃", "note", 6))
    found = one(message, Expectation(texts=texts))
    assert found is not None
    assert (found.severity, found.code) == (Severity.ERROR, "missing-character")
    assert found.message == "no font has the character `☃` (U+2603 SNOWMAN) of the title"
    assert found.span is not None
    assert found.span.line == 5
    assert [related.span.line for related in found.related] == [6]


def test_missing_characters_of_a_field_are_one_message() -> None:
    texts = (expected("☃ ♜ ♞ ♝ ☃", "title", 5), expected("♜ ♛", "note", 6))
    messages = [LogMessage(LogKind.MISSING_CHARACTER, "", "cv.tex", 12, detail=char) for char in "☃♜♞♝☃♜♛"]
    title, remark = check(messages, lambda *_: None, Expectation(texts=texts))
    assert title.message.startswith("no font has the characters `☃` (U+2603 SNOWMAN), `♜` (")
    assert title.message.endswith(") and 1 more of the title")
    assert remark.message == "no font has the character `♛` (U+265B BLACK CHESS QUEEN) of the note"


@pytest.mark.parametrize("detail", ["☃", None, "^^e2"])
def test_a_missing_character_of_no_field(detail: str | None) -> None:
    nowhere = expected("☃", "date", 1)._replace(span=None)
    message = LogMessage(LogKind.MISSING_CHARACTER, "There is no …", "cv.tex", 12, detail=detail)
    found = one(message, Expectation(texts=(nowhere,)))
    assert found is not None
    assert found.is_error
    assert found.span is not None
    assert found.span.line == 12
