"""Which author of a work is the person of the CV.

A spelling may have another order (`Hof, Tess`, `Hof Tess`), initials (`T. Hof`, `Hof TA`), fewer or more middle names,
no accents, and other hyphens and spaces. Two persons are never taken for one: where a spelling could be another author
of the same work, nobody is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cvpdf.schema.checks.person_names import PARTICLES, PersonName, person_name, plain


class Likeness(NamedTuple):
    """How much two spellings differ: the smaller, the more alike."""

    level: int
    """0: same words; 1: other order with a comma; 2: other order; 3: initials, or other middle names."""
    other_generation: bool
    is_other_name: bool
    """Whether it is like one of `other_names` only."""
    without_accents: bool


def find_own(
    authors: Sequence[str], own: Sequence[str], others: Sequence[str] = (), emphasised: Collection[int] = ()
) -> list[int]:
    """Return the index of the author who has one of the names `own` or `others`.

    Empty if there is none, and several indices if it cannot be decided; `emphasised` are the authors that are marked as
    the person of the CV.
    """
    names = [person_name(author) for author in authors]
    mine = [(name, False) for one in own if (name := person_name(one))]
    mine += [(name, True) for one in others if (name := person_name(one))]
    ranks: dict[int, Likeness] = {}
    for index, name in enumerate(names):
        if name and (
            found := [like._replace(is_other_name=other) for one, other in mine if (like := likeness(name, one))]
        ):
            ranks[index] = min(found)
    if len(chosen := [index for index in ranks if index in emphasised]) == 1:
        return chosen
    winners = [index for index, rank in ranks.items() if rank == min(ranks.values())]
    if len(winners) == 1 and (name := names[winners[0]]) and ranks[winners[0]].level == 3 and _is_abbreviated(name):
        rivals = [other and likeness(other, name) for other in names]
        winners += [i for i, rival in enumerate(rivals) if rival and not rival.other_generation and i != winners[0]]
    return winners


@lru_cache(maxsize=50_000)
def likeness(one: PersonName, other: PersonName) -> Likeness | None:
    """Return how alike two spellings are; `None` if they are not of one person."""
    if one.generation and other.generation and one.generation != other.generation:
        return None
    levels = ((_level(one, other, simplified), simplified) for simplified in (False, True))
    differs = one.generation != other.generation
    return min(
        (Likeness(level, differs, False, simplified) for level, simplified in levels if level is not None), default=None
    )


def _level(one: PersonName, other: PersonName, simplified: bool) -> int | None:
    if _are_same(one.natural, other.natural, simplified):
        return 1 if one.family or other.family else 0
    words = one.natural
    if not (one.family and other.family) and any(
        _are_same(words[k:] + words[:k], other.natural, simplified) for k in range(1, len(words))
    ):
        return 2
    for given, family in _splits(one):
        for other_given, other_family in _splits(other):
            if _are_same(family, other_family, simplified) and _are_compatible(given, other_given):
                return 3
    return None


def _splits(name: PersonName) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the possible given names and family names."""
    words = name.words
    if name.family:
        yield words, name.family
        return
    particle = next((k for k, word in enumerate(words) if k and word.casefold() in PARTICLES), len(words) - 1)
    for k in range(1, particle + 1):
        yield words[:k], words[k:]
    initials = next((k for k, word in enumerate(reversed(words)) if not _is_initials(word)), 0)
    if initials:
        yield words[-initials:], words[:-initials]


def _are_same(one: Sequence[str], other: Sequence[str], simplified: bool) -> bool:
    """Return whether words are the same; a name of several words may also be written as one, or with hyphens."""
    if len(one) == len(other):
        return all(_is_same(*pair, simplified) for pair in zip(one, other, strict=True))
    return _is_same("".join(one), "".join(other), simplified)


def _is_same(one: str, other: str, simplified: bool) -> bool:
    one, other = one.replace(".", ""), other.replace(".", "")
    if one.casefold() == other.casefold():
        return True
    return simplified and bool({plain(one), plain(one, True)} & {plain(other), plain(other, True)})


def _are_compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether given names can be the same: the first ones agree, and no middle name contradicts another one."""
    for first in (one, _spelt_out(one)):
        for second in (other, _spelt_out(other)):
            if _are_same(first, second, True):
                return True
            if _agree(first[0], second[0]):
                shorter, longer = sorted((first[1:], second[1:]), key=len)
                rest = iter(longer)
                if all(any(_agree(word, candidate) for candidate in rest) for word in shorter):
                    return True
    return False


def _agree(one: str, other: str) -> bool:
    """Return whether two given names are the same, or one abbreviates the other."""
    if _is_same(one, other, True):
        return True
    short, long = sorted((one, other), key=lambda word: len(word.rstrip(".")))
    is_short = len(short.rstrip(".")) == 1 or short.endswith(".")
    return is_short and plain(long).startswith(plain(short))


def _spelt_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return given names with `TA` as two initials."""
    return tuple(part for word in words for part in (word.rstrip(".") if _is_initials(word) else [word]))


def _is_initials(word: str) -> bool:
    letters = word.rstrip(".")
    return len(letters) == 1 or (len(letters) <= 3 and letters.isalpha() and letters.isupper())


def _is_abbreviated(name: PersonName) -> bool:
    return any(_is_initials(given[0]) or given[0].endswith(".") for given, _ in _splits(name))
