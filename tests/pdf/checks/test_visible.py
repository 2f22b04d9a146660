"""Texts that something hides."""

from __future__ import annotations

import pytest

from cvpdf.pdf.checks.visible import check
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile, facts_of
from tests.pdf.layouts import adding, codes, expectation, facts, filler, page, run, text

SOURCE = expectation(texts=(text("Hidden words", "summary", 4),))
COLOURS = PREAMBLE + r"\usepackage{xcolor}"
OFFICES = r"Difficult Offices"


@pytest.mark.tex
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (rf"{OFFICES}\llap{{\smash{{\textcolor{{blue!40!black}}{{\rule[-3pt]{{5cm}}{{12pt}}}}}}}}", "text-covered"),
        (rf"\leavevmode\rlap{{\smash{{\textcolor{{yellow!20}}{{\rule[-3pt]{{5cm}}{{12pt}}}}}}}}{OFFICES}", ""),
        (rf"\leavevmode\rlap{{\textcolor{{blue!60!black}}{{Something else}}}}{OFFICES}", "text-overlap"),
        (rf"\leavevmode\rlap{{\raisebox{{-4pt}}{{Something else}}}}{OFFICES}", "text-overlap"),
        (rf"\leavevmode\rlap{{{OFFICES}}}\kern.2pt{OFFICES}", ""),
        (rf"\baselineskip=7.5pt {OFFICES}\\Highly placed", ""),
        (rf"{OFFICES}\textsuperscript{{2}}", ""),
        (rf"{OFFICES}\underline{{ lines}}", ""),
    ],
)
def test_real_pdfs(body: str, code: str, compiled: Compile) -> None:
    pdf = compiled(BODY.replace(OFFICES, body), COLOURS)
    found = check(facts_of(pdf), GOOD)
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert one.span in (GOOD.texts[3].span, GOOD.span)
        assert OFFICES.split()[0] in one.message


def test_without_a_source_they_are_warnings() -> None:
    body = page(*filler(9))
    words = run("Hidden words", 60, 300)
    assert codes(check(facts(adding(body, words._replace(covered=True))), None)) == [("warning", "text-covered")]
    both = facts(adding(body, words, run("Other words", 62, 301)))
    assert codes(check(both, None)) == [("warning", "text-overlap")]
    assert codes(check(both, SOURCE)) == [("error", "text-overlap")]
    hidden = words._replace(covered=True, invisible=True)
    assert check(facts(adding(body, hidden)), SOURCE) == []
