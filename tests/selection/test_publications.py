"""Lists of publications: filters, limits, groups and numbers."""

from __future__ import annotations

import pytest

from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve
from tests.support import PERSON, resume_of

WORKS = """\
publications:
  - {key: a, title: A, authors: [X], date: 2023-05}
  - {key: b, title: B, authors: [X], date: 2025, status: preprint, tags: [ml]}
  - {key: c, title: C, authors: [X], date: 2024, tags: [ml, db], priority: 5}
  - {key: d, title: D, authors: [X], status: preprint}
  - {key: e, title: E, authors: [X], date: "to appear"}
  - {key: f, title: F, authors: [X], date: 2023, tags: [db]}
"""

Groups = list[tuple[str, list[str]]]


def selected(*sections: str, variants: str = "", works: str = WORKS, name: str = "full") -> Selection:
    text = (
        PERSON + "sections:\n" + "".join(f"  - {{kind: publications, title: P, {s}}}\n" for s in sections)
        if sections
        else PERSON
    )
    resume = resume_of(text + works + (f"variants: {{{variants}}}\n" if variants else ""))
    return select(resume, resolve(resume, name))


def groups(selection: Selection) -> Groups:
    return [(g.heading, [w.number + str(w.work.key) for w in g.works]) for s in selection.sections for g in s.groups]


def keys(selection: Selection) -> str:
    return "".join(str(w.work.key) for s in selection.sections for g in s.groups for w in g.works)


class TestFilter:
    def test_all_in_the_order_of_the_file(self) -> None:
        assert groups(selected("numbered: false")) == [("", list("abcdef"))]

    def test_keys_in_their_own_order(self) -> None:
        assert keys(selected("filter: {keys: [f, a, c]}")) == "fac"
        assert keys(selected("filter: {keys: []}")) == ""

    def test_status(self) -> None:
        assert keys(selected("filter: {status: published}")) == "acef"
        assert keys(selected("filter: {status: preprint}")) == "bd"

    def test_tags_here_choose_only_what_has_one(self) -> None:
        assert keys(selected("filter: {tags: [ml]}")) == "bc"
        assert keys(selected("filter: {tags: [ml, db]}")) == "bcf"

    def test_years(self) -> None:
        assert keys(selected("filter: {since: 2024}")) == "bc"
        assert keys(selected("filter: {until: 2023}")) == "af"
        assert keys(selected("filter: {since: 2023, until: 2024}")) == "acf"

    def test_all_conditions_must_hold(self) -> None:
        assert keys(selected("filter: {keys: [c, b, a], tags: [ml], status: published}")) == "c"

    def test_what_a_filter_leaves_out_is_not_dropped(self) -> None:
        assert selected("filter: {status: preprint}").dropped == ()


class TestVariantRules:
    def test_tags_narrow_only_what_has_tags(self) -> None:
        selection = selected("numbered: true", variants="v: {tags: {include: [db]}}", name="v")
        assert keys(selection) == "acdef"
        assert [(d.what, d.text, d.reason) for d in selection.dropped] == [
            ("publication", "B", "none of its tags is included")
        ]
        assert keys(selected("numbered: true", variants="v: {tags: {exclude: [ml]}}", name="v")) == "adef"

    def test_limit_by_priority(self) -> None:
        selection = selected("numbered: true", variants="v: {limits: [{id: publications, entries: 2}]}", name="v")
        assert groups(selection) == [("", ["1a", "2c"])]
        assert len(selection.dropped) == 4

    def test_hide_and_pin(self) -> None:
        works = WORKS.replace("title: A", "hide: true, title: A").replace("title: F", "pin: true, title: F")
        assert keys(selected("numbered: true", works=works)) == "bcdef"
        variants = "v: {limits: [{id: publications, entries: 1}]}"
        assert keys(selected("numbered: true", works=works, variants=variants, name="v")) == "f"

    def test_an_empty_list_has_no_heading(self) -> None:
        assert selected("filter: {keys: []}").sections == ()
        assert selected("numbered: true", works="").sections == ()


class TestGroups:
    def test_by_status_published_first(self) -> None:
        works = "publications:\n" + "".join(reversed(WORKS.split("\n", 1)[1].splitlines(keepends=True)))
        assert groups(selected("group_by: status", works=works)) == [
            ("Published", list("feca")),
            ("Preprints", list("db")),
        ]

    def test_by_year_newest_first_and_undated_last(self) -> None:
        assert groups(selected("group_by: year")) == [
            ("2025", ["b"]),
            ("2024", ["c"]),
            ("2023", ["a", "f"]),
            ("Undated", ["d", "e"]),
        ]

    @pytest.mark.parametrize(
        ("typed", "heading"),
        [
            ("Spring 2022", "2022"),
            ("in press, 2024", "2024"),
            ("2019/20", "2019"),
            ("SS 2021", "2021"),
            ("WS2021", "2021"),
            ("2023年", "2023"),
            ("２０２３年", "2023"),
            ("2023년 봄", "2023"),
            ("submitted 2023, accepted 2024", "2024"),
            ("2019–2021", "2021"),
            ("c. 1890", "1890"),
            ("to appear", "Undated"),
            ("No. 20241 of 99", "Undated"),
            ("summer of ’22", "Undated"),
            ("BE 2566", "Undated"),
        ],
    )
    def test_the_latest_year_in_words(self, typed: str, heading: str) -> None:
        works = f"publications:\n  - {{key: a, title: A, authors: [X], date: '{typed}'}}\n"
        assert groups(selected("group_by: year", works=works)) == [(heading, ["a"])]
        assert keys(selected("filter: {since: 1890}", works=works)) == ("" if heading == "Undated" else "a")

    def test_years_in_words_stand_among_the_others(self) -> None:
        works = WORKS.replace("to appear", "in press, 2024")
        assert groups(selected("group_by: year, filter: {since: 2024}", works=works)) == [
            ("2025", ["b"]),
            ("2024", ["c", "e"]),
        ]

    def test_a_group_alone_has_no_heading_but_a_year_has(self) -> None:
        assert groups(selected("group_by: status, filter: {status: preprint}")) == [("", ["b", "d"])]
        assert groups(selected("group_by: year, filter: {until: 2023}")) == [("2023", ["a", "f"])]

    def test_in_the_users_language(self) -> None:
        works = WORKS + "locale: {labels: {published: Erschienen, preprints: Vorabdrucke, undated: Ohne Jahr}}\n"
        assert [heading for heading, _ in groups(selected("group_by: status", works=works))] == [
            "Erschienen",
            "Vorabdrucke",
        ]
        assert groups(selected("group_by: year", works=works))[-1][0] == "Ohne Jahr"

    def test_numbers_run_through_groups(self) -> None:
        assert groups(selected("group_by: status, numbered: true")) == [
            ("Published", ["1a", "2c", "3e", "4f"]),
            ("Preprints", ["5b", "6d"]),
        ]

    def test_numbers_run_through_sections_and_skip_those_without(self) -> None:
        sections = (
            "numbered: true, filter: {status: published}",
            "filter: {keys: [b]}",
            "numbered: true, filter: {keys: [d]}",
        )
        assert groups(selected(*sections)) == [("", ["1a", "2c", "3e", "4f"]), ("", ["b"]), ("", ["5d"])]

    def test_a_variant_changes_grouping_and_numbers(self) -> None:
        variants = "v: {sections: [{id: publications, group_by: none, numbered: false}]}"
        assert groups(selected("group_by: year, numbered: true", variants=variants, name="v")) == [("", list("abcdef"))]


class TestPublicationsVariant:
    def test_numbered_and_grouped(self) -> None:
        assert groups(selected("numbered: false", name="publications")) == [
            ("Published", ["1a", "2c", "3e", "4f"]),
            ("Preprints", ["5b", "6d"]),
        ]

    def test_without_a_section_it_still_lists_them(self) -> None:
        selection = selected(name="publications")
        assert keys(selection) == "acefbd"
        assert [str(s.section.title) for s in selection.sections] == ["Publications"]

    def test_other_variants_do_not(self) -> None:
        assert selected(name="full").sections == ()

    def test_without_publications_it_is_empty(self) -> None:
        assert selected(works="", name="publications").is_empty

    def test_changed_by_the_user(self) -> None:
        variants = "publications: {title: Works, sections: [{id: publications, group_by: year, entries: 2}]}"
        selection = selected(variants=variants, name="publications")
        assert groups(selection) == [("2024", ["c"]), ("2023", ["a"])]
        assert str(selection.sections[0].section.title) == "Works"

    def test_works_by_key_for_projects(self) -> None:
        assert list(selected(name="full").publications) == list("abcdef")
