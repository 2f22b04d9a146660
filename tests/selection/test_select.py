"""What a variant shows, what it drops, and why."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve
from tests.support import PERSON, entry, resume_of


def selected(text: str, name: str = "v") -> Selection:
    resume = resume_of(text)
    return select(resume, resolve(resume, name))


def awards(*entries: str, rule: str = "") -> str:
    """A CV with these awards in flow style, and a variant ``v`` with these fields."""
    text = f"{PERSON}sections:\n  - kind: awards\n    title: Awards\n    entries:\n"
    text += "".join(f"      - {{{fields}}}\n" for fields in entries)
    return text + f"variants:\n  v: {{{rule or 'extends: full'}}}\n"


def titles(selection: Selection) -> list[str]:
    """The titles of all entries that are shown."""
    return [str(e.title) for shown in selection.sections for e in getattr(shown.section, "entries", ())]


def bullets(selection: Selection) -> list[str]:
    found: list[str] = []
    for shown in selection.sections:
        for e in getattr(shown.section, "entries", ()):
            for owner in (e, *getattr(e, "roles", ())):
                found += [str(h.text) for h in owner.highlights]
    return found


def dropped(selection: Selection) -> list[tuple[str, str, str]]:
    return [(d.what, d.text, d.reason) for d in selection.dropped]


class TestTags:
    TAGGED: ClassVar = {"A": "ml", "B": "", "C": "web"}
    ENTRIES = ("title: A, tags: [ml]", "title: B", "title: C, tags: [web]", "title: D, tags: [ml, web]")

    @pytest.mark.parametrize(
        ("rule", "shown"),
        [
            ("", "ABCD"),
            ("tags: {include: [ml]}", "ABD"),
            ("tags: {include: []}", "B"),
            ("tags: {exclude: [web]}", "AB"),
            ("tags: {include: [ml], exclude: [web]}", "AB"),
        ],
    )
    def test_on_entries(self, rule: str, shown: str) -> None:
        assert titles(selected(awards(*self.ENTRIES, rule=rule))) == list(shown)

    def test_reasons(self) -> None:
        selection = selected(awards(*self.ENTRIES, rule="tags: {include: [ml]}"))
        assert dropped(selection) == [("entry", "C", "none of its tags is included")]
        [item] = selection.dropped
        assert item.span is not None
        assert (item.span.line, item.span.column) == (9, 17)
        selection = selected(awards(*self.ENTRIES, rule="tags: {exclude: [web]}"))
        assert dropped(selection) == [("entry", t, "tag `web` is excluded") for t in "CD"]

    def test_a_pin_does_not_save_from_tags_or_hide(self) -> None:
        entries = ("title: A, tags: [ml], pin: true", "title: B, hide: true, pin: true", "title: C")
        assert titles(selected(awards(*entries, rule="tags: {exclude: [ml]}"))) == ["C"]

    def test_on_sections(self) -> None:
        sections = (f"  - {{kind: text, title: {name}, text: x, tags: [{tag}]}}\n" for name, tag in self.TAGGED.items())
        text = PERSON + "sections:\n" + "".join(sections)
        selection = selected(text + "variants: {v: {tags: {include: [ml]}}}\n")
        assert [str(shown.section.title) for shown in selection.sections] == ["A", "B"]
        assert dropped(selection) == [("section", "C", "none of its tags is included")]

    def test_on_bullets_and_roles(self) -> None:
        text = entry(
            "experience",
            """\
            company: C
            roles:
              - {position: P, highlights: [one, {text: two, tags: [ml]}, {text: three, tags: [web]}]}
              - {position: Q, tags: [web], highlights: [four]}
            """,
        )
        selection = selected(text + "variants: {v: {tags: {include: [ml]}}}\n")
        assert bullets(selection) == ["one", "two"]
        assert dropped(selection) == [
            ("entry", "Q", "none of its tags is included"),
            ("highlight", "three", "none of its tags is included"),
        ]

    def test_a_job_none_of_whose_roles_is_left(self) -> None:
        text = entry("experience", "company: C\nroles:\n  - {position: P, tags: [web]}\n  - {position: Q, hide: true}")
        selection = selected(text + "variants: {v: {tags: {exclude: [web]}}}\n")
        assert selection.sections == ()
        assert ("entry", "C", "none of its roles is shown") in dropped(selection)


class TestHideAndPriority:
    def test_hidden(self) -> None:
        selection = selected(awards("title: A, hide: true", "title: B", "title: C, hide: false"))
        assert titles(selection) == ["B", "C"]
        assert dropped(selection) == [("entry", "A", "hidden")]

    def test_hidden_section_and_bullet(self) -> None:
        text = awards("title: A, highlights: [{text: x, hide: true}, y]").replace(
            "title: Awards", "title: Awards\n    hide: false"
        )
        assert bullets(selected(text)) == ["y"]
        selection = selected(text.replace("hide: false", "hide: true"))
        assert selection.sections == ()
        assert dropped(selection) == [("section", "Awards", "hidden")]

    def test_lowest_priority(self) -> None:
        entries = [f"title: P{n}, priority: {n}" for n in (1, 2, 3, 4, 5)]
        selection = selected(
            awards(*entries, "title: none", "title: pinned, priority: 1, pin: true", rule="min_priority: 4")
        )
        assert titles(selection) == ["P4", "P5", "pinned"]
        assert ("entry", "P3", "priority 3 is below 4") in dropped(selection)
        assert ("entry", "none", "priority 3 is below 4") in dropped(selection)

    def test_lowest_priority_of_bullets(self) -> None:
        text = awards("title: A, priority: 5, highlights: [x, {text: y, priority: 4}]", rule="min_priority: 4")
        assert bullets(selected(text)) == ["y"]


def limited(count: int, *entries: str) -> Selection:
    return selected(awards(*entries, rule=f"limits: [{{id: awards, entries: {count}}}]"))


class TestLimits:
    def test_priority_wins_and_the_order_stays(self) -> None:
        selection = limited(
            2, "title: A, priority: 2", "title: B, priority: 4", "title: C, priority: 1", "title: D, priority: 5"
        )
        assert titles(selection) == ["B", "D"]
        assert dropped(selection) == [
            ("entry", "A", "limit of 2, and its priority is 2"),
            ("entry", "C", "limit of 2, and its priority is 1"),
        ]

    @pytest.mark.parametrize(
        ("count", "entries", "shown"),
        [
            (2, ["title: A", "title: B", "title: C, priority: 3", "title: D"], "AB"),
            (2, ["title: A, priority: 5", "title: B, priority: 5", "title: C, priority: 1, pin: true"], "AC"),
            (1, ["title: A, pin: true", "title: B, priority: 5", "title: C, pin: true"], "AC"),
            (0, ["title: A", "title: B, pin: true"], "B"),
            (2, ["title: A, hide: true", "title: B", "title: C"], "BC"),
        ],
        ids=["ties", "pinned first", "pinned beyond it", "pinned at zero", "hidden"],
    )
    def test_which_entries_stay(self, count: int, entries: list[str], shown: str) -> None:
        assert titles(limited(count, *entries)) == list(shown)

    @pytest.mark.parametrize("count", [3, 4, 1000])
    def test_not_reached(self, count: int) -> None:
        selection = limited(count, "title: A", "title: B", "title: C")
        assert titles(selection) == ["A", "B", "C"]
        assert selection.dropped == ()

    def test_none_leaves_no_empty_heading(self) -> None:
        selection = limited(0, "title: A")
        assert selection.sections == ()
        assert dropped(selection) == [("entry", "A", "limit of 0, and its priority is 3")]

    def test_of_bullets_also_in_roles(self) -> None:
        rule = "variants: {v: {limits: [{id: experience, highlights: 1}]}}\n"
        text = entry("experience", "company: C\nposition: P\nhighlights: [a, {text: b, priority: 4}, c]")
        assert bullets(selected(text + rule)) == ["b"]
        text = entry(
            "experience", "company: C\nroles: [{position: P, highlights: [a, b]}, {position: Q, highlights: [c, d]}]"
        )
        assert bullets(selected(text + rule)) == ["a", "c"]

    def test_an_id_wins_over_a_kind(self) -> None:
        text = awards("title: A", "title: B", "title: C").replace("title: Awards", "title: Awards\n    id: prizes")
        rule = "limits: [{id: awards, entries: 1}, {id: prizes, entries: 2}]"
        assert titles(selected(text.replace("extends: full", rule))) == ["A", "B"]
        assert titles(selected(text.replace("extends: full", "limits: [{id: awards, entries: 1}]"))) == ["A"]

    @given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=8), st.integers(0, 8))
    def test_no_dropped_one_beats_a_shown_one(self, entries: list[tuple[int, bool]], count: int) -> None:
        fields = [f"title: T{i}, priority: {p}, pin: {str(pin).lower()}" for i, (p, pin) in enumerate(entries)]
        shown = [int(title[1:]) for title in titles(limited(count, *fields))]
        assert shown == sorted(shown)
        assert len(shown) == max(min(count, len(entries)), sum(pin for _, pin in entries))
        rank = [(pin, priority, -i) for i, (priority, pin) in enumerate(entries)]
        lost = [i for i in range(len(entries)) if i not in shown]
        assert all(rank[i] > rank[j] for i in shown for j in lost)


class TestOmit:
    def test_fields_of_entries(self) -> None:
        text = awards(
            "title: A, awarder: W, url: x.org, highlights: [h]",
            rule="limits: [{id: awards, omit: [awarder, highlights]}]",
        )
        selection = selected(text)
        [award] = selection.sections[0].section.entries  # type: ignore[union-attr]
        assert (award.awarder, award.url, award.highlights) == (None, "x.org", ())  # type: ignore[union-attr]
        assert dropped(selection) == [("field", name, "left out by the variant") for name in ("awarder", "highlights")]

    def test_fields_that_are_not_there(self) -> None:
        assert selected(awards("title: A", rule="limits: [{id: awards, omit: [awarder]}]")).dropped == ()

    def test_fields_of_the_head(self) -> None:
        text = (
            PERSON + "  email: a@x.org\n  url: x.org\n  affiliations: [U, V]\nvariants: {v: {header: [url, phone]}}\n"
        )
        basics = selected(text).basics
        assert (basics.name, basics.email, basics.url[0].value, basics.affiliations) == (
            "Ada Lovelace",
            (),
            "x.org",
            (),
        )
        assert {d.text for d in selected(text).dropped} == {"email", "affiliations"}
        assert selected(text, "full").dropped == ()


SEVERAL = PERSON + (
    "sections:\n"
    "  - {kind: text, id: aims, title: Aims, text: x}\n"
    "  - {kind: skills, title: Skills, entries: [{label: L, keywords: [K]}]}\n"
    "  - {kind: text, id: hobbies, title: Hobbies, text: y}\n"
    "  - {kind: text, title: Other, text: z}\n"
)


def shown(rule: str) -> list[str]:
    return [str(s.section.title) for s in selected(SEVERAL + f"variants: {{v: {{{rule}}}}}\n").sections]


class TestSections:
    @pytest.mark.parametrize(
        ("rule", "titles"),
        [
            ("extends: full", "Aims Skills Hobbies Other"),
            ("sections: [hobbies, skills]", "Hobbies Skills"),
            ("sections: [skills, text]", "Skills Aims Hobbies Other"),
            ("sections: [hobbies, text, hobbies]", "Hobbies Aims Other"),
            ("sections: []", ""),
            ("sections: [talks]", ""),
            ("sections: [{id: skills, title: Know-how}]", "Know-how"),
            ("limits: [{id: hobbies, title: Play}]", "Aims Skills Play Other"),
        ],
    )
    def test_which_are_shown(self, rule: str, titles: str) -> None:
        assert shown(rule) == titles.split()

    def test_the_reason_to_drop_them(self) -> None:
        selection = selected(SEVERAL + "variants: {v: {sections: [hobbies, skills]}}\n")
        assert dropped(selection) == [
            ("section", t, "not among the sections of this variant") for t in ("Aims", "Other")
        ]

    def test_an_id_that_is_also_a_kind(self) -> None:
        text = SEVERAL.replace("id: hobbies", "id: skills") + "variants: {v: {sections: [skills]}}\n"
        assert [str(s.section.title) for s in selected(text).sections] == ["Hobbies"]

    def test_rules_under_sections_and_limits_are_joined(self) -> None:
        rule = "sections: [{id: awards, entries: 1}], limits: [{id: awards, entries: 5, highlights: 1}]"
        selection = selected(awards("title: A, highlights: [a, b]", "title: B", rule=rule))
        assert (titles(selection), bullets(selection)) == (["A"], ["a"])

    def test_names(self) -> None:
        assert [s.name for s in selected(SEVERAL, "full").sections] == ["aims", "skills", "hobbies", "text"]


class TestSelection:
    def test_counts(self) -> None:
        text = entry(
            "experience", "company: C\nroles: [{position: P, highlights: [a, b]}, {position: Q, highlights: [c]}]"
        )
        text += "      - {company: D, position: R, highlights: [d]}\n  - {kind: publications, title: P}\n"
        text += "publications: [{key: a, title: T, authors: [A]}, {key: b, title: U, authors: [A]}]\n"
        assert selected(text, "full").counts() == {"sections": 2, "entries": 2, "highlights": 4, "publications": 2}

    def test_empty(self) -> None:
        assert selected(PERSON, "full").is_empty
        assert not selected(PERSON + "  summary: Hello\n", "full").is_empty
        assert not selected(SEVERAL, "full").is_empty

    def test_title_of_the_document(self) -> None:
        assert selected(PERSON, "onepage").document_title == "Ada Lovelace – Résumé"

    def test_the_resume_itself_does_not_change(self) -> None:
        resume = resume_of(
            awards(
                "title: A, awarder: W, highlights: [a, b]",
                rule="limits: [{id: awards, omit: [awarder], highlights: 0}]",
            )
        )
        before: Any = resume.model_dump()
        select(resume, resolve(resume, "v"))
        assert resume.model_dump() == before

    def test_labels_of_what_is_dropped(self) -> None:
        text = PERSON + (
            "sections:\n"
            "  - {kind: education, title: E, entries: [{institution: Uni, hide: true}]}\n"
            "  - {kind: teaching, title: T, entries: [{course: Logic, hide: true}]}\n"
            "  - {kind: service, title: S, entries: [{role: Chair, organization: SC, hide: true}]}\n"
            "  - {kind: skills, title: K, entries: [{label: Code, keywords: [C], hide: true}]}\n"
            "  - {kind: languages, title: L, entries: [{language: NO, hide: true}]}\n"
            "  - {kind: references, title: R, entries: [{name: Bob, hide: true}]}\n"
        )
        selection = selected(text, "full")
        assert [d.text for d in selection.dropped] == ["Uni", "Logic", "Chair", "Code", "NO", "Bob"]
        assert [d.span.line for d in selection.dropped if d.span] == [4, 5, 6, 7, 8, 9]
