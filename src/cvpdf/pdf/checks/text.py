"""Every expected string stands in the text layer, and as often as it is expected, in each of two readers.

A string must be there as often as the expected strings hold it altogether: once for each equal one, and once for each
time it stands inside a longer one, as those are printed too. A string that is missing is taken out of that sum, so that
one lost bullet is one complaint, and not a second one about each word of it that is expected elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, error
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.pdf.checks.merged_words import Glued, Neighbours, glued, torn
from cvpdf.pdf.checks.page_footer import without_feet
from cvpdf.pdf.checks.search import Haystack, Needle, haystack, indexed, joined, needle
from cvpdf.pdf.checks.similar_text import Nearest
from cvpdf.pdf.messages import quoted
from cvpdf.pdf.read.facts import PdfFacts

MAX_HINTS = 20
"""So many misses get a search for what became of them; more would only slow down the report on a wrong file."""


class _Wanted(NamedTuple):
    """Expected strings that are equal after normalisation."""

    needle: Needle
    texts: tuple[ExpectedText, ...]


class _Source(NamedTuple):
    """All that is expected."""

    wanted: list[_Wanted]
    text: Haystack
    """All strings, one after the other."""
    needs: dict[Needle, int]
    """How often each string must be there."""


class _Reader(NamedTuple):
    """The text layer as one library reads it, and what it lacks."""

    name: str
    text: Haystack
    nearest: Nearest
    lost: dict[Needle, int]


def readings(facts: PdfFacts) -> list[tuple[str, str]]:
    """Return each reader's name and the text layer as it reads it."""
    return [("pypdf", facts.text), *([("pdfium", facts.second_text)] if facts.second_reader else [])]


def check(facts: PdfFacts, expectation: Expectation | None) -> list[Diagnostic]:
    """Return ``text-missing`` for each expected string that is not there or not there often enough.

    It becomes ``glued-words`` if the string has run into its neighbour, and ``torn-line`` if other text stands between
    its pieces. A string that only one of the readers misses is one complaint, which names the reader.
    """
    if expectation is None:
        return []
    source = _source(expectation)
    if not source.wanted:
        return []
    readers: list[_Reader] = []
    for name, text in readings(facts):
        pdf = indexed(without_feet(text, expectation.foot, len(facts.pages)))
        # Mostly both read the same.
        same = next((reader.lost for reader in readers if reader.text.needle == pdf.needle), None)
        readers.append(_Reader(name, pdf, Nearest(pdf), _lost(source, pdf) if same is None else same))
    return _Report(source, readers).found


class _Report:
    """Collects the complaints, one for each string."""

    def __init__(self, source: _Source, readers: list[_Reader]) -> None:
        self.found: list[Diagnostic] = []
        self._source = source.text
        self._readers = readers
        self._hints = MAX_HINTS
        self._seams: dict[tuple[str, int], int] = {}
        """Reader and place of a merged word to the complaint about it."""
        self._merged: dict[Needle, Glued] = {}
        neighbours = Neighbours(one.needle for one in source.wanted)
        for one in source.wanted:
            reader, count = self._worst(one)
            is_nowhere = count >= len(one.texts) and not reader.text.find(one.needle)
            merged = glued(reader.text, one.needle, neighbours) if is_nowhere else None
            if merged is not None:
                self._merged[one.needle] = merged
        for one in source.wanted:
            self._add(one)

    def _worst(self, one: _Wanted) -> tuple[_Reader, int]:
        """Return the reader that misses the most copies of a string, and how many."""
        reader = max(self._readers, key=lambda reader: reader.lost.get(one.needle, 0))
        return reader, reader.lost.get(one.needle, 0)

    def _add(self, one: _Wanted) -> None:
        reader, count = self._worst(one)
        if not count:
            return
        total, least = len(one.texts), min(reader.lost.get(one.needle, 0) for reader in self._readers)
        reads = f" as {reader.name} reads it" if least < count else ""
        if count < total:
            # What has run into its neighbour is complained about there.
            count -= len({m.place for m in self._merged.values() if one.needle in m.neighbours})
            if count > 0:
                self._fewer(one, total - count, reads)
            return
        where = f"the PDF’s text{reads}"
        if not least and reads:
            finder = next(reader.name for reader in self._readers if not reader.lost.get(one.needle, 0))
            where += f" ({finder} finds it)"
        if merged := self._merged.get(one.needle):
            self._glued(one, reader.name, where, merged)
            return
        self._hints -= 1
        # If it is there, but only inside of a longer string, nothing has happened to it.
        is_nowhere = self._hints >= 0 and not reader.text.find(one.needle)
        tear = torn(reader.text, one.needle, self._source) if is_nowhere else None
        if tear is None:
            hint = reader.nearest.hint(one.needle) if self._hints >= 0 else None
            self._each(one, "text-missing", f"is not in {where}", hint)
            return
        hint = f"between “…{quoted(tear.before)}” and “{quoted(tear.after)}…” stands “{quoted(tear.between)}”"
        self._each(one, "torn-line", f"is torn apart by other text in {where}", hint)

    def _fewer(self, one: _Wanted, count: int, reads: str) -> None:
        last, others = one.texts[-1], one.texts[:-1]
        message = f"the {_name(last)} is {len(one.texts)} times in the source, {count} times in the PDF{reads}"
        related = [Related("also written here", text.span) for text in others if text.span]
        self.found.append(error("text-missing", message, last.span, related=related))

    def _glued(self, one: _Wanted, reader: str, where: str, merged: Glued) -> None:
        at = self._seams.setdefault((reader, merged.place), len(self.found))
        if at == len(self.found):
            around = f"“{quoted(merged.around)}”"
            hint = "put a space between the two: in a template of your own, `~`, `\\hfill` or a line break"
            self._each(one, "glued-words", f"runs into its neighbour in {where}: {around}", hint)
            return
        others = [Related(f"the {text.what} is the other half", text.span) for text in one.texts if text.span]
        self.found[at] = self.found[at]._replace(related=(*self.found[at].related, *others))

    def _each(self, one: _Wanted, code: str, words: str, hint: str | None) -> None:
        self.found += [error(code, f"the {_name(text)} {words}", text.span, hint) for text in one.texts]


def _name(text: ExpectedText) -> str:
    return f"{text.what} “{quoted(text.text)}”"


def _wanted(texts: Sequence[ExpectedText]) -> list[_Wanted]:
    groups: dict[Needle, list[ExpectedText]] = {}
    cache: dict[str, Needle] = {}
    for text in texts:
        key = cache.get(text.text)
        if key is None:
            key = cache[text.text] = needle(text.text)
        if key.key:
            groups.setdefault(key, []).append(text)
    return [_Wanted(key, tuple(members)) for key, members in groups.items()]


def _source(expectation: Expectation) -> _Source:
    wanted = _wanted(expectation.texts)
    text = haystack(joined([one.needle for one in wanted for _ in one.texts]))
    return _Source(wanted, text, {one.needle: len(text.find(one.needle)) for one in wanted})


def _lost(source: _Source, pdf: Haystack) -> dict[Needle, int]:
    """Return how many copies of which string are missing."""
    short: dict[Needle, tuple[int, int]] = {}
    for wanted, need in source.needs.items():
        have = len(pdf.find(wanted))
        if have < need:
            short[wanted] = have, need
    multiplicity = {one.needle: len(one.texts) for one in source.wanted}
    # Nothing excuses a string that stands nowhere; what was expected inside of it is excused.
    lost = {key: multiplicity[key] for key, (have, _) in short.items() if not have}
    longer = [haystack(joined([key for key, copies in lost.items() for _ in range(copies)]))]
    partly = sorted((key for key, (have, _) in short.items() if have), key=_length, reverse=True)
    for _, group in groupby(partly, key=_length):
        # Strings of one length do not stand in each other, so a group is judged, and then excuses, as a whole.
        missing: dict[Needle, int] = {}
        for key in group:
            have, need = short[key]
            excused = sum(len(strings.find(key)) for strings in longer)
            missing[key] = max(0, min(need - have - excused, multiplicity[key]))
        longer.append(haystack(joined([key for key, copies in missing.items() for _ in range(copies)])))
        lost |= missing
    return lost


def _length(key: Needle) -> int:
    return len(key.key)
