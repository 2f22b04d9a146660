"""The tree of what may be shown: its order, its rules, and that all that is printed has its place in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.tree import Candidate
from cvpdf.render.expected import expectation
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve
from tests.fitting.examples import selections, tree
from tests.support import PERSON, entry, resume_of, section

EXAMPLES = list(selections())


def selection(text: str, rules: str = "") -> Selection:
    resume = resume_of(f"{text}variants: {{v: {{max_pages: 1, fit: true, {rules}}}}}\n")
    return select(resume, resolve(resume, "v"))


def found(text: str, rules: str = "") -> tuple[Candidate, ...]:
    return candidates(selection(text, rules))


def named(text: str, rules: str = "") -> dict[str, Candidate]:
    return {one.text: one for one in found(text, rules)}


def outline(some: tuple[Candidate, ...]) -> list[str]:
    """Return kinds and texts, indented by depth."""
    depths: list[int] = []
    for one in some:
        depths.append(0 if one.parent is None else depths[one.parent] + 1)
    return ["  " * depth + f"{one.kind} {one.text}" for depth, one in zip(depths, some, strict=True)]


@pytest.mark.parametrize("name", EXAMPLES)
class TestExamples:
    def test_it_is_a_tree_in_pre_order(self, name: str) -> None:
        nodes = tree(name)
        for index, node in enumerate(nodes):
            inside = [i for i in range(len(nodes)) if _stands_in(nodes, i, index)]
            assert list(range(index + 1, node.end)) == inside
            assert node.parent is None or node.parent < index
            assert all(0 <= other < len(nodes) for other in node.needs)
            assert all(other < index for other in node.required_by)
            assert not (node.pinned and (node.forbidden or (node.parent is not None and not nodes[node.parent].pinned)))

    def test_the_rules_can_be_kept(self, name: str) -> None:
        nodes = tree(name)
        for index, node in enumerate(nodes):
            inside = [n for n in nodes if n.parent == index and n.counted and not n.forbidden]
            assert node.forbidden or node.least <= len(inside)
            assert node.most is None or sum(n.pinned for n in inside) <= node.most
            assert node.most is None or node.least <= node.most

    def test_each_text_that_is_printed_has_one_place_in_it(self, name: str) -> None:
        """A publication can be in two sections, but nothing is twice in one, except what works inherit."""
        nodes = tree(name)
        tops = [index for index, node in enumerate(nodes) if node.parent is None]
        for top in tops:
            places = Counter(place for node in nodes[top : nodes[top].end] for place in node.places)
            assert {place.file[-4:] for place, count in places.items() if count > 1} <= {".bib"}
        known = {place for node in nodes for place in node.places}
        for text in expectation(selections()[name]).texts:
            assert text.span is None or text.span in known, text

    def test_paths_are_ways_into_the_selection(self, name: str) -> None:
        assert len({node.path for node in tree(name)}) == len(tree(name))
        for node in tree(name):
            part: Any = selections()[name]
            for step in node.path if node.kind != "remark" else ():
                part = getattr(part, "section", part) if step in ("entries", "text") else part
                part = part[step] if isinstance(step, int) else getattr(part, step)
            assert part


def _stands_in(nodes: tuple[Candidate, ...], index: int, other: int) -> bool:
    parent = nodes[index].parent
    while parent is not None and parent != other:
        parent = nodes[parent].parent
    return parent is not None


JOB = (
    "company: C\nsummary: s\nhighlights: [x]\nroles:\n"
    "  - {position: P, summary: t, highlights: [a, b]}\n  - {position: Q, highlights: [c]}"
)
WORKS = """\
publications:
  - {key: a, title: A, authors: [X*, Y†], date: 2020}
  - {key: b, title: B, authors: [X], status: preprint, priority: 4}
  - {key: c, title: C, authors: [X*], date: 2021, priority: 2}
"""


def listed(*fields: str) -> str:
    return PERSON + "sections:\n" + "".join(f"  - {{kind: publications, title: P{f}}}\n" for f in fields) + WORKS


class TestOrder:
    def test_of_a_job(self) -> None:
        assert outline(found(entry("experience", JOB))) == [
            "header Ada Lovelace",
            "section Title",
            "  entry C",
            "    field summary",
            "    highlight x",
            "    role P",
            "      field summary",
            "      highlight a",
            "      highlight b",
            "    role Q",
            "      highlight c",
        ]

    def test_of_details(self) -> None:
        text = "institution: U\nsummary: s\nthesis: t\ncourses: [c]\nadvisors: [a]\ngrade: g\nhighlights: [h]"
        nodes = found(entry("education", text))
        assert [n.text for n in nodes[3:]] == ["thesis", "courses", "summary", "h"]
        assert [n.counted for n in nodes[3:]] == [False] * 3 + [True]
        nodes = found(entry("projects", "name: N\nsummary: s\nadvisors: [a, b]"))
        assert [(n.text, len(n.places)) for n in nodes[3:]] == [("summary", 1)]

    def test_of_references(self) -> None:
        nodes = found(entry("references", "name: N\nquote: q\nemail: a@x.org\nphone: +41 44 668 18 00"))
        assert [(n.kind, n.text, len(n.places)) for n in nodes[2:]] == [("entry", "N", 3), ("field", "quote", 1)]

    def test_of_text(self) -> None:
        nodes = found(PERSON + "  summary: [a, b]\nsections: [{kind: text, title: T, text: [x, y]}]\n")
        assert [(n.kind, n.text, len(n.places), n.least) for n in nodes] == [
            ("header", "Ada Lovelace", 3, 0),
            ("section", "T", 3, 0),
        ]

    def test_of_publications(self) -> None:
        assert outline(found(listed(""))) == [
            "header Ada Lovelace",
            "section P",
            *("  publication A", "  publication B", "  publication C"),
            "remark * Equal contribution",
            "remark † Corresponding author",
        ]
        assert outline(found(listed(", group_by: status")))[1:6] == [
            *("section P", "  group Published", "    publication A", "    publication C"),
            "  group Preprints",
        ]

    def test_of_remarks(self) -> None:
        """They come below the last list with marks, and are there for works of all lists."""
        preprints, others = ", where: {status: preprint}", ", where: {keys: [c]}"
        nodes = found(listed("", others, preprints))
        expected = (
            "header section publication publication publication section publication remark remark section publication"
        )
        assert [node.kind for node in nodes] == expected.split()
        assert (nodes[7].required_by, nodes[8].required_by) == ((2, 4, 6), (2,))


class TestBounds:
    def test_a_section_has_something_in_it(self) -> None:
        title = named(entry("awards", "title: T"))["Title"]
        assert (title.least, title.most) == (1, None)

    def test_of_sections_and_entries(self) -> None:
        text = entry("awards", "title: T\nmax: 2\nhighlights: [a, b, c]").replace(
            "title: Title", "title: Title\n    min: 2"
        )
        text += "      - {title: U}\n"
        nodes = named(text, "limits: [{id: awards, entries: {min: 1, max: 3}, highlights: {min: 1, max: 4}}]")
        assert [(nodes[n].least, nodes[n].most) for n in ("Title", "T", "U")] == [(2, 3), (1, 2), (0, 4)]

    def test_a_maximum_wins_over_a_minimum(self) -> None:
        nodes = named(
            entry("awards", "title: T\nmin: 3\nhighlights: [a, b, c]"), "limits: [{id: awards, highlights: 1}]"
        )
        assert (nodes["T"].least, nodes["T"].most) == (1, 1)

    def test_not_more_than_there_is(self) -> None:
        assert named(entry("awards", "title: T\nmin: 3\nhighlights: [a, b]"))["T"].least == 2

    def test_pinned_ones_may_exceed_it(self) -> None:
        text = entry("awards", "title: T\nmax: 1\nhighlights: [{text: a, pin: true}, b, {text: c, pin: true}]")
        assert named(text)["T"].most == 2

    def test_of_a_job(self) -> None:
        """What it says itself bounds its positions; the variant's limit holds for all bullets."""
        nodes = named(entry("experience", "max: 1\n" + JOB), "limits: [{id: experience, highlights: 1}]")
        assert (nodes["C"].least, nodes["C"].most, nodes["x"].counted) == (1, 1, False)
        assert (nodes["P"].least, nodes["P"].most) == (0, 1)
        more = named(entry("experience", JOB.replace("[x]", "[x, y]")), "limits: [{id: experience, highlights: 1}]")
        assert (more["C"].most, more["x"].forbidden, more["y"].forbidden) == (None, False, True)
        assert more["y"].rule == "limit of 1"

    def test_of_publications(self) -> None:
        node = named(listed(", min: 2"), "limits: [{id: publications, entries: 2}]")["P"]
        assert (node.least, node.most) == (2, 2)

    def test_of_publications_in_groups(self) -> None:
        nodes = named(listed(", group_by: status, min: 2"), "limits: [{id: publications, entries: 1}]")
        assert (nodes["P"].least, nodes["P"].most) == (1, None)
        assert [nodes[n].forbidden for n in "ABC"] == [True, False, True]
        assert (nodes["A"].rule, nodes["Published"].rule) == ("limit of 1", "nothing in it can be shown")


class TestPins:
    def test_all_that_it_stands_in(self) -> None:
        nodes = named(entry("experience", JOB.replace("[a, b]", "[{text: a, pin: true}, b]")))
        assert {text for text, node in nodes.items() if node.pinned} == {"Ada Lovelace", "Title", "C", "P", "a"}

    def test_of_sections_and_works(self) -> None:
        nodes = named(listed(", pin: true"))
        assert {text for text, node in nodes.items() if node.pinned} == {"Ada Lovelace", "P"}
        nodes = named(listed(", group_by: status").replace("priority: 4", "pin: true"))
        assert {text for text, node in nodes.items() if node.pinned} == {"Ada Lovelace", "P", "Preprints", "B"}

    def test_what_it_needs(self) -> None:
        text = entry("awards", "title: T\nmax: 1\nhighlights: [a, {text: b, pin: true, keep_with: previous}]")
        nodes = named(text)
        assert (nodes["a"].pinned, nodes["T"].most) == (True, 2)


class TestPartners:
    def test_the_one_before(self) -> None:
        nodes = found(entry("awards", "title: T\nhighlights: [a, {text: b, keep_with: previous}]"))
        assert [node.needs for node in nodes[2:]] == [(), (), (3,)]

    def test_by_name(self) -> None:
        text = entry("awards", "title: T\nkeep_with: c\nhighlights: [{text: a, id: me}]") + "      - title: U\n"
        text += (
            "        keep_with: me\n  - {kind: publications, title: P}\n  - {kind: publications, title: Q}\n" + WORKS
        )
        nodes = found(text)
        assert [nodes[i].text for node in nodes for i in node.needs] == ["C", "a"]

    def test_an_item_on_one_line_is_shown_with_its_section(self) -> None:
        text = section("list", "style: line\nentries: [a, {text: b, id: me}]")
        nodes = found(text + "  - {kind: list, title: L, entries: [{text: c, keep_with: me}]}\n")
        assert [nodes[i].text for node in nodes for i in node.needs] == ["Title"]

    def test_a_work_of_the_same_list(self) -> None:
        text = listed(", id: one", ", id: two").replace("priority: 4", "keep_with: previous")
        nodes = found(text)
        assert [
            (node.text, nodes[node.needs[0]].text, index - node.needs[0])
            for index, node in enumerate(nodes)
            if node.needs
        ] == [
            ("B", "A", 1),
            ("B", "A", 1),
        ]

    def test_one_that_a_limit_forbids(self) -> None:
        text = listed(", group_by: status").replace("priority: 2", "priority: 5, keep_with: a")
        nodes = named(text, "limits: [{id: publications, entries: 2}]")
        assert [nodes[n].forbidden for n in "ABC"] == [True, False, True]
        assert nodes["C"].rule == "kept with `A`, which is not shown"

    def test_one_that_is_not_there(self) -> None:
        """`select` drops what has no partner, but a selection may have been cut by hand."""
        whole = selection(entry("awards", "title: T\nhighlights: [a, {text: b, keep_with: previous, pin: true}]"))
        section = whole.sections[0].section
        award = section.entries[0]  # type: ignore[union-attr]
        award = award.model_copy(update={"highlights": award.highlights[1:]})  # type: ignore[union-attr]
        section = section.model_copy(update={"entries": (award,)})
        cut = whole._replace(sections=(whole.sections[0]._replace(section=section),))
        last = candidates(cut)[-1]
        assert (last.text, last.forbidden, last.pinned) == ("b", True, False)
        assert last.rule == "kept with `previous`, which is not shown"
