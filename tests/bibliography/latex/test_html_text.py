from __future__ import annotations

import pytest

from cvpdf.bibliography.latex.html_text import has_markup, without_markup
from cvpdf.bibliography.latex.styled import Styled, in_title, joined


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<i>E. coli</i> in H<sub>2</sub>O", "*E. coli* in H₂O"),
        ('<span class="nocase">eBay</span> &amp; <sup>13</sup>C', "eBay & ¹³C"),
        ("<b>bold</b> <sc>small</sc> &#8211; &eacute;", "bold small – é"),
        ("<jats:title>A</jats:title> <mml:math>x</mml:math>", "A x"),
        ("<i>not closed", "*not closed*"),
    ],
)
def test_markup(html: str, title: str) -> None:
    problems: list[str] = []
    assert has_markup(html)
    assert in_title(joined(without_markup([Styled(html)], problems))) == title
    assert problems == []


@pytest.mark.parametrize("text", ["a < b > c", "AT&T", "R&D;", "vector<int> in C++", "x <- y"])
def test_other_signs_are_text(text: str) -> None:
    assert not has_markup(text)


def test_what_cannot_be_raised_is_reported() -> None:
    problems: list[str] = []
    assert in_title(list(without_markup([Styled("a<sup>β</sup>")], problems))) == "a^β"
    assert len(problems) == 1
