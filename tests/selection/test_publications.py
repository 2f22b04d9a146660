"""Lists of publications: filters, limits, groups and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.selection.apply_variant import select
from cvpdf.selection.numbers import with_numbers
from cvpdf.selection.selection import Numbers, PublicationGroup, Selection
from cvpdf.selection.settings import resolve
from tests.support import PERSON, complaints, resume_of

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
        assert keys(selected("where: {keys: [f, a, c]}")) == "fac"
        assert keys(selected("where: {keys: []}")) == ""

    def test_status(self) -> None:
        assert keys(selected("where: {status: published}")) == "acef"
        assert keys(selected("where: {status: preprint}")) == "bd"

    def test_tags_here_choose_only_what_has_one(self) -> None:
        assert keys(selected("where: {tags: [ml]}")) == "bc"
        assert keys(selected("where: {tags: [ml, db]}")) == "bcf"

    def test_years(self) -> None:
        assert keys(selected("where: {since: 2024}")) == "bce"  # what is to appear is the newest
        assert keys(selected("where: {until: 2023}")) == "af"
        assert keys(selected("where: {since: 2023, until: 2024}")) == "acf"

    def test_all_conditions_must_hold(self) -> None:
        assert keys(selected("where: {keys: [c, b, a], tags: [ml], status: published}")) == "c"

    def test_what_a_filter_leaves_out_is_not_dropped(self) -> None:
        assert selected("where: {status: preprint}").dropped == ()


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
        assert selected("where: {keys: []}").sections == ()
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
            ("Forthcoming", ["e"]),
            ("2025", ["b"]),
            ("2024", ["c"]),
            ("2023", ["a", "f"]),
            ("Undated", ["d"]),
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
            ("to appear soon", "Undated"),
            ("No. 20241 of 99", "Undated"),
            ("summer of ’22", "Undated"),
            ("BE 2566", "Undated"),
        ],
    )
    def test_the_latest_year_in_words(self, typed: str, heading: str) -> None:
        works = f"publications:\n  - {{key: a, title: A, authors: [X], date: '{typed}'}}\n"
        assert groups(selected("group_by: year", works=works)) == [(heading, ["a"])]
        assert keys(selected("where: {since: 1890}", works=works)) == ("" if heading == "Undated" else "a")

    @pytest.mark.parametrize("typed", ["In press", "to appear.", "Eingereicht", "à paraître", "в печати", "印刷中"])
    def test_what_is_to_come_in_words(self, typed: str) -> None:
        works = f"publications:\n  - {{key: a, title: A, authors: [X], date: '{typed}'}}\n"
        assert groups(selected("group_by: year, where: {since: 2026}", works=works)) == [("Forthcoming", ["a"])]

    def test_years_in_words_stand_among_the_others(self) -> None:
        works = WORKS.replace("to appear", "in press, 2024")
        assert groups(selected("group_by: year, where: {since: 2024}", works=works)) == [
            ("2025", ["b"]),
            ("2024", ["c", "e"]),
        ]

    def test_a_group_alone_has_no_heading_but_a_year_has(self) -> None:
        assert groups(selected("group_by: status, where: {status: preprint}")) == [("", ["b", "d"])]
        assert groups(selected("group_by: year, where: {until: 2023}")) == [("2023", ["a", "f"])]

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
            "numbered: true, where: {status: published}",
            "where: {keys: [b]}",
            "numbered: true, where: {keys: [d]}",
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

    def test_groups_and_numbers_of_the_list_stay(self) -> None:
        own = "groups: [{title: M, prefix: M, where: {tags: ml}}, {title: R}], numbered: down"
        assert groups(selected(own, name="publications")) == [
            ("M", ["[M2]b", "[M1]c"]),
            ("R", ["4a", "3d", "2e", "1f"]),
        ]
        assert groups(selected("group_by: year", name="publications"))[0][0] == "Forthcoming"

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


MANY = """\
publications:
  - {key: j1, title: "*Zeta*", authors: [Ada Lovelace, B. Roe], type: article, venue: V, date: 2020}
  - {key: c1, title: Éta, authors: [B. Roe, "Lovelace, A."], type: paper, venue: V, date: 2022, tags: [x]}
  - {key: j2, title: Alpha, authors: [B. Roe*, Ada Lovelace*, C. Doe], type: article, venue: V, date: 2021}
  - {key: t1, title: Beta, authors: [C. Doe, A. Lovelace†, B. Roe], type: talk, status: in_press}
  - {key: o1, title: Gamma, authors: [B. Roe, C. Doe], type: paper, venue: V, date: 2023}
"""


class TestWhere:
    @pytest.mark.parametrize(
        ("where", "found"),
        [
            ("type: article", "j1 j2"),
            ("type: [article, talk]", "j1 j2 t1"),
            ("status: in_press", "t1"),
            ("tags: x", "c1"),
            ("own: true", "j1 c1 j2 t1"),
            ("own: false", "o1"),
            ("first_author: true", "j1 j2"),
            ("first_author: false", "c1 t1 o1"),
            ("position: first", "j1 j2"),
            ("position: last", "c1"),
            ("position: corresponding", "t1"),
            ("position: [last, corresponding]", "c1 t1"),
            ("since: 2022", "c1 t1 o1"),
            ("type: article, since: 2021", "j2"),
            ("keys: [o1, j1], type: article", "j1"),
        ],
    )
    def test_conditions(self, where: str, found: str) -> None:
        selection = selected(f"where: {{{where}}}", works=MANY)
        assert [str(w.work.key) for s in selection.sections for g in s.groups for w in g.works] == found.split()

    def test_a_variant_replaces_them(self) -> None:
        rule = "short: {sections: [{id: publications, where: {type: talk}, sort: title}]}"
        assert keys(selected("where: {type: article}", works=MANY, variants=rule, name="short")) == "t1"

    def test_names_that_do_not_exist(self) -> None:
        lists = "sections: [{kind: publications, title: P, where: {%s}}]\n"
        for condition, code in (
            ("type: articel", "bad-choice"),
            ("status: [inpress]", "bad-choice"),
            ("position: middle", "bad-choice"),
            ("since: 2024, until: 2020", "bad-number"),
            ("tags: z", "unknown-tag"),
            ("keys: [j9]", "unknown-publication"),
        ):
            found = [c for c, *_ in complaints(PERSON + lists % condition + MANY) if c != "own-name-missing"]
            assert found == [code], condition


class TestOrder:
    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("file", "j1 c1 j2 t1 o1"),
            ("date", "t1 o1 c1 j2 j1"),
            ("-date", "j1 j2 c1 o1 t1"),
            ("type", "j1 j2 c1 o1 t1"),
            ("title", "j2 t1 c1 o1 j1"),
        ],
    )
    def test_order(self, sort: str, order: str) -> None:
        selection = selected(f"sort: {sort}", works=MANY)
        assert [str(w.work.key) for s in selection.sections for g in s.groups for w in g.works] == order.split()


class TestNumbers:
    def test_groups_by_type(self) -> None:
        assert groups(selected("group_by: type, numbered: true", works=MANY)) == [
            ("Journal articles", ["1j1", "2j2"]),
            ("Conference papers", ["3c1", "4o1"]),
            ("Talks and posters", ["5t1"]),
        ]

    def test_groups_of_ones_own_have_letters(self) -> None:
        own = "[{title: J, where: {type: article}, prefix: J}, {title: C, where: {type: paper}, prefix: C}]"
        assert groups(selected(f"groups: {own}, numbered: down", works=MANY)) == [
            ("J", ["[J2]j1", "[J1]j2"]),
            ("C", ["[C2]c1", "[C1]o1"]),
            ("Other works", ["1t1"]),
        ]

    def test_letters_ask_for_numbers(self) -> None:
        own = "[{title: J, where: {type: article}, prefix: J}, {title: R}]"
        assert groups(selected(f"groups: {own}", works=MANY)) == [
            ("J", ["[J1]j1", "[J2]j2"]),
            ("R", ["c1", "t1", "o1"]),
        ]
        assert groups(selected("prefix: P, where: {type: paper}", works=MANY)) == [("", ["[P1]c1", "[P2]o1"])]
        assert groups(selected("prefix: P, numbered: false, where: {type: paper}", works=MANY)) == [("", ["c1", "o1"])]

    def test_letters_by_type(self) -> None:
        made = groups(selected("group_by: type, numbered: true, prefix: true", works=MANY))
        assert [work for _, group in made for work in group] == ["[J1]j1", "[J2]j2", "[C1]c1", "[C2]o1", "[T1]t1"]
        text = PERSON + "sections: [{kind: publications, title: P, prefix: true}]\n" + MANY
        assert "bad-choice" in [code for code, *_ in complaints(text)]

    def test_numbers_go_down_through_several_lists(self) -> None:
        lists = ("where: {type: article}, numbered: down", "where: {type: paper}, numbered: down")
        assert groups(selected(*lists, works=MANY)) == [("", ["4j1", "3j2"]), ("", ["2c1", "1o1"])]

    def test_numbers_begin_anew(self) -> None:
        found = groups(selected("group_by: type, numbered: true, restart: true", works=MANY))
        numbers = [work for _, group in found for work in group]
        assert numbers == ["1j1", "2j2", "1c1", "2o1", "1t1"]

    @given(
        st.lists(
            st.tuples(st.integers(0, 4), st.sampled_from(["", "J", "C"]), st.booleans(), st.booleans()), max_size=5
        )
    )
    def test_no_number_is_missing(self, lists: list[tuple[int, str, bool, bool]]) -> None:
        selection = selected("", works=MANY)
        work = selection.sections[0].groups[0].works[0]
        shown = [
            selection.sections[0]._replace(groups=(PublicationGroup("", (work,) * n, Numbers(prefix, down, restart)),))
            for n, prefix, down, restart in lists
        ]
        made = with_numbers(shown)
        for prefix in ("", "J", "C"):
            mine = [
                int(w.number.strip("[]JC"))
                for section, (_, p, _, restart) in zip(made, lists, strict=True)
                if p == prefix and not restart
                for w in section.groups[0].works
            ]
            assert sorted(mine) == list(range(1, len(mine) + 1))


class TestAuthors:
    @pytest.mark.parametrize(
        ("shorten", "authors", "shown"),
        [
            ("{over: 5, keep: 2}", "[A, B, C, Ada Lovelace*, E, F]", "A|B|…|Ada Lovelace* (4/6)|…"),
            ("{over: 5, keep: 4}", "[A, B, C, Ada Lovelace, E, F]", "A|B|C|Ada Lovelace (4/6)|…"),
            ("{over: 5, keep: 2}", "[A, B, C, D, E, Ada Lovelace]", "A|B|…|Ada Lovelace (6/6)"),
            ("{over: 5, keep: 2}", "[A, B, C, D, E, F]", "A|B|… (6)"),
            ("{over: 3, keep: 1}", "[A, B, {group: G}, D, Ada Lovelace, F]", "A|…|G|…|Ada Lovelace (5/6)|…"),
            ("{over: 3, keep: 1}", "[A, B, C, D, CERN Collaboration]", "A|…|CERN Collaboration"),
            ("{over: 6, keep: 2}", "[A, B, C, Ada Lovelace, E, F]", "A|B|C|Ada Lovelace|E|F"),
        ],
    )
    def test_the_person_is_always_shown(self, shorten: str, authors: str, shown: str) -> None:
        works = f"publications:\n  - {{key: a, title: A, authors: {authors}}}\n"
        [section] = selected(f"shorten: {shorten}", works=works).sections
        assert "|".join(section.groups[0].works[0].work.authors) == shown

    def test_a_list_that_is_not_complete(self) -> None:
        works = "publications:\n  - {key: a, title: A, authors: [A, B, C, Ada Lovelace, E], others: true}\n"
        [section] = selected("shorten: {over: 4, keep: 1}", works=works).sections
        assert "|".join(section.groups[0].works[0].work.authors) == "A|…|Ada Lovelace (4/5+)"


_TYPES = st.lists(st.sampled_from(["article", "paper", "talk"]), max_size=2).map(tuple)


@given(st.lists(_TYPES, max_size=3), st.sampled_from([None, "type", "status", "year"]), st.booleans())
def test_each_work_is_in_one_group(wheres: list[tuple[str, ...]], group_by: str | None, down: bool) -> None:
    own = [f"{{title: G{k}, where: {{type: [{', '.join(types)}]}}}}" for k, types in enumerate(wheres)]
    how = f"group_by: {group_by}" if group_by else f"groups: [{', '.join(own)}]"
    works = "publications:\n" + "".join(
        f"  - {{key: k{k}, title: T, authors: [Ada Lovelace], type: {name}, date: {2020 + k % 3}}}\n"
        for k, name in enumerate(["article", "talk", "paper", "book", "article", "talk"])
    )
    made = groups(selected(f"{how}, numbered: {'down' if down else 'up'}", works=works))
    printed = [work for _, group in made for work in group]
    assert sorted(work[work.index("k") :] for work in printed) == [f"k{k}" for k in range(6)]
    numbers = [int(work[: work.index("k")]) for work in printed]
    assert numbers == sorted(range(1, 7), reverse=down)
