"""The three forms of a diagnostic, character by character."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import (
    MAX_MESSAGE,
    Diagnostic,
    Related,
    Severity,
    Span,
    error,
    has_errors,
    in_file_order,
    note,
    warning,
)
from cvpdf.report.terminal import MAX_SHOWN, as_json, dumps, for_people, grouped, headline, one_liners
from cvpdf.source.read import SourceFile

TEXT = "basics:\n  name: Ada\n  nam: Bob\n"
SOURCES = {"cv.yaml": SourceFile("cv.yaml", TEXT)}
UNKNOWN = error(
    "unknown-key",
    "unknown key `nam`",
    Span("cv.yaml", 3, 3, 3, 6),
    "did you mean `name`?",
    [Related("`name` is here", Span("cv.yaml", 2, 3, 2, 7))],
)
NOWHERE = note("finished", "nothing to do")


def lines(*expected: str) -> str:
    return "\n".join(expected)


def test_for_people() -> None:
    assert for_people([UNKNOWN, NOWHERE], SOURCES) == dedent("""\
        cv.yaml:3:3: error[unknown-key]: unknown key `nam`
         3 |   nam: Bob
           |   ^^^
          cv.yaml:2:3: `name` is here
         2 |   name: Ada
           |   ^^^^
          hint: did you mean `name`?

        note[finished]: nothing to do""")


def test_for_people_in_colour() -> None:
    assert for_people([UNKNOWN], SOURCES, colour=True) == lines(
        "cv.yaml:3:3: \x1b[31merror[unknown-key]\x1b[0m: \x1b[1munknown key `nam`\x1b[0m",
        " 3 |   nam: Bob",
        "   |   \x1b[31m^^^\x1b[0m",
        "  cv.yaml:2:3: `name` is here",
        " 2 |   name: Ada",
        "   |   \x1b[36m^^^^\x1b[0m",
        "  \x1b[32mhint:\x1b[0m did you mean `name`?",
    )
    assert "\x1b[33mwarning" in for_people([warning("a", "b")], {}, colour=True)
    assert "\x1b[36mnote" in for_people([NOWHERE], {}, colour=True)


def test_one_liners() -> None:
    assert one_liners([UNKNOWN, NOWHERE]) == lines(
        "cv.yaml:3:3: error[unknown-key]: unknown key `nam`", "note[finished]: nothing to do"
    )
    assert one_liners([]) == for_people([], {}) == ""


def test_as_json() -> None:
    assert as_json([UNKNOWN, NOWHERE]) == [
        {
            "severity": "error",
            "code": "unknown-key",
            "check": None,
            "message": "unknown key `nam`",
            "hint": "did you mean `name`?",
            "file": "cv.yaml",
            "line": 3,
            "column": 3,
            "end_line": 3,
            "end_column": 6,
            "related": [
                {"message": "`name` is here", "file": "cv.yaml", "line": 2, "column": 3, "end_line": 2, "end_column": 7}
            ],
        },
        {
            "severity": "note",
            "code": "finished",
            "check": None,
            "message": "nothing to do",
            "hint": None,
            **dict.fromkeys(("file", "line", "column", "end_line", "end_column")),
            "related": [],
        },
    ]


def test_json_names_the_check_of_a_code() -> None:
    assert as_json([error("text-missing", "x")])[0]["check"] == "text"


class TestGrouped:
    MISSING = error("text-missing", "the name is lost", Span("cv.yaml", 2, 9, 2, 12))
    SERIF = warning("font-no-unicode", "a font is odd")

    def test_failed_checks_come_first_and_passed_ones_are_one_line(self) -> None:
        found = [self.SERIF, self.MISSING, UNKNOWN]
        assert grouped("full: ", ["pages", "fonts"], ["text"], found, SOURCES) == dedent("""\
            full: 1 of 3 checks failed
              failed text:
                cv.yaml:2:9: error[text-missing]: the name is lost
                 2 |   name: Ada
                   |         ^^^
              remarks of fonts:
                warning[font-no-unicode]: a font is odd
              remarks of the build:
                cv.yaml:3:3: error[unknown-key]: unknown key `nam`
                 3 |   nam: Bob
                   |   ^^^
                  cv.yaml:2:3: `name` is here
                 2 |   name: Ada
                   |   ^^^^
                  hint: did you mean `name`?
              passed: pages, fonts""")

    def test_nothing_to_complain_of(self) -> None:
        assert grouped("a.pdf: ", ["file", "pages"], [], [], {}) == (
            "a.pdf: all 2 checks passed\n  passed: file, pages"
        )
        assert grouped("a.pdf: ", [], ["file"], [], {}) == "a.pdf: 1 of 1 checks failed"

    def test_colour(self) -> None:
        shown = grouped("", ["pages", "fonts"], ["text"], [self.SERIF, self.MISSING], {}, colour=True)
        for word in ("\x1b[31mfailed\x1b[0m text", "\x1b[36mremarks of\x1b[0m fonts", "\x1b[32mpassed\x1b[0m: pages"):
            assert word in shown


def test_a_file_name_that_is_no_unicode_can_be_printed() -> None:
    text = dumps({"file": "a\udcff é"})
    text.encode("utf-8")
    assert json.loads(text) == {"file": "a\udcff é"}


def test_json_text_is_readable() -> None:
    assert dumps([{"name": "刘 é"}]) == '[\n  {\n    "name": "刘 é"\n  }\n]'
    assert json.loads(dumps(as_json([UNKNOWN]))) == as_json([UNKNOWN])


def excerpt(line: str, column: int, end: int | None = None) -> list[str]:
    """Return the line and its carets, without the gutter."""
    span = Span("f", 1, column, 1, column if end is None else end)
    _, shown, marks = for_people([error("x", "y", span)], {"f": SourceFile("f", line)}).split("\n")
    assert shown.startswith(" 1 | ")
    assert marks.startswith("   | ")
    return [shown[5:], marks[5:]]


class TestExcerpts:
    def test_a_point_gets_one_caret(self) -> None:
        assert excerpt("name: Ada", 7) == ["name: Ada", "      ^"]

    def test_a_point_behind_the_line(self) -> None:
        assert excerpt("name:", 6) == ["name:", "     ^"]
        assert excerpt("name:", 99) == ["name:", "     ^"]

    def test_a_span_that_ends_behind_the_line(self) -> None:
        assert excerpt("name: Ada", 7, 99) == ["name: Ada", "      ^^^"]

    def test_a_span_of_several_lines_is_marked_to_the_end_of_the_first(self) -> None:
        shown = for_people([error("x", "y", Span("f", 1, 4, 3, 2))], {"f": SourceFile("f", "a: bcd\ne\nf")})
        assert shown.split("\n")[1:] == [" 1 | a: bcd", "   |    ^^^"]

    @pytest.mark.parametrize(
        ("before", "width"),
        [
            *(("é", 1), ("e\u0301", 1), ("刘子", 4), ("ｆ", 2), ("ﾊ", 1)),
            *(("🙂", 2), ("\t", 1), ("ก\u0e31", 1), ("क\u200dष", 2), ("", 0)),
        ],
    )
    def test_carets_count_columns_of_the_terminal(self, before: str, width: int) -> None:
        shown, marks = excerpt(f"{before}xy", len(before) + 1, len(before) + 3)
        assert shown == f"{before}xy".replace("\t", " ")
        assert marks == " " * width + "^^"

    def test_wide_characters_get_wide_marks(self) -> None:
        assert excerpt("刘 子", 1, 4)[1] == "^^^^^"
        assert excerpt("\u0301", 1, 2)[1] == "^"

    def test_line_numbers_of_several_digits(self) -> None:
        source = SourceFile("f", "\n" * 999 + "name: x")
        assert for_people([error("x", "y", Span("f", 1000, 7, 1000, 8))], {"f": source}).split("\n")[1:] == [
            " 1000 | name: x",
            "      |       ^",
        ]

    def test_a_file_that_is_not_among_the_sources(self) -> None:
        found = error("x", "y", Span.point("other.yaml", 2, 3), "do z", [Related("here", Span.point("third.yaml"))])
        assert for_people([found], SOURCES) == lines(
            "other.yaml:2:3: error[x]: y", "  third.yaml:1:1: here", "  hint: do z"
        )

    @pytest.mark.parametrize("line", [0, 5, 99])
    def test_a_line_that_is_not_in_the_file(self, line: int) -> None:
        assert for_people([error("x", "y", Span.point("cv.yaml", line))], SOURCES) == f"cv.yaml:{line}:1: error[x]: y"


class TestLongLines:
    LINE = "".join(f"<{i:03}>" for i in range(100))

    def test_up_to_the_limit_they_are_whole(self) -> None:
        assert excerpt("x" * MAX_SHOWN, MAX_SHOWN, MAX_SHOWN + 1) == ["x" * MAX_SHOWN, " " * (MAX_SHOWN - 1) + "^"]
        assert excerpt("x" * (MAX_SHOWN + 1), 1)[0] == "x" * MAX_SHOWN + "…"

    @pytest.mark.parametrize("column", [1, 6, 21, 22, 251, 396, 491, 496])
    def test_around_the_place(self, column: int) -> None:
        shown, marks = excerpt(self.LINE, column, column + 5)
        assert len(shown) <= MAX_SHOWN + 2
        first = marks.index("^")
        assert marks[first:] == "^" * 5
        assert shown[first : first + 5] == self.LINE[column - 1 : column + 4]

    def test_marks_end_with_what_is_shown(self) -> None:
        shown, marks = excerpt(self.LINE, 251, 500)
        assert len(marks) == len(shown)

    def test_the_end_of_the_line(self) -> None:
        shown, marks = excerpt(self.LINE, len(self.LINE) + 1)
        assert shown == "…" + self.LINE[-MAX_SHOWN:]
        assert len(marks) == len(shown) + 1


class TestDiagnostics:
    def test_messages_are_one_line_and_of_reasonable_length(self) -> None:
        found = error("x", "a\n b\t c", hint="d\r\ne")
        assert (found.message, found.hint) == ("a b c", "d e")
        long = note("x", "start " + "x" * 5000 + " end")
        assert len(long.message) <= MAX_MESSAGE
        assert long.message.startswith("start")
        assert long.message.endswith("end")

    def test_order(self) -> None:
        a = error("x", "a", Span.point("f", 2, 1))
        b = note("x", "b", Span.point("f", 1, 9))
        c = warning("x", "c", Span.point("f", 1, 9))
        d = error("x", "d")
        assert in_file_order([d, a, b, c, a]) == [c, b, a, d]

    def test_severity(self) -> None:
        assert has_errors([NOWHERE, UNKNOWN])
        assert not has_errors([NOWHERE, warning("x", "y")])
        assert [str(s) for s in Severity] == ["error", "warning", "note"]
        assert str(Span("f", 1, 2, 3, 4)) == "f:1:2"


SPANS = st.builds(Span, st.sampled_from(["f", "g"]), *[st.integers(-2, 12)] * 4)
DIAGNOSTICS = st.builds(
    Diagnostic,
    st.sampled_from(Severity),
    st.text(),
    st.text(st.characters(exclude_categories=["Cc"])),
    st.none() | SPANS,
    st.none() | st.text(st.characters(exclude_categories=["Cc"])),
    st.lists(st.builds(Related, st.text(st.characters(exclude_categories=["Cc"])), SPANS)).map(tuple),
)


@given(st.lists(DIAGNOSTICS, max_size=3), st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_raises(found: list[Diagnostic], text: str) -> None:
    sources = {"f": SourceFile("f", text)}
    for_people(found, sources, colour=True)
    one_liners(found)
    json.loads(dumps(as_json(found)))
    assert [headline(d) for d in found] == [one_liners([d]) for d in found]
