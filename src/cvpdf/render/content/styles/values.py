"""What a citation style works with: the fields of a publication as values that print their phrases."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Self

from cvpdf.languages import dates
from cvpdf.languages.tags import is_english
from cvpdf.render.content.blocks import WORD
from cvpdf.render.content.runs import Phrase, Run, Series
from cvpdf.schema.authors import Author
from cvpdf.schema.locale import Locale
from cvpdf.schema.values.dates import FreeDate
from cvpdf.schema.values.links import Link


class Value(str):
    """A field of a publication: for the style its text, on the page its phrases."""

    role: str
    phrases: tuple[Phrase, ...]
    __slots__ = ("phrases", "role")

    def __new__(cls, role: str, phrases: Iterable[Phrase]) -> Self:
        """Return the value of the field `role`."""
        phrases = tuple(phrases)
        self = super().__new__(cls, "".join(phrase.text for phrase in phrases))
        self.role, self.phrases = role, phrases
        return self

    def shown_as(self, text: str, role: str | None = None) -> Value:
        """Return the value with another text, in the place and with the link of this one."""
        first = self.phrases[0]
        run = first.runs[0]._replace(text=text)
        return Value(role or self.role, (replace(first, runs=(run,)),))

    def translated(self, table: Mapping[int, int]) -> Value:
        """Return the value with some characters replaced, each by one."""
        phrases = (
            replace(p, runs=tuple(r._replace(text=r.text.translate(table)) for r in p.runs)) for p in self.phrases
        )
        return Value(self.role, phrases)


class DateValue(Value):
    """A date, and its parts. Free text, such as `Spring 2022`, counts as the year."""

    __slots__ = ("_date", "_language")
    _date: FreeDate
    _language: str

    @classmethod
    def of(cls, phrase: Phrase, date: FreeDate, locale: Locale) -> DateValue:
        """Return a date whose months are in the language of a CV."""
        self = cls("date", (phrase,))
        self._date, self._language = date, str(locale.language)
        return self

    @property
    def year(self) -> Value:
        """The year."""
        return self if self._date.is_free else self.shown_as(str(self._date.parts[0]))

    @property
    def month(self) -> Value | None:
        """The name of the month."""
        return self._part(with_day=False)

    @property
    def short_month(self) -> Value | None:
        """The abbreviated name of the month."""
        return self._part(with_day=False, short=True)

    @property
    def bare_month(self) -> Value | None:
        """The abbreviated name of the month without a full stop."""
        return (month := self.short_month) and month.shown_as(month.rstrip("."))

    @property
    def day(self) -> Value | None:
        """The day of the month."""
        return None if self._date.is_free or not self._date.parts[2] else self.shown_as(str(self._date.parts[2]))

    @property
    def month_day(self) -> Value | None:
        """Month and day as the language writes them, or the month if no day is given."""
        return self._part(with_day=True)

    @property
    def short_month_day(self) -> Value | None:
        """Abbreviated month and day as the language writes them, or the month if no day is given."""
        return self._part(with_day=True, short=True)

    def _part(self, with_day: bool, short: bool = False) -> Value | None:
        _, month, day = (None, None, None) if self._date.is_free else self._date.parts
        if month is None:
            return None
        day = day if with_day else None
        if not is_english(self._language) and dates.has_dates(self._language):
            return self.shown_as(dates.month_text(month, day, short, self._language))
        name = calendar.month_name[month]
        name = f"{name[:3]}." if short and len(name) > 3 else name
        return self.shown_as(f"{name}{dates.NO_BREAK}{day}" if day else name)


DATE_PARTS = ("year", "month", "short_month", "bare_month", "day", "month_day", "short_month_day")
"""The parts of a date that styles can print."""


class LinkValue(Value):
    """A number in a register or an address; prints what it is and the number: `doi:10.5555/1`, `PubMed 31452104`."""

    __slots__ = ("_link",)
    _link: Link

    @classmethod
    def of(cls, role: str, phrase: Phrase, link: Link) -> LinkValue:
        """Return a link."""
        self = cls(role, (phrase,))
        self._link = link
        return self

    @property
    def number(self) -> Value:
        """The number alone."""
        return self.shown_as(str(self._link))

    @property
    def address(self) -> Value:
        """The complete address: `https://doi.org/10.5555/1`."""
        return self.shown_as(self._link.target)


class People(Value):
    """The authors or editors, as typed; :meth:`Functions.names` prints them in another form."""

    __slots__ = ("others", "people")
    people: Sequence[Author]
    others: Value | None
    """“et al.”, if there are more than the list names."""

    @classmethod
    def of(cls, role: str, series: Series, people: Sequence[Author], others: Value | None) -> People:
        """Return people with the phrases that print them as typed."""
        more = [word(f"{series.separator}{others}")] if others else []
        self = cls(role, (*_interleaved(series, [series.after(phrase) for phrase in series]), *more))
        self.people, self.others = people, others
        return self

    @property
    def several(self) -> bool:
        """Whether there are two or more."""
        return len(self.people) > 1 or self.others is not None


def word(text: str) -> Phrase:
    """Return words that a style prints."""
    return Phrase((Run(text),), WORD)


def _interleaved(phrases: Iterable[Phrase], between: Iterable[str]) -> Iterator[Phrase]:
    """Yield phrases with words between; empty words are left out."""
    pairs = zip_longest(phrases, map(word, between))
    return (phrase for phrase in chain.from_iterable(pairs) if phrase is not None and phrase.text)
