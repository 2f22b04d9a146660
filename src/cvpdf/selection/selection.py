"""What a PDF will say, as data. The templates print all of it, and the checks demand all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.schema.basics import Basics
from cvpdf.schema.design import Locale
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import Section
from cvpdf.schema.variants import SectionRule
from cvpdf.selection.settings import Settings


class NumberedPublication(NamedTuple):
    """A publication in a list; ``number`` is empty in lists without numbers."""

    number: str
    work: Publication


class PublicationGroup(NamedTuple):
    """Publications under one subheading; ``heading`` is empty if there is none."""

    heading: str
    works: tuple[NumberedPublication, ...]


class ShownSection(NamedTuple):
    """A section with what is left of it. ``groups`` is filled for publications only, ``section.entries`` elsewhere."""

    section: Section
    groups: tuple[PublicationGroup, ...] = ()
    rule: SectionRule | None = None
    """What the variant says about the section."""
    detailed: bool = False
    """Whether any entry has more than a title, a detail and a date: its entries then all have heads.

    In a fitted variant any entry that may be shown, so that the form does not depend on the choice.
    """

    @property
    def name(self) -> str:
        """The name by which variants refer to the section."""
        return str(self.section.id or self.section.kind)


class Dropped(NamedTuple):
    """Something that the variant does not show. ``what`` is section, entry, highlight, publication or field."""

    what: str
    text: str
    reason: str
    span: Span | None


class Selection(NamedTuple):
    """Exactly what one variant shows, in order."""

    settings: Settings
    locale: Locale
    basics: Basics
    sections: tuple[ShownSection, ...]
    publications: Mapping[str, Publication]
    """All works by key, for entries that refer to them."""
    dropped: tuple[Dropped, ...]

    @property
    def document_title(self) -> str:
        """The title in the PDF's metadata."""
        return f"{self.basics.name} – {self.settings.title}"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but a name."""
        return not self.sections and not any(getattr(self.basics, field) for field in ("summary", "headline"))

    def counts(self) -> dict[str, int]:
        """Count what is shown: sections, entries, highlights, publications."""
        found = {"sections": len(self.sections), "entries": 0, "highlights": 0, "publications": 0}
        for shown in self.sections:
            found["publications"] += sum(len(group.works) for group in shown.groups)
            for entry in getattr(shown.section, "entries", ()):
                found["entries"] += 1
                found["highlights"] += len(getattr(entry, "highlights", ()))
                found["highlights"] += sum(len(role.highlights) for role in getattr(entry, "roles", ()))
        return found
