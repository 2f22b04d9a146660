"""Dates that are written in another form: the hint contains what to type."""

from __future__ import annotations

import pytest

from cvpdf.schema.errors.date_hints import hint
from tests.support import entry, refused

START = "type the date of the start, such as 2023-01; only `end_date` can be `present`"

EXACT = {
    # What is typed, and what the hint says to type.
    **dict.fromkeys(("May 2014", "2014 May", "2014.05", "05/2014", "5.2014", "2014/5", "05-2014"), "2014-05"),
    **dict.fromkeys(("Mai 2014", "mai 2014", "mayo de 2014", "maggio 2014", "2014年5月", "2014년 5월"), "2014-05"),
    **dict.fromkeys(("Sept. 2019", "Sep 2019", "September 2019", "sept 2019"), "2019-09"),
    **dict.fromkeys(("01.04.2018", "1. April 2018", "April 1st, 2018", "1er avril 2018", "2018/4/1"), "2018-04-01"),
    **dict.fromkeys(("20180401", "2018-04-01T10:00:00Z", "2018年4月1日"), "2018-04-01"),
    "13/04/2018": "2018-04-13",
    "04/13/2018": "2018-04-13",
    "März 2020": "2020-03",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "date"), EXACT.items())
def test_another_form(typed: str, date: str) -> None:
    assert hint(typed, "start_date") == hint(typed, "end_date") == f"type `{date}`"
    assert hint(typed, "date") == f'type `{date}`; to print it as typed, put it in quotes: "{typed}"'


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        *((typed, ("2019", "2021")) for typed in ("2019 - 2021", "2019–2021", "2019-2021", "2019 to 2021", "2019-21")),
        *(
            (typed, ("2019", "present"))
            for typed in ("2019 – now", "since 2019", "seit 2019", "2019 -", "2019 - heute")
        ),
        ("2019/20", ("2019", "2020")),
        ("Jan 2019 – Mar 2021", ("2019-01", "2021-03")),
        ("Jan – Mar 2019", ("2019-01", "2019-03")),
        ("01.2019 - 03.2021", ("2019-01", "2021-03")),
    ],
)
def test_a_period_in_one_field(typed: str, ends: tuple[str, str]) -> None:
    for field in ("start_date", "end_date", "date"):
        assert f"use `start_date: {ends[0]}` and `end_date: {ends[1]}`" in str(hint(typed, field))


@pytest.mark.parametrize(
    "typed", ["now", "Today", "current", "–", "heute", "bis heute", "aujourd’hui", "à ce jour", "至今"]
)
def test_words_for_present(typed: str) -> None:
    assert hint(typed, "end_date") == "type `present`"
    assert hint(typed, "start_date") == START


@pytest.mark.parametrize(
    ("typed", "year"),
    [("Summer 2019", "2019"), ("expected 2026", "2026"), ("WS 2019/20", "2019"), ("May 2014 (planned)", "2014-05")],
)
def test_words_with_a_year(typed: str, year: str) -> None:
    instead = f'type `{year}`, or use `date: "{typed}"` in place of `start_date` and `end_date`'
    assert hint(typed, "start_date") == hint(typed, "end_date") == instead
    assert hint(typed, "date") == f'put free text in quotes: "{typed}"'


def test_words_for_one_end_of_a_period() -> None:
    job = "company: C\nstart_date: {}\nend_date: {}"
    text = '`date: "Summer 2019 – present"` in place of `start_date` and `end_date`'
    refused(entry("experience", job.format("§Summer 2019", "present")), "bad-date", f"type `2019`, or use {text}")
    text = '`date: "2019 – expected 2026"` in place'
    refused(entry("experience", job.format("2019", "§expected 2026")), "bad-date", f"type `2026`, or use {text}")
    refused(entry("awards", "title: T\n§date: [2019]"), "wrong-type", "write it without brackets and dash: 2019")


def test_other_cases() -> None:
    assert hint("04/05/2018", "start_date") == "type `2018-05-04` or `2018-04-05`"
    assert hint("bis 2019", "end_date") == "use `end_date: 2019`"
    assert hint("soon", "start_date") is None
    assert hint('"so" soon', "date") == "put free text in quotes: '\"so\" soon'"
    assert hint("2020-001", "start_date") is None
    assert hint("31.02.2020", "start_date") is None
    assert hint("juillet 2020", "start_date") == "type `2020-07`"


def test_the_language_of_the_cv() -> None:
    assert hint("дотепер", "end_date", "uk") == "type `present`"
    assert hint("červenec 2014", "end_date", "cs") == "type `2014-07`"
    snippet = entry("awards", "title: T\ndate: §Květen 2014") + "locale: {language: cs}\n"
    refused(snippet, "bad-date", "`Květen 2014` is not a date of the form", "type `2014-05`;")
    assert "type `2014`," in str(hint("Květen 2014", "start_date"))


@pytest.mark.parametrize(
    ("typed", "hint_of_it"),
    [("05/18", "`2018-05`"), ("'98", "`1998`"), ("2018?", "type `2018`"), ("dunno", "or `present` if this goes on")],
)
def test_years_of_two_digits_and_other_ends(typed: str, hint_of_it: str) -> None:
    assert hint_of_it in (hint(typed, "end_date") or "")
