from __future__ import annotations

import re

import pytest

from cvpdf.render.content.punctuation import comma_after, stop_after, without_colon
from tests.render.rendering import rendered

PERSON = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\n"
CLOSED = ["E.", "E?", "E!", "E…", "E...", "E;", "E:", "E,", "H。", "H？", "H！", "H：", "H，", "हिन्दी।", "؟", "A ¶."]
QUOTES = ["“%s”", "‘%s’", '"%s"', "'%s'", "»%s«", "«%s»", "„%s“", "「%s」", "『%s』", "%s*", "%s†", "%s ‡", "%s "]


@pytest.mark.parametrize("text", [*CLOSED, *(quotes % "E." for quotes in QUOTES), *(q % "E?" for q in QUOTES), ""])
def test_no_stop_after_a_closing_mark(text: str) -> None:
    assert stop_after(text) == ""


@pytest.mark.parametrize(
    "text", ["E", "C#", "(part 1.)", "[sic!]", "3 %", "Students’", "Hof*", "한국어", "x → y", "A-"]
)
def test_a_stop_after_any_other_sign(text: str) -> None:
    assert stop_after(text) == "."


@pytest.mark.parametrize("text", ["学报", "かな", "カナー", "（上）", "王五*"])
def test_the_stop_of_han_and_kana(text: str) -> None:
    assert stop_after(text) == "。"


@pytest.mark.parametrize(
    ("text", "comma"),
    [
        *(("A", ","), ("Acme Inc.", ","), ("Why?", ","), ("“A”", ","), ("学报", ",")),
        *(("A,", ""), ("A;", ""), ("A:", ""), ("“A,”", ""), ("学报，", ""), ("学报。", ""), ("", "")),
    ],
)
def test_commas(text: str, comma: str) -> None:
    assert comma_after(text) == comma


def test_colons_of_labels() -> None:
    assert [without_colon(label) for label in ("A", "A:", "语言：", "A :", ":", "A?")] == [
        "A",
        "A",
        "语言",
        "A",
        ":",
        "A?",
    ]


def _works(*fields: str) -> list[str]:
    """Return the text of works with these fields, without LaTeX's macros."""
    works = "".join(f"  - {{key: k{number}, {one}}}\n" for number, one in enumerate(fields))
    tex = rendered(f"{PERSON}publications:\n{works}").tex
    blocks = re.findall(r"\\cvpublication\{\}\{%\n(.*?)\n\}\n", tex, re.DOTALL)
    return [
        re.sub(r"\\cv(?:link|lang)\{.*?\}|\\c\w+|[{}]", "", block).replace("\n", " ").replace("~", " ")
        for block in blocks
    ]


def test_each_part_of_a_publication() -> None:
    assert _works(
        "title: A, authors: [Bo Li, Tess Hof Jr.], date: 2020",
        "title: 'B?', authors: [Tess Hof Jr.*], venue: Proc. Acad., venue_short: PNAS, note: Best paper.",
        "title: 'C!', authors: [Tess Hof, et al.], venue: J. Foo., date: 'in press.', note: under review",
        "title: D…, authors: [Tess Hof], venue: 'Journal?', note: '*J. Bar.*'",
        "title: “E.”, authors: [Tess Hof], note: 'see [x](https://x.example)', url: 'https://e.example'",
        "title: F., authors: [M. Curie Ph.D.], venue: Acme Inc., venue_short: ACME Inc., note: '`code`'",
        "title: 'G:', authors: [A. B.], venue: V;, date: 'n.d.'",
        "title: H, authors: [], venue_short: V",
        "title: 深度学习, authors: [王五], venue: 学报, date: 2020",
        "title: H。, authors: [王五]",
    ) == [
        "A. Bo Li, Tess Hof Jr. 2020.",
        "B? Tess Hof Jr.* PNAS, Proc. Acad. Best paper.",
        "C! Tess Hof, et al. J. Foo., in press. under review.",
        "D… Tess Hof. Journal? J. Bar.",
        "“E.” Tess Hof. see x. e.example",
        "F. M. Curie Ph.D. ACME Inc. code.",
        "G: A. B. V; n.d.",
        "H. V.",
        "深度学习。 王五。 学报, 2020.",
        "H。 王五。",
    ]


@pytest.mark.parametrize(
    ("venue", "is_there"),
    [
        *(
            (venue, True)
            for venue in ("SC 2023", "SC ’23", "SC2023", "Nature, 2023", "Oxford (2023)", "学会 2023", "J. Foo. 2023")
        ),
        *(
            (venue, True)
            for venue in ("Proc. of the 2023 IEEE Days", "2023 IEEE Days", "SC 2023, Denver", "SC ’23, Denver")
        ),
        *(
            (venue, False)
            for venue in (
                "Nature 600, 2023",
                "J. Foo 45, 1999–2023",
                "pp. 2023-2040",
                "J. Foo, pp. 2023",
                "Vol. 2023",
                "Days 20234",
                "SC ’231",
            )
        ),
    ],
)
def test_the_year_is_not_printed_behind_a_venue_that_contains_it(venue: str, is_there: bool) -> None:
    for field in ("venue", "venue: Days, venue_short"):
        [work] = _works(f"title: A, authors: [Bo Li], {field}: '{venue}', date: 2023")
        assert work.count("2023") == venue.count("2023") + (not is_there)


def test_a_month_is_printed_behind_a_venue_with_the_year() -> None:
    assert _works("title: A, authors: [Bo Li], venue: SC 2023, date: 2023-11") == ["A. Bo Li. SC 2023, Nov 2023."]


def test_between_the_parts_of_entries() -> None:
    tex = rendered(
        """
        basics: {name: Tess Hof}
        sections:
          - {kind: awards, title: A, entries: [{title: 'Best of:', awarder: Acme Inc.}, {title: Why?, awarder: B}]}
          - {kind: grants, title: G, entries: [{title: T, role: 'PI,', funder: Acme Inc., amount: 5 €}]}
          - {kind: skills, title: S, entries: [{label: 'Tools:', keywords: ['A;', B]}]}
          - {kind: education, title: E, entries: [{institution: U, courses: [X]}]}
        locale: {labels: {courses: 'Kurse:'}}
        """
    ).tex
    for latex in (
        r"\cvstrong{Best of:} Acme Inc.}",
        r"\cvstrong{Why?}, B}",
        r"\cvstrong{T}, PI, Acme Inc., 5~€}",
        r"\cvskill{Tools}{A; B}",
        r"\cvfield{Kurse}{X}",
    ):
        assert latex in tex
