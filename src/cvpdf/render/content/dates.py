"""Dates and periods as printed, in the language of the CV."""

from __future__ import annotations

import calendar
import datetime as dt

from cvpdf.schema.entries import Period
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.dates import Date, EndDate, FreeDate

NO_BREAK = "\u00a0"


def date_text(date: Date, locale: Locale) -> str:
    """Return a date as printed: ``Jan 2023``, ``31 Jan 2023``, ``2023``; free text as typed."""
    if isinstance(date, EndDate) and date.is_present:
        return locale.label("present")
    if isinstance(date, FreeDate) and date.is_free:
        return str(date)
    year, month, day = date.parts
    if month is None or locale.date_style == "iso":
        return str(date)
    if locale.date_style == "numeric":
        return f"{day:02}/{month:02}/{year}" if day else f"{month:02}/{year}"
    if is_english(locale):
        names = calendar.month_abbr if locale.date_style == "short" else calendar.month_name
        return NO_BREAK.join([*([str(day)] if day else []), names[month], str(year)])
    return _localised(dt.date(year, month, day or 1), bool(day), locale)


def period_text(period: Period, locale: Locale) -> str:
    """Return a period as printed: a date, or ``Jan 2023 – Present``; empty if no date is given."""
    if period.date is not None:
        return date_text(period.date, locale)
    end = period.end_date
    if period.start_date is None and end is not None and not end.is_present and period.lone_end:
        return f"{locale.label(period.lone_end)} {date_text(end, locale)}"
    ends = [date_text(end, locale) for end in (period.start_date, period.end_date) if end is not None]
    if len(ends) == 2 and ends[0] == ends[1]:
        ends.pop()
    return (" – " if locale.dates == "typographic" else " - ").join(ends)


def is_english(locale: Locale) -> bool:
    """Whether month names come from Python itself; other languages need the extra ``cvpdf[locale]``."""
    return str(locale.language).split("-")[0].lower() == "en"


def _localised(date: dt.date, with_day: bool, locale: Locale) -> str:
    from babel.dates import format_date, format_skeleton

    tag = str(locale.language).replace("-", "_")
    if with_day and locale.date_style == "long":
        text = format_date(date, "long", locale=tag)
    else:
        month = "MMM" if locale.date_style == "short" else "MMMM"
        text = format_skeleton(f"y{month}{'d' if with_day else ''}", date, locale=tag)
    return str(text).replace(" ", NO_BREAK)
