"""The answer to "why is this in, or out?" as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.diagnostics import Span
from cvpdf.fitting.candidates import Worth
from cvpdf.fitting.explain import Answer, Explanation, Match
from cvpdf.fitting.report import FitReport, Judged
from cvpdf.report import fit_words as words
from cvpdf.report.terminal import width

_MOST = 12
"""So many of the things that would go or come are named."""


def answered(report: FitReport, answer: Answer, columns: int) -> str:
    """Return an answer that was found, for one variant."""
    if answer.too_many:
        head = f"{report.variant}: {len(answer.too_many)} texts have these words; more words would tell which is meant"
        return "\n".join([*words.wrapped(head, columns), *_matches(answer.too_many, columns)]) + "\n"
    return "\n".join(_explanation(report, one, columns) for one in answer.explanations)


def formula(worth: Worth) -> str:
    """Return a value with the terms that make it."""
    terms = (("weight", worth.weight), ("within", worth.within), ("place", worth.place), ("recency", worth.recency))
    return f"value {worth.value} = 100 × " + " × ".join(f"{name} {words.number(term, 3)}" for name, term in terms)


def _explanation(report: FitReport, one: Explanation, columns: int) -> str:
    tail = f"{_tail(one.span)}: {'shown' if one.shown else 'left out'}"
    head = f"{report.variant}: {words.kind(one.kind)} "
    lines = [_fitting(head, one.text, tail, columns)]
    lines += words.wrapped(f"because {words.clean(one.reason)}", columns, "  ", "    ")
    if one.index is not None:
        item = report.items[one.index]
        if item.kind not in words.VALUELESS:
            lines += words.wrapped(formula(item.worth), columns, "  ", "    ")
        lines += words.wrapped(_height(report, item), columns, "  ", "    ")
    goes, comes = ("would go too", "would come instead") if one.shown else ("would have to go", "would come with it")
    for title, numbers in ((goes, one.goes), (comes, one.comes)):
        lines += _named(title, report, numbers, columns)
    return "\n".join(lines) + "\n"


def _height(report: FitReport, item: Judged) -> str:
    lines = words.number(item.height / report.line if report.line > 0 else 0.0, 1)
    size = f"height {words.points(item.height)} ({lines} line{'' if lines == '1' else 's'})"
    if item.shown or item.rule:
        return size
    return f"{size}; with {words.points(item.missing)} more room it would come back"


def _named(title: str, report: FitReport, numbers: Sequence[int], columns: int) -> list[str]:
    """Name things with their values; what has none changes nothing."""
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
    return f" ({words.place(span)})" if span else ""


def _fitting(head: str, text: str, tail: str, columns: int) -> str:
    """Return a line of which the text is cut rather than what stands around it."""
    return words.cut(head + words.quoted(text, max(12, columns - width(head + tail) - 2)) + tail, columns)


def _matches(found: Sequence[Match], columns: int) -> list[str]:
    named = [_fitting(f"  {words.kind(one.kind)} ", one.text, _tail(one.span), columns) for one in found[:_MOST]]
    return named + [f"  and {len(found) - _MOST} more"] * (len(found) > _MOST)
