"""Dates of a CV: a year, a month or a day, ``present``, or free text in quotes."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import ClassVar, Self

from cvpdf.schema.values.value import ANY_SCALAR, JsonSchema, Value, fault, squeeze
from cvpdf.source.nodes import Text

_FORMS = "2023, 2023-01 or 2023-01-31"
FIRST_YEAR, LAST_YEAR = 1000, 2100


def years_in(text: str) -> list[int]:
    """Return the years that are written with four digits in free text, in order: ``in press, 2024``, ``2023年``."""
    plain = unicodedata.normalize("NFKC", text)
    return [int(year) for year in re.findall(r"(?<![0-9])(?:1[5-9][0-9]{2}|20[0-9]{2}|2100)(?![0-9])", plain)]


class Date(Value):
    """``2023``, ``2023-01`` or ``2023-01-31``."""

    __slots__ = ()
    expected = "a date"
    # An unquoted year is a number.
    json_schema: ClassVar[JsonSchema] = {
        "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d{4}(-\d{1,2}){0,2}$"}]
    }

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the form, and that the day exists in the calendar."""
        typed = text.strip()
        match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", typed)
        if match is None:
            # What to type depends on the field and on the language: see `date_hints.py`.
            raise fault("bad-date", f"`{typed}` is not a date of the form {_FORMS}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        hint = f"write {_FORMS}"
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise fault("bad-date", f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}", hint)
        if month is not None and not 1 <= month <= 12:
            raise fault("bad-date", f"month {month} does not exist", hint)
        if month and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
            name = f"{calendar.month_name[month]} {year}"
            raise fault("bad-date", f"{name} does not have a day {day}", hint)
        return cls("-".join(part.zfill(2) for part in match.groups() if part), text.span, text.quoted)

    @property
    def parts(self) -> tuple[int, int | None, int | None]:
        """Year, month and day; ``None`` for what is not given."""
        year, month, day = ([int(p) for p in self.split("-")] + [None, None])[:3]
        assert year is not None
        return year, month, day

    @property
    def year(self) -> int | None:
        """The year; ``None`` if it is not known."""
        return self.parts[0]

    @property
    def first_day(self) -> dt.date:
        """The earliest possible day."""
        year, month, day = self.parts
        return dt.date(year, month or 1, day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest possible day."""
        year, month, day = self.parts
        month = month or 12
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])


class EndDate(Date):
    """A date, or ``present``."""

    __slots__ = ()
    expected = "a date or `present`"
    json_schema: ClassVar[JsonSchema] = {"anyOf": [{"const": "present"}, *Date.json_schema["anyOf"]]}

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Accept ``present`` in upper or lower case, or a date."""
        if text.strip().lower() == "present":
            return cls("present", text.span, text.quoted)
        return super().parse(text)

    @property
    def is_present(self) -> bool:
        """Whether this is ``present``."""
        return self == "present"

    @property
    def year(self) -> int | None:
        """The year; ``None`` for ``present``."""
        return None if self.is_present else super().year

    @property
    def first_day(self) -> dt.date:
        """The earliest possible day; for ``present`` the last day that Python supports."""
        return dt.date.max if self.is_present else super().first_day

    @property
    def last_day(self) -> dt.date:
        """The latest possible day; for ``present`` the last day that Python supports."""
        return dt.date.max if self.is_present else super().last_day


class FreeDate(Date):
    """A date, or free text in quotes that is printed as typed: ``"Spring 2021"``."""

    __slots__ = ()
    # An editor does not see whether a text is quoted.
    json_schema: ClassVar[JsonSchema] = ANY_SCALAR

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Accept any quoted text, and check it as a date if it has the form of one."""
        if text.quoted and not re.fullmatch(r"\d{4}(-\d{1,2}){0,2}", text.strip()):
            return cls(squeeze(text), text.span, quoted=True)
        return super().parse(text)

    @property
    def is_free(self) -> bool:
        """Whether this is free text, which has no known day."""
        return not re.fullmatch(r"\d{4}(-\d\d){0,2}", self)

    @property
    def year(self) -> int | None:
        """The year; of free text the latest year that is written with four digits."""
        return max(years_in(self), default=None) if self.is_free else super().year
