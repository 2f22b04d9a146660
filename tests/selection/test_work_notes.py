"""Notes about lists of publications."""

from __future__ import annotations

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from cvpdf.selection.work_notes import check, without_number
from tests.support import PERSON, resume_of

WORKS = """\
publications:
  - {key: a, title: A, authors: [Ada Lovelace], type: article, note: "Of [@d]."}
  - {key: b, title: B, authors: [Ada Lovelace], type: paper, status: submitted}
  - {key: c, title: C, authors: [Ada Lovelace], type: talk, date: 'Spring 2022', venue: V}
  - {key: d, title: D, authors: [Ada Lovelace], type: talk, hide: true}
"""
GROUPS = "groups: [{title: J, where: {type: article}}%s]"


def notes(section: str, variants: str = "") -> list[Diagnostic]:
    text = f"{PERSON}sections: [{{kind: publications, title: P, {section}}}]\n{WORKS}variants: {{{variants}}}\n"
    return list(check(resume_of(text)))


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("where: {since: 2000}", "the list `P` asks for a year, and `a` has none"),
        ("where: {until: 2030, type: article}", "the list `P` asks for a year, and `a` has none"),
        (
            "where: {type: book}",
            "the list `P` is not printed, because no work meets all conditions of its `where`",
        ),
        (GROUPS % "", "no group of the list `P` takes `b`, `c`"),
        (f"where: {{type: [article, paper]}}, {GROUPS % ''}", "no group of the list `P` takes `b`"),
    ],
)
def test_works_that_a_list_does_not_place(section: str, message: str) -> None:
    [problem] = notes(section)
    assert (problem.message, problem.severity) == (message, "note")
    assert problem.span is not None


@pytest.mark.parametrize(
    "section",
    ["where: {since: 2000, type: [paper, talk]}", "group_by: type", GROUPS % ", {title: Rest}", "where: {keys: [a]}"],
)
def test_nothing_to_say(section: str) -> None:
    assert notes(section) == []


def test_a_variant_asks_for_years() -> None:
    rule = "[{id: publications, where: {since: 2020}}]"
    [problem] = notes("numbered: true", f"v: {{sections: {rule}}}, w: {{limits: {rule}}}")
    assert problem.code == "undated-work"


def test_references_to_works_without_a_number() -> None:
    text = PERSON.replace("Ada Lovelace\n", "Ada Lovelace\n  summary: See [@c], [@a, @b], `[@a]` and \\[@a].\n", 1)
    text += "sections: [{kind: publications, title: P, numbered: true, where: {type: [article, paper]}}]\n" + WORKS
    text += "variants: {v: {sections: [{id: publications, numbered: false}]}}\n"
    resume = resume_of(text)
    found = {name: list(without_number(select(resume, resolve(resume, name)))) for name in ("full", "v")}
    problem, below = found["full"]
    assert below.message.startswith("`d` has no number")
    assert problem.message == "`c` has no number in the variant `full`, so its venue or title is printed"
    assert problem.span is not None
    assert problem.span.end_column - problem.span.column == len("@c")
    assert [one.message[:3] for one in found["v"]] == ["`c`", "`a`", "`b`", "`d`"]
