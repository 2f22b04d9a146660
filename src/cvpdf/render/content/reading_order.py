"""The phrases of a document, a section or an entry in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.render.content.blocks import WORD, Content, Entry, Header, Section, Work
from cvpdf.render.content.runs import Phrase


def phrases(content: Content) -> Iterator[Phrase]:
    """Yield every phrase of a document in the order of the page."""
    yield from phrases_of_header(content.header)
    for section in content.sections:
        yield from phrases_of_section(section)


def phrases_of_header(header: Header) -> Iterator[Phrase]:
    """Yield the phrases of the header in the order of the page."""
    names = (header.name, header.native_name)
    yield from _given(*(reversed(names) if header.native_first else names), header.headline)
    yield from header.affiliations
    yield from (contact.phrase for contact in header.contacts)
    yield from (*header.details, *header.summary)


def phrases_of_section(section: Section) -> Iterator[Phrase]:
    """Yield the phrases of a section in the order of the page."""
    yield section.heading
    yield from (*section.intro, *section.paragraphs)
    for entry in section.entries:
        yield from phrases_of_entry(entry)
    for group in section.groups:
        yield from _given(group.heading)
        for work in group.works:
            yield from phrases_of_work(work)


def phrases_of_entry(entry: Entry) -> Iterator[Phrase]:
    """Yield the phrases of an entry or a position in the order of the page."""
    yield from _given(entry.title)
    if entry.style == "head":
        yield from _given(entry.date)
        yield from entry.subtitle
    else:
        yield from entry.subtitle
        yield from _given(entry.date)
    for detail in entry.beside:
        yield from detail.content
    yield from _given(entry.location)
    for detail in entry.details:
        yield from detail.content
    yield from entry.bullets
    for role in entry.roles:
        yield from phrases_of_entry(role)


def phrases_of_work(work: Work) -> Iterator[Phrase]:
    """Yield the phrases of a publication in the order of the page, and the words of its style."""
    for part in work.parts:
        # Marks of punctuation alone are found nowhere by themselves.
        yield from (phrase for phrase in part.phrases if phrase.what != WORD or any(map(str.isalnum, phrase.text)))
    yield from work.links


def _given(*phrases: Phrase | None) -> Iterator[Phrase]:
    return (phrase for phrase in phrases if phrase is not None)
