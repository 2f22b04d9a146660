"""The text layer is read in the order of cv.yaml: name, sections, and in each entry its title, its date, its bullets.

Strings repeat: a section's title may be a word of a bullet, and two jobs may have one employer. So titles are not
looked for one by one: the longest chain of titles that do stand in order is found, as in the comparison of two files,
and what is left over is out of order. A string that stands nowhere is the business of the check of the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.checks import guessed_order as orderguess
from cvpdf.pdf.checks.longest_chain import longest_chain, outermost
from cvpdf.pdf.checks.search import Haystack, indexed, needle
from cvpdf.pdf.checks.text import readings
from cvpdf.pdf.east_asian import is_east_asian
from cvpdf.pdf.messages import quoted
from cvpdf.pdf.read.facts import PdfFacts

MAX_PLACES = 200
"""A title that stands at more places than these says nothing about the order, and is left out."""

_MAY_PRECEDE = frozenset("([{<\"'/|·•:~≈-\u2010\u2011\u2012\u2013\u2014\u2015")
"""What a date may follow without a space, besides white space and East Asian characters."""


class _Title(NamedTuple):
    text: ExpectedText
    section: int
    """The number of the section that it belongs to, or is."""
    entry: ExpectedEntry | None = None

    @property
    def weight(self) -> int:
        return 1 if self.entry else 2


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``order-name``, ``order-section``, ``order-entry`` and ``glued-date``, each once for both readers.

    Without an expectation only what can be told for certain from the looks, see :mod:`cvpdf.pdf.checks.guessed_order`.
    """
    if expectation is None:
        return orderguess.check(facts)
    found: dict[Diagnostic, None] = {}
    # Mostly both read the same.
    texts = {reading.needle: reading for _, text in readings(facts) for reading in [indexed(text)]}
    for reading in texts.values():
        found |= dict.fromkeys(_Reading(reading).complaints(expectation))
    return list(found)


class _Reading:
    """The text layer as one library reads it."""

    def __init__(self, text: Haystack) -> None:
        self._text = text
        self._known: dict[str, list[int]] = {}

    def complaints(self, expectation: Expectation) -> Iterator[Diagnostic]:
        name = expectation.name
        if name is not None and (places := self._places(name)) and places[0] > 0:
            first = quoted(self._text.key[: min(places[0], 60)])
            hint = "let the template print the name before everything else, page headers included"
            yield error("order-name", f"the name is not read first: before it stands “{first}”", name.span, hint)
        yield from self._sections(expectation.sections)

    def _places(self, text: ExpectedText) -> list[int]:
        if text.text not in self._known:
            self._known[text.text] = self._text.find(needle(text.text))
        return self._known[text.text]

    def _sections(self, sections: Sequence[ExpectedSection]) -> Iterator[Diagnostic]:
        titles = [title for number, section in enumerate(sections) for title in _titles(number, section)]
        places = [found if len(found := self._places(title.text)) <= MAX_PLACES else [] for title in titles]
        kept = longest_chain(places, [title.weight for title in titles])
        inside = set(kept)
        lost = {i for i, found in enumerate(places) if found and i not in inside}
        lost_sections = {titles[i].section for i in lost if titles[i].entry is None}
        for i in sorted(lost):
            title = titles[i]
            if title.entry is None or title.section not in lost_sections:
                yield _misplaced(title, _before(titles, inside, i))
        first, last = outermost([places[i] for i in kept])
        end = len(self._text.key)
        for n, i in enumerate(kept):
            entry = titles[i].entry
            if entry is not None:
                yield from self._entry(entry, first[n], last[n + 1] if n + 1 < len(kept) else end)

    def _entry(self, entry: ExpectedEntry, start: int, end: int) -> Iterator[Diagnostic]:
        """Look at the stretch of the text from an entry's title to the next title."""
        start += len(needle(entry.title.text).key)
        parts = [*([entry.date] if entry.date else []), *entry.body]
        places = [found[bisect_left(found, start) : bisect_left(found, end)] for found in map(self._places, parts)]
        kept = set(longest_chain(places, [1] * len(parts)))
        for i, part in enumerate(parts):
            if i not in kept and self._places(part):
                yield _astray(part, entry, bool(places[i]))
        if entry.date and 0 in kept and not any(map(self._is_apart, places[0])):
            yield self._glued(entry.date, places[0][0])

    def _is_apart(self, place: int) -> bool:
        gaps = self._text.needle.gaps
        after = bisect_left(gaps, place)
        is_gap = after < len(gaps) and gaps[after] == place
        if is_gap or not place:
            return True
        before = self._text.key[place - 1]
        return before in _MAY_PRECEDE or before.isspace() or is_east_asian(before)

    def _glued(self, date: ExpectedText, place: int) -> Diagnostic:
        around = quoted(self._text.key[max(0, place - 25) : place + len(date.text)])
        message = f"the date “{quoted(date.text)}” is glued to what stands before it: “{around}”"
        return error("glued-date", message, date.span, "put a space or a line break before it")


def _titles(number: int, section: ExpectedSection) -> Iterator[_Title]:
    yield _Title(section.title, number)
    for entry in section.entries:
        yield _Title(entry.title, number, entry)


def _before(titles: Sequence[_Title], inside: set[int], index: int) -> _Title | None:
    """Return the title after which one should stand, of those that are in order."""
    return next((titles[i] for i in range(index - 1, -1, -1) if i in inside), None)


def _misplaced(title: _Title, before: _Title | None) -> Diagnostic:
    code: Callable[..., Diagnostic] = _section_error if title.entry is None else _entry_error
    where = f"after “{quoted(before.text.text)}”" if before else "before all others"
    return code(f"the {title.text.what} “{quoted(title.text.text)}” is not read in its place, {where}", title.text)


def _section_error(message: str, text: ExpectedText) -> Diagnostic:
    return error("order-section", message, text.span, "let the template print the sections in the order of cv.yaml")


def _entry_error(message: str, text: ExpectedText) -> Diagnostic:
    hint = "let the template print an entry's title, then its date, then what is below, one entry after the other"
    return error("order-entry", message, text.span, hint)


def _astray(part: ExpectedText, entry: ExpectedEntry, near: bool) -> Diagnostic:
    title = quoted(entry.title.text)
    where = f"in its order within “{title}”" if near else f"between “{title}” and the next title"
    return _entry_error(f"the {part.what} “{quoted(part.text)}” is not read {where}", part)
