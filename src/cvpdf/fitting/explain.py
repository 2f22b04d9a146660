"""Why something is in or out: its value, and what would take its place or would have to go for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.fitting.find import matches, nearest
from cvpdf.fitting.report import LIMIT, FitReport
from cvpdf.fitting.results import WhatIf

if TYPE_CHECKING:
    from cvpdf.selection.selection import Dropped

MOST = 5
"""So many matches are explained; with more of them, more words are asked for."""

Verdict = Literal[
    "always", "follows", "pinned", "required", "fits", "chosen", "displaced", "impossible", "rule", "hidden"
]
"""In: always (the header), pinned, required (by a pin or a minimum), fits (as does everything), chosen (among others).
Out: displaced (by what is worth more), impossible (no room whatever goes), rule, hidden (before fitting).
Either: follows (it has no value and is shown with others)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one thing is in or out. ``index`` is its number in the report; what was hidden before fitting has none."""

    kind: str
    text: str
    span: Span | None
    shown: bool
    verdict: Verdict
    reason: str
    """One sentence, without a final full stop."""
    index: int | None = None
    goes: tuple[int, ...] = ()
    """What would not be shown any more if this were the other way round, by number …"""
    comes: tuple[int, ...] = ()
    """… what would be shown besides …"""
    otherwise: int | None = None
    """… and the value of that choice, if something was chosen again and it is possible."""


class Match(NamedTuple):
    """Something that has the wanted words."""

    kind: str
    text: str
    span: Span | None


class Answer(NamedTuple):
    """Explanations; or, if too much has the wanted words, what has; or, if nothing has, the text most like them."""

    explanations: tuple[Explanation, ...] = ()
    too_many: tuple[Match, ...] = ()
    nearest: str | None = None

    @property
    def found(self) -> bool:
        """Whether anything has the wanted words."""
        return bool(self.explanations or self.too_many)


def explain(report: FitReport, wanted: str, what_if: WhatIf, dropped: Sequence[Dropped] = ()) -> Answer:
    """Explain everything whose text contains the wanted words."""
    size = len(report.items)
    known = [Match(item.kind, report.name(index), item.span) for index, item in enumerate(report.items)]
    known += [Match(gone.what, gone.text, gone.span) for gone in dropped]
    texts = [one.text for one in known]
    found = matches(wanted, texts, MOST)
    if not found:
        return Answer(nearest=nearest(wanted, texts))
    if len(found) > MOST:
        return Answer(too_many=tuple(known[index] for index in found))
    return Answer(
        tuple(_explained(report, index, what_if) if index < size else _hidden(dropped[index - size]) for index in found)
    )


def _hidden(gone: Dropped) -> Explanation:
    reason = f"the variant does not show it, whatever room there is: {gone.reason}"
    return Explanation(gone.what, gone.text, gone.span, False, "hidden", reason)


def _explained(report: FitReport, index: int, what_if: WhatIf) -> Explanation:
    item = report.items[index]
    what = (item.kind, report.name(index), item.span, item.shown)
    plain = _without_choice(report, index)
    if plain is not None:
        return Explanation(*what, *plain, index)
    other = what_if(index, not item.shown)
    if other is None:
        return Explanation(*what, *_no_other(report, index), index)
    chosen, otherwise = other
    now = {number for number, one in enumerate(report.items) if one.shown}
    # What it stands in comes with it, and what stands in it goes with it, so that the values add up.
    goes, comes = tuple(sorted(now - chosen - {index})), tuple(sorted(chosen - now - {index}))
    equal = otherwise == report.value
    change = _change(report.value, otherwise)
    if item.shown:
        why = "it was chosen among equals" if equal else "it is worth more than what could take its place"
        reason = f"{why}: without it the total value would {change}"
        return Explanation(*what, "chosen", reason, index, goes, comes, otherwise)
    limit = next((report.items[n].rule for n in (index, *report.ancestors(index)) if report.items[n].rule), "")
    lacking = f"a {limit} lets no more be shown" if limit else "there is no room for it"
    why = "others were chosen that are worth as much" if equal else lacking
    reason = f"{why}: if it were shown, the total value would {change}"
    return Explanation(*what, "displaced", reason, index, goes, comes, otherwise)


def _change(now: int, otherwise: int) -> str:
    if otherwise == now:
        return f"be the same, {now}"
    word = "fall" if otherwise < now else "rise"
    return f"{word} from {now} to {otherwise}, by {abs(now - otherwise)}"


def _without_choice(report: FitReport, index: int) -> tuple[Verdict, str] | None:
    """Return verdict and reason where nothing has to be chosen again, or ``None``."""
    item = report.items[index]
    if item.kind == "header":
        return "always", "the header is always shown"
    if not item.shown:
        for number in (index, *report.ancestors(index)):
            rule = report.items[number].rule
            # Which ones a limit lets through was chosen; so that is asked again.
            if rule and not rule.startswith(LIMIT):
                what = "leaves it out" if number == index else "leaves out what it stands in"
                return "rule", f"a rule {what}: {rule}"
    if item.kind in ("group", "remark"):
        belongs = "with the publications below it" if item.kind == "group" else "with what it is about"
        return "follows", f"it has no value of its own: it is {'shown' if item.shown else 'left out'} {belongs}"
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
    """Return verdict and reason of what cannot be the other way round."""
    if report.items[index].shown:
        return "required", "the rules demand it: a `min`, or a partner of something pinned"
    for number in (index, *report.ancestors(index)):
        if report.items[number].rule:
            return "rule", f"a rule leaves it out: {report.items[number].rule}"
    return "impossible", "it cannot be shown at all: beside what must be shown there is no room for it, whatever goes"
