"""Every string that a selection prints, in order, as plain text: what the checks of the PDF will look for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cvpdf.diagnostics import Span
from cvpdf.inspect.expectation import Expectation, ExpectedLink, ExpectedText
from cvpdf.render import markdown
from cvpdf.render.dates import date_text, period_text
from cvpdf.render.outline import expected_page, expected_sections
from cvpdf.render.printer import shown_text
from cvpdf.render.profiles import profile_target
from cvpdf.render.works import reference_text, work_target
from cvpdf.schema.basics import Profile
from cvpdf.schema.design import Locale
from cvpdf.schema.entries import Period
from cvpdf.schema.links import Link
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Author, Publication
from cvpdf.schema.sections import SkillsSection
from cvpdf.schema.text import Key, Line, Prose
from cvpdf.variants import Selection

_NOT_PRINTED = ("photo", "other_names")
"""Fields of the header that are no text on the page."""


def expectation(selection: Selection) -> Expectation:
    """Return what the PDF of a selection must hold."""
    texts: list[ExpectedText] = []
    links: list[ExpectedLink] = []
    for item in _walk(selection):
        (texts if isinstance(item, ExpectedText) else links).append(item)  # type: ignore[arg-type]
    return Expectation(
        texts=tuple(texts),
        links=tuple(dict.fromkeys(links)),
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
    return tuple(item.text for item in _model(model, selection) if isinstance(item, ExpectedText))


def _walk(selection: Selection) -> Iterator[ExpectedText | ExpectedLink]:
    yield from _model(selection.basics, selection)
    for shown in selection.sections:
        section = shown.section
        yield ExpectedText(str(section.title), "section title", section.title.span)
        for paragraph in getattr(section, "text", ()):
            yield from _value("text", paragraph)
        for group in shown.groups:
            if group.heading:
                yield ExpectedText(group.heading, "heading", section.title.span)
            for numbered in group.works:
                yield from _model(numbered.work, selection)
        for entry in getattr(section, "entries", ()):
            yield from _model(entry, selection)


def _model(model: Model, selection: Selection) -> Iterator[ExpectedText | ExpectedLink]:
    """Walk the fields of a model in the order in which the schema names them."""
    if isinstance(model, Profile):
        yield from _profile(model)
        return
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in _NOT_PRINTED or value is None:
            continue
        if name == "url" and isinstance(model, Period):
            # The address of an entry is not printed, it is where the entry's title leads.
            yield ExpectedLink(value.target, value.span)
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from _model(item, selection)
            elif name == "publications" and isinstance(item, Key):
                yield from _reference(selection.publications[str(item)], item.span)
            else:
                yield from _value(name, item)
    if isinstance(model, Period):
        yield from _period(model, selection.locale)
    elif isinstance(model, Publication) and model.date is not None:
        yield ExpectedText(date_text(model.date, selection.locale), "date", model.date.span)


def _value(name: str, value: Any) -> Iterator[ExpectedText | ExpectedLink]:
    what = name.replace("_", " ").removesuffix("s")
    if isinstance(value, Prose):
        yield ExpectedText(markdown.plain(value), what, value.span)
        for target in markdown.targets(value):
            yield ExpectedLink(target, value.span)
    elif isinstance(value, Link):
        yield ExpectedText(shown_text(value), what, value.span)
        yield ExpectedLink(value.target, value.span)
    elif isinstance(value, Author):
        yield ExpectedText(value.bare + value.marks, what, value.span)
    elif isinstance(value, Line):
        yield ExpectedText(str(value), what, value.span)


def _profile(profile: Profile) -> Iterator[ExpectedText | ExpectedLink]:
    yield ExpectedText(f"{profile.network}: {profile.username}", "profile", profile.network.span)
    target = profile_target(profile)
    if target:
        span: Span | None = profile.url.span if profile.url else profile.username.span
        yield ExpectedLink(target, span)


def _period(period: Period, locale: Locale) -> Iterator[ExpectedText]:
    text = period_text(period, locale)
    first = period.date or period.start_date or period.end_date
    if text and first is not None:
        yield ExpectedText(text, "date", first.span)


def _reference(work: Publication, span: Span | None) -> Iterator[ExpectedText | ExpectedLink]:
    yield ExpectedText(reference_text(work), "publication", span)
    target = work_target(work)
    if target is not None:
        yield ExpectedLink(target.target, span)
