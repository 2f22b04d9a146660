"""Dates: their forms, the calendar, and dates against one another."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.diagnostics import Severity
from cvpdf.schema.values.dates import Date, EndDate, FreeDate
from cvpdf.source.nodes import Text
from tests.support import accepted, complaints, entry, load_text, noted, refused, resume_of


def start(typed: str) -> str:
    return entry("awards", f"title: T\nstart_date: §{typed}\nend_date: present")


def free(typed: str) -> str:
    return entry("awards", f"title: T\ndate: §{typed}")


class TestForms:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("2021-13", ["month 13 does not exist", "2023-01"]),
            ("2021-00", ["month 0 does not exist"]),
            ("2021-02-30", ["February 2021 does not have a day 30"]),
            ("2021-02-29", ["February 2021 does not have a day 29"]),
            ("2021-04-31", ["April 2021 does not have a day 31"]),
            ("2021-01-00", ["does not have a day 0"]),
            ("Spring 2021", ["`Spring 2021` is not a date", "2023-01"]),
            ("01/2020", ["`01/2020` is not a date", "type `2020-01`"]),
            ("1.2020", ["type `2020-01`"]),
            ("13/2020", ["not a date", "2023-01-31"]),
            ("Jan 2020", ["not a date"]),
            ("2020/01", ["not a date"]),
            ("20", ["not a date"]),
            ("20200", ["not a date"]),
            ("2020-001", ["not a date"]),
            ("2020-01-01-01", ["not a date"]),
            ("0999", ["not between 1000 and 2100"]),
            ("2101-01", ["not between"]),
            ("0000", ["not between"]),
            ("'2020 - 01'", ["not a date"]),
            ("now", ["not a date", "only `end_date` can be `present`"]),
        ],
    )
    def test_wrong(self, typed: str, words: list[str]) -> None:
        refused(start(typed), "bad-date", *words)

    def test_present_is_no_start(self) -> None:
        refused(start("present"), "bad-date")

    @pytest.mark.parametrize("typed", ["now", "today", "Current", "ongoing"])
    def test_other_words_for_present(self, typed: str) -> None:
        snippet = entry("awards", f"title: T\nstart_date: 2020\nend_date: §{typed}")
        refused(snippet, "bad-date", "type `present`")

    @pytest.mark.parametrize("typed", ["Spring 2021", "01/2020", "2019-2021", "2019–2021", "to appear", "present"])
    def test_own_words_want_quotes(self, typed: str) -> None:
        refused(free(typed), "bad-date", f'"{typed}"', "in quotes")
        date = accepted(free(f'"{typed}"').replace("§", "")).sections[0].entries[0].date  # type: ignore[union-attr]
        assert date == typed
        assert date is not None
        assert date.is_free

    @pytest.mark.parametrize("typed", ["'2021-13'", '"2021-02-30"', "'0850'"])
    def test_quotes_do_not_save_an_impossible_date(self, typed: str) -> None:
        refused(free(typed), "bad-date")

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("2021", "2021"),
            ("'2021'", "2021"),
            ("2021-1", "2021-01"),
            ("2021-12", "2021-12"),
            ("2020-02-29", "2020-02-29"),
            ("2021-1-2", "2021-01-02"),
            ("1815", "1815"),
            ("1066-10-14", "1066-10-14"),
            ("2100-12-31", "2100-12-31"),
        ],
    )
    def test_good(self, typed: str, kept: str) -> None:
        date = resume_of(free(typed).replace("§", "")).sections[0].entries[0].date  # type: ignore[union-attr]
        assert date == kept
        assert date is not None
        assert not date.is_free

    @pytest.mark.parametrize("typed", ["present", "Present", "PRESENT", "'present'"])
    def test_present(self, typed: str) -> None:
        resume = accepted(entry("awards", f"title: T\nstart_date: 2020\nend_date: {typed}"))
        end = resume.sections[0].entries[0].end_date  # type: ignore[union-attr]
        assert end == "present"
        assert end is not None
        assert end.is_present

    @given(st.dates(dt.date(1000, 1, 1), dt.date(2100, 12, 31)))
    def test_every_day(self, day: dt.date) -> None:
        date = Date.parse(Text(day.isoformat()))
        assert date == day.isoformat()
        assert date.first_day == date.last_day == day
        assert Date.parse(Text(f"{day:%Y-%m}")).first_day == day.replace(day=1)
        assert Date.parse(Text(f"{day:%Y-%m}")).last_day >= day
        assert Date.parse(Text(f"{day.year}")).last_day == dt.date(day.year, 12, 31)

    def test_a_period_without_end_has_no_end(self) -> None:
        assert EndDate("present").first_day == EndDate("present").last_day == dt.date.max
        assert FreeDate("2021-03").parts == (2021, 3, None)


class TestOneForm:
    def test_date_beside_a_period(self) -> None:
        refused(
            entry("certificates", "name: T\ndate: §2020\nend_date: 2021"),
            "date-forms",
            "`date` cannot be combined",
            "write `start_date: 2020`",
        )
        refused(entry("awards", "title: T\ndate: §2020\nstart_date: 2019\nend_date: 2021"), "date-forms", "keep one")

    def test_a_certificate_without_end(self) -> None:
        refused(entry("certificates", "name: T\nend_date: §present"), "open-period", '`date: "No expiry"`')
        accepted(entry("certificates", 'name: T\ndate: "No expiry"'))

    def test_start_without_end(self) -> None:
        refused(entry("awards", "title: T\nstart_date: §2020"), "open-period", "`end_date: present`")

    def test_end_alone_is_fine(self) -> None:
        accepted(entry("awards", "title: T\nend_date: 2021"))

    def test_roles_too(self) -> None:
        refused(entry("experience", "company: C\nroles:\n  - position: P\n    start_date: §2020"), "open-period")

    def test_position_beside_roles(self) -> None:
        refused(entry("experience", "company: C\nposition: §P\nroles: [{position: Q}]"), "position-and-roles")


def job(begin: str, end: str) -> str:
    return entry("experience", f"company: C\nposition: P\nstart_date: {begin}\nend_date: {end}")


class TestOrder:
    @pytest.mark.parametrize(("begin", "end"), [("2021", "2020"), ("2021-05", "2021-04"), ("2021-05-02", "2021-05-01")])
    def test_end_before_start(self, begin: str, end: str) -> None:
        found = refused(job(begin, f"§{end}"), "end-before-start", f"({end}) is before the start ({begin})")
        assert [(r.span.line, r.message) for r in found.related] == [(9, "the start is here")]

    @pytest.mark.parametrize(
        ("begin", "end"), [("2021", "2021"), ("2021-05", "2021"), ("2021", "2021-01"), ("2021-05-02", "2021-05")]
    )
    def test_less_exact_dates_get_the_benefit(self, begin: str, end: str) -> None:
        accepted(job(begin, end))

    def test_in_roles_and_other_entries(self) -> None:
        snippet = entry("experience", "company: C\nroles:\n  - position: P\n    start_date: 2021\n    end_date: §2020")
        refused(snippet, "end-before-start")
        refused(entry("grants", "title: T\nstart_date: 2021\nend_date: §2020"), "end-before-start")

    def test_present_with_a_start_in_the_future(self) -> None:
        found = refused(job("2026-12", "§present"), "future-start", "(2026-12)", "planned end")
        assert [r.span.line for r in found.related] == [9]

    @pytest.mark.parametrize("begin", ["2026", "2026-11", "2026-11-22"])
    def test_present_with_a_start_that_may_be_today(self, begin: str) -> None:
        accepted(job(begin, "present"))

    def test_a_certificate_may_end_in_the_future(self) -> None:
        accepted(entry("certificates", "name: N\nend_date: 2030"))
        accepted(entry("certificates", "name: N\nstart_date: 2020\nend_date: 2030"))

    def test_end_in_the_future_is_a_note(self) -> None:
        noted(job("2025", "§2027"), "future-end", "(2027)", "planned")
        noted(job("2027-01", "§2027-06"), "future-end")
        noted(entry("awards", "title: T\nend_date: §2026-12"), "future-end")

    @pytest.mark.parametrize("end", ["2026", "2026-11", "2026-11-22"])
    def test_end_that_may_be_today(self, end: str) -> None:
        accepted(job("2025", end))

    def test_today_can_be_given(self) -> None:
        text = job("2025", "2026-12")
        assert load_text(text, dt.date(2026, 12, 1)).diagnostics == ()
        assert [d.code for d in load_text(text, dt.date(2026, 11, 30)).diagnostics] == ["future-end"]
        assert {d.severity for d in load_text(text, dt.date(2026, 11, 30)).diagnostics} == {Severity.NOTE}


def jobs(*periods: tuple[str, str], kind: str = "experience") -> str:
    fields = {"experience": "company: C\nposition: P", "education": "institution: U", "talks": "title: T"}[kind]
    first, *rest = (f"{fields}\nstart_date: {begin}\nend_date: {end}" for begin, end in periods)
    text = entry(kind, first)
    for period in rest:
        text += "      - " + period.replace("\n", "\n        ") + "\n"
    return text


class TestGaps:
    def test_more_than_half_a_year(self) -> None:
        noted(jobs(("§2020-12-31", "2022"), ("2019", "2020-06-30")), "gap", "6 months", "explains it")

    def test_half_a_year(self) -> None:
        """From the end of June to the last day but one of December it is 183 days."""
        accepted(jobs(("2020-12-30", "2022"), ("2019", "2020-06-30")))

    def test_filled_by_education(self) -> None:
        school = jobs(("2016", "2018"), kind="education").split("sections:\n")[1]
        accepted(jobs(("2019-01", "2020"), ("2014", "2015")) + school)

    def test_not_filled_by_a_talk(self) -> None:
        talk = jobs(("2016", "2018"), kind="talks").split("sections:\n")[1]
        assert [code for code, _, _ in complaints(jobs(("2019-01", "2020"), ("2014", "2015")) + talk)] == ["gap"]

    def test_filled_by_one_that_began_earlier_and_ended_later(self) -> None:
        school = jobs(("2010", "2020"), kind="education").split("sections:\n")[1]
        accepted(jobs(("2012", "2013"), ("2020", "present")) + school)

    def test_roles_count_for_themselves(self) -> None:
        roles = "company: C\nroles:\n  - {position: P, start_date: §2021, end_date: present}\n"
        roles += "  - {position: Q, start_date: 2015, end_date: 2018}"
        noted(entry("experience", roles), "gap", "24 months")

    def test_single_dates_have_no_place_in_it(self) -> None:
        accepted(
            entry("experience", "company: C\nposition: P\ndate: 2001")
            + "      - {company: D, position: P, date: 2020}\n"
        )


class TestOverlaps:
    def test_more_than_two_months(self) -> None:
        found = noted(
            jobs(("§2020-01-01", "2021"), ("2019", "2020-03-04")), "overlap", "two months", "at the same time"
        )
        assert [r.span.line for r in found.related] == [13]

    def test_two_months(self) -> None:
        accepted(jobs(("2020-01-01", "2021"), ("2019", "2020-03-03")))

    @pytest.mark.parametrize(("end", "start"), [("2018", "2018"), ("2018", "2018-03"), ("2018-10", "2018")])
    def test_a_year_without_month_may_be_a_handover(self, end: str, start: str) -> None:
        accepted(jobs((start, "present"), ("2015", end)))
        noted(jobs((f"§{start}", "present"), ("2015", "2020")), "overlap")

    def test_two_that_go_on(self) -> None:
        noted(jobs(("2019", "present"), ("§2020", "present")), "overlap")

    @pytest.mark.parametrize("periods", [("2018-03", "2015", "2018"), ("2018", "2015", "2018-09")])
    def test_a_year_that_two_jobs_share(self, periods: tuple[str, str, str]) -> None:
        accepted(jobs((periods[0], "present"), (periods[1], periods[2])))

    def test_study_beside_a_job_is_usual(self) -> None:
        school = jobs(("2016", "2020"), kind="education").split("sections:\n")[1]
        accepted(jobs(("2018", "2021")) + school)

    def test_one_note_for_each_job(self) -> None:
        found = complaints(jobs(*[("2010", "2020")] * 5))
        assert [code for code, _, _ in found] == ["overlap"] * 4
