"""The functions that citation styles can call. `docs/publications.md` lists them with the docstrings from here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cvpdf.languages.dates import NO_BREAK
from cvpdf.languages.tags import is_english
from cvpdf.languages.words import words
from cvpdf.render.content.runs import Phrase
from cvpdf.render.content.styles.names import Form, in_form
from cvpdf.render.content.styles.values import LinkValue, People, Value, word
from cvpdf.schema.authors import Author
from cvpdf.schema.locale import Locale

_RANGE = re.compile(r"(\d+)(\D+)(\d+)")


class Functions:
    """The functions for one document."""

    def __init__(self, locale: Locale, author: Callable[[Author, str], Phrase]) -> None:
        self._locale = locale
        self._author = author

    def named(self) -> Mapping[str, Callable[..., Any]]:
        """Return the functions by the names that styles call."""
        return {name: getattr(self, name) for name in NAMES}

    def label(self, key: str, *value: Value | None) -> Value | str | None:
        """Return a word in the language of the CV; `label("volume", volume)` has the value in its place: `vol. 12`.

        [The keys](languages.md#labels). Nothing is printed if the value is not given. `label("pages", pages)` is `p. 7`
        for one page; `label("edition", edition)` is `2nd ed.`, or the edition as typed if that is not a number.
        """
        if key not in words("en").labels:
            raise ValueError(f"there is no label `{key}`")
        if not value:
            return self._locale.label(key)
        [given] = value
        if given is None:
            return None
        if key == "pages" and not re.search(r"[\d\w]\s*[-–,;+&]", given):
            key = "one_page"
        if key == "edition":
            if not given.isdigit():
                return given
            given = given.shown_as(_ordinal(int(given))) if is_english(self._locale.language) else given
        before, after = self._locale.label_around(key)
        return self.with_words(before, given, after)

    def names(
        self,
        people: People | None,
        family_first: bool | str = False,
        initials: str | None = None,
        comma: str = ",",
        last: str = "",
        last_comma: str = "three",
        over: int = 0,
        keep: int = 1,
        final: bool = False,
        particle_last: bool = False,
    ) -> Value | None:
        """Return authors or editors in another form than the typed one; your own name stays bold, and is never cut.

        `family_first=true` is `Hof, Tess`, and `"once"` only for the first name; `initials="."` is `T. M. Hof`, and
        `""` is `Hof TM`; `comma=""` leaves out the comma behind the family name. `last="&"` is the word before the last
        name; a comma is before it if `last_comma` is `"always"`, from three names on in English (`"three"`), or
        `"never"`. Lists of more than `over` names end after `keep` names with “et al.”, with `final=true` with `…` and
        the last name. `particle_last=true` is `Berg, Jan van der`.
        """
        if people is None:
            return None
        if not isinstance(people, People):
            raise ValueError("`names` takes `authors` or `editors`")
        if last_comma not in ("always", "three", "never"):
            raise ValueError(f"`last_comma` is `always`, `three` or `never`, not `{last_comma}`")
        if over and not 0 < keep <= over:
            raise ValueError("`keep` is at least 1, and at most `over`")
        if last_comma == "three" and not is_english(self._locale.language):
            last_comma = "never"  # no other language writes this comma
        form = Form(family_first, initials, comma, last, last_comma, over, keep, final, particle_last)  # type: ignore[arg-type]
        return in_form(people, form, self._author, self._locale.label("et_al"))

    def address(self, link: LinkValue | None) -> Value | None:
        """Return the complete address of a number: `https://doi.org/10.5555/1`."""
        return None if link is None else _link(link).address

    def bare(self, link: LinkValue | None) -> Value | None:
        """Return a number without the name of its register: `10.5555/1`."""
        return None if link is None else _link(link).number

    def with_words(self, before: str, value: Value | None, after: str = "") -> Value | None:
        """Return a value with words around it, and nothing if it is not given: `with_words("doi: ", bare(doi))`."""
        # A line breaks neither behind the words nor before them.
        before = f"{before[:-1]}{NO_BREAK}" if before.endswith(" ") else before
        after = f"{NO_BREAK}{after[1:]}" if after.startswith(" ") else after
        return value and Value(value.role, (*_words(before), *value.phrases, *_words(after)))

    def capital(self, value: Value | str | None) -> Value | str | None:
        """Return a value with its first letter in upper case."""
        return _with_first(value, str.upper)

    def small(self, value: Value | str | None) -> Value | str | None:
        """Return a value with its first letter in lower case: `in press`."""
        return _with_first(value, str.lower)

    def short_range(self, pages: Value | None, least: int = 1) -> Value | None:
        """Return pages without the digits that repeat: `117–32`; `least` is the number of digits that stay.

        A range that starts at a multiple of 100 stays whole with `least=2`: `100–104`.
        """
        match = _RANGE.fullmatch(pages or "")
        if pages is None or match is None or len(match[1]) != len(match[3]):
            return pages
        first, sign, last = match.groups()
        if least > 1 and int(first) % 100 == 0:
            return pages
        same = next((k for k, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(last) - 1)
        keep = 1 if least > 1 and 0 < int(first) % 100 < 10 else least
        return pages.shown_as(f"{first}{sign}{last[min(same, len(last) - keep) :]}")


NAMES = ("label", "names", "address", "bare", "with_words", "capital", "small", "short_range")


def _link(value: object) -> LinkValue:
    if not isinstance(value, LinkValue):
        raise ValueError("`address` and `bare` take a number in a register or a `url`")
    return value


def _words(text: str) -> tuple[Phrase, ...]:
    return (word(text),) if text else ()


def _with_first(value: Value | str | None, change: Callable[[str], str]) -> Value | str | None:
    """Return a value with its first letter changed."""
    if not isinstance(value, Value) or not value:
        return value and change(value[0]) + value[1:]
    first, *rest = value.phrases
    run, *runs = first.runs
    run = run._replace(text=change(run.text[0]) + run.text[1:])
    return Value(value.role, (replace(first, runs=(run, *runs)), *rest))


def _ordinal(number: int) -> str:
    """Return an English ordinal: `2nd`."""
    teens = 10 < number % 100 < 14
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
