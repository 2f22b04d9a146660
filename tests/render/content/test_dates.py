from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.languages.dates import NO_BREAK, range_sign
from cvpdf.languages.words import languages
from cvpdf.render.content.dates import date_text, period_text
from cvpdf.schema.entries import Period
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.dates import Date, EndDate, FreeDate
from cvpdf.source.nodes import Text


def shown(typed: str, **locale: Any) -> str:
    return date_text(Date.parse(Text(typed)), Locale.model_validate(locale)).replace(NO_BREAK, " ")


def span(start: str | None, end: str | None, **locale: Any) -> str:
    period = Period.model_validate({"start_date": start, "end_date": end})
    return period_text(period, Locale.model_validate(locale)).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("style", "month", "day"),
    [
        ("short", "Sep 2023", "5 Sep 2023"),
        ("long", "September 2023", "5 September 2023"),
        ("numeric", "09/2023", "05/09/2023"),
        ("iso", "2023-09", "2023-09-05"),
    ],
)
def test_styles(style: str, month: str, day: str) -> None:
    assert shown("2023", date_style=style) == "2023"
    assert shown("2023-09", date_style=style) == month
    assert shown("2023-9-5", date_style=style) == day


@pytest.mark.parametrize(
    ("language", "short", "short_day", "long", "long_day"),
    [
        ("en-GB", "Mar 2023", "31 Mar 2023", "March 2023", "31 March 2023"),
        ("EN", "Mar 2023", "31 Mar 2023", "March 2023", "31 March 2023"),
        ("de", "März 2023", "31. März 2023", "März 2023", "31. März 2023"),
        ("de-AT", "März 2023", "31. März 2023", "März 2023", "31. März 2023"),
        ("zh-TW", "2023年3月", "2023年3月31日", "2023年3月", "2023年3月31日"),
        ("no", "mars 2023", "31. mars 2023", "mars 2023", "31. mars 2023"),
        ("el", "Μάρ 2023", "31 Μαρ 2023", "Μάρτιος 2023", "31 Μαρτίου 2023"),
        ("ru", "март 2023", "31 мар. 2023", "март 2023", "31 марта 2023"),
        ("uk", "бер. 2023", "31 бер. 2023", "березень 2023", "31 березня 2023"),
        ("pl", "mar 2023", "31 mar 2023", "marzec 2023", "31 marca 2023"),
        ("cs", "březen 2023", "31. 3. 2023", "březen 2023", "31. března 2023"),
        ("hu", "2023. márc.", "2023. márc. 31.", "2023. március", "2023. március 31."),
        ("vi", "tháng 3/2023", "31/03/2023", "tháng 3 năm 2023", "31 tháng 3 năm 2023"),
        ("fr", "mars 2023", "31 mars 2023", "mars 2023", "31 mars 2023"),
        ("ja", "2023年3月", "2023年3月31日", "2023年3月", "2023年3月31日"),
        ("zh", "2023年3月", "2023年3月31日", "2023年3月", "2023年3月31日"),
        ("zh-Hans", "2023年3月", "2023年3月31日", "2023年3月", "2023年3月31日"),
        ("ko", "2023년 3월", "2023년 3월 31일", "2023년 3월", "2023년 3월 31일"),
        ("pt-BR", "mar. de 2023", "31 de mar. de 2023", "março de 2023", "31 de março de 2023"),
        ("it", "mar 2023", "31 mar 2023", "marzo 2023", "31 marzo 2023"),
    ],
)
def test_languages(language: str, short: str, short_day: str, long: str, long_day: str) -> None:
    assert shown("2023-03", language=language) == short
    assert shown("2023-03-31", language=language) == short_day
    assert shown("2023-03", language=language, date_style="long") == long
    assert shown("2023-03-31", language=language, date_style="long") == long_day


def test_long_dates_with_a_day_have_the_whole_month() -> None:
    assert shown("2023-01-31", language="de", date_style="long") == "31. Januar 2023"
    assert shown("2023-01-31", language="fr", date_style="long") == "31 janvier 2023"


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [
        ("en-US", "01/2023", "01/31/2023"),
        ("de", "01/2023", "31.01.2023"),
        ("sv", "2023-01", "2023-01-31"),
        ("nl", "01-2023", "31-01-2023"),
        ("ja", "2023/01", "2023/01/31"),
        ("ko", "2023. 1.", "2023. 1. 31."),
        ("hu", "2023. 01.", "2023. 01. 31."),
        ("cs", "01/2023", "31. 1. 2023"),
        ("tlh", "01/2023", "31/01/2023"),
    ],
)
def test_numbers_in_the_order_of_the_language(language: str, month: str, day: str) -> None:
    assert shown("2023-01", language=language, date_style="numeric") == month
    assert shown("2023-01-31", language=language, date_style="numeric") == day
    assert shown("2023-01", language=language, date_style="iso") == "2023-01"


def test_a_language_without_month_names_has_english_ones() -> None:
    assert shown("2023-01", language="tlh") == "Jan 2023"


@pytest.mark.parametrize("style", ["short", "long"])
@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_a_date_stays_on_one_line(language: str, style: str) -> None:
    locale = Locale.model_validate({"language": language, "date_style": style})
    for typed in ("2023", "2023-01", "2023-01-31"):
        assert " " not in date_text(Date.parse(Text(typed)), locale)


def test_periods() -> None:
    assert span("2021-08", "2023-01") == "Aug 2021 – Jan 2023"
    assert span("2021-08", "2023-01", dates="ascii") == "Aug 2021 - Jan 2023"
    assert span("2021", "present") == "2021 – Present"
    assert span("2021", "Present", labels={"present": "heute"}) == "2021 – heute"
    assert span("2021", "present", date_style="iso") == "2021 – Present"
    assert span("2021-08", "present", language="de-AT") == "Aug. 2021 – heute"
    assert span("2021-08", "present", language="ru") == "авг. 2021 — настоящее время"
    assert span("2021-08", "present", language="ja") == "2021年8月～現在"
    assert span("2021-08", "present", language="ja", dates="ascii") == "2021年8月 - 現在"
    assert span(None, "2023") == "2023"
    assert span(None, None) == ""


def test_the_same_start_and_end_are_one_date() -> None:
    assert span("2023-01", "2023-01") == "Jan 2023"
    assert span("2023-01", "2023-1") == "Jan 2023"
    assert span("2023", "2023-01") == "2023 – Jan 2023"


def test_a_single_date_wins_and_free_text_is_kept() -> None:
    period = Period.model_validate({"date": Text("Spring 2021", quoted=True)})
    assert period_text(period, Locale()) == "Spring 2021"
    assert date_text(FreeDate.parse(Text("2021-05", quoted=True)), Locale()) == f"May{NO_BREAK}2021"


DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2100, 12, 31))
LOCALES = st.builds(
    lambda language, style, dates: Locale.model_validate({"language": language, "date_style": style, "dates": dates}),
    st.sampled_from(languages()),
    st.sampled_from(["short", "long", "numeric", "iso"]),
    st.sampled_from(["typographic", "ascii"]),
)


@given(DAYS, LOCALES)
def test_every_day_shows_its_year_and_day(day: dt.date, locale: Locale) -> None:
    text = date_text(Date.parse(Text(day.isoformat())), locale)
    assert str(day.year) in text
    assert str(day.day) in text


@given(DAYS, DAYS, LOCALES)
def test_every_period_shows_both_ends(first: dt.date, second: dt.date, locale: Locale) -> None:
    start, end = (f"{day:%Y-%m}" for day in sorted((first, second)))
    text = period_text(Period.model_validate({"start_date": start, "end_date": end}), locale)
    sign = range_sign(locale.language) if locale.dates == "typographic" else " - "
    assert (sign in text) == (start != end)
    for date in (start, end):
        assert date_text(EndDate.parse(Text(date)), locale) in text
