"""When a work appeared, and how far it has come, by the several fields of an entry that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.bibliography.bibtex.bib_values import MONTHS
from cvpdf.bibliography.latex.text import plain
from cvpdf.bibliography.records import BibEntry, BibField

STATUSES = {
    "inpress": "in_press", "in press": "in_press", "in print": "in_press", "in the press": "in_press",
    "forthcoming": "accepted", "to appear": "accepted", "accepted": "accepted",
    "accepted for publication": "accepted", "accepted, to appear": "accepted", "online first": "in_press",
    "early access": "in_press", "under review": "under_review", "in review": "under_review",
    "underreview": "under_review", "under revision": "under_review", "in revision": "under_review",
    "major revision": "under_review", "minor revision": "under_review", "submitted": "submitted",
    "submitted for publication": "submitted", "prepublished": "preprint", "preprint": "preprint",
    "inpreparation": "in_preparation", "in preparation": "in_preparation", "in prep": "in_preparation",
    "manuscript in preparation": "in_preparation", "working paper": "in_preparation", "published": "published",
}  # fmt: skip
"""What `pubstate`, a note, or a text in place of the year, says of the status."""
NO_DATE = frozenset({"n.d.", "n.d", "nd", "no date", "o. j.", "o.j.", "s.d.", "s. d.", "????", "undated"})
USED = ("date", "year", "month", "day")
_SEASONS = {"21": "Spring", "22": "Summer", "23": "Autumn", "24": "Winter"}
"""The seasons of ISO 8601-2."""


class Said(NamedTuple):
    """The text of a field of a publication, and the field of the entry that it comes from."""

    text: str
    field: BibField


def status_of(text: str) -> str | None:
    """Return the status that a text means, if it says nothing else."""
    return STATUSES.get(" ".join(text.lower().replace("\u00a0", " ").split()).rstrip("."))


def status(entry: BibEntry) -> Said | None:
    """Return the status: by `pubstate`, or in place of the date, or as a note."""
    for name in ("pubstate", "date", "year", "note", "addendum", "howpublished"):
        field = entry.fields.get(name)
        if field is not None and (found := status_of(plain(field.value).text)):
            return Said(found, field)
    return None


def date(entry: BibEntry) -> Said | None:
    """Return the date as it is typed in cv.yaml: `2024-05-03`, or words."""
    field = next((one for name in ("date", "year") if (one := entry.fields.get(name)) and one.value.strip()), None)
    if field is None:
        return None
    text = plain(field.value).text.replace("\u00a0", " ")
    if status_of(text) or text.lower() in NO_DATE:
        return None
    if field.name == "date" or re.match(r"\d{4}-\d\d?-", text):
        return Said(iso(text), field)
    if (years := re.fullmatch(r"(\d{4})\s*-\s*(\d{4})", text)) is not None:
        return Said("–".join(years.groups()), field)
    year = re.fullmatch(r"\[?(?:c\.|ca\.|circa)?\s*(\d{4})[a-z]?\]?", text)
    if year is None or "c" in text:
        return Said(text, field)
    words, day = plain(entry.value("month")).text.replace("\u00a0", " "), plain(entry.value("day")).text
    month = _month(words)
    if month is None:
        return Said(f"{words} {year[1]}" if re.search(r"[^\W\d]", words) else year[1], field)
    number, in_month = month
    day = in_month or day
    valid = re.fullmatch(r"\d{1,2}", day) and _exists(int(year[1]), number, int(day))
    return Said("-".join([year[1], f"{number:02}", *([f"{int(day):02}"] if valid else [])]), field)


def is_possible(date: str) -> bool:
    """Return whether a date has a year that cv.yaml accepts, or is words."""
    return re.fullmatch(r"\d{4}(-\d\d)*", date) is None or 1000 <= int(date[:4]) <= 2100


def mistakes(entry: BibEntry, date: Said | None) -> Iterator[tuple[BibField, str]]:
    """Yield the fields with a month or day that does not exist. Exports write 00 for a month that is not known."""
    typed = date.field.value.strip() if date is not None else ""
    if date is not None and re.fullmatch(r"\d{4}(-\d\d?){1,2}", typed) and re.fullmatch(r"[\d-]+", date.text):
        given = sum(map(bool, map(int, typed.split("-"))))
        if given > date.text.count("-") + 1:
            yield date.field, f"the date `{typed}` does not exist; `{date.text}` is printed"
    month = entry.fields.get("month")
    if month is not None and re.fullmatch(r"\d{1,4}", month.value.strip()) and int(month.value) > 12:
        yield month, f"there is no month `{month.value.strip()}`; it is not printed"


def iso(text: str) -> str:
    """Return a date of biblatex (ISO 8601-2) as it is typed in cv.yaml: ranges as years, `2024-21` as a season."""
    day = r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.Z+-]*)?[?~%]?"
    if (match := re.fullmatch(rf"{day}(?:/(?:\.\.)?)?", text)) is not None:
        year, month, number = match.groups()
        if month in _SEASONS:
            return f"{_SEASONS[month]} {year}"
        valid = month and 1 <= int(month) <= 12
        known = number and valid and _exists(int(year), int(month), int(number))
        return "-".join(filter(None, (year, month if valid else None, number if known else None)))
    if (match := re.fullmatch(f"{day}/{day}", text)) is not None:
        if match[1] != match[4]:
            return f"{match[1]}–{match[4]}"
        return "-".join(filter(None, (match[1], match[2] if match[2] == match[5] else None)))
    return re.sub(r"(?<=\d)/(?=\d)", "–", text) if re.fullmatch(r"\d{4}/\d{4}", text) else text


def _exists(year: int, month: int, day: int) -> bool:
    lengths = (
        31,
        28 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    )
    return 1 <= day <= lengths[month - 1]


def _month(text: str) -> tuple[int, str] | None:
    """Return the number of a month, and the day that is typed with it."""
    text = text.strip().rstrip(".")
    if re.fullmatch(r"0?[1-9]|1[0-2]", text):
        return int(text), ""
    match = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([A-Za-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?", text
    )
    if match and (name := match[2].lower()[:3]) in MONTHS and _is_month(match[2].lower(), MONTHS[name].lower()):
        return list(MONTHS).index(name) + 1, match[1] or match[3] or ""
    return None


def _is_month(typed: str, name: str) -> bool:
    return name.startswith(typed) or typed == "sept"
