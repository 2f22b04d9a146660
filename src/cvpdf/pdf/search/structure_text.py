"""The text of a tagged PDF in the order of its structure, and the element and the page of each letter of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from itertools import accumulate
from typing import NamedTuple

from cvpdf.expectation import Expectation, ExpectedEntry, ExpectedSection, ExpectedText
from cvpdf.pdf.locate import squeezed
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.search.longest_chain import longest_chain, outermost

MAX_PLACES = 200
"""A text that occurs at more places does not show the order, and is ignored."""

_BLOCKS = frozenset(["H1", "H2", "H3", "H4", "H5", "H6", "P", "LI", "LBody"])
"""The types of elements that contain a whole text; an item of a list does so with its number."""
_ITEM = frozenset(["LI", "LBody"])


class Part(NamedTuple):
    """A text whose place in the order is fixed."""

    text: ExpectedText
    kinds: Set[str]
    """The types of elements that it may be in."""
    section: ExpectedSection
    entry: ExpectedEntry | None = None
    """``None`` for the title of a section."""


class Placed(NamedTuple):
    """A part, and where it is: negative if it is nowhere in its order."""

    part: Part
    start: int
    kind_is_right: bool
    """Whether it is anywhere in an element of its type."""


class StructureText:
    """The text in the order of reading, without white space and hyphens, of which LaTeX adds some at line ends."""

    def __init__(self, facts: PdfFacts) -> None:
        self._elements = facts.file.structure.elements
        letters: dict[tuple[int, int], list[str]] = {}
        for number, page in enumerate(facts.pages, 1):
            for run in page.runs:
                letters.setdefault((number, run.piece), []).append(run.text.replace("\0", ""))
        self._pieces = [piece for one in self._elements if one.parent < 0 for piece in one.pieces]
        texts = key("\0".join("".join(letters.get(piece, ())) for piece in self._pieces)).split("\0")
        self.text = "".join(texts)
        self._starts = list(accumulate(map(len, texts), initial=0))
        inner = {piece: index for index, one in enumerate(self._elements) for piece in one.pieces}
        self._inner = [inner[piece] for piece in self._pieces]
        first = {piece: number for number, piece in reversed(list(enumerate(self._pieces)))}
        self._ranges = [
            (self._starts[first[one.pieces[0]]], self._starts[first[one.pieces[-1]] + 1]) if one.pieces else (0, 0)
            for one in self._elements
        ]

    def page(self, place: int) -> int:
        """Return the number of the page that a letter is on, from 1."""
        return self._pieces[bisect_right(self._starts, place) - 1][0]

    def is_in(self, kinds: Set[str], start: int, end: int) -> bool:
        """Return whether one element of a type contains all of a stretch."""
        return any(self._elements[one].kind in kinds and self._ranges[one][1] >= end for one in self._around(start))

    def end_of_block(self, place: int) -> int:
        """Return the end of the innermost heading, paragraph or item around a letter."""
        ends = (self._ranges[one][1] for one in self._around(place) if self._elements[one].kind in _BLOCKS)
        return next(ends, place + 1)

    def has(self, text: str) -> bool:
        """Return whether a text is inside of one element."""
        return not key(text) or any(self.is_in(_BLOCKS, place, place + len(key(text))) for place in self._find(text))

    def placed(self, expectation: Expectation) -> list[Placed]:
        """Return the texts whose order is fixed, each with its place in the longest chain that is in order."""
        found = [
            (part, [place for place in self._find(part.text.text) if self.is_in(part.kinds, place, place + 1)])
            for part in _parts(expectation)
            if key(part.text.text)
        ]
        known = [(part, some) for part, some in found if len(some) <= MAX_PLACES]
        parts, places = [part for part, _ in known], [some for _, some in known]
        chain = longest_chain(places, [1 if part.entry else 2 for part in parts])
        starts = dict(zip(chain, outermost([places[index] for index in chain])[0], strict=True))
        return [Placed(part, starts.get(n, -1), bool(places[n])) for n, part in enumerate(parts)]

    def _find(self, text: str) -> Iterator[int]:
        wanted = key(text)
        place = self.text.find(wanted) if wanted else -1
        while place >= 0:
            yield place
            place = self.text.find(wanted, place + 1)

    def _around(self, place: int) -> Iterator[int]:
        """Yield the elements around a letter, the innermost first."""
        element = self._inner[bisect_right(self._starts, place) - 1]
        while element >= 0:
            yield element
            element = self._elements[element].parent


def structure_text(facts: PdfFacts) -> StructureText | None:
    """Return the text of a PDF whose structure breaks no rule, ``None`` if there is no such structure."""
    structure = facts.file.structure
    return StructureText(facts) if structure.elements and not structure.problems else None


def key(text: str) -> str:
    """Return a text without white space and hyphens, as texts are compared here."""
    return squeezed(text).replace("-", "")


def _parts(expectation: Expectation) -> Iterator[Part]:
    for section in expectation.sections:
        yield Part(section.title, {"H2" if section.level == 1 else "H3"}, section)
        for entry in section.entries:
            yield Part(entry.title, {"H3", *_ITEM}, section, entry)
            if entry.date:
                yield Part(entry.date, _BLOCKS, section, entry)
            for text in entry.body:
                yield Part(text, {"H4"} if text.what == "position" else _ITEM, section, entry)
