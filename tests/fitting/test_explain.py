from __future__ import annotations

import pytest

from cvpdf.fitting.explain import MOST, Explanation, explain
from cvpdf.fitting.report import FitReport
from cvpdf.fitting.values import Worth
from cvpdf.report.fit_answer import answered, formula
from cvpdf.report.fit_text import full
from tests.fitting.reports import HIDDEN, ITEMS, all_shown, fit_item, forbidden, never, report

SHOWN = frozenset(index for index, item in enumerate(ITEMS) if item.shown)


def one(made: FitReport, wanted: str, *what_if: tuple[frozenset[int], int] | None) -> Explanation:
    """Explain one thing. The answer of the solver is given if, and only if, it has to be asked."""
    asked: list[tuple[int, bool]] = []

    def solver(index: int, shown: bool) -> tuple[frozenset[int], int] | None:
        asked.append((index, shown))
        return what_if[0]

    answer = explain(made, wanted, solver if what_if else forbidden)
    [explanation] = answer.explanations
    assert asked == ([(explanation.index, not explanation.shown)] if what_if else [])
    assert f"because {explanation.reason}\n" in answered(made, answer, 200)
    return explanation


def test_out_because_of_others() -> None:
    made = report()
    other = (SHOWN - {3} | {5, 6}, made.value - 400 + 200 + 90)
    why = one(made, "punched", other)
    assert (why.verdict, why.shown, why.goes, why.comes) == ("displaced", False, (3,), (5,))
    assert why.reason == (
        "there is no room for it: if it were shown, the total value would fall from 1300 to 1190, by 110"
    )
    value = made.items[6].worth.value
    gone = sum(made.items[i].worth.value for i in why.goes)
    come = sum(made.items[i].worth.value for i in why.comes)
    assert why.otherwise == made.value + value - gone + come
    assert answered(made, explain(made, "punched", lambda *_: other), 80) == (
        "onepage: bullet `Punched cards` (cv.yaml:18): left out\n"
        "  because there is no room for it: if it were shown, the total value would fall\n"
        "    from 1300 to 1190, by 110\n"
        "  value 90 = 100 × weight 0.9 × within 1 × place 1 × recency 1\n"
        "  height 12.0 pt (1 line); with 43.0 pt more room it would be shown\n"
        "  would be left out:\n"
        "    400  bullet `Wrote the first program for an engine` (cv.yaml:10)\n"
        "  would also be shown:\n"
        "    200  entry `Looms` (cv.yaml:14)\n"
    )


def test_in_among_others() -> None:
    made = report()
    why = one(made, "Engines", (SHOWN - {2, 3} | {5, 6, 7}, made.value - 1200 + 370))
    assert (why.verdict, why.shown, why.goes, why.comes) == ("chosen", True, (3,), (5, 6, 7))
    assert "without it the total value would fall from 1300 to 470, by 830" in why.reason
    alone = one(made, "Engines", (SHOWN - {2, 3}, made.value - 1200))
    assert (alone.comes, alone.otherwise) == ((), 100)


def test_equals() -> None:
    made = report()
    assert (
        "among equals: without it the total value would be the same, 1300" in one(made, "Engines", (SHOWN, 1300)).reason
    )
    assert one(made, "Punched", (SHOWN, 1300)).reason.startswith("items of the same value were chosen")


def test_impossible_and_required() -> None:
    made = report()
    assert one(made, "Punched", None).verdict == "impossible"
    assert "it cannot be shown: there is no room" in one(made, "Punched", None).reason
    assert one(made, "Engines", None).verdict == "required"


def test_a_limit_lets_the_best_through() -> None:
    """What it keeps out is asked for again, as the choice was made among all."""
    items = list(ITEMS)
    items[4] = items[4]._replace(rule="limit of 1")
    made = report(tuple(items))
    why = one(made, "Bernoulli", (SHOWN - {3} | {4}, made.value - 100))
    assert (why.verdict, why.goes) == ("displaced", (3,))
    assert why.reason.startswith("a limit of 1 allows no more: if it were shown, the total value would fall")
    assert one(made, "Bernoulli", None).reason == "a rule leaves it out: limit of 1"


def test_what_needs_no_choice() -> None:
    assert one(report(), "lovelace").verdict == "always"
    items = list(ITEMS)
    items[3] = items[3]._replace(pinned=True)
    items[4] = items[4]._replace(rule="kept with `b`, which is not shown")
    items[5] = items[5]._replace(rule="`engines` is not shown")
    items[8] = items[8]._replace(kind="group")
    items.append(fit_item("remark", "* equal", 50))
    made = report(items)
    assert one(made, "first program").verdict == "pinned"
    assert one(made, "Engines").reason == "something in it is pinned"
    assert one(made, "Bernoulli").reason == "a rule leaves it out: kept with `b`, which is not shown"
    assert one(made, "punched").reason == "a rule leaves out what contains it: `engines` is not shown"
    assert one(made, "Awards").verdict == one(made, "equal").verdict == "follows"
    assert "left out" in one(made, "Awards").reason
    assert one(report(all_shown()), "Punched").verdict == "fits"


def test_hidden_before_fitting() -> None:
    [why] = explain(report(), "the minutes of", forbidden, [HIDDEN]).explanations
    assert (why.verdict, why.shown, why.index, why.span) == ("hidden", False, None, HIDDEN.span)
    text = answered(report(), explain(report(), "the minutes of", forbidden, [HIDDEN]), 100)
    assert text.startswith("onepage: bullet `Kept the minutes of the society` (cv.yaml:40): left out\n")
    assert "tag `long` is excluded" in text
    assert "value" not in text


def test_several_and_too_many() -> None:
    made = report()
    assert len(explain(made, "looms", never).explanations) == 2
    many = report([fit_item("highlight", f"led a team of {n}", n + 1) for n in range(MOST + 1)])
    answer = explain(many, "team", forbidden)
    assert answer.found
    assert not answer.explanations
    assert len(answer.too_many) == MOST + 1
    text = answered(many, answer, 60)
    assert "6 items contain this text" in text
    assert "  bullet `led a team of 5` (cv.yaml:6)\n" in text
    long = report([fit_item("highlight", f"led a team of {n}", n + 1) for n in range(30)])
    assert answered(long, explain(long, "team", forbidden), 60).endswith("  and 18 more\n")


def test_a_field_is_one_of_something() -> None:
    items = (*ITEMS[:3], fit_item("field", "summary", 7, 300, 12, 2, out=5), *ITEMS[3:4])
    made = report(items)
    why = one(made, "summary of eng", None)
    assert why.text == "summary of Engines"
    assert "field  summary of Engines " in full(made)
    assert "field `summary of Engines` (cv.yaml:7)" in answered(
        made, explain(made, "wrote", lambda *_: (frozenset({0, 1, 2, 3}), 1200)), 100
    )


def test_nothing_found() -> None:
    answer = explain(report(), "puncht card", forbidden, [HIDDEN])
    assert not answer.found
    assert answer.nearest == "Punched cards"
    assert explain(report(), "kept the minute books", forbidden, [HIDDEN]).nearest == HIDDEN.text
    assert explain(report(), "quarterly figures", forbidden, [HIDDEN]).nearest is None


def test_many_that_would_go() -> None:
    items = [fit_item("highlight", f"bullet {n}", n + 1, n) for n in range(20)]
    made = report([*items, fit_item("highlight", "wanted", 99, 5, out=3)])
    text = answered(made, explain(made, "wanted", lambda *_: (frozenset({20}), 5)), 100)
    assert "\n     0  bullet `bullet 0` (cv.yaml:1)\n" in text
    assert text.endswith("    and 8 more\n")


@pytest.mark.parametrize(
    ("worth", "text"),
    [
        (Worth(571, 8.0, 1.0, 0.75, 0.9512), "value 571 = 100 × weight 8 × within 1 × place 0.75 × recency 0.951"),
        (Worth(0, 0.0, 0.5, 1.0, 1.0), "value 0 = 100 × weight 0 × within 0.5 × place 1 × recency 1"),
    ],
)
def test_the_formula(worth: Worth, text: str) -> None:
    assert formula(worth) == text
