"""The walk through a selection: what a document prints, in the order of the page.

The templates, the expectation of the checks, the keywords and every export are made from its result, so they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cvpdf.east_asian import has_no_spaces
from cvpdf.languages.dates import NO_BREAK
from cvpdf.render.content.blocks import Contact, Content, Detail, Entry, Group, Header, Remark, Section
from cvpdf.render.content.capitals import in_capitals
from cvpdf.render.content.phrases import Phrases
from cvpdf.render.content.punctuation import without_colon
from cvpdf.render.content.runs import Phrase, Run, Series
from cvpdf.render.content.works import Works
from cvpdf.schema import form as forms
from cvpdf.schema.authors import MEANINGS
from cvpdf.schema.basics import Basics
from cvpdf.schema.entries import Item, Period
from cvpdf.schema.form import COMMA, DOT, Form
from cvpdf.schema.publications import Publication
from cvpdf.schema.values.contacts import Labelled
from cvpdf.schema.values.paragraphs import BULLET
from cvpdf.schema.values.text import Key
from cvpdf.selection.selection import PublicationGroup, Selection, ShownSection
from cvpdf.source.nodes import Text

_CONTACTS = {"location": "place", "email": "mail", "phone": "phone", "url": "web", "orcid": "orcid"}
"""The kind of each contact, in the order of the page."""


def walk(selection: Selection) -> Content:
    """Return the content of a selection."""
    return _Walk(selection).content()


class _Walk:
    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._design = selection.settings.design
        self._phrases = Phrases(selection)
        self._works = Works(selection, self._phrases, self._all, self._series)

    def content(self) -> Content:
        shown = self._selection.sections
        marks = [_marks(section) for section in shown]
        explained = frozenset().union(*marks)
        # Marks behind authors' names are explained once, below the last list that has any.
        last = max((place for place, some in enumerate(marks) if some), default=None)
        sections = (
            self._section(part, explained if place == last else frozenset()) for place, part in enumerate(shown)
        )
        return Content(self._header(self._selection.basics), tuple(sections))

    def _header(self, basics: Basics) -> Header:
        profiles = (Contact(network_kind(one.network), self._phrases.profile(one)) for one in basics.profiles)
        native_name = self._field(basics, "native_name")
        name = self._phrases.value(basics.name, "name")
        return Header(
            self._capitals(name) if self._design.header.name_style == "upper" else name,
            native_name,
            native_name is not None and basics.name_order == "native-first",
            self._field(basics, "headline"),
            self._series(basics, ("affiliations",), DOT),
            (*self._contacts(basics), *profiles),
            self._series(basics, ("details",), DOT),
            tuple(self._all(basics, "summary")),
        )

    def _contacts(self, basics: Basics) -> Iterator[Contact]:
        for name, kind in _CONTACTS.items():
            yield from (Contact(kind, phrase) for phrase in self._all(basics, name))

    def _section(self, shown: ShownSection, explained: frozenset[str]) -> Section:
        section = shown.section
        title = self._phrases.value(_counted(section.title, _size(shown)), "section title")
        style = str(getattr(section, "style", None) or self._design.publications.style)
        return Section(
            section.kind,
            self._capitals(title) if self._design.sections.case == "upper" else title,
            (*self._all(section, "intro"), *self._totals(shown)),
            tuple(self._all(section, "text")),
            tuple(self._entries(shown)),
            tuple(self._group(group, style) for group in shown.groups),
            tuple(Remark(mark, self._label(meaning)) for mark, meaning in MEANINGS.items() if mark in explained),
        )

    def _entries(self, shown: ShownSection) -> Iterator[Entry]:
        numbered = getattr(shown.section, "style", "") == "numbers"
        for number, entry in enumerate(getattr(shown.section, "entries", ()), 1):
            if isinstance(entry, Item):
                text, *below = self._phrases.bullets(entry, f"{number}." if numbered else BULLET)
                yield Entry("item", text, None, Series(), (), None, (), tuple(below), (), None, entry)
            else:
                yield self._entry(entry, shown.detailed)

    def _entry(self, entry: Any, detailed: bool) -> Entry:
        form: Form = type(entry).form
        title, subtitle = self._title(entry, form), self._series(entry, form.subtitle)
        return Entry(
            "head" if form.style == "short" and detailed else form.style,
            _as_label(title) if title and form.style == "line" else title,
            self._phrases.period(entry) if isinstance(entry, Period) else None,
            subtitle,
            tuple(self._details(entry, [detail for detail in form.details if detail.beside])),
            self._field(entry, "location"),
            tuple(self._details(entry, [detail for detail in form.details if not detail.beside])),
            tuple(text for bullet in getattr(entry, "highlights", ()) for text in self._phrases.bullets(bullet)),
            tuple(self._entry(role, True) for role in getattr(entry, "roles", ())),
            getattr(entry, "page_break", None),
            entry,
            self._joined(title, *subtitle).after(title) if title and subtitle else "",
        )

    def _title(self, entry: Any, form: Form) -> Phrase | None:
        """Return the title with what follows on its line: `MSc, Physics`, or in brackets, `Python (expert)`."""
        names = [name for name in (form.title, *form.title_rest) if getattr(entry, name) is not None]
        qualifier = getattr(entry, form.qualifier, None)
        if not names:
            return None
        phrase = self._phrases.linked(getattr(entry, names[0]), getattr(entry, "url", None), _called(names[0]))
        for value in (getattr(entry, name) for name in names[1:]):
            run = self._phrases.run(value)
            comma = self._joined(phrase, Phrase((run,))).after(phrase)
            phrase = replace(phrase, runs=(*phrase.runs, Run(comma), run))
        if qualifier is None:
            return phrase
        run = self._phrases.run(qualifier, light=True)
        before, after = (" (", ")") if self._joined(phrase, Phrase((run,))).separator.endswith(" ") else "（）"
        return replace(phrase, runs=(*phrase.runs, Run(before, light=True), run, Run(after, light=True)))

    def _details(self, entry: Any, details: list[forms.Detail]) -> Iterator[Detail]:
        for detail in details:
            content = self._series(entry, detail.fields, detail.separator)
            if isinstance(getattr(entry, detail.fields[0]), tuple) and not detail.label and detail.separator != DOT:
                # Each paragraph is a block of its own.
                yield from (Detail("", Series((phrase,))) for phrase in content)
            elif content:
                yield Detail(self._label_of(detail, len(content.phrases)), content)

    def _label_of(self, detail: forms.Detail, count: int) -> str:
        key = detail.label_of_one if detail.label_of_one and count == 1 else detail.label
        return without_colon(self._label(key)) if key else ""

    def _group(self, group: PublicationGroup, style: str) -> Group:
        text = _counted(group.heading, len(group.works))
        heading = Phrase((Run(text),), "heading", text.span) if text else None
        return Group(heading, tuple(self._works.work(numbered, style) for numbered in group.works))

    def _totals(self, shown: ShownSection) -> Iterator[Phrase]:
        """Yield the line of totals, if the list has one; a line ends neither before a number nor before a dot."""
        colon, dot = self._selection.locale.colon.replace(" ", NO_BREAK), DOT.replace(" ", NO_BREAK, 1)
        if shown.totals:
            text = dot.join(f"{self._label(label)}{colon}{count}" for label, count in shown.totals)
            yield Phrase((Run(text),), "totals")

    def _field(self, model: Any, name: str) -> Phrase | None:
        return next(self._all(model, name), None)

    def _series(self, model: Any, names: tuple[str, ...], separator: str = COMMA) -> Series:
        phrases = tuple(phrase for name in names for phrase in self._all(model, name))
        return Series(phrases, separator) if separator == DOT else self._joined(*phrases)

    def _joined(self, *phrases: Phrase) -> Series:
        """Return phrases with commas: those of the language, but no wide one where every phrase is in Latin script."""
        comma = self._selection.locale.comma
        is_right = comma.endswith(" ") or any(has_no_spaces(char) for phrase in phrases for char in phrase.text)
        return Series(phrases, comma if is_right else COMMA)

    def _all(self, model: Any, name: str) -> Iterator[Phrase]:
        """Yield the phrases of a field: of each item, if it is a list."""
        value = getattr(model, name, None)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Key):
                yield self._phrases.reference(item)
            elif isinstance(item, Labelled):
                yield self._phrases.labelled(item, _called(name))
            elif item:
                yield self._phrases.value(item, _called(name))

    def _capitals(self, phrase: Phrase) -> Phrase:
        return in_capitals(phrase, str(self._selection.locale.language))

    def _label(self, key: str) -> str:
        return self._selection.locale.label(key)


def _size(shown: ShownSection) -> int:
    """Return the number of works or entries that a section shows."""
    works = sum(len(group.works) for group in shown.groups)
    return works or len(getattr(shown.section, "entries", ()))


def _counted(heading: str, count: int) -> Text:
    """Return a heading with the number of items in place of `{count}`."""
    return Text(heading.replace("{count}", str(count)), getattr(heading, "span", None))


def _called(field: str) -> str:
    """Return what messages call a value of a field."""
    return field.replace("_", " ").removesuffix("s")


def network_kind(network: str) -> str:
    """Return the name by which LaTeX knows a network: lower-case letters."""
    name = re.sub(r"[^a-z]", "", network.casefold())
    return {"twitterx": "twitter", "x": "twitter", "googlescholar": "scholar"}.get(name, name) or "link"


def _as_label(title: Phrase) -> Phrase:
    """Return a title that is printed with a colon after it."""
    *others, last = title.runs
    return replace(title, runs=(*others, last._replace(text=without_colon(last.text))))


def _marks(shown: ShownSection) -> frozenset[str]:
    """Return the marks behind the names of authors in a section."""
    works: Iterator[Publication] = (numbered.work for group in shown.groups for numbered in group.works)
    return frozenset(mark for work in works for author in work.authors for mark in author.marks)
