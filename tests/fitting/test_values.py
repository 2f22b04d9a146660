"""The formula of values, worked out by hand."""

from __future__ import annotations

import pytest

from cvpdf.fitting.values import Worth, worth
from tests.fitting.test_candidates import named
from tests.support import PERSON, entry


def award(fields: str, *others: str) -> str:
    return entry("awards", fields) + "".join(f"      - {{{other}}}\n" for other in others)


@pytest.mark.parametrize(
    ("terms", "value"),
    [
        ((4.0,), 400),
        ((8.0, [3, 5], 1, 1.2), 1600),
        ((4.0, [3, 5, 1], 3, 1.0), 180),
        ((0.5, [1], 2, 1.1), 16),
        ((0.0, [5]), 1),
        ((4.0, [3], 90), 1),
    ],
)
def test_the_formula(terms: tuple[float, ...], value: int) -> None:
    assert worth(*terms).value == value  # type: ignore[arg-type]


def test_its_terms_are_told() -> None:
    assert worth(4, [5, 3], 2, 1.06) == Worth(636, 4, 5 / 3, 0.9, 1.06)


class TestTerms:
    def test_priority_or_weight(self) -> None:
        text = award("title: A\npriority: 5\nhighlights: [{text: a, weight: 6}, {text: b, priority: 1}]")
        values = named(text)
        assert values["A"].worth == Worth(1600, 16, 1, 1, 1)
        assert values["a"].worth == Worth(1000, 6, 5 / 3, 1, 1)
        assert values["b"].worth == Worth(150, 1, 5 / 3, 0.9, 1)

    def test_within_the_section_and_the_position(self) -> None:
        text = entry("experience", "company: C\nroles: [{position: P, priority: 4, highlights: [a]}]")
        values = named(text.replace("title: Title", "title: Title\n    priority: 2"))
        assert values["Title"].worth == Worth(200, 2, 1, 1, 1)
        assert (values["C"].worth.within, values["P"].worth.within) == (2 / 3, 2 / 3)
        assert values["a"].worth.within == pytest.approx(2 / 3 * 4 / 3)

    def test_details(self) -> None:
        text = entry("education", "institution: U\ngrade: g\nthesis: t\nadvisors: [x]\ncourses: [y]\nsummary: s")
        values = named(text)
        names = ("thesis", "courses", "summary")
        assert [values[name].worth.value for name in names] == [200, 200, 400]

    def test_places(self) -> None:
        values = named(award("title: A", "title: B, hide: true", "title: C"))
        assert (values["A"].worth.place, values["C"].worth.place) == (1, 0.9)

    def test_sections(self) -> None:
        texts = "  - {kind: text, title: T, text: x, priority: 5}\n  - {kind: text, title: U, text: y, weight: 1}\n"
        values = named(award("title: A\ndate: 2020") + texts)
        assert [values[title].worth.value for title in ("Title", "T", "U")] == [400, 1440, 81]

    def test_what_is_no_choice(self) -> None:
        values = named(PERSON + "sections: [{kind: publications, title: P, group_by: year}]\n" + WORKS)
        assert [values[text].worth.value for text in ("Ada Lovelace", "2020", "* Equal contribution")] == [0, 0, 0]


WORKS = "publications:\n  - {key: a, title: A, authors: [X*], date: 2020}\n  - {key: b, title: B, authors: [X]}\n"


class TestRecency:
    def test_years_before_the_newest(self) -> None:
        values = named(award("title: A\ndate: 2010", "title: B, date: 2020-05", "title: C, date: 2017", "title: D"))
        assert [values[title].worth.recency for title in "ABCD"] == [1.0, 1.2, 1.14, 1.0]

    def test_the_end_counts(self) -> None:
        values = named(award("title: A\nstart_date: 2000\nend_date: 2019", "title: B, date: 2020"))
        assert values["A"].worth.recency == 1.18

    def test_what_goes_on_is_newest_but_its_beginning_counts(self) -> None:
        values = named(award("title: A\nstart_date: 2020\nend_date: present", "title: B, date: 2018"))
        assert (values["A"].worth.recency, values["B"].worth.recency) == (1.2, 1.16)

    def test_nothing_but_present(self) -> None:
        assert named(award("title: A\nend_date: present"))["A"].worth.recency == 1.2

    def test_words_have_a_date_if_they_contain_a_year(self) -> None:
        values = named(award('title: A\ndate: "Spring 2020"', "title: B, date: 2018", 'title: C, date: "soon"'))
        assert [values[name].worth.recency for name in "ABC"] == [1.2, 1.16, 1.0]

    def test_of_what_has_no_date_itself(self) -> None:
        text = entry(
            "experience",
            "company: C\nstart_date: 2015\nend_date: 2019\nsummary: s\nroles:\n"
            "  - {position: P, date: 2016, highlights: [a]}\n  - {position: Q, highlights: [b]}",
        )
        values = named(text)
        assert [values[name].worth.recency for name in ("C", "summary", "P", "a", "Q", "b")] == [
            *(1.2, 1.2),
            *(1.14, 1.14),
            *(1.2, 1.2),
        ]

    def test_of_publications(self) -> None:
        values = named(award("title: Z\ndate: 2022") + "  - {kind: publications, title: P}\n" + WORKS)
        assert (values["A"].worth.recency, values["B"].worth.recency) == (1.16, 1.0)
