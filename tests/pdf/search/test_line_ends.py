"""Line ends at places where a line may break without a space; everything else stays a difference."""

from __future__ import annotations

import pytest

from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.checks.text import check
from cvpdf.pdf.search.line_ends import LineEnds
from tests.pdf.layouts import codes, facts, page

ADDRESS = ExpectedText("a.example/b?c=d", "url", None, (10, 11))
BOTH = ExpectedText("we re-cover a book to recover it", "text")
SOFT = ExpectedText("un fortunately", "text", None, (), (9,))


@pytest.mark.parametrize(
    ("texts", "hyphenated", "text", "joined"),
    [
        ([ADDRESS], False, "see a.example/\nb\n?c=d.", "see a.example/b?c=d."),
        ([ADDRESS], False, "see a.example/ b?c=d", "see a.example/ b?c=d"),
        ([ADDRESS], False, "a.\nexample/b?c=d", "a.\nexample/b?c=d"),
        ([ADDRESS], False, "a.example/\nx?c=d", "a.example/\nx?c=d"),
        ([ExpectedText("hull naiv x", "text", None, (2,))], False, "hu\nll and hu\nllo", "hull and hu\nllo"),
        ([ExpectedText("mapsof-a", "text", None, (4,))], False, "maps\nof x, maps\nof", "maps\nof x, mapsof"),
        ([SOFT], False, "un fortun-\nately", "un fortunately"),
        ([SOFT], False, "un fortu-\nnately", "un fortu-\nnately"),
        ([SOFT], True, "un fortu-\nnately", "un fortunately"),
        ([SOFT], True, "un for-\ntu-\nnately", "un fortunately"),
        ([SOFT], True, "un fortu-nately", "un fortu-nately"),
        ([BOTH], True, "book to re-\ncover it", "book to recover it"),
        ([BOTH], True, "we re-\ncover a", "we re-\ncover a"),
        ([ExpectedText("recover", "a"), ExpectedText("re-cover", "b")], True, "x re-\ncover y", "x re-\ncover y"),
        ([ExpectedText("state-of-the-art", "text")], True, "state-of-\nthe-art", "state-of-\nthe-art"),
    ],
)
def test_only_expected_places_join(texts: list[ExpectedText], hyphenated: bool, text: str, joined: str) -> None:
    assert LineEnds(Expectation(texts=tuple(texts), hyphenated=hyphenated)).join(text) == joined


@pytest.mark.parametrize(
    ("lines", "fails"),
    [
        (["a.example/", "b?c=d"], False),
        (["a.example/ b?c=d"], True),
        (["a.", "example/b?c=d"], True),
        (["a.example/", "b?c="], True),
    ],
)
def test_a_loss_and_a_space_are_found(lines: list[str], fails: bool) -> None:
    expectation = Expectation(texts=(ADDRESS,))
    assert codes(check(facts(page(*lines)), expectation)) == ([("error", "text-missing")] if fails else [])
