from __future__ import annotations

from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf import PageFacts, PdfFacts
from cvpdf.pdf.checks.page_footer import without_feet
from cvpdf.pdf.checks.text import check

FOOT = "Ann Lee · Page"


def test_the_foot_of_each_later_page_goes_once() -> None:
    text = "Ann Lee\nAnn Lee · Page 2\nmore\nAnn Lee ·\nPage 3\nAnn Lee · Page 3"
    assert "".join(without_feet(text, FOOT, 3).split()) == "AnnLeemoreAnnLee·Page3"


def test_other_text_stays() -> None:
    assert without_feet("Ann Lee · Page 22 and Ann Lee", FOOT, 2) == "Ann Lee · Page 22 and Ann Lee"
    assert without_feet("Ann Lee · Page 2", "", 2) == "Ann Lee · Page 2"
    assert without_feet("Ann Lee · Page 2", FOOT, 1) == "Ann Lee · Page 2"


def test_the_name_in_the_foot_does_not_stand_in_for_a_lost_one() -> None:
    names = (ExpectedText("Ann Lee", "name"), ExpectedText("Ann Lee", "author"))
    pages = (PageFacts("Ann Lee\nA paper by", 595, 842), PageFacts("More\nAnn Lee · Page 2", 595, 842))
    facts = PdfFacts("a.pdf", pages)
    assert [d.code for d in check(facts, Expectation(texts=names, foot=FOOT))] == ["text-missing"]
    assert check(facts, Expectation(texts=names)) == []
