from __future__ import annotations

import pytest

from cvpdf.pdf.checks.contrast import check, contrast
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import WHITE, Colour
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile, facts_of
from tests.pdf.layouts import adding, codes, expectation, facts, filler, page, run, text, with_runs

SOURCE = expectation(texts=(text("Faint words", "summary", 4),))


def test_ratios() -> None:
    """The ends of the scale, and greys on both sides of the limit."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((9, 99, 9), (9, 99, 9)) == 1
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.005)
    assert contrast((255, 255, 255), (119, 119, 119)) == pytest.approx(4.48, abs=0.005)
    assert contrast((255, 0, 0), (255, 255, 255)) == pytest.approx(4.0, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "is_faint"),
    [
        ((0, 0, 0), False),
        ((118, 118, 118), False),
        ((119, 119, 119), True),
        ((255, 255, 255), True),
        ((255, 0, 0), True),
    ],
)
def test_contrast(colour: Colour, is_faint: bool) -> None:
    body = page(*filler(9))
    words = run("Faint words", 60, 300, colour=colour)
    some = facts(adding(body, words, words))
    found = check(some, SOURCE)
    assert codes(found) == ([("error", "low-contrast")] if is_faint else [])
    for one in found:
        assert one.span == SOURCE.texts[0].span
        assert "of `Faint words` on page 1 and 1 more has a contrast of" in one.message
    assert [str(d.severity) for d in check(some, None)] == (["warning"] if is_faint else [])
    hidden = words._replace(invisible=True)
    assert check(facts(with_runs(body, hidden, words._replace(text=" "))), SOURCE) == []


@pytest.mark.tex
def test_a_real_pdf(compiled: Compile) -> None:
    coloured = BODY.replace("Difficult Offices", r"{\color[HTML]{999999}Difficult Offices}")
    pdf = compiled(coloured.replace("Zürich", r"{\color[HTML]{555555}Zürich}"), PREAMBLE + r"\usepackage{xcolor}")
    [found] = inspect(pdf, GOOD).diagnostics
    assert found.code == "low-contrast"
    assert found.message.startswith("the colour #999999 of `Difficult Offices` on page 1 has a contrast of 2.8:1")
    assert found.span == GOOD.texts[3].span


BLUE, PALE = (31, 78, 121), (220, 230, 240)


@pytest.mark.parametrize(
    ("colour", "grounds", "message"),
    [
        (WHITE, (BLUE,), ""),
        (PALE, (BLUE, (0, 0, 0)), ""),
        (WHITE, (BLUE, WHITE), "the colour #FFFFFF of `Faint words` on page 1 has a contrast of 1.0:1 to white"),
        (
            (0, 0, 0),
            (BLUE,),
            "the colour #000000 of `Faint words` on page 1 has a contrast of 2.4:1 to #1F4E79 behind it",
        ),
        (WHITE, (PALE,), "the colour #FFFFFF of `Faint words` on page 1 has a contrast of 1.3:1 to #DCE6F0 behind it"),
    ],
)
def test_grounds(colour: Colour, grounds: tuple[Colour, ...], message: str) -> None:
    words = run("Faint words", 60, 300, colour=colour)._replace(grounds=grounds)
    found = check(facts(with_runs(page(), words)), SOURCE)
    assert [one.message.partition(";")[0] for one in found] == ([message] if message else [])


GROUNDS = {
    # what is printed, and the colours behind the word in it
    r"\colorbox{blue}{\color{white}Word}": ["#0000FF"],
    r"\colorbox{blue}{\colorbox[rgb]{1,1,0}{Word}}": ["#FFFF00"],
    r"Word\colorbox{blue}{\color{white}other}": ["#FFFFFF"],
    r"Word\llap{\color{red}\rule[-3pt]{10mm}{12pt}}": ["#FFFFFF"],
    r"\rlap{\color{red}\rule[-2pt]{10mm}{.5pt}\rule[2pt]{5mm}{.5pt}}Word": ["#FFFFFF"],
    r"\rlap{\color{red}\rule[-3pt]{4mm}{12pt}}Word": ["#FF0000", "#FFFFFF"],
    r"\scalebox{2}{\colorbox{green}{Word}}": ["#00FF00"],
    r"\rotatebox{90}{\colorbox{green}{Word}}": ["#00FF00"],
    r"\rlap{\pdfliteral{q 0 0 1 rg 0 0 m 50 0 50 30 0 30 c -50 30 -50 0 0 0 c f Q}}\raise10pt\hbox{Word}": ["#0000FF"],
    r"\rlap{\pdfliteral{q 0 0 1 rg 0 0 m 50 0 50 30 0 30 c -50 30 -50 0 0 0 c f Q}}\hskip30pt Word": ["#FFFFFF"],
    r"\rlap{\pdfliteral{q 30 0 20 20 re W n 1 0 0 rg -9 -9 99 99 re f Q}}Word": ["#FFFFFF"],
    r"\rlap{\pdfliteral{q 1 0 0 rg -9 -9 99 40 re -5 -5 80 30 re f* Q}}Word": ["#FFFFFF"],
    r"\rlap{\pdfliteral{q 1 0 0 rg -9 -9 99 40 re -5 -5 80 30 re f Q}}Word": ["#FF0000"],
    r"\rlap{\pdfliteral{q 1 0 0 RG 9 w -9 -9 99 99 re S Q}}Word": ["#FFFFFF"],
}


@pytest.mark.tex
def test_colours_behind_a_text(compiled: Compile) -> None:
    """Only what is painted before a text and where the text is, through clipping, scaling and turning."""
    packages = PREAMBLE + r"\usepackage{graphicx,xcolor}"
    pages = facts_of(compiled("\\newpage ".join(f"\\null\\hskip2cm {body}" for body in GROUNDS), packages)).pages
    words = [next(run for run in page.runs if run.text == "Word") for page in pages]
    assert [[f"#{r:02X}{g:02X}{b:02X}" for r, g, b in word.grounds] for word in words] == list(GROUNDS.values())
