"""Every string that a selection prints, in order, as plain text: what the checks of the PDF will look for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation, ExpectedLink, ExpectedText
from cvpdf.render import markdown
from cvpdf.render.dates import date_text, period_text
from cvpdf.render.outline import expected_page, expected_sections
from cvpdf.render.printer import shown_text
from cvpdf.render.profiles import profile_target
from cvpdf.render.works import reference_text, work_target
from cvpdf.schema.basics import Profile
from cvpdf.schema.entries import Period
from cvpdf.schema.links import Link
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Author, Publication
from cvpdf.schema.sections import SkillsSection
from cvpdf.schema.text import Key, Line, Prose
from cvpdf.schema.value import Value
from cvpdf.selection.selection import Selection

_NOT_PRINTED = ("photo", "other_names")
"""Fields of the header that are no text on the page."""


def expectation(selection: Selection) -> Expectation:
    """Return what the PDF of a selection must hold."""
    found = _Found(selection)
    found.walk()
    return Expectation(
        texts=tuple(found.texts),
        links=tuple(dict.fromkeys(found.links)),
        title=selection.document_title,
        author=str(selection.basics.name),
        language=str(selection.locale.language),
        keywords=keywords(selection),
        name=ExpectedText(str(selection.basics.name), "name", selection.basics.name.span),
        foot=f"{selection.basics.name} · {selection.locale.label('page')}",
        sections=expected_sections(selection),
        page=expected_page(selection.settings.design),
        min_font_size=selection.settings.min_font_size,
        max_file_size=round(selection.settings.max_file_size * 1_000_000),
        max_pages=selection.settings.max_pages,
        span=selection.settings.variant.span,
    )


def keywords(selection: Selection) -> tuple[str, ...]:
    """Return the keywords of the document: the skills that it shows."""
    groups = (e for s in selection.sections if isinstance(s.section, SkillsSection) for e in s.section.entries)
    return tuple(str(word) for group in groups for word in group.keywords)


def texts_of(model: Model, selection: Selection) -> tuple[str, ...]:
    """Return the strings that one entry or publication prints."""
    found = _Found(selection)
    found.model(model)
    return tuple(item.text for item in found.texts)


class _Kind(NamedTuple):
    """What matters of the type of a model."""

    fields: tuple[tuple[str, str], ...]
    """Those that are printed, in the order of the schema, each with what it is called in messages."""
    is_profile: bool
    is_period: bool
    is_publication: bool


@cache
def _kind(model: type[Model]) -> _Kind:
    # Whether something is an instance of a model takes pydantic longer than all the rest of the walk.
    names = [name for name in model.model_fields if name not in _NOT_PRINTED]
    fields = tuple((name, name.replace("_", " ").removesuffix("s")) for name in names)
    return _Kind(fields, issubclass(model, Profile), issubclass(model, Period), issubclass(model, Publication))


class _Found:
    """What a selection prints, as far as it has been walked through."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.texts: list[ExpectedText] = []
        self.links: list[ExpectedLink] = []

    def _text(self, text: str, what: str, span: Span | None) -> None:
        self.texts.append(ExpectedText(text, what, span))

    def _link(self, uri: str, span: Span | None) -> None:
        self.links.append(ExpectedLink(uri, span))

    def walk(self) -> None:
        """Go through the whole selection."""
        self.model(self.selection.basics)
        for shown in self.selection.sections:
            section = shown.section
            self._text(str(section.title), "section title", section.title.span)
            for paragraph in getattr(section, "text", ()):
                self._value("text", paragraph)
            for group in shown.groups:
                if group.heading:
                    self._text(group.heading, "heading", section.title.span)
                for numbered in group.works:
                    self.model(numbered.work)
            for entry in getattr(section, "entries", ()):
                self.model(entry)

    def model(self, model: Model) -> None:
        """Go through the fields of a model in the order in which the schema names them."""
        kind = _kind(type(model))
        if kind.is_profile:
            self._profile(cast("Profile", model))
            return
        values = model.__dict__
        for name, what in kind.fields:
            value = values[name]
            if value is None:
                continue
            if name == "url" and kind.is_period:
                # The address of an entry is not printed, it is where the entry's title leads.
                self._link(value.target, value.span)
                continue
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Value):
                    if name == "publications" and isinstance(item, Key):
                        self._reference(self.selection.publications[str(item)], item.span)
                    else:
                        self._value(what, item)
                elif isinstance(item, Model):
                    self.model(item)
        if kind.is_period:
            self._period(cast("Period", model))
        elif kind.is_publication and (date := cast("Publication", model).date) is not None:
            self._text(date_text(date, self.selection.locale), "date", date.span)

    def _value(self, what: str, value: Value) -> None:
        if isinstance(value, Prose):
            self._text(markdown.plain(value), what, value.span)
            for target in markdown.targets(value):
                self._link(target, value.span)
        elif isinstance(value, Link):
            self._text(shown_text(value), what, value.span)
            self._link(value.target, value.span)
        elif isinstance(value, Author):
            self._text(value.bare + value.marks, what, value.span)
        elif isinstance(value, Line):
            self._text(str(value), what, value.span)

    def _profile(self, profile: Profile) -> None:
        self._text(f"{profile.network}: {profile.username}", "profile", profile.network.span)
        target = profile_target(profile)
        if target:
            self._link(target, profile.url.span if profile.url else profile.username.span)

    def _period(self, period: Period) -> None:
        text = period_text(period, self.selection.locale)
        first = period.date or period.start_date or period.end_date
        if text and first is not None:
            self._text(text, "date", first.span)

    def _reference(self, work: Publication, span: Span | None) -> None:
        self._text(reference_text(work), "publication", span)
        target = work_target(work)
        if target is not None:
            self._link(target.target, span)
