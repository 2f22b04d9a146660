"""The expectation of the checks: what the PDF of a selection must contain, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cvpdf.diagnostics import Span
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedLink, ExpectedPage, ExpectedSection, ExpectedText
from cvpdf.render.breaks import breaks_of
from cvpdf.render.content.blocks import Content, Entry, Section, Work
from cvpdf.render.content.reading_order import (
    phrases,
    phrases_of_entry,
    phrases_of_header,
    phrases_of_section,
)
from cvpdf.render.content.runs import Phrase, Run
from cvpdf.render.content.walk import walk
from cvpdf.schema.page import Page
from cvpdf.selection.selection import Selection, label_of

_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 72 / 72.27}
"""PDF points of TeX's units; TeX's own point is a little smaller."""
_PAPER = {"a4": (210 * 72 / 25.4, 297 * 72 / 25.4), "letter": (612.0, 792.0)}


def expectation(selection: Selection, content: Content | None = None) -> Expectation:
    """Return what the PDF of a selection must contain; `content` is its walk, if that is at hand."""
    content = content or walk(selection)
    name = _text(content.header.name)
    return Expectation(
        texts=tuple(_texts(content)),
        links=tuple(dict.fromkeys(_links(phrases(content)))),
        title=selection.document_title,
        author=str(selection.basics.name),
        language=str(selection.locale.language),
        keywords=keywords(content),
        name=name,
        foot=f"{name.text} · {{}}/{{pages}}",
        sections=tuple(part for section in content.sections for part in _sections(section)),
        page=_page(selection.settings.design.page),
        min_font_size=selection.settings.min_font_size,
        max_file_size=round(selection.settings.max_file_size * 1_000_000),
        max_pages=selection.settings.max_pages,
        standard=selection.settings.design.standard,
        standard_required="standard" in selection.settings.design.model_fields_set,
        hyphenated=bool(selection.settings.design.page.hyphenation),
        span=selection.settings.variant.span,
    )


def keywords(content: Content) -> tuple[str, ...]:
    """Return the keywords of the document: the skills that it shows; a group without skills is one itself."""
    skills = (entry for section in content.sections if section.kind == "skills" for entry in section.entries)
    return tuple(word for entry in skills for word in [p.text for p in entry.subtitle] or [label_of(entry.source)[0]])


def _texts(content: Content) -> Iterator[ExpectedText]:
    yield from map(_text, phrases_of_header(content.header))
    for section in content.sections:
        # The heading of a group of publications is not a value of cv.yaml.
        yield from (_text(phrase, section.heading.span) for phrase in phrases_of_section(section))


def _text(phrase: Phrase, span: Span | None = None) -> ExpectedText:
    number = phrase.numbered_text.removesuffix(phrase.text)
    text, places, hyphens = breaks_of(Phrase((Run(number), *phrase.runs)))
    return ExpectedText(text, phrase.what, phrase.span or span, places, hyphens)


def _links(phrases: Iterable[Phrase]) -> Iterator[ExpectedLink]:
    for phrase in phrases:
        texts: dict[str, str] = {}
        for target, runs in groupby(phrase.runs, _target):
            if target:
                texts.setdefault(target, breaks_of(Phrase(tuple(runs)))[0])
        yield from (ExpectedLink(uri, phrase.target_span or phrase.span, text) for uri, text in texts.items())


def _target(run: Run) -> str:
    return run.target


def _sections(section: Section) -> Iterator[ExpectedSection]:
    """Yield a section and, one level below it, its groups of publications that have a heading."""
    loose = (work for group in section.groups if group.heading is None for work in group.works)
    yield ExpectedSection(_text(section.heading), 1, (*map(_entry, section.entries), *map(_entry, loose)))
    for group in section.groups:
        if group.heading is not None:
            yield ExpectedSection(_text(group.heading, section.heading.span), 2, tuple(map(_entry, group.works)))


def _entry(item: Entry | Work) -> ExpectedEntry:
    title = item.title if isinstance(item, Work) else next(phrases_of_entry(item))
    body = tuple(_body(item)) if isinstance(item, Entry) else ()
    return ExpectedEntry(_text(title)._replace(what="title"), _text(item.date) if item.date else None, body)


def _body(entry: Entry) -> Iterator[ExpectedText]:
    yield from map(_text, entry.bullets)
    for role in entry.roles:
        yield from map(_text, (*filter(None, [role.title]), *role.bullets))


def _page(page: Page) -> ExpectedPage:
    """Return paper and margins."""
    width, height = _PAPER[page.paper]
    margins = page.margins
    left, bottom, right, top = (_points(side) for side in (margins.left, margins.bottom, margins.right, margins.top))
    return ExpectedPage(width, height, left, bottom, right, top)


def _points(length: str) -> float:
    return float(length[:-2]) * _POINTS[length[-2:]]
