from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.fitting.report import FitItem
from tests.fitting.reports import ITEMS, all_shown, fit_item, report


def test_what_stands_where() -> None:
    made = report()
    assert made.uppermost == (4, 5, 8)
    assert made.within(5) == [6, 7]
    assert made.within(1) == [2, 3, 4, 5, 6, 7]
    assert made.within(9) == []
    assert made.ancestors(6) == [5, 1]
    assert made.ancestors(0) == []
    assert [item.text for item in made.left_out][:2] == ["Computed Bernoulli’s numbers", "Looms"]


@pytest.mark.parametrize(
    ("pages", "most", "used", "free", "lines"),
    [
        *((1, 1, 690.0, 10.0, 0), (1, 1, 688.0, 12.0, 1), (1, 1, 700.0, 0.0, 0), (1, 1, 700.01, 0.0, 0)),
        *((2, 2, 640.0, 60.0, 5), (1, 2, 640.0, 760.0, 63), (2, 3, 700.0, 700.0, 58)),
    ],
)
def test_free_room(pages: int, most: int, used: float, free: float, lines: int) -> None:
    made = report(pages=pages, max_pages=most, used=used)
    assert made.free == pytest.approx(free)
    assert made.free_lines == lines


def test_a_sum_of_decimals_loses_no_line() -> None:
    assert report(used=700 - 0.1 * 3 * 4, line=0.3).free_lines == 4
    assert report(line=0.0).free_lines == 0


def test_everything_fits_if_only_rules_leave_something_out() -> None:
    assert not report().fits_all
    assert report(all_shown()).fits_all
    ruled = tuple(item if item.shown else item._replace(rule="limit of 1") for item in ITEMS)
    assert report(ruled).fits_all
    assert report((*all_shown(), fit_item("remark", "* equal contribution", 30, parent=2, out=3))).fits_all


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=30))
def test_all_that_is_left_out_stands_in_something_uppermost(tree: list[tuple[int, bool]]) -> None:
    """Items in pre-order, each at most one deeper than the one before it; in what is left out nothing is shown."""
    items: list[FitItem] = []
    chain: list[int] = []
    for depth, shown in tree:
        chain = chain[:depth]
        parent = chain[-1] if chain else None
        visible = shown and (parent is None or items[parent].shown)
        items.append(fit_item("entry", "x", 1, parent=parent, out=-1 if visible else 0))
        chain.append(len(items) - 1)
    made = report(items)
    named = [inner for top in made.uppermost for inner in (top, *made.within(top))]
    assert sorted(named) == [index for index, item in enumerate(items) if not item.shown]
    for index in range(len(items)):
        assert made.within(index) == [other for other in range(len(items)) if index in made.ancestors(other)]
