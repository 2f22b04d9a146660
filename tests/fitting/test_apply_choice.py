"""From a choice back to a selection."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvpdf.fitting.apply_choice import apply_choice
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.tree import Candidate
from cvpdf.fonts.find.choose import font_set
from cvpdf.render.rendering import Rendered, render
from cvpdf.report.terminal import one_liners
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.fitting.examples import selections, tree
from tests.fitting.test_candidates import JOB, listed, selection
from tests.support import entry

EXAMPLES = list(selections())


def tex(of: Selection, letters: frozenset[str] = frozenset()) -> Rendered:
    result, found = render(of, load_theme((built_in_folder(),)), font_set(), letters=letters)
    assert result is not None, one_liners(found)
    return result


def without(of: Selection, *texts: str) -> Selection:
    nodes = candidates(of)
    left_out = {i for top, node in enumerate(nodes) if node.text in texts for i in range(top, node.end)}
    return apply_choice(of, nodes, set(range(len(nodes))) - left_out)


def dropped(of: Selection) -> list[tuple[str, str, str]]:
    return [(d.what, d.text, d.reason) for d in of.dropped]


def possible(nodes: tuple[Candidate, ...], wanted: set[int]) -> set[int]:
    """Take out what cannot be shown without something else, until all is possible."""
    shown = {i for i in wanted if not nodes[i].forbidden} | {i for i, node in enumerate(nodes) if node.pinned}
    while True:
        counts = {
            i: sum(n in shown and nodes[n].parent == i and nodes[n].counted for n in range(i, nodes[i].end))
            for i in shown
        }
        bad = {
            i
            for i in shown
            if ((above := nodes[i].parent) is not None and above not in shown)
            or not shown.issuperset(nodes[i].needs)
            or (nodes[i].kind != "header" and counts[i] < nodes[i].least)
            or (nodes[i].required_by and not shown.intersection(nodes[i].required_by))
        }
        if not bad:
            return shown
        shown -= bad


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_is_what_it_was(name: str) -> None:
    whole = selections()[name]
    assert apply_choice(whole, tree(name), range(len(tree(name)))) == whole


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EXAMPLES), st.data())
def test_any_choice_can_be_rendered_and_each_block_stays_as_it_is(name: str, data: st.DataObject) -> None:
    nodes, whole = tree(name), selections()[name]
    left_out = data.draw(st.sets(st.integers(0, len(nodes) - 1), max_size=len(nodes)))
    part = apply_choice(whole, nodes, possible(nodes, set(range(len(nodes))) - left_out))
    before = tex(whole)
    after = tex(part, before.fonts.letters)
    assert after.fonts == before.fonts
    assert _blocks(after.tex) <= _blocks(before.tex)
    known = {_without_numbers(t.text) for t in before.expectation.texts}
    assert {_without_numbers(t.text) for t in after.expectation.texts} <= known


def _blocks(tex: str) -> set[str]:
    """Return the lines of a document, without the numbers of works in lists and headings, which follow the choice."""
    lines = (line for line in tex.splitlines() if "keywords=" not in line)
    return {_without_numbers(line) if line.startswith((r"\cvs", r"\cvpublication")) else line for line in lines}


def _without_numbers(text: str) -> str:
    return re.sub(r"\[?[A-Z]?\d+\]?", "0", text)


class TestParts:
    def test_fields_and_bullets(self) -> None:
        part = without(
            selection(entry("education", "institution: U\ncourses: [x, y]\nthesis: g\nhighlights: [a, b]")),
            "courses",
            "thesis",
            "a",
        )
        [degree] = part.sections[0].section.entries  # type: ignore[union-attr]
        assert (degree.courses, degree.thesis, [h.text for h in degree.highlights]) == ((), None, ["b"])  # type: ignore[union-attr]
        assert dropped(part) == [
            ("field", "thesis", "no room on the page: value 200"),
            ("field", "courses", "no room on the page: value 200"),
            ("highlight", "a", "no room on the page: value 400"),
        ]

    def test_roles(self) -> None:
        part = without(selection(entry("experience", JOB)), "P", "x")
        [job] = part.sections[0].section.entries  # type: ignore[union-attr]
        assert ([str(r.position) for r in job.roles], job.highlights) == (["Q"], ())  # type: ignore[union-attr]
        assert [(what, text) for what, text, _ in dropped(part)] == [("highlight", "x"), ("entry", "P")]

    def test_only_the_outermost_is_told(self) -> None:
        part = without(selection(entry("experience", JOB)), "Title")
        assert part.sections == ()
        assert dropped(part) == [("section", "Title", "no room on the page: value 400")]

    def test_a_rule_is_the_reason(self) -> None:
        whole = selection(listed(", group_by: status"), "limits: [{id: publications, entries: 2}]")
        part = without(whole, "C")
        assert dropped(part) == [("publication", "C", "limit of 2")]

    def test_groups_and_numbers(self) -> None:
        part = without(selection(listed(", group_by: status, numbered: true", ", numbered: true")), "A")
        assert [
            (group.heading, [w.number + str(w.work.key) for w in group.works])
            for s in part.sections
            for group in s.groups
        ] == [("Published", ["1c"]), ("Preprints", ["2b"]), ("", ["3b", "4c"])]
        part = without(selection(listed(", group_by: status")), "Published")
        assert [group.heading for group in part.sections[0].groups] == ["Preprints"]
        assert [text for _, text, _ in dropped(part)] == ["A", "C"]

    def test_the_form_of_entries_stays(self) -> None:
        whole = selection(entry("awards", "title: T\nsummary: s") + "      - {title: U, date: 2020}\n")
        part = without(whole, "summary")
        assert part.sections[0].detailed
        assert r"\cventry" in tex(part).tex

    def test_several_pages(self) -> None:
        whole = selection(entry("awards", "title: T") + "      - title: U\n")
        whole = whole._replace(settings=whole.settings._replace(max_pages=2))
        assert dropped(without(whole, "U")) == [("entry", "U", "no room on the pages: value 360")]
