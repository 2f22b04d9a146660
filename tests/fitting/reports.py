"""Reports for tests: a page with two jobs, five bullets and an award."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cvpdf.diagnostics import Span
from cvpdf.fitting.report import FitItem, FitReport, Layout, VariantFit, WhatIf
from cvpdf.fitting.values import Worth
from cvpdf.selection.selection import Dropped

LAYOUT = Layout(9.5, 1.0, 0.72)
HIDDEN = Dropped(
    "highlight", "Kept the **minutes** of the society", "tag `long` is excluded", Span.point("cv.yaml", 40)
)


def worth(value: int) -> Worth:
    return Worth(value, value / 100, 1.0, 1.0, 1.0)


def fit_item(
    kind: str, text: str, line: int, value: int = 0, height: float = 12.0, parent: int | None = None, out: float = -1
) -> FitItem:
    """Return an item that is shown, or one that needs ``out`` points more."""
    shown = out < 0
    place = Span("/home/ada/jobs/cv.yaml", line, 9, line, 20)
    return FitItem(kind, text, place, shown, worth(value), height, 0.0 if shown else out, parent=parent)


ITEMS = (
    fit_item("header", "Ada Lovelace", 1, height=60),
    fit_item("section", "Work", 4, 100, 20),
    fit_item("entry", "Engines", 6, 800, 24, 1),
    fit_item("highlight", "Wrote the **first** program for [an engine](https://example.org/e)", 10, 400, 12, 2),
    fit_item("highlight", "Computed Bernoulli’s numbers", 11, 100, 24, 2, out=17.25),
    fit_item("entry", "Looms", 14, 200, 24, 1, out=31.04),
    fit_item("highlight", "Punched cards", 18, 90, 12, 5, out=43.04),
    fit_item("highlight", "Oiled  the\nlooms", 19, 80, 12, 5, out=55.04),
    fit_item("section", "Awards", 22, 0, 20, out=40),
    fit_item("entry", "Medal", 24, 50, 12, 8, out=40),
)


def report(items: Sequence[FitItem] = ITEMS, **changes: object) -> FitReport:
    value = sum(item.worth.value for item in items if item.shown)
    possible = sum(item.worth.value for item in items)
    because = "9.5 pt is the largest type at which all of it fits"
    made = FitReport("onepage", LAYOUT, because, 1, 1, 690.0, 700.0, 12.0, value, possible, tuple(items))
    return made._replace(**changes)  # type: ignore[arg-type]


def all_shown(items: Iterable[FitItem] = ITEMS) -> tuple[FitItem, ...]:
    return tuple(item._replace(shown=True, missing=0.0) for item in items)


def never(_index: int, _shown: bool) -> None:
    """Return that there is no other choice."""


def forbidden(_index: int, _shown: bool) -> None:
    raise AssertionError("no other choice is needed")


def fit(made: FitReport | None = None, what_if: WhatIf = never, dropped: tuple[Dropped, ...] = (HIDDEN,)) -> VariantFit:
    return VariantFit(made or report(), what_if, dropped)
