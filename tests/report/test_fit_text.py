from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Span
from cvpdf.fitting.explain import explain
from cvpdf.fitting.report import FitItem, FitReport, Layout
from cvpdf.render.content.markdown import plain
from cvpdf.report.fit_answer import answered
from cvpdf.report.fit_text import full, one_line
from cvpdf.report.terminal import width
from tests.fitting.reports import ITEMS, all_shown, fit_item, report, worth

SHORT = report(all_shown(), layout=Layout(10, 1.0, 1.2), used=650.0, because="it is the most comfortable layout")


def test_the_report() -> None:
    assert full(report(), 80) == (
        "onepage: one page, 99 % filled, 9.5 pt, spacing 0.72, line spacing 1\n"
        "9.5 pt is the largest type at which all of it fits. The value of what is shown\n"
        "is 1300 of 1820.\n"
        "\n"
        "left out    what     text                          value   height  fits with\n"
        "cv.yaml:11  bullet   Computed Bernoulli’s numbers    100  24.0 pt  +17.2 pt\n"
        "cv.yaml:14  entry    Looms and 2 bullets             200  24.0 pt  +31.0 pt\n"
        "cv.yaml:22  section  Awards and 1 entry                0  20.0 pt  +40.0 pt\n"
    )


def test_all_of_it() -> None:
    text = full(report(), 100, all_of_it=True)
    left_out, _, shown = text.partition("\nshown ")
    for item in report().items:
        assert plain(" ".join(item.text.split())) in (shown if item.shown else left_out)
    assert "  Punched cards" in left_out
    assert "Lovelace" in shown
    assert "/home" not in text


def test_what_a_rule_forbids_comes_last_and_says_so() -> None:
    items = list(ITEMS)
    items[4] = items[4]._replace(rule="limit of 1 bullet", missing=0.0)
    text = full(report(items))
    assert "Bernoulli" in text.splitlines()[-1]
    assert text.endswith("  limit of 1 bullet\n")
    assert "for lack of room" not in text
    only = full(report(items[:5]))
    assert "Nothing is left out for lack of room." in only
    assert (
        one_line(report(items[:5])) == "onepage: everything fits, 9.5 pt, the page is full; left out by rules: 1 bullet"
    )


def test_a_remark_is_no_row_of_its_own() -> None:
    items = (*ITEMS, fit_item("remark", "* equal contribution", 30, parent=2, out=3))
    assert "equal" not in full(report(items))


@pytest.mark.parametrize(
    ("made", "head"),
    [
        (report(), "onepage: one page, 99 % filled, 9.5 pt, spacing 0.72, line spacing 1"),
        (report(max_pages=2), "onepage: one page of at most 2, 99 % filled, 9.5 pt"),
        (report(pages=2, max_pages=2, used=441.0), "onepage: 2 pages, the last one 63 % filled, 9.5 pt"),
        (report(layout=Layout(9.25, 0.9412, 0.6004)), "99 % filled, 9.25 pt, spacing 0.6, line spacing 0.94"),
    ],
)
def test_headlines(made: FitReport, head: str) -> None:
    assert head in full(made).splitlines()[0]


def test_a_short_page() -> None:
    text = " ".join(full(SHORT).split())
    assert "It is the most comfortable layout. 4 lines of text are free." in text
    assert "left out what" not in text
    assert "1 line of text is free." in full(SHORT._replace(used=688.0))
    assert "free" not in full(SHORT._replace(used=695.0))


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (report(), "onepage: 9.5 pt, spacing 0.72; left out: 1 section, 1 entry, 1 bullet; 99 % of the page"),
        (
            report(pages=2, max_pages=2, used=350.0),
            "onepage: 9.5 pt, spacing 0.72; left out: 1 section, 1 entry, 1 bullet; 50 % of page 2",
        ),
        (SHORT, "onepage: everything fits, 10 pt, 4 lines free"),
        (SHORT._replace(used=688.0), "onepage: everything fits, 10 pt, 1 line free"),
        (SHORT._replace(used=700.0), "onepage: everything fits, 10 pt, the page is full"),
        (report(ITEMS[:5]), "onepage: 9.5 pt, spacing 0.72; left out: 1 bullet; 99 % of the page"),
    ],
)
def test_one_line(made: FitReport, line: str) -> None:
    assert one_line(made) == line


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=60)
KINDS = ("section", "group", "entry", "role", "highlight", "field", "publication", "paragraph", "remark")


@st.composite
def reports(draw: st.DrawFn) -> FitReport:
    items: list[FitItem] = [fit_item("header", draw(TEXTS), 1)]
    chain: list[int] = []
    for _ in range(draw(st.integers(0, 12))):
        chain = chain[: draw(st.integers(0, 5))]
        parent = chain[-1] if chain else None
        shown = draw(st.booleans()) and (parent is None or items[parent].shown)
        span = Span.point(draw(TEXTS), draw(st.integers(1, 10**6))) if draw(st.booleans()) else None
        number = st.floats(0, 1e5)
        rule = draw(TEXTS) if not shown and draw(st.booleans()) else ""
        missing = 0.0 if shown else draw(number)
        kind = draw(st.sampled_from(KINDS))
        value = worth(draw(st.integers(0, 10**6)))
        items.append(
            FitItem(kind, draw(TEXTS), span, shown, value, draw(number), missing, draw(st.booleans()), rule, parent)
        )
        if kind != "remark":
            chain.append(len(items) - 1)
    pages = draw(st.integers(1, 3))
    return report(items, pages=pages, max_pages=3, used=draw(st.floats(0, 700)), because=draw(TEXTS))


def unfit(text: str) -> list[str]:
    """Return what a terminal would obey, and what no file can hold."""
    forbidden = ("Cc", "Cs", "Zl", "Zp")
    return [c for c in text.replace("\n", "") if unicodedata.category(c) in forbidden or c in "\u202e\u2066"]


@given(reports(), st.integers(60, 160), st.booleans())
def test_every_text_is_fit_for_a_terminal(made: FitReport, columns: int, all_of_it: bool) -> None:
    text = full(made, columns, all_of_it)
    for item in (*made.items[:3], None):
        wanted = item.text if item else "x"
        answer = explain(made, wanted, lambda *_: (frozenset(range(0, len(made.items), 2)), 7))
        text += answered(made, answer, columns) if answer.found else ""
    assert unfit(text) == []
    assert unfit(one_line(made)) == []
    assert "\n" not in one_line(made)
    assert max(width(line) for line in text.splitlines()) <= columns
    assert text.splitlines() == [line.rstrip() for line in text.splitlines()]
    assert full(made, columns, all_of_it) == full(made, columns, all_of_it)


@given(reports())
def test_all_that_is_left_out_is_named_or_folded(made: FitReport) -> None:
    """Each item has its own row in the complete report; otherwise the row of its ancestor counts it."""
    named = [inner for top in made.uppermost for inner in (top, *made.within(top))]
    remarks = [index for index, item in enumerate(made.items) if item.kind == "remark" and not item.shown]
    assert set(named) | set(remarks) >= {index for index, item in enumerate(made.items) if not item.shown}
    parts = full(made, 160).split("\n\n")
    assert len(parts) == (2 if made.uppermost else 1)
    if made.uppermost:
        assert len(parts[1].splitlines()) == 1 + len(made.uppermost)
        rows = [i for top in made.uppermost for i in (top, *(n for n in made.within(top) if n not in remarks))]
        assert len(full(made, 160, all_of_it=True).split("\n\n")[1].splitlines()) == 1 + len(rows)
