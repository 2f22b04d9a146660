"""Check that the text layer is in the order of cv.yaml: name, sections, and title, date and bullets of each entry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, error, note
from cvpdf.east_asian import is_east_asian
from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.checks.guessed_order import check_appearance
from cvpdf.pdf.checks.page_layout import page_layouts
from cvpdf.pdf.checks.text import text_layers
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.search.longest_chain import longest_chain, outermost
from cvpdf.pdf.search.text_index import TextIndex, normal_text, text_index
from cvpdf.quoting import quoted

MAX_PLACES = 200
"""A title that occurs at more places does not show the order, and is ignored."""

_MAY_PRECEDE = frozenset("([{<\"'/|·•:~≈-\u2010\u2011\u2012\u2013\u2014\u2015")
"""What a date may follow without a space, besides white space and East Asian characters."""


class _Title(NamedTuple):
    text: ExpectedText
    section: int
    """The number of the section that it belongs to, or is the title of."""
    entry: ExpectedEntry | None = None

    @property
    def weight(self) -> int:
        return 1 if self.entry else 2


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``order-name``, ``order-section``, ``order-entry`` and ``glued-date``, each once for both readers.

    Without an expectation only what the appearance shows, see :mod:`cvpdf.pdf.checks.guessed_order`.
    """
    if expectation is None:
        return check_appearance(facts)
    # Both readers usually read the same text.
    layers = {layer.text: layer for _, text in text_layers(facts, expectation) for layer in [text_index(text)]}
    diagnostics: dict[Diagnostic, None] = {}
    for layer in layers.values():
        diagnostics |= dict.fromkeys(_TextLayer(layer, expectation, facts).diagnostics())
    return list(diagnostics)


CHECK = Check(
    name="order",
    title="name, sections, titles, dates and bullets are in order",
    function=check,
    position=40,
    notes="""\
Importers fill their form from top to bottom. The order is that of the text layer, for both readers.

Strings repeat: the title of a section may be a word of a bullet, and two jobs may have the same employer. So titles are
not searched for one by one. The check finds the longest chain of section and entry titles that are in order; the others
are out of order. Between an entry's title and the next title of the chain, its date and then its bullets and positions
must follow in order. `text` reports strings that are missing; a title that occurs at more than 200 places is ignored.

Without a source, the check says nothing else about the order, since a CV does not show whether a date belongs to the
text before it or after it.""",
    codes=(
        Code(
            "order-name",
            "the name is not read first",
            "other text is read before the name; importers use the first line as the name. Without a source: page 1"
            " has a mail address, its largest text looks like a name (two to five capitalised words, not “Curriculum"
            " Vitae”), and other text is read before it",
            "print the name first, also before running heads",
            "error; note if it is a running head, or without a source",
            names_text=True,
        ),
        Code(
            "order-section",
            "a section is not in its place",
            "a section's title, or the heading of a group of publications, is not read in its place",
            "print sections in the order of `cv.yaml`",
            names_text=True,
        ),
        Code(
            "order-entry",
            "an entry, or a part of it, is not in its place",
            "an entry's title, its date, a bullet or a position is not read in its place",
            "print title, then date, then what is below, one entry after the other",
            names_text=True,
        ),
        Code(
            "glued-date",
            "a date has no space before it",
            "no space is before the date, but, for example, a bracket or a full stop (after a letter it is"
            " `glued-words`). Without a source: a month and year, or a range of years, directly follows a lower-case"
            " word that is not part of an address",
            "print a space, `\\hfill` or a line break before it",
            "error; warning without a source",
            names_text=True,
        ),
    ),
)


class _TextLayer:
    """The text layer as one library reads it."""

    def __init__(self, text: TextIndex, expectation: Expectation, facts: PdfFacts) -> None:
        self._text = text
        self._expectation = expectation
        self._facts = facts
        # Many entries have equal dates.
        self._find = cache(lambda text: self._text.find(normal_text(text)))

    def diagnostics(self) -> Iterator[Diagnostic]:
        # The first text is the name, or the native name if that leads.
        name = next(iter(self._expectation.texts), None) if self._expectation.name else None
        if name is not None and (places := self._find(name.text)) and places[0] > 0:
            before = self._text.key[: places[0]]
            report = note if self._is_running_head(before) else error
            hint = "let the template print the name before everything else, page headers included"
            message = f"the name is not read first: `{quoted(before, 60)}` is before it"
            yield report("order-name", message, name.span, hint)
        yield from self._sections(self._expectation.sections)

    def _is_running_head(self, before: str) -> bool:
        """Whether the text before the name is nothing but running heads of the first page."""
        rest = "".join(before.split())
        for line in page_layouts(self._facts, self._expectation)[0].running:
            rest = rest.replace("".join(normal_text(line.text).key.split()), "", 1)
        return not rest

    def _sections(self, sections: Sequence[ExpectedSection]) -> Iterator[Diagnostic]:
        titles = [
            _Title(text, number, entry)
            for number, section in enumerate(sections)
            for text, entry in [(section.title, None), *((entry.title, entry) for entry in section.entries)]
        ]
        everywhere = [self._find(title.text.text) for title in titles]
        places = [some if len(some) <= MAX_PLACES else [] for some in everywhere]
        chain = longest_chain(places, [title.weight for title in titles])
        ordered = set(chain)
        misplaced = {i for i, some in enumerate(places) if some and i not in ordered}
        misplaced_sections = {titles[i].section for i in misplaced if titles[i].entry is None}
        for i in sorted(misplaced):
            title = titles[i]
            if title.entry is None or title.section not in misplaced_sections:
                before = next((titles[n] for n in range(i - 1, -1, -1) if n in ordered), None)
                yield _misplaced_title(title, before)
        first, last = outermost([places[i] for i in chain])
        end = len(self._text.key)
        for n, i in enumerate(chain):
            entry = titles[i].entry
            if entry is not None:
                yield from self._entry(entry, first[n], last[n + 1] if n + 1 < len(chain) else end)

    def _entry(self, entry: ExpectedEntry, start: int, end: int) -> Iterator[Diagnostic]:
        """Check the parts of an entry between its title and the next title."""
        start += len(normal_text(entry.title.text).key)
        parts = [*([entry.date] if entry.date else []), *entry.body]
        everywhere = [self._find(part.text) for part in parts]
        places = [some[bisect_left(some, start) : bisect_left(some, end)] for some in everywhere]
        ordered = set(longest_chain(places, [1] * len(parts)))
        for i, part in enumerate(parts):
            if i not in ordered and everywhere[i]:
                yield _misplaced_part(part, entry, bool(places[i]))
        if entry.date and 0 in ordered and not any(map(self._is_apart, places[0])):
            yield self._glued(entry.date, places[0][0])

    def _is_apart(self, place: int) -> bool:
        gaps = self._text.text.gaps
        after = bisect_left(gaps, place)
        is_gap = after < len(gaps) and gaps[after] == place
        if is_gap or not place:
            return True
        before = self._text.key[place - 1]
        return before in _MAY_PRECEDE or before.isspace() or is_east_asian(before)

    def _glued(self, date: ExpectedText, place: int) -> Diagnostic:
        around = quoted(self._text.key[max(0, place - 25) : place + len(date.text)])
        message = f"the date `{quoted(date.text)}` is glued to the text before it: `{around}`"
        return error("glued-date", message, date.span, "put a space or a line break before it")


def _misplaced_title(title: _Title, before: _Title | None) -> Diagnostic:
    where = f"follow `{quoted(before.text.text)}`" if before else "come before all others"
    message = f"the {title.text.what} `{quoted(title.text.text)}` is out of order in the text layer; it should {where}"
    if title.entry is not None:
        return _misplaced(message, title.text)
    hint = "let the template print the sections in the order of cv.yaml"
    return error("order-section", message, title.text.span, hint)


def _misplaced_part(part: ExpectedText, entry: ExpectedEntry, near: bool) -> Diagnostic:
    title = quoted(entry.title.text)
    where = f"in its order within `{title}`" if near else f"between `{title}` and the next title"
    return _misplaced(f"the {part.what} `{quoted(part.text)}` is not read {where}", part)


def _misplaced(message: str, text: ExpectedText) -> Diagnostic:
    hint = "let the template print an entry's title, then its date, then what is below, one entry after the other"
    return error("order-entry", message, text.span, hint)
