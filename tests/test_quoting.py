from __future__ import annotations

import pytest

from cvpdf.quoting import difference


@pytest.mark.parametrize(
    ("expected", "actual", "words"),
    [
        ("a\u2011b", "a-b", "U+002D HYPHEN-MINUS instead of U+2011 NON-BREAKING HYPHEN"),
        ("J\u030cohn", "John", "nothing instead of U+030C COMBINING CARON"),
        ("СV", "CV", "`C` instead of U+0421 CYRILLIC CAPITAL LETTER ES"),
        (
            "‘x’",
            "'x'",
            "U+0027 APOSTROPHE instead of U+2018 LEFT SINGLE QUOTATION MARK, U+0027 APOSTROPHE instead of U+2019",
        ),
        ("a b", "a\u00a0b", "U+00A0 NO-BREAK SPACE instead of U+0020 SPACE"),
        ("ﬁne", "fine", "`fi` instead of U+FB01 LATIN SMALL LIGATURE FI"),
    ],
)
def test_texts_that_look_alike(expected: str, actual: str, words: str) -> None:
    assert difference(expected, actual).startswith(f" (it has {words}")


@pytest.mark.parametrize(("expected", "actual"), [("a", "a"), ("John", "Joan"), ("a", "A"), ("", "x")])
def test_texts_that_differ_visibly(expected: str, actual: str) -> None:
    assert difference(expected, actual) == ""
