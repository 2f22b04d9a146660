"""From the values of a selection to phrases: how each type of value is printed, in any output format."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from cvpdf.languages.dates import NO_BREAK
from cvpdf.render.content import markdown, titles
from cvpdf.render.content.dates import date_text, period_text
from cvpdf.render.content.native_language import by_language, native_language
from cvpdf.render.content.runs import Phrase, Run
from cvpdf.schema.authors import Author
from cvpdf.schema.basics import Profile
from cvpdf.schema.checks.author_notes import own_index
from cvpdf.schema.checks.work_references import REFERENCE, references
from cvpdf.schema.entries import Period
from cvpdf.schema.model import Bullet
from cvpdf.schema.values.contacts import Labelled
from cvpdf.schema.values.countries import country_of
from cvpdf.schema.values.dates import Date
from cvpdf.schema.values.identifiers import Arxiv, Doi, Orcid
from cvpdf.schema.values.links import Link, Url
from cvpdf.schema.values.paragraphs import BULLET, ListItem
from cvpdf.schema.values.phones import Phone
from cvpdf.schema.values.registers import RegisterNumber
from cvpdf.schema.values.text import Key, Prose, Title, WorkKey
from cvpdf.selection.selection import Selection
from cvpdf.source.nodes import Text


class Phrases:
    """Makes phrases of the values of one selection."""

    def __init__(self, selection: Selection) -> None:
        self._locale = selection.locale
        self._publications = selection.publications
        self._elsewhere = selection.elsewhere
        # What a fit chooses decides which works have which numbers; a text that is as high as measured has none.
        self._numbers = {
            str(numbered.work.key): numbered.number
            for shown in (selection.sections if selection.settings.fit is None else ())
            for group in shown.groups
            for numbered in group.works
            if numbered.number
        }
        basics, declared = selection.basics, tuple(map(str, selection.locale.languages))
        self._native_name = basics.native_name
        self._native_language = basics.native_language or (
            native_language(basics.native_name, selection.locale.language, declared) if basics.native_name else None
        )
        self._declared = (*declared, str(self._native_language)) if self._native_language else declared
        self._country = country_of(selection.basics.country, selection.locale.language)
        people = (some for work in self._publications.values() for some in (work.authors, work.editors))
        found = ((some, own_index(some, selection.basics)) for some in people)
        # The same spelling can be the person in one work and somebody else in another, so the objects count.
        self._own = frozenset(id(some[own[0]]) for some, own in found if len(own) == 1)

    def value(self, value: Text, what: str = "text") -> Phrase:
        """Return a scalar as it is printed."""
        if isinstance(value, ListItem):
            return Phrase(self._runs(value), what, value.span, marker=value.marker, level=value.level)
        return Phrase(self._runs(value), what, value.span)

    def bullets(self, bullet: Bullet, marker: str = BULLET) -> Iterator[Phrase]:
        """Yield a bullet, and the bullets below it."""
        phrase = self.value(bullet.text, "bullet")
        yield replace(phrase, marker=phrase.marker or marker)
        yield from (self.value(item, "bullet") for item in getattr(bullet, bullet.below))

    def labelled(self, item: Labelled, what: str = "text") -> Phrase:
        """Return a value with its label, if it has one."""
        value = self.value(item.value, what)
        if item.label is None:
            return value
        text = f"{item.label.replace(' ', NO_BREAK)}{self._locale.colon}"
        label = Run(text, tied=True, language=self.language(item.label))
        runs = tuple(run._replace(span=item.value.span) for run in value.runs)
        return Phrase((label, *runs), what, item.label.span, item.value.span)

    def run(self, value: Text, light: bool = False) -> Run:
        """Return a value without markup."""
        return Run(str(value), light=light, span=value.span, language=self.language(value))

    def language(self, value: Text) -> str | None:
        """Return the language of a value, if it is another one than that of the document."""
        if value is self._native_name:
            return self._native_language and str(self._native_language)
        if not self._elsewhere or value.span is None:
            return None
        place, tag = self._elsewhere[max(0, bisect_right(self._elsewhere, (value.span, "~")) - 1)]
        start = (value.span.line, value.span.column)
        inside = (place.line, place.column) <= start < (place.end_line, place.end_column)
        return tag if inside and place.file == value.span.file else None

    def _runs(self, value: Text) -> tuple[Run, ...]:
        runs, language = self._styled(value), self.language(value)
        if language or value is self._native_name:
            return tuple(run._replace(language=language) for run in runs)
        return tuple(part for run in runs for part in self._by_language(run))

    def _by_language(self, run: Run) -> Iterator[Run]:
        """Yield a run in parts, of which words in another script have their own language."""
        if run.text.isascii() or run.target or run.code:
            yield run
            return
        for text, language in by_language(run.text, self._locale.language, self._declared):
            yield run._replace(text=text, language=language)

    def _styled(self, value: Text) -> tuple[Run, ...]:
        if isinstance(value, Prose):
            return tuple(part for run in markdown.runs(value) for part in self._with_numbers(run))
        if isinstance(value, Title):
            return titles.runs(value)
        if isinstance(value, Author):
            return self._author(value, value.bare)
        if isinstance(value, Date):
            return (Run(date_text(value, self._locale)),)
        if isinstance(value, Phone):
            pieces = value.pieces(self._country)
            texts = (re.sub(r"(?<=[\d)]) (?=[\d(])", NO_BREAK, piece.text) for piece in pieces)
            return tuple(Run(text, target=p.target, tied=p.is_number) for text, p in zip(texts, pieces, strict=True))
        if isinstance(value, Link):
            return (Run(_shown(value), target=value.target),)
        return (Run(str(value)),)

    def author(self, author: Author, name: str) -> Phrase:
        """Return an author with another form of the name; the marks and the highlighting are those of the typed one."""
        language = self.language(author)
        runs = self._author(author, name)
        parts = runs if language else tuple(part for run in runs for part in self._by_language(run))
        return Phrase(tuple(run._replace(language=language or run.language) for run in parts), "author", author.span)

    def _author(self, author: Author, name: str) -> tuple[Run, ...]:
        before, _, after = author.parts
        runs = (Run(before), Run(_tied(name), own_name=author.is_placed or id(author) in self._own), Run(after))
        return tuple(run for run in runs if run.text)

    def _with_numbers(self, run: Run) -> Iterator[Run]:
        """Yield a run in which a reference to a work, `[@key]`, is its number, or its short form if it has none."""
        if run.code or "[@" not in run.text:
            yield run
            return
        place = 0
        for match in REFERENCE.finditer(run.text):
            yield from _part(run, run.text[place : match.start()])
            keys = references(match[0])
            known = [self._numbers.get(key, "").strip("[]") for key in keys]
            if not all(key in self._publications for key in keys):
                yield run._replace(text=match[0])  # not prose, so nothing has checked the key
            elif all(known):
                yield run._replace(text=f"[{', '.join(known)}]".replace(" ", NO_BREAK))
            else:
                yield run._replace(text="[")
                for place_of_key, key in enumerate(keys):
                    yield from (run._replace(text=", "),) if place_of_key else ()
                    yield from (
                        run._replace(text=part.text, target=run.target or part.target, italic=part.italic)
                        for part in self.reference(WorkKey(key)).runs
                    )
                yield run._replace(text="]")
            place = match.end()
        yield from _part(run, run.text[place:])

    def linked(self, value: Text, link: Link | None, what: str = "text") -> Phrase:
        """Return a value that links to an address, if there is one."""
        phrase = self.value(value, what)
        if link is None:
            return phrase
        runs = tuple(run._replace(target=run.target or link.target) for run in phrase.runs)
        return Phrase(runs, what, phrase.span, link.span)

    def period(self, period: Period) -> Phrase | None:
        """Return when something was; `None` if that is not given."""
        text = period_text(period, self._locale)
        first = period.date or period.start_date or period.end_date
        language = self.language(period.date) if period.date else None
        return (
            Phrase((Run(text, language=language),), "date", first.span if first is not None else None) if text else None
        )

    def reference(self, key: Key) -> Phrase:
        """Return the short form of a publication: its venue, else its arXiv number, else its title.

        It links to the DOI, which lasts longest, else to the publisher's page, else to arXiv.
        """
        work = self._publications[str(key)]
        shown = work.venue_short or work.venue or (None if work.arxiv else work.title)
        text = work.venue_short or work.venue or (f"arXiv:{work.arxiv}" if work.arxiv else titles.runs(work.title))
        link = work.doi or work.url or work.arxiv
        runs = text if isinstance(text, tuple) else (Run(str(text)),)
        runs = tuple(run._replace(language=self.language(shown)) for run in runs) if shown else runs
        return Phrase(tuple(run._replace(target=link.target if link else "") for run in runs), "publication", key.span)

    def profile(self, profile: Profile) -> Phrase:
        """Return an account as network and user name, linked if its address is known."""
        target = profile.target
        network, name = (part.replace(" ", NO_BREAK) for part in (profile.network, profile.username))
        runs = (
            Run(f"{network}{self._locale.colon}", target=target, tied=True),
            Run(name, target=target, span=profile.username.span),
        )
        address = profile.url or profile.username
        return Phrase(runs, "profile", profile.network.span, address.span)


def _part(run: Run, text: str) -> Iterator[Run]:
    return iter((run._replace(text=text),) if text else ())


def _shown(link: Link) -> str:
    """Return the text by which a link is shown; a number gets a label, so that a reader knows what it is."""
    if isinstance(link, Url):
        return link.shown
    if isinstance(link, RegisterNumber):
        has_label = link.lower().startswith(link.label.lower())
        return str(link) if has_label else f"{link.label}{NO_BREAK}{link}"
    labels = {Arxiv: "arXiv:", Doi: "doi:", Orcid: f"ORCID{NO_BREAK}"}
    return f"{labels.get(type(link), '')}{link}"


def _tied(name: str) -> str:
    """Return a name that breaks into lines nowhere, or, if it is long, not before its last word."""
    words = name.split(" ")
    if len(words) <= 3:
        return NO_BREAK.join(words)
    return " ".join([*words[:-2], NO_BREAK.join(words[-2:])])
