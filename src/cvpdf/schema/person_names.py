"""Spellings of the names of persons: which author of a work is the person of the CV.

A spelling may have titles and degrees (`Dr. Tess Hof, PhD`), another order (`Hof, Tess`, `Hof Tess`), initials
(`T. Hof`, `Hof TA`), fewer or more middle names, no accents, and other hyphens and spaces. Two persons are never taken
for one: where a spelling could be another author of the same work, nobody is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cvpdf.east_asian import is_east_asian

# fmt: off
_TITLES = frozenset(("dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "herr", "frau"))
_LATER_TITLES = frozenset((
    "ing", "med", "rer", "nat", "phil", "habil", "hc", "h", "c", "dipl", "mag", "priv", "doz", "rev", "hon",
    "univ", "apl"
))
"""Titles only in small letters or with a dot, since `Phil`, `Nat` and `Ing` are also given names."""
_GENERATIONS = frozenset(("jr", "sr", "junior", "senior", "ii", "iii", "iv"))
_DEGREES = frozenset(("phd", "dphil", "drphil", "scd", "msc", "bsc", "mba", "mphil", "meng", "beng", "msci"))
_DEGREES_AFTER_A_COMMA = _DEGREES | frozenset((
    "md", "ma", "ba", "ms", "bs", "mpa", "mph", "jd", "rn", "pe", "pmp", "cfa", "esq", "dds", "dvm", "frs",
    "facs"
))
"""Without a comma, `Hof MD` has two initials."""
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el",
    "al", "bin", "ibn", "ben", "ter", "ten", "zu", "zur", "af"
))
# fmt: on
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_BETWEEN_EAST_ASIAN = re.compile(r"[\s·・-]+")


class PersonName(NamedTuple):
    """A name without titles and degrees, as words in the order typed."""

    words: tuple[str, ...]
    """All words, or those after the comma: the given names."""
    family: tuple[str, ...] = ()
    """The words before a comma."""
    generation: str = ""
    """`jr`, `iii` …"""

    @property
    def natural(self) -> tuple[str, ...]:
        """All words, the family name last."""
        return self.words + self.family


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


@lru_cache(maxsize=10_000)  # the same authors write many works
def person_name(text: str) -> PersonName | None:
    """Return a name without titles and degrees; `None` for a text that is not the name of one person."""
    parts, generation = parts_of(text)
    families = [_words(part) for part in parts]
    found = next((ending for _, ending in families if ending), generation)
    words = [typed for typed, _ in families if typed]
    if not words or len(words) > 2:
        return None
    if len(words) == 1:
        return PersonName(words[0], (), found)
    given, family = words[1], words[0]
    # Dutch style: `Berg, P. van der`.
    while len(given) > 1 and given[-1].casefold() in _PARTICLES:
        given, family = given[:-1], (given[-1], *family)
    return PersonName(given, family, found)


def parts_of(text: str) -> tuple[list[str], str]:
    """Return the parts of a name between commas, without titles and degrees, and the generation (`jr`)."""
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    text = re.sub("[’ʼ‘`´]", "'", re.sub("[\u2010-\u2015]", "-", text)).replace("，", ",")
    first, *rest = [part for part in map(str.strip, text.split(",")) if part] or [""]
    generation = next((_plain(part) for part in rest if _plain(part) in _GENERATIONS), "")
    degrees = _DEGREES_AFTER_A_COMMA if " " in first or len(rest) > 1 else _DEGREES
    parts = [part for part in rest if not all(_is_ending(word, degrees) or _is_title(word) for word in part.split())]
    return [first, *parts], generation


@lru_cache(maxsize=50_000)
def likeness(one: PersonName, other: PersonName) -> Likeness | None:
    """Return how alike two spellings are; `None` if they are not of one person."""
    if one.generation and other.generation and one.generation != other.generation:
        return None
    levels = ((_level(one, other, plain), plain) for plain in (False, True))
    differs = one.generation != other.generation
    return min((Likeness(level, differs, False, plain) for level, plain in levels if level is not None), default=None)


def _level(one: PersonName, other: PersonName, plain: bool) -> int | None:
    if _are_same(one.natural, other.natural, plain):
        return 1 if one.family or other.family else 0
    words = one.natural
    if not (one.family and other.family) and any(
        _are_same(words[k:] + words[:k], other.natural, plain) for k in range(1, len(words))
    ):
        return 2
    for given, family in _splits(one):
        for other_given, other_family in _splits(other):
            if _are_same(family, other_family, plain) and _are_compatible(given, other_given):
                return 3
    return None


def _splits(name: PersonName) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the possible given names and family names."""
    words = name.words
    if name.family:
        yield words, name.family
        return
    particle = next((k for k, word in enumerate(words) if k and word.casefold() in _PARTICLES), len(words) - 1)
    for k in range(1, particle + 1):
        yield words[:k], words[k:]
    initials = next((k for k, word in enumerate(reversed(words)) if not _is_initials(word)), 0)
    if initials:
        yield words[-initials:], words[:-initials]


def _are_same(one: Sequence[str], other: Sequence[str], plain: bool) -> bool:
    """Return whether words are the same; a name of several words may also be written as one, or with hyphens."""
    if len(one) == len(other):
        return all(_is_same(*pair, plain) for pair in zip(one, other, strict=True))
    return _is_same("".join(one), "".join(other), plain)


def _is_same(one: str, other: str, plain: bool) -> bool:
    one, other = one.replace(".", ""), other.replace(".", "")
    if one.casefold() == other.casefold():
        return True
    return plain and bool({_plain(one), _plain(one, True)} & {_plain(other), _plain(other, True)})


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
    return is_short and _plain(long).startswith(_plain(short))


def _spelt_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return given names with `TA` as two initials."""
    return tuple(part for word in words for part in (word.rstrip(".") if _is_initials(word) else [word]))


def _is_initials(word: str) -> bool:
    plain = word.rstrip(".")
    return len(plain) == 1 or (len(plain) <= 3 and plain.isalpha() and plain.isupper())


def _is_abbreviated(name: PersonName) -> bool:
    return any(_is_initials(given[0]) or given[0].endswith(".") for given, _ in _splits(name))


def _words(part: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a part of a name without titles and degrees, and the generation at its end."""
    chunks, generation = part.split(), ""
    while len(chunks) > 1 and _is_title(chunks[0]):
        del chunks[0]
    while len(chunks) > 1 and _is_ending(chunks[-1], _DEGREES):
        ending = _plain(chunks.pop())
        generation = ending if ending in _GENERATIONS else generation
    name = " ".join(chunks)
    joined = _BETWEEN_EAST_ASIAN.sub("", name)
    if joined and all(map(is_east_asian, joined)):
        return (joined,), generation
    return tuple(re.findall(r"[^\s.·-]+\.?", name)), generation


def _is_title(chunk: str) -> bool:
    pieces = [piece for piece in re.split(r"[.-]", chunk.lower()) if piece]
    titles = _TITLES | _LATER_TITLES if chunk.islower() or ("." in chunk and not chunk.isupper()) else _TITLES
    return bool(pieces) and all(piece in titles for piece in pieces)


def _is_ending(chunk: str, degrees: frozenset[str]) -> bool:
    return _plain(chunk) in _GENERATIONS | degrees


@lru_cache(maxsize=10_000)
def _plain(word: str, with_umlauts: bool = False) -> str:
    """Return a word in small letters without accents and dots; `ue` for `ü` with umlauts."""
    word = word.casefold().replace(".", "").translate(_UMLAUTS if with_umlauts else {}).translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
