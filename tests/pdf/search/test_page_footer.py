from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.checks.text import check
from cvpdf.pdf.read.facts import PageFacts, PdfFacts
from cvpdf.pdf.search.page_footer import without_footers

FOOTER = "Ann Lee · Page {}"


def test_the_footer_of_each_later_page_is_removed_once() -> None:
    text = "Ann Lee\nAnn Lee · Page 2\nmore\nAnn Lee ·\nPage 3\nAnn Lee · Page 3"
    assert "".join(without_footers(text, FOOTER, 3).split()) == "AnnLeemoreAnnLee·Page3"


def test_other_text_stays() -> None:
    assert without_footers("Ann Lee · Page 22 and Ann Lee", FOOTER, 2) == "Ann Lee · Page 22 and Ann Lee"
    assert without_footers("Ann Lee · Page 2", "", 2) == "Ann Lee · Page 2"
    assert without_footers("Ann Lee · Page 2", FOOTER, 1) == "Ann Lee · Page 2"


PIECES = st.sampled_from(["Ann Lee · Page 2", "Ann Lee ·\nPage 3", "Ann Lee · Page 12", "Ann Lee", "Page 2", "x", "2."])


@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "x", ""])), max_size=12), st.integers(1, 13))
def test_like_one_search_for_each_page(pieces: list[tuple[str, str]], pages: int) -> None:
    text = expected = "".join(piece + separator for piece, separator in pieces)
    for number in range(1, pages + 1 if pages > 1 else 1):
        expected = re.sub(rf"(?<!\w)Ann\s+Lee\s+·\s+Page\s+{number}(?!\w)", "\n", expected, count=1)
    assert without_footers(text, FOOTER, pages) == expected


def test_many_pages_are_one_pass_over_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f"words of page {number}\n{FOOTER.format(number)}\n" for number in range(1, 301))
    searched: list[int] = []
    substitute = re.sub

    def counted(pattern: str, replacement: object, string: str, **options: int) -> str:
        searched.append(len(string))
        return substitute(pattern, replacement, string, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("cvpdf.pdf.search.page_footer.re.sub", counted)
    assert without_footers(text, FOOTER, 300).count("Ann Lee · Page") == 0
    assert searched == [len(text)]


def test_the_name_in_the_footer_does_not_count_for_a_lost_one() -> None:
    names = (ExpectedText("Ann Lee", "name"), ExpectedText("Ann Lee", "author"))
    pages = (PageFacts("Ann Lee\nA paper by", 595, 842), PageFacts("More\nAnn Lee · Page 2", 595, 842))
    facts = PdfFacts("a.pdf", pages)
    assert [d.code for d in check(facts, Expectation(texts=names, foot=FOOTER))] == ["text-missing"]
    assert check(facts, Expectation(texts=names)) == []
