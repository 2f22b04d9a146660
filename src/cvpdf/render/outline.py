"""The reading order that a selection asks for: name, sections, and in each entry its title, date and bullets."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.expectation import ExpectedEntry, ExpectedPage, ExpectedSection, ExpectedText
from cvpdf.render import markdown
from cvpdf.render.dates import date_text, period_text
from cvpdf.schema.design import Design, Locale
from cvpdf.schema.entries import Period
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Publication
from cvpdf.selection.item_label import label_of
from cvpdf.selection.selection import Selection, ShownSection

_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 72 / 72.27}
"""PDF points of TeX's units; TeX's own point is a little smaller."""
_PAPER = {"a4": (210 * 72 / 25.4, 297 * 72 / 25.4), "letter": (612.0, 792.0)}


def expected_page(design: Design) -> ExpectedPage:
    """Return paper and margins."""
    width, height = _PAPER[design.paper]
    margins = design.margins
    left, bottom, right, top = (_points(side) for side in (margins.left, margins.bottom, margins.right, margins.top))
    return ExpectedPage(width, height, left, bottom, right, top)


def _points(length: str) -> float:
    return float(length[:-2]) * _POINTS[length[-2:]]


def expected_sections(selection: Selection) -> tuple[ExpectedSection, ...]:
    """Return the sections in reading order; headings of publication groups follow their section, one level below."""
    return tuple(part for shown in selection.sections for part in _section(shown, selection.locale))


def _section(shown: ShownSection, locale: Locale) -> Iterator[ExpectedSection]:
    section = shown.section
    title = ExpectedText(str(section.title), "section title", section.title.span)
    entries = tuple(_entry(entry, locale) for entry in getattr(section, "entries", ()))
    loose = [_entry(item.work, locale) for group in shown.groups if not group.heading for item in group.works]
    yield ExpectedSection(title, 1, (*entries, *loose))
    for group in shown.groups:
        if group.heading:
            works = tuple(_entry(item.work, locale) for item in group.works)
            yield ExpectedSection(ExpectedText(group.heading, "heading", section.title.span), 2, works)


def _entry(entry: Model, locale: Locale) -> ExpectedEntry:
    text, span = label_of(entry)
    date = None
    if isinstance(entry, Period) and (when := period_text(entry, locale)):
        first = entry.date or entry.start_date or entry.end_date
        date = ExpectedText(when, "date", first.span if first is not None else None)
    elif isinstance(entry, Publication) and entry.date is not None:
        date = ExpectedText(date_text(entry.date, locale), "date", entry.date.span)
    return ExpectedEntry(ExpectedText(text, "title", span), date, tuple(_body(entry)))


def _body(entry: Model) -> Iterator[ExpectedText]:
    for highlight in getattr(entry, "highlights", ()):
        yield ExpectedText(markdown.plain(highlight.text), "bullet", highlight.text.span)
    for role in getattr(entry, "roles", ()):
        yield ExpectedText(str(role.position), "position", role.position.span)
        for highlight in role.highlights:
            yield ExpectedText(markdown.plain(highlight.text), "bullet", highlight.text.span)
