"""The content of a PDF as data. The templates print all of it, and the checks require all of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.schema.basics import Basics
from cvpdf.schema.citation_style import CitationStyle
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import Bullet
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import Section
from cvpdf.schema.translations import Places
from cvpdf.schema.variants import SectionRule
from cvpdf.selection.settings import Settings
from cvpdf.source.nodes import Text


class NumberedPublication(NamedTuple):
    """A publication in a list. ``number`` is empty if the list is not numbered."""

    number: str
    work: Publication


class Numbers(NamedTuple):
    """How a group of works is numbered."""

    prefix: str = ""
    """Letters before the number; works with a prefix are in brackets: `[J3]`."""
    down: bool = False
    """Whether the last number is 1."""
    restart: bool = False
    """Whether the numbers start at 1 again in this group."""


class PublicationGroup(NamedTuple):
    """Publications under one subheading. ``heading`` is empty if there is no subheading."""

    heading: str
    works: tuple[NumberedPublication, ...]
    numbers: Numbers | None = None
    """How the works are numbered; `None` if they are not."""


class ShownSection(NamedTuple):
    """A section with the content to show: ``groups`` for publications, ``section.entries`` for other kinds."""

    section: Section
    groups: tuple[PublicationGroup, ...] = ()
    rule: SectionRule | None = None
    """The rule of the variant for this section."""
    totals: tuple[tuple[str, int], ...] = ()
    """Keys of labels, and the numbers of works that they name: of all that a fitted variant chooses from."""
    detailed: bool = False
    """Whether any entry has more than a title, a detail and a date. If so, all entries are printed on several lines.

    In a fitted variant all candidates count, so that the form does not depend on the choice.
    """

    @property
    def name(self) -> str:
        """The id of the section, or its kind."""
        return str(self.section.id or self.section.kind)


class Dropped(NamedTuple):
    """An item that the variant does not show. ``what`` is section, entry, highlight, publication or field."""

    what: str
    text: str
    reason: str
    span: Span | None


def label_of(item: object) -> tuple[str, Span | None]:
    """Return the title of an entry, a publication or a section, or the text of a bullet, with its place.

    The text of a bullet contains those of the bullets below it.
    """
    if isinstance(item, Bullet):
        return " – ".join((item.text, *getattr(item, item.below))), item.text.span
    form = getattr(item, "form", None)
    given = (getattr(item, name) for name in (form.title, *form.title_rest)) if form else ()
    value = next((value for value in given if value is not None), None if form else getattr(item, "title", item))
    if value is None and form:
        # A line of skills without a label.
        values = [value for name in form.subtitle for value in getattr(item, name)]
        return ", ".join(values), values[0].span
    return str(value), value.span if isinstance(value, Text) else None


class Selection(NamedTuple):
    """The exact content of one variant, in order."""

    settings: Settings
    locale: Locale
    basics: Basics
    sections: tuple[ShownSection, ...]
    publications: Mapping[str, Publication]
    """All publications by key, for entries that refer to them."""
    dropped: tuple[Dropped, ...]
    elsewhere: Places = ()
    """The places of texts that are shown in another language, because a translation is missing."""
    styles: Mapping[str, CitationStyle] = MappingProxyType({})
    """The citation styles that cv.yaml names; without them those that come with cvpdf."""

    @property
    def document_title(self) -> str:
        """The title in the PDF's metadata."""
        return f"{self.basics.name} – {self.settings.title}"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show except the name."""
        return not self.sections and not any(getattr(self.basics, field) for field in ("summary", "headline"))

    def counts(self) -> dict[str, int]:
        """Return the numbers of sections, entries, highlights and publications."""
        totals = {"sections": len(self.sections), "entries": 0, "highlights": 0, "publications": 0}
        for shown in self.sections:
            totals["publications"] += sum(len(group.works) for group in shown.groups)
            for entry in getattr(shown.section, "entries", ()):
                totals["entries"] += 1
                totals["highlights"] += len(getattr(entry, "highlights", ()))
                totals["highlights"] += sum(len(role.highlights) for role in getattr(entry, "roles", ()))
        return totals
