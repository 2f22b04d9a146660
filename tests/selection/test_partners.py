"""What is kept with something else, and limits that stand at the things themselves; and what fitting changes."""

from __future__ import annotations

import pytest

from cvpdf.selection.selection import Selection
from tests.selection.test_select import awards, bullets, dropped, selected, titles
from tests.support import PERSON, entry

FIT = "max_pages: 1, fit: true"


class TestKeepWith:
    def test_the_one_before(self) -> None:
        entries = ("title: A, priority: 1", "title: B, keep_with: previous, priority: 5", "title: C")
        selection = selected(awards(*entries, rule="min_priority: 2"))
        assert titles(selection) == ["C"]
        assert ("entry", "B", "kept with `A`, which is not shown") in dropped(selection)
        assert titles(selected(awards(*entries))) == ["A", "B", "C"]

    def test_the_one_before_is_that_of_the_file(self) -> None:
        entries = ("title: A", "title: B, hide: true", "title: C, keep_with: previous")
        assert titles(selected(awards(*entries))) == ["A"]

    def test_through_several(self) -> None:
        entries = ("title: A, hide: true", *(f"title: {t}, keep_with: previous" for t in "BCD"), "title: E")
        assert titles(selected(awards(*entries))) == ["E"]

    def test_a_circle(self) -> None:
        entries = ("title: A, id: a, keep_with: b", "title: B, id: b, keep_with: a, tags: [x]", "title: C")
        assert titles(selected(awards(*entries))) == ["A", "B", "C"]
        assert titles(selected(awards(*entries, rule="tags: {exclude: [x]}"))) == ["C"]

    def test_what_is_dropped_makes_room(self) -> None:
        entries = ("title: A, priority: 1", "title: B, priority: 5, keep_with: previous", "title: C", "title: D")
        assert titles(selected(awards(*entries, rule="limits: [{id: awards, entries: 2}]"))) == ["C", "D"]

    def test_across_lists(self) -> None:
        text = awards("title: A, highlights: [{text: one, keep_with: job}, two]", "title: B, keep_with: paper")
        text = text.replace("variants:", "  - {kind: experience, title: E, entries: [JOB]}\nvariants:")
        text += "publications: [{key: paper, title: T, authors: [A]}]\n"
        job = "{company: C, roles: [{position: P, id: job}, {position: Q, tags: [x]}]}"
        selection = selected(text.replace("JOB", job))
        assert (titles_of_awards(selection), bullets(selection)) == (["A"], ["one", "two"])
        assert ("entry", "B", "kept with `T`, which is not shown") in dropped(selection)
        hidden = selected(text.replace("JOB", job.replace("id: job", "id: job, hide: true")))
        assert bullets(hidden) == ["two"]

    def test_a_job_without_positions_is_not_shown(self) -> None:
        text = awards("title: A, keep_with: job").replace(
            "variants:",
            "  - {kind: experience, title: E, entries: [{company: C, id: job, roles: [{position: P, hide: true}]}]}\n"
            "variants:",
        )
        assert selected(text).sections == ()


def titles_of_awards(selection: Selection) -> list[str]:
    [section] = [s.section for s in selection.sections if s.section.kind == "awards"]
    return [str(e.title) for e in section.entries]


class TestMaximum:
    def test_of_bullets(self) -> None:
        text = awards("title: A, max: 1, highlights: [a, {text: b, priority: 4}]", "title: B, highlights: [c, d]")
        assert bullets(selected(text)) == ["b", "c", "d"]
        rule = "limits: [{id: awards, highlights: 2}]"
        assert bullets(selected(text.replace("extends: full", rule))) == ["b", "c", "d"]
        assert bullets(selected(text.replace("extends: full", rule.replace("2", "0")))) == []

    def test_of_a_section(self) -> None:
        text = awards("title: A", "title: B", "title: C").replace("title: Awards", "title: Awards\n    max: 2")
        assert titles(selected(text)) == ["A", "B"]
        assert titles(selected(text.replace("extends: full", "limits: [{id: awards, entries: 1}]"))) == ["A"]

    def test_of_publications(self) -> None:
        text = PERSON + "sections: [{kind: publications, title: P, max: 1}]\npublications:\n"
        text += "  - {key: a, title: A, authors: [X]}\n  - {key: b, title: B, authors: [X], weight: 5}\n"
        [group] = selected(text, "full").sections[0].groups
        assert [str(item.work.key) for item in group.works] == ["b"]

    def test_of_positions(self) -> None:
        text = entry(
            "experience",
            "company: C\nmax: 1\nhighlights: [x, y]\nroles:\n"
            "  - {position: P, highlights: [a, b], max: 1}\n  - {position: Q, pin: true, highlights: [c, d]}",
        )
        assert bullets(selected(text, "full")) == ["x", "y", "c", "d"]

    def test_weights_rank(self) -> None:
        text = awards("title: A, priority: 5", "title: B, weight: 17", "title: C, weight: 15.5")
        selection = selected(text.replace("extends: full", "limits: [{id: awards, entries: 2}]"))
        assert titles(selection) == ["A", "B"]
        assert dropped(selection) == [("entry", "C", "limit of 2, and its weight is 15.5")]


class TestFitting:
    @pytest.mark.parametrize("limit", ["1", "{max: 1}", "{min: 1, max: 1}"])
    def test_limits_are_left_to_the_fit(self, limit: str) -> None:
        rule = f"{FIT}, limits: [{{id: awards, entries: {limit}, highlights: 1}}]"
        selection = selected(awards("title: A, highlights: [a, b]", "title: B, max: 1, highlights: [c, d]", rule=rule))
        assert (titles(selection), bullets(selection)) == (["A", "B"], list("abcd"))
        [shown] = selection.sections
        assert shown.rule is not None
        assert shown.rule.highlights is not None
        assert shown.rule.highlights.max == 1
        assert shown.detailed

    def test_but_not_a_limit_of_nothing(self) -> None:
        rule = f"{FIT}, limits: [{{id: awards, highlights: 0, omit: [summary]}}]"
        selection = selected(awards("title: A, summary: s, highlights: [a, b]", rule=rule))
        assert (titles(selection), bullets(selection), selection.sections[0].detailed) == (["A"], [], False)

    def test_all_other_rules_hold(self) -> None:
        entries = (
            "title: A, hide: true",
            "title: B, tags: [x]",
            "title: C, priority: 1",
            "title: D, keep_with: previous",
        )
        assert titles(
            selected(awards(*entries, "title: E", rule=f"{FIT}, tags: {{exclude: [x]}}, min_priority: 2"))
        ) == ["E"]


@pytest.mark.parametrize(
    ("fields", "detailed"), [("", False), ("summary: s", True), ("highlights: [h]", True), ("location: L", True)]
)
def test_detailed(fields: str, detailed: bool) -> None:
    [shown] = selected(awards("title: A", f"title: B, {fields}"), "full").sections
    assert shown.detailed == detailed


class TestPageBreaks:
    TEXT = awards(
        "title: A, page_break: before, location: L", "title: B, page_break: allow", "title: C, page_break: avoid"
    )

    def test_the_first_takes_the_heading_along_and_the_others_are_kept(self) -> None:
        [shown] = selected(self.TEXT).sections
        assert shown.section.page_break == "before"
        assert [e.page_break for e in shown.section.entries] == [None, "allow", "avoid"]  # type: ignore[union-attr]

    def test_no_new_page_on_the_only_one(self) -> None:
        [shown] = selected(self.TEXT.replace("extends: full", "max_pages: 1")).sections
        assert [e.page_break for e in shown.section.entries] == [None, "allow", "avoid"]  # type: ignore[union-attr]
