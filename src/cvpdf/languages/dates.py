"""Months and days as a language writes them, from Babel's data (CLDR)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cvpdf.languages.tags import fallbacks
from cvpdf.languages.words import words

if TYPE_CHECKING:
    from babel import Locale

NO_BREAK = "\u00a0"

_SKELETONS = {
    "short": "yMMM", "short_day": "yMMMd", "long": "yMMMM", "long_day": "", "numeric": "yM", "numeric_day": "yMd",
}  # fmt: skip
"""The skeleton of CLDR for each style; a long date with a day has a pattern of its own."""


def has_dates(language: str) -> bool:
    """Whether dates can be written in a language; otherwise they are English."""
    return _locale(language) is not None


def date_text(year: int, month: int, day: int | None, style: str, language: str) -> str:
    """Return a month or day in a style (`short`, `long`, `numeric`), without a place where the line may break.

    The language must be one that :func:`has_dates` knows.
    """
    from babel.dates import format_date

    locale, style = _locale(language), f"{style}_day" if day else style
    pattern = words(language).dates.get(style) or _pattern(language, style)
    return _plain(format_date(dt.date(year, month, day or 1), pattern, locale))


def month_text(month: int, day: int | None, short: bool, language: str) -> str:
    """Return a month with its day, or alone, as a language writes them without a year."""
    from babel.dates import format_date, format_skeleton

    locale, width = _locale(language), "MMM" if short else "MMMM"
    assert locale is not None
    if not day:
        return _plain(format_date(dt.date(2000, month, 1), width if short else "LLLL", locale))
    return _plain(format_skeleton(f"{width}d", dt.date(2000, month, day), locale=locale))


def range_sign(language: str) -> str:
    """Return what stands between the ends of a period, with its spaces."""
    return words(language).dates.get("range", " – ")


def month_names(language: str) -> Iterator[tuple[str, int]]:
    """Yield the names and abbreviations of the months in all their forms, with the numbers of the months."""
    if (locale := _locale(language)) is None:
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from ((str(name), month) for month, name in locale.months[context][width].items())


@cache
def _locale(language: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    for tag in fallbacks(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@cache
def _pattern(language: str, style: str) -> str:
    """Return the pattern of a style; numbers have two digits, unless spaces are between them (`2023. 1.`)."""
    locale = _locale(language)
    assert locale is not None
    if style == "long_day":
        return str(locale.date_formats["long"].pattern)
    pattern = str(locale.datetime_skeletons[_SKELETONS[style]].pattern)
    is_padded = style.startswith("numeric") and " " not in pattern
    return re.sub(r"(?<![MLd])[MLd](?![MLd])", r"\g<0>\g<0>", pattern) if is_padded else pattern


def _plain(text: str) -> str:
    """Return a text without invisible marks, and with one kind of space."""
    kinds = ((char, unicodedata.category(char)) for char in text)
    return "".join(NO_BREAK if kind == "Zs" else char for char, kind in kinds if kind != "Cf")
