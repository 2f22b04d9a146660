"""The blocks of a document in the order of the page, as frozen data without any output format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from cvpdf.render.content.runs import Phrase, Series
from cvpdf.schema.form import Style
from cvpdf.schema.model import Model
from cvpdf.schema.publications import Publication

WORD = "word"
"""What messages call words that a citation style prints."""


class Contact(NamedTuple):
    """A contact, and what kind it is: `place`, `mail`, `phone`, `web`, `orcid`, or the name of a network."""

    kind: str
    phrase: Phrase


class Header(NamedTuple):
    """The person."""

    name: Phrase
    native_name: Phrase | None
    native_first: bool
    """Whether the native name is printed before the other one."""
    headline: Phrase | None
    affiliations: Series
    contacts: tuple[Contact, ...]
    details: Series
    summary: tuple[Phrase, ...]
    """Paragraphs and items of lists."""


class Detail(NamedTuple):
    """A field of an entry with a label, or a paragraph without one."""

    label: str
    content: Series


class Entry(NamedTuple):
    """An entry of a section, or one of several positions of an entry."""

    style: Style
    title: Phrase | None
    """`None` in a line of skills without a label."""
    date: Phrase | None
    subtitle: Series
    beside: tuple[Detail, ...]
    """Short fields with labels, behind the subtitle on its line."""
    location: Phrase | None
    details: tuple[Detail, ...]
    """What is printed below the head."""
    bullets: tuple[Phrase, ...]
    """Bullets, each before those of the level below it."""
    roles: tuple[Entry, ...]
    page_break: Literal["before", "avoid", "allow"] | None
    source: Model
    """The entry of cv.yaml."""
    comma: str = ""
    """What is printed between title and subtitle, if they are on one line."""


class Part(NamedTuple):
    """A field of a publication as its citation style prints it, or words of the style between two fields."""

    role: str
    """The name of the field; empty for words of the style."""
    phrases: tuple[Phrase, ...]
    """One, or several with the words between them, as of a list of authors."""
    space: bool = False
    """Whether a space follows."""
    italic: bool = False
    """Whether the style prints it in italics. Emphasis within a field is in its runs."""
    bold: bool = False
    """Whether the style prints it in bold."""


class Work(NamedTuple):
    """A publication in a list."""

    number: str
    """Empty in lists without numbers."""
    parts: tuple[Part, ...]
    """What the citation style prints, in the order of the page."""
    links: Series
    """The addresses that the style does not print."""
    source: Publication
    """The publication of cv.yaml."""
    left_out: frozenset[str] = frozenset()
    """The fields that the citation style leaves out on purpose."""

    @property
    def title(self) -> Phrase:
        """The title as the style prints it; every style prints one."""
        return next(part.phrases[0] for part in self.parts if part.role == "title")

    @property
    def date(self) -> Phrase | None:
        """The date, if the style prints it behind the title."""
        roles = [part.role for part in self.parts]
        behind = self.parts[roles.index("title") :]
        return next((part.phrases[0] for part in behind if part.role == "date"), None)


class Group(NamedTuple):
    """Publications below one subheading."""

    heading: Phrase | None
    works: tuple[Work, ...]


class Remark(NamedTuple):
    """The explanation of a mark behind authors' names."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section. Of paragraphs, entries and groups, only one is filled; paragraphs are also items of lists."""

    kind: str
    heading: Phrase
    intro: tuple[Phrase, ...] = ()
    """Paragraphs and items of lists before everything else."""
    paragraphs: tuple[Phrase, ...] = ()
    entries: tuple[Entry, ...] = ()
    groups: tuple[Group, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """Below the last list of publications that has marks."""


class Content(NamedTuple):
    """Everything that a document prints, but page numbers."""

    header: Header
    sections: tuple[Section, ...]
