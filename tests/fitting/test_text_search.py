from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.fitting.text_search import matches, nearest, normal

TEXTS = (
    "Improved performance by up to **30.4%** over the state of the art",
    "Led a team",
    "Led a team of 5 – see [the paper](https://example.org/a_b) on Bernoulli’s\n  numbers",
    "Used `__init__` and snake_case",
    "STRASSE und Straße",
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        *(("by up to 30.4%", [0]), ("IMPROVED  Performance", [0]), ("**30.4%** over", [0])),
        *(("led a team", [1, 2]), ("see the paper on", [2]), ("[the paper](https://example.org/a_b)", [2])),
        *(("5 - see", [2]), ("Bernoulli's numbers", [2]), ("__init__", [3]), ("snake_case", [3]), ("straße", [4])),
        *(("", []), ("  ", []), ("**", []), ("`", []), ("example.org", []), ("nothing", [])),
    ],
)
def test_matches(wanted: str, found: list[int]) -> None:
    assert matches(wanted, TEXTS, 5) == found


def test_of_too_many_those_that_say_nothing_else_win() -> None:
    assert matches("led a team", TEXTS, 1) == [1]
    assert matches("a", ["a b", "a c", "a d"], 2) == [0, 1, 2]


def test_nearest() -> None:
    assert nearest("improvd perfomance", TEXTS) == TEXTS[0]
    assert nearest("Led the team of 5", TEXTS) == TEXTS[2]
    assert nearest("quarterly figures", TEXTS) is None
    assert nearest("", TEXTS) is None
    assert nearest("x", []) is None


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=5))
def test_a_text_is_found_by_itself(wanted: str, others: list[str]) -> None:
    found = matches(wanted, [wanted, *others], 10)
    assert (0 in found) == bool(normal(wanted))
    near = nearest(wanted, others)
    assert near is None or near in others
