"""Check that every expected string is in the text layer, and as often as expected, in each of two readers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, error
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.search.line_ends import LineEnds
from cvpdf.pdf.search.merged_words import GluedText, Neighbours, find_glued, find_torn
from cvpdf.pdf.search.page_footer import without_footers
from cvpdf.pdf.search.similar_text import most_similar
from cvpdf.pdf.search.text_index import NormalText, TextIndex, concatenated, index_of, normal_text, text_index
from cvpdf.quoting import quoted

MAX_EXPLAINED = 20
"""Missing strings for which an explanation is searched; more would only slow down the report on a wrong file."""


def text_layers(facts: PdfFacts, expectation: Expectation) -> list[tuple[str, str]]:
    """Return each reader's name and the text layer as it reads it: without page footers, words whole."""
    layers = [("pypdf", facts.text), *([("pdfium", facts.pdfium_text)] if facts.read_by_pdfium else [])]
    ends = LineEnds(expectation)
    return [(name, ends.join(without_footers(text, expectation.foot, len(facts.pages)))) for name, text in layers]


def missing_texts(expectation: Expectation, text: str) -> dict[NormalText, int]:
    """Return the expected strings that a text does not contain often enough, and how many copies are missing."""
    return {key: count for key, count in _missing(_source(expectation), text_index(text)).items() if count}


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``text-missing`` for each expected string that does not occur, or not often enough."""
    if expectation is None:
        return []
    source = _source(expectation)
    if not source.groups:
        return []
    readers: list[_Reader] = []
    for name, text in text_layers(facts, expectation):
        index = text_index(text)
        # Both readers usually read the same text.
        known = next((reader.missing for reader in readers if reader.text.text == index.text), None)
        readers.append(_Reader(name, index, _missing(source, index) if known is None else known))
    return _Report(source, readers).diagnostics


CHECK = Check(
    name="text",
    title="every selected string is in the text layer, for two readers",
    function=check,
    needs_source=True,
    position=30,
    notes="""\
Every string that the variant prints must be in the text layer as pypdf reads it, and as pdfium does, two libraries that
share no code. The search compares [normalised texts](#the-normalisation-of-texts) on word boundaries (`C` is not found
in `CV`; East Asian scripts have no such boundaries). A string that only one of the two readers misses is one
diagnostic, which names the reader.

A string must occur as often as expected: once for each expected string that is equal to it, and once for each place
where it is inside a longer expected string. Two equal highlights must occur twice; `C`, beside `C++` and `C#`, three
times. A longer string that is missing is subtracted from the sum, so that one lost highlight is one diagnostic.""",
    codes=(
        Code(
            "text-missing",
            "a text of cv.yaml is not in the PDF",
            "the template does not print the string, or prints it as something else: hyphenated, torn apart, in a"
            " font that does not map its glyphs to characters. The hint shows the most similar text of the PDF",
            "look at the hint; in a custom template, print the field",
            names_text=True,
        ),
        Code(
            "glued-words",
            "two texts have run into one word",
            "instead of `text-missing`: the string occurs, but without a space between it and its neighbour. The"
            " neighbour is another string of `cv.yaml` or, if the string has at least six characters, any word where a"
            " capital follows a small letter or a digit meets a letter. Two strings that run into each other are one"
            " diagnostic",
            "print a space between them",
            names_text=True,
        ),
        Code(
            "torn-line",
            "a text is torn apart by others",
            "instead of `text-missing`: all pieces of the string occur in order, with words of other strings between"
            " them, as when a reader reads across two columns. A piece has at least two words, the last one may have"
            " one",
            "use one column, or write the columns one after the other",
            names_text=True,
        ),
    ),
)


class _Group(NamedTuple):
    """Expected strings that are equal after normalisation."""

    key: NormalText
    texts: tuple[ExpectedText, ...]


class _Source(NamedTuple):
    """Everything that is expected."""

    groups: list[_Group]
    text: TextIndex
    """All strings, one after the other."""
    counts: dict[NormalText, int]
    """How often each string must occur."""


class _Reader(NamedTuple):
    """The text layer as one library reads it."""

    name: str
    text: TextIndex
    missing: dict[NormalText, int]
    """How many copies of which string are missing."""


class _Report:
    """Builds the diagnostics, one for each string."""

    def __init__(self, source: _Source, readers: list[_Reader]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source.text
        self._readers = readers
        self._explained = 0
        self._seams: dict[tuple[str, int], int] = {}
        """Reader and place of a merged word to the index of its diagnostic."""
        self._glued: dict[NormalText, GluedText] = {}
        neighbours = Neighbours(group.key for group in source.groups)
        for group in source.groups:
            reader, count = self._worst(group)
            is_nowhere = count >= len(group.texts) and not reader.text.find(group.key)
            if is_nowhere and (glued := find_glued(reader.text, group.key, neighbours)):
                self._glued[group.key] = glued
        for group in source.groups:
            self._add(group)

    def _worst(self, group: _Group) -> tuple[_Reader, int]:
        """Return the reader that misses the most copies of a string, and how many."""
        reader = max(self._readers, key=lambda reader: reader.missing.get(group.key, 0))
        return reader, reader.missing.get(group.key, 0)

    def _add(self, group: _Group) -> None:
        reader, count = self._worst(group)
        if not count:
            return
        total, least = len(group.texts), min(reader.missing.get(group.key, 0) for reader in self._readers)
        reads = f" as {reader.name} reads it" if least < count else ""
        if count < total:
            # Copies that are glued to a neighbour are reported there.
            count -= len({glued.place for glued in self._glued.values() if group.key in glued.neighbours})
            if count > 0:
                self._add_too_few(group, total - count, reads)
            return
        where = f"the PDF’s text{reads}"
        if not least and reads:
            finder = next(reader.name for reader in self._readers if not reader.missing.get(group.key, 0))
            where += f" ({finder} finds it)"
        if glued := self._glued.get(group.key):
            self._add_glued(group, reader.name, where, glued)
            return
        self._explained += 1
        explain = self._explained <= MAX_EXPLAINED
        # A string that only occurs inside of a longer one is neither torn nor changed.
        is_nowhere = explain and not reader.text.find(group.key)
        torn = find_torn(reader.text, group.key, self._source) if is_nowhere else None
        if torn is None:
            hint = most_similar(reader.text, group.key) if explain else None
            self._add_each(group, "text-missing", f"is not in {where}", hint)
            return
        hint = f"`{quoted(torn.between)}` is between `…{quoted(torn.before)}` and `{quoted(torn.after)}…`"
        self._add_each(group, "torn-line", f"is torn apart by other text in {where}", hint)

    def _add_too_few(self, group: _Group, count: int, reads: str) -> None:
        last, others = group.texts[-1], group.texts[:-1]
        message = f"the {_name(last)} is {len(group.texts)} times in the source, {count} times in the PDF{reads}"
        related = [Related("also here", text.span) for text in others if text.span]
        self.diagnostics.append(error("text-missing", message, last.span, related=related))

    def _add_glued(self, group: _Group, reader: str, where: str, glued: GluedText) -> None:
        index = self._seams.setdefault((reader, glued.place), len(self.diagnostics))
        if index == len(self.diagnostics):
            around = f"`{quoted(glued.around)}`"
            hint = "put a space between the two: in a custom template, `~`, `\\hfill` or a line break"
            self._add_each(group, "glued-words", f"runs into its neighbour in {where}: {around}", hint)
            return
        others = [Related(f"the {text.what} is the other half", text.span) for text in group.texts if text.span]
        first = self.diagnostics[index]
        self.diagnostics[index] = first._replace(related=(*first.related, *others))

    def _add_each(self, group: _Group, code: str, words: str, hint: str | None) -> None:
        self.diagnostics += [error(code, f"the {_name(text)} {words}", text.span, hint) for text in group.texts]


def _name(text: ExpectedText) -> str:
    return f"{text.what} `{quoted(text.text)}`"


def _groups(texts: Sequence[ExpectedText]) -> list[_Group]:
    groups: dict[NormalText, list[ExpectedText]] = {}
    for text in texts:
        key = normal_text(text.text)
        if key.key:
            groups.setdefault(key, []).append(text)
    return [_Group(key, tuple(members)) for key, members in groups.items()]


def _source(expectation: Expectation) -> _Source:
    groups = _groups(expectation.texts)
    text = index_of(concatenated([group.key for group in groups for _ in group.texts]))
    return _Source(groups, text, {group.key: len(text.find(group.key)) for group in groups})


def _missing(source: _Source, text: TextIndex) -> dict[NormalText, int]:
    """Return how many copies of which string are missing."""
    too_few: dict[NormalText, tuple[int, int]] = {}
    for key, expected in source.counts.items():
        actual = len(text.find(key))
        if actual < expected:
            too_few[key] = actual, expected
    copies = {group.key: len(group.texts) for group in source.groups}
    # A string that occurs nowhere is missing. The strings inside of it are then not expected there.
    missing = {key: copies[key] for key, (actual, _) in too_few.items() if not actual}
    longer = [index_of(concatenated([key for key, count in missing.items() for _ in range(count)]))]
    partly = sorted((key for key, (actual, _) in too_few.items() if actual), key=_length, reverse=True)
    for _, group in groupby(partly, key=_length):
        # Strings of equal length are not inside of each other, so they are handled together.
        missing_here: dict[NormalText, int] = {}
        for key in group:
            actual, expected = too_few[key]
            not_expected = sum(len(index.find(key)) for index in longer)
            missing_here[key] = max(0, min(expected - actual - not_expected, copies[key]))
        longer.append(index_of(concatenated([key for key, count in missing_here.items() for _ in range(count)])))
        missing |= missing_here
    return missing


def _length(key: NormalText) -> int:
    return len(key.key)
