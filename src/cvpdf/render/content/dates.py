"""Dates and periods as printed, in the language of the CV."""

from __future__ import annotations

import calendar

from cvpdf.languages import dates
from cvpdf.languages.dates import NO_BREAK
from cvpdf.languages.tags import is_english
from cvpdf.schema.entries import Period
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.dates import Date, EndDate, FreeDate


def date_text(date: Date, locale: Locale) -> str:
    """Return a date as printed: ``Jan 2023``, ``31 Jan 2023``, ``2023``; free text as typed."""
    if isinstance(date, EndDate) and date.is_present:
        return locale.label("present")
    if isinstance(date, FreeDate) and date.is_free:
        return str(date)
    year, month, day = date.parts
    if month is None or locale.date_style == "iso":
        return str(date)
    # Babel takes longer to import than English months to write.
    if not is_english(locale.language) and dates.has_dates(locale.language):
        return dates.date_text(year, month, day, locale.date_style, locale.language)
    return _english(year, month, day, locale)


def _english(year: int, month: int, day: int | None, locale: Locale) -> str:
    days = [str(day)] if day else []
    if locale.date_style != "numeric":
        names = calendar.month_abbr if locale.date_style == "short" else calendar.month_name
        return NO_BREAK.join([*days, names[month], str(year)])
    parts = [*(part.zfill(2) for part in (*days, str(month))), str(year)]
    return "/".join([parts[1], parts[0], parts[2]] if day and locale.language == "en-US" else parts)


def period_text(period: Period, locale: Locale) -> str:
    """Return a period as printed: a date, or ``Jan 2023 – Present``; empty if no date is given."""
    if period.date is not None:
        return date_text(period.date, locale)
    end = period.end_date
    if period.start_date is None and end is not None and not end.is_present and period.lone_end:
        return date_text(end, locale).join(locale.label_around(period.lone_end))
    ends = [date_text(end, locale) for end in (period.start_date, period.end_date) if end is not None]
    if len(ends) == 2 and ends[0] == ends[1]:
        ends.pop()
    return (dates.range_sign(locale.language) if locale.dates == "typographic" else " - ").join(ends)
