"""Why an item is shown or left out: its value, and which items would replace it or make room for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.report import LIMIT, FitReport, WhatIf
from cvpdf.fitting.text_search import matches, nearest
from cvpdf.selection.selection import Dropped

MOST = 5
"""How many matches are explained; with more of them, a longer text is asked for."""

Verdict = Literal[
    "always", "follows", "pinned", "required", "fits", "chosen", "displaced", "impossible", "rule", "hidden"
]
"""Shown: always (the header), pinned, required (by a pin or a minimum), fits (everything does), chosen (among others).
Left out: displaced (by more valuable items), impossible (not enough room in any case), rule, hidden (before fitting).
Either: follows (it has no value and is shown together with others)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one item is shown or left out. ``index`` is its number in the report; hidden items have none."""

    kind: str
    text: str
    span: Span | None
    shown: bool
    verdict: Verdict
    reason: str
    """One sentence without a full stop."""
    index: int | None = None
    goes: tuple[int, ...] = ()
    """The numbers of the items that would be left out if this item were the other way round …"""
    comes: tuple[int, ...] = ()
    """… of those that would be shown in addition …"""
    otherwise: int | None = None
    """… and the value of that choice. ``None`` if there was nothing to choose or no other choice is possible."""


class Match(NamedTuple):
    """An item that contains the wanted text."""

    kind: str
    text: str
    span: Span | None


class Answer(NamedTuple):
    """Explanations; or, if too many items contain the wanted text, those; or, if none does, the most similar text."""

    explanations: tuple[Explanation, ...] = ()
    too_many: tuple[Match, ...] = ()
    nearest: str | None = None

    @property
    def found(self) -> bool:
        """Whether any item contains the wanted text."""
        return bool(self.explanations or self.too_many)


def explain(report: FitReport, wanted: str, what_if: WhatIf, dropped: Sequence[Dropped] = ()) -> Answer:
    """Return explanations for all items that contain the wanted text. ``dropped`` are those hidden before fitting."""
    size = len(report.items)
    items = [Match(item.kind, report.name(index), item.span) for index, item in enumerate(report.items)]
    items += [Match(item.what, item.text, item.span) for item in dropped]
    texts = [item.text for item in items]
    found = matches(wanted, texts, MOST)
    if not found:
        return Answer(nearest=nearest(wanted, texts))
    if len(found) > MOST:
        return Answer(too_many=tuple(items[index] for index in found))
    return Answer(
        tuple(_explained(report, i, what_if) if i < size else _hidden(dropped[i - size]) for i in found),
    )


def _hidden(item: Dropped) -> Explanation:
    reason = f"the variant does not show it, regardless of room: {item.reason}"
    return Explanation(item.what, item.text, item.span, False, "hidden", reason)


def _explained(report: FitReport, index: int, what_if: WhatIf) -> Explanation:
    item = report.items[index]
    head = (item.kind, report.name(index), item.span, item.shown)
    simple = _without_choice(report, index)
    if simple is not None:
        return Explanation(*head, *simple, index)
    other = what_if(index, not item.shown)
    if other is None:
        return Explanation(*head, *_no_other(report, index), index)
    chosen, otherwise = other
    now = {number for number, candidate in enumerate(report.items) if candidate.shown}
    # Its parents are shown with it and its content is left out with it, so that the values add up.
    goes, comes = tuple(sorted(now - chosen - {index})), tuple(sorted(chosen - now - {index}))
    equal = otherwise == report.value
    change = _change(report.value, otherwise)
    if item.shown:
        why = "it was chosen among equals" if equal else "it is worth more than what could replace it"
        reason = f"{why}: without it the total value would {change}"
        return Explanation(*head, "chosen", reason, index, goes, comes, otherwise)
    limit = next((report.items[n].rule for n in (index, *report.ancestors(index)) if report.items[n].rule), "")
    obstacle = f"a {limit} allows no more" if limit else "there is no room for it"
    why = "items of the same value were chosen" if equal else obstacle
    reason = f"{why}: if it were shown, the total value would {change}"
    return Explanation(*head, "displaced", reason, index, goes, comes, otherwise)


def _change(now: int, otherwise: int) -> str:
    if otherwise == now:
        return f"be the same, {now}"
    word = "fall" if otherwise < now else "rise"
    return f"{word} from {now} to {otherwise}, by {abs(now - otherwise)}"


def _without_choice(report: FitReport, index: int) -> tuple[Verdict, str] | None:
    """Return verdict and reason of an item about which the optimiser has no choice, or ``None``."""
    item = report.items[index]
    if item.kind == "header":
        return "always", "the header is always shown"
    if not item.shown:
        for number in (index, *report.ancestors(index)):
            rule = report.items[number].rule
            # Which items a limit leaves out is the optimiser's choice.
            if rule and not rule.startswith(LIMIT):
                what = "leaves it out" if number == index else "leaves out what contains it"
                return "rule", f"a rule {what}: {rule}"
    if item.kind in ("group", "remark"):
        others = "the publications below it" if item.kind == "group" else "what it explains"
        return "follows", f"it has no value of its own: it is {'shown' if item.shown else 'left out'} with {others}"
    if not item.shown:
        return None
    if item.pinned:
        return "pinned", "it is pinned"
    if any(report.items[number].pinned for number in report.within(index)):
        return "required", "something in it is pinned"
    if report.fits_all:
        return "fits", "there is room for everything"
    return None


def _no_other(report: FitReport, index: int) -> tuple[Verdict, str]:
    """Return verdict and reason of an item for which no other choice is possible."""
    if report.items[index].shown:
        return "required", "the rules require it: a `min`, or `keep_with` of a pinned item"
    for number in (index, *report.ancestors(index)):
        if report.items[number].rule:
            return "rule", f"a rule leaves it out: {report.items[number].rule}"
    return (
        "impossible",
        "it cannot be shown: there is no room for it, even without everything that may be left out",
    )
