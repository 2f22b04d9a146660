"""What to type for a date that has another form: the hints of errors in dates.

Nothing here decides whether a date is valid. Month names are those of English, of the language of the CV and of a few
others.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import cache

from cvpdf.languages.dates import date_text, has_dates, month_names
from cvpdf.languages.tags import is_english
from cvpdf.languages.words import label
from cvpdf.schema.values.dates import years_in
from cvpdf.source.quotes import in_quotes

_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl")
"""Languages whose month names are understood in every CV."""

_SINCE = re.split("[|]", "since|from|seit|ab|depuis|desde|dal|sinds|od|fra|siden|sedan|din|sejak|tu|απο|с|з|від")
_UNTIL = re.split(
    "[|]", "until|till|to|bis|jusqu'en|hasta|fino al|tot|do|til|până în|sampai|hingga|đến|έως|μέχρι|до|по"
)
"""Words before a start and before an end."""
_FILLERS = frozenset(("of", "de", "del", "st", "nd", "rd", "th", "er", "o", "den", "г", "года", "р", "року", "r"))
"""Words beside the parts of a date that mean nothing."""
_YEAR_SIGNS = r"\s?(?:年|년|г\.?|р\.?|r\.?)?"
"""What is written behind a year: Chinese, Japanese, Korean, Russian, Ukrainian, Polish."""


def hint(typed: str, field: str, language: str = "en", other_end: str = "") -> str | None:
    """Return what to type instead of ``typed`` in the field ``date``, ``start_date`` or ``end_date``.

    ``other_end`` is the other end of a period, if it is given.
    """
    ends = (typed, other_end) if field == "start_date" else (other_end, typed)
    advice = _advice(_folded(typed), typed, " – ".join(filter(None, ends)), field, language)
    if field != "date":
        return advice
    if advice is None:
        return f"put free text in quotes: {in_quotes(typed)}"
    return f"{advice}; to print it as typed, put it in quotes: {in_quotes(typed)}"


def _advice(text: str, typed: str, period: str, field: str, language: str) -> str | None:
    if _is_present(text, language):
        if field == "start_date":
            return "type the date of the start, such as 2023-01; only `end_date` can be `present`"
        return "type `present`" if field == "end_date" else "use `start_date: …` and `end_date: present`"
    if dates := _read(text, language):
        return "type " + " or ".join(f"`{date}`" for date in dates)
    if fields := _period(text, language):
        return "use " + " and ".join(f"`{name}: {date}`" for name, date in fields.items())
    years = years_in(typed)
    if field != "date" and (match := re.fullmatch(r"(?:(\d{1,2})\s?[./-]\s?)?'?(\d\d)", text)):
        year = f"{19 if int(match[2]) > 50 else 20}{match[2]}"
        if short := _valid(year, match[1] or "1"):
            return f"type the year with four digits: `{short[0] if match[1] else year}`"
    if field == "end_date" and not years:
        return "type a date, or `present` if this goes on"
    if field == "date" or not years or not re.fullmatch(r".*[^\W\d_].*|\W*\d{4}\W*", typed):
        return None
    as_typed = f"`date: {in_quotes(period)}` in place of `start_date` and `end_date`"
    if len(years) > 1:
        return f"use {as_typed}"
    return f"type `{_word_date(text, language, exact=False) or years[0]}`, or use {as_typed}"


def _folded(typed: str) -> str:
    """Return a text in lower case, without accents and repeated spaces."""
    text = unicodedata.normalize("NFKD", typed).casefold().replace("’", "'").replace("ı", "i")
    text = "".join(char for char in text if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", " ".join(text.split()))


_PRESENT = frozenset(
    _folded(word)
    for word in re.split(
        " [|] ",
        "now | today | current | currently | ongoing | present | to date | till date | till now | until now"
        " | null | none | ~ | - | – | — | … | ... | heute | jetzt | laufend | aktuell | andauernd | bis heute"
        " | aujourd'hui | actuel | actuellement | en cours | à ce jour | actual | actualidad | actualmente | hoy"
        " | la actualidad | o momento | até o momento | até hoje | presente | oggi | ad oggi | attuale | in corso"
        " | hoje | atual | heden | nu | i dag | idag | pågående | nuvarande | nåværende | nuværende | núna | jatkuu"
        " | dosud | současnost | doteraz | dnes | do dziś | dziś | obecnie | teraz | jelen | napjainkig | în prezent"
        " | halen | hâlen | devam ediyor | hiện tại | hiện nay | saat ini | н.в. | н. в. | наст. время | теперішній час"
        " | донині | 至今 | 迄今 | 今 | 现在 | 目前 | 在读 | 在职 | 現在 | 現在まで | 現在に至る | 継続中 | 在職中"
        " | 在学中 | 현재 | 재직 중 | 재직중 | 재학 중 | 재학중",
    )
)
"""Words for `present`."""
_BEFORE_END = rf"^(?:{'|'.join(map(_folded, _UNTIL))}) "
_BETWEEN = (
    *(" - ", "–", "—", "~", "〜"),
    *(f" {word} " for word in (*map(_folded, _UNTIL), "a", "au", "al")),
    *("至", "-", "/"),
)


def _is_present(text: str, language: str) -> bool:
    own = _folded(label(language, "present"))
    return any(word in _PRESENT or word == own for word in (text, re.sub(_BEFORE_END, "", text)))


def _read(text: str, language: str) -> list[str]:
    """Return the dates that a text can mean: two, if day and month cannot be told apart."""
    year_first = re.fullmatch(r"([12]\d{3})[\s./年년-]+(\d{1,2})(?:[\s./月월-]+(\d{1,2})[日일.]?|[月월.])?", text)
    compact = re.fullmatch(r"([12]\d{3})(\d\d)(\d\d)", text) or re.match(r"(\d{4})-(\d\d)-(\d\d)[t ]\d\d:", text)
    if match := year_first or compact:
        return _valid(match[1], match[2], match[3])
    if match := re.fullmatch(r"(?:t|(?:thg|thang) )?(\d{1,2})\s?(?:[./-]|,|nam)\s?([12]\d{3})(?: r\.?)?", text):
        return _valid(match[2], match[1])
    if match := re.fullmatch(r"(?:ngay )?(\d{1,2}) (?:thg|thang) (\d{1,2})(?:,| nam) ([12]\d{3})", text):
        return _valid(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?([12]\d{3})", text):
        return _valid(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-]([12]\d{3})", text):
        return list(dict.fromkeys(_valid(match[3], match[2], match[1]) + _valid(match[3], match[1], match[2])))
    if match := re.fullmatch(rf"([12]\d{{3}}){_YEAR_SIGNS}", text):
        return [match[1]]
    word_date = _word_date(text, language, exact=True)
    return [word_date] if word_date else []


def _valid(year: str, month: str, day: str | None = None) -> list[str]:
    try:
        dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return []
    return [f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")]


def _word_date(text: str, language: str, exact: bool) -> str | None:
    """Return a date whose month is a word. If it is ``exact``, the text contains nothing else."""
    words = re.findall(r"[^\W\d_]+|\d+", text)
    years = [word for word in words if re.fullmatch(r"[12]\d{3}", word)]
    months = [month for word in words if (month := _month(word, language))]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    if len(years) != 1 or len(months) != 1 or len(days) > 1:
        return None
    others = len(words) - len(years) - len(months) - len(days)
    others -= sum(word in _FILLERS or word in _own_fillers(language) for word in words)
    if others and exact:
        return None
    return next(iter(_valid(years[0], str(months[0]), days[0] if days and not others else None)), None)


def _period(text: str, language: str) -> dict[str, str]:
    """Return the ends of a period that was typed in one field; empty if it is not one."""
    first = re.sub(rf"^(?:{'|'.join(map(_folded, _SINCE))}) ", "", text)
    since = first != text or re.search(r"\s?[-–—]$", text)
    if since and (start := _read(re.sub(r"\s?[-–—]$", "", first), language)):
        return {"start_date": start[0], "end_date": "present"}
    last = re.sub(rf"{_BEFORE_END}|^[-–—]\s?", "", text)
    if last != text and (end := _read(last, language)):
        return {"end_date": end[0]}
    for separator in _BETWEEN:
        left, found, right = (part.strip() for part in first.partition(separator))
        year = re.search(r"[12]\d{3}$", right)
        starts = _read(left, language) or (_read(f"{left} {year[0]}", language) if year else [])
        short_year = separator != " - " and re.fullmatch(r"[12]\d{3}", left) and re.fullmatch(r"\d\d", right)
        ends = (
            ["present"] if _is_present(right, language) else _read(left[:2] + right if short_year else right, language)
        )
        if found and len(starts) == len(ends) == 1 and (starts[0] <= ends[0]):
            return {"start_date": starts[0], "end_date": ends[0]}
    return {}


def _month(word: str, language: str) -> int | None:
    """Return the month that a word or its abbreviation names; ``None`` if there is none, or more than one."""
    if len(word) < 3 and word.isascii():
        return None
    for tag in dict.fromkeys((language, "en", *_LANGUAGES)):
        names = _month_names(tag)
        months = {month for name, month in names if word == name}
        months = months or {month for name, month in names if len(word) > 2 and name.startswith(word)}
        if len(months) == 1:
            return months.pop()
    return None


@cache
def _own_fillers(language: str) -> frozenset[str]:
    """Return the words other than months in the dates of a language: `de`, `d` of `d’abril`."""
    if is_english(language) or not has_dates(language):
        return frozenset()
    dates = (date_text(2023, 4, day, style, language) for day in (None, 28) for style in ("short", "long"))
    words = {word for date in dates for word in re.findall(r"[^\W\d_]+", _folded(date))}
    return frozenset(word for word in words if not _month(word, language))


@cache
def _month_names(language: str) -> tuple[tuple[str, int], ...]:
    names = [(calendar.month_name[month], month) for month in range(1, 13)] + [("sept", 9)]
    if not is_english(language):
        names = list(month_names(language))
    return tuple((_folded(name).rstrip("."), month) for name, month in names)
