"""What a citation style works with: the fields of a publication as values that print their phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Self

from cvpdf.render.content.blocks import WORD
from cvpdf.render.content.runs import Phrase, Run, Series


class Value(str):
    """A field of a publication: for the style its text, on the page its phrases."""

    role: str
    phrases: tuple[Phrase, ...]
    __slots__ = ("phrases", "role")

    def __new__(cls, role: str, phrases: Iterable[Phrase]) -> Self:
        """Return the value of the field `role`."""
        phrases = tuple(phrases)
        self = super().__new__(cls, "".join(phrase.text for phrase in phrases))
        self.role, self.phrases = role, phrases
        return self

    def shown_as(self, text: str, role: str | None = None) -> Value:
        """Return the value with another text, in the place and with the link of this one."""
        first = self.phrases[0]
        run = first.runs[0]._replace(text=text)
        return Value(role or self.role, (replace(first, runs=(run,)),))


def in_series(role: str, series: Series) -> Value:
    """Return several phrases as one value, with their separators between."""
    return Value(role, _interleaved(series, [series.after(phrase) for phrase in series]))


def word(text: str) -> Phrase:
    """Return words that a style prints."""
    return Phrase((Run(text),), WORD)


def _interleaved(phrases: Iterable[Phrase], between: Iterable[str]) -> Iterator[Phrase]:
    """Yield phrases with words between; empty words are left out."""
    pairs = zip_longest(phrases, map(word, between))
    return (phrase for phrase in chain.from_iterable(pairs) if phrase is not None and phrase.text)
