"""Texts that `checks:` allows."""

from __future__ import annotations

import json

import pytest

from cvpdf.diagnostics import Diagnostic, Related, Severity, Span, error
from cvpdf.expectation import Expectation, ExpectedLink, ExpectedText
from cvpdf.report.allowances import matches, with_allowances
from cvpdf.schema.values.text import Line

AT = {text: Span.point("cv.yaml", line) for line, text in enumerate(["rule", "10×", 'a "b"', "long " * 20, "link"], 1)}
WANTED = Expectation(
    texts=tuple(ExpectedText(text.strip(), "bullet", AT[text]) for text in ("10×", 'a "b"', "long " * 20)),
    links=(ExpectedLink("https://a.example", AT["link"]),),
)


def after(diagnostic: Diagnostic, *allowed: str) -> Diagnostic:
    rules = {diagnostic.code: [Line(text, AT["rule"]) for text in allowed]}
    [result] = with_allowances([diagnostic], rules, WANTED)
    return result


def test_what_is_allowed_stays_as_a_note() -> None:
    missing = error("text-missing", "the bullet `10×` is not in the PDF’s text", AT["10×"], "similar")
    found = after(missing, "other", "10×")
    assert (found.severity, found.message, found.hint) == (Severity.NOTE, missing.message, None)
    assert found.related == (Related("allowed here", AT["rule"]),)
    assert after(missing, "10", "1…x", "…").is_error
    other_code = with_allowances([missing], {"torn-line": [Line("10×")]}, WANTED)
    assert other_code[0].is_error


def test_the_hint_can_be_typed() -> None:
    for text in ('a "b"', "long " * 20):
        hint = after(error("torn-line", f"the bullet `{text}`", AT[text], "first")).hint or ""
        assert hint.startswith("first; if the page is right, allow it with `checks: {torn-line: {allow: [")
        typed = json.loads(hint.partition("allow: ")[2].removesuffix("}}`"))[0]
        assert not after(error("torn-line", f"the bullet `{text}`", AT[text]), typed).is_error


def test_links_are_allowed_by_their_address() -> None:
    missing = error("link-missing", "no link leads to https://a.example", AT["link"])
    assert after(missing, "https://a.example").severity is Severity.NOTE
    assert after(missing, "10×").is_error


@pytest.mark.parametrize("code", ["paper-size", "overfull-line", "link-scheme", "unknown-key"])
def test_other_codes_are_not_about_one_text(code: str) -> None:
    assert after(error(code, "`10×`", AT["10×"]), "10×") == error(code, "`10×`", AT["10×"])


@pytest.mark.parametrize(
    ("allowance", "text", "expected"),
    [
        ("a  b", "a b", True),
        ("a", "a b", False),
        ("a…", "a b", True),
        ("…", "a", False),
        ("<U+200C>x", "\u200cx", True),
    ],
)
def test_matches(allowance: str, text: str, expected: bool) -> None:
    assert matches(allowance, text) is expected
