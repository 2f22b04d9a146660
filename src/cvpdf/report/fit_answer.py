"""The answer of `cvpdf fit --explain` as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.diagnostics import Span
from cvpdf.fitting import wording
from cvpdf.fitting.explain import Answer, Explanation, Match
from cvpdf.fitting.report import FitItem, FitReport
from cvpdf.fitting.values import Worth
from cvpdf.report import fit_words as words
from cvpdf.report.terminal import width

_MOST = 12
"""How many items are listed at most."""

_CHANGES = {
    True: ("would also be left out", "would be shown instead"),
    False: ("would be left out", "would also be shown"),
}
"""Titles of the items that would disappear and appear if an item that is shown (or not) were the other way round."""


def answered(report: FitReport, answer: Answer, columns: int) -> str:
    """Return the answer for one variant, which has found something."""
    if answer.too_many:
        head = f"{report.variant}: {len(answer.too_many)} items contain this text; give more words"
        return "\n".join([*words.wrapped(head, columns), *_matches(answer.too_many, columns)]) + "\n"
    return "\n".join(_explanation(report, explanation, columns) for explanation in answer.explanations)


def formula(worth: Worth) -> str:
    """Return a value with the factors of its formula."""
    terms = (("weight", worth.weight), ("within", worth.within), ("place", worth.place), ("recency", worth.recency))
    return f"value {worth.value} = 100 × " + " × ".join(f"{name} {wording.number(term, 3)}" for name, term in terms)


def _explanation(report: FitReport, explanation: Explanation, columns: int) -> str:
    tail = f"{_tail(explanation.span)}: {'shown' if explanation.shown else 'left out'}"
    head = f"{report.variant}: {words.kind(explanation.kind)} "
    lines = [_fitting(head, explanation.text, tail, columns)]
    lines += words.wrapped(f"because {wording.clean(explanation.reason)}", columns, "  ", "    ")
    if explanation.index is not None:
        item = report.items[explanation.index]
        if item.kind not in words.VALUELESS:
            lines += words.wrapped(formula(item.worth), columns, "  ", "    ")
        lines += words.wrapped(_height(report, item), columns, "  ", "    ")
    goes, comes = _CHANGES[explanation.shown]
    for title, numbers in ((goes, explanation.goes), (comes, explanation.comes)):
        lines += _named(title, report, numbers, columns)
    return "\n".join(lines) + "\n"


def _height(report: FitReport, item: FitItem) -> str:
    lines = wording.number(item.height / report.line if report.line > 0 else 0.0, 1)
    size = f"height {wording.points(item.height)} ({lines} line{'' if lines == '1' else 's'})"
    if item.shown or item.rule:
        return size
    return f"{size}; with {wording.points(item.missing)} more room it would be shown"


def _named(title: str, report: FitReport, numbers: Sequence[int], columns: int) -> list[str]:
    """Return the lines that list items with their values. Items without a value are left out."""
    numbers = [number for number in numbers if report.items[number].kind not in words.VALUELESS]
    if not numbers:
        return []
    lines = [f"  {title}:"]
    size = max(len(str(report.items[number].worth.value)) for number in numbers[:_MOST])
    for number in numbers[:_MOST]:
        item = report.items[number]
        head = f"    {item.worth.value:>{size}}  {words.kind(item.kind)} "
        lines.append(_fitting(head, report.name(number), _tail(item.span), columns))
    if len(numbers) > _MOST:
        lines.append(f"    and {len(numbers) - _MOST} more")
    return lines


def _tail(span: Span | None) -> str:
    return f" ({wording.place(span)})" if span else ""


def _fitting(head: str, text: str, tail: str, columns: int) -> str:
    """Return a line of at most so many columns, in which the text is cut first."""
    return words.cut(
        f"{head}`{words.cut(wording.shown(text), max(12, columns - width(head + tail) - 2))}`{tail}", columns
    )


def _matches(matches: Sequence[Match], columns: int) -> list[str]:
    named = [
        _fitting(f"  {words.kind(match.kind)} ", match.text, _tail(match.span), columns) for match in matches[:_MOST]
    ]
    return named + [f"  and {len(matches) - _MOST} more"] * (len(matches) > _MOST)
