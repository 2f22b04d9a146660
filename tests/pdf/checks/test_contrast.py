from __future__ import annotations

import pytest

from cvpdf.pdf.checks.contrast import Colour, check, contrast
from cvpdf.pdf.inspection import inspect
from tests.pdf.conftest import BODY, GOOD, PREAMBLE, Compile
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
