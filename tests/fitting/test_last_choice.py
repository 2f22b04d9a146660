"""The choice of the last build as data, and the selection that it predicts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.fitting.apply_choice import with_choice
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.last_choice import LastChoice, from_data, last_choice, predict, to_data
from cvpdf.fitting.report import Layout
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import FitBounds
from tests.fitting.test_candidates import JOB, selection
from tests.support import entry


def fitted(job: str) -> Selection:
    """Return all that a job may show, with bounds for the layout."""
    whole = selection(entry("experience", job))
    return whole._replace(settings=whole.settings._replace(fit=FitBounds((9, 10), (0.9, 1), (0.6, 1.2))))


WHOLE = fitted(JOB)
TREE = candidates(WHOLE)
SHOWN = frozenset({0, 1, 2, 4})
LAYOUT = Layout(9.4, 0.9466, 0.6003)
LAST = last_choice(TREE, SHOWN, LAYOUT)


def test_it_survives_json() -> None:
    assert from_data(json.loads(json.dumps(to_data(LAST)))) == LAST


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("shown", [["x"], [0.5], [True], [None], "0", None]),
        ("layout", [[1, 2], [1, 2, "3"], [1, 2, 10**400], "abc", None]),
        ("tree", [1, None]),
    ],
)
def test_other_data_is_no_choice(name: str, values: list[Any]) -> None:
    assert all(from_data({**to_data(LAST), name: value}) is None for value in values)


@given(
    st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_any_data_is_read_without_an_exception(data: Any) -> None:
    assert from_data(data) is None


def test_the_same_choice_is_predicted() -> None:
    assert predict(WHOLE, LAST) == with_choice(WHOLE, TREE, SHOWN, LAYOUT)


def test_a_changed_text_does_not_matter() -> None:
    changed = predict(fitted(JOB.replace("company: C", "company: D")), LAST)
    assert changed is not None
    assert changed.settings.design.page.font_size == LAYOUT.font_size


@pytest.mark.parametrize(
    "last",
    [
        None,
        LAST._replace(tree="another"),
        LAST._replace(shown=frozenset({len(TREE)})),
        LAST._replace(shown=frozenset({-1})),
        LAST._replace(layout=Layout(8.9, 1, 1)),
        LAST._replace(layout=Layout(10.1, 1, 1)),
        LAST._replace(layout=Layout(10, 1.1, 1)),
        LAST._replace(layout=Layout(10, 1, 0.5)),
        LAST._replace(layout=Layout(float("nan"), 1, 1)),
    ],
)
def test_what_does_not_apply_any_more_predicts_nothing(last: LastChoice | None) -> None:
    assert predict(WHOLE, last) is None


def test_another_tree_predicts_nothing() -> None:
    assert predict(fitted(JOB.replace("[x]", "[x, y]")), LAST) is None
    assert predict(WHOLE._replace(settings=WHOLE.settings._replace(fit=None)), LAST) is None
