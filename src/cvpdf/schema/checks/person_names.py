"""The names of persons as they are written in lists of authors: without titles and degrees, as words.

A spelling may have titles and degrees (`Dr. Tess Hof, PhD`), or the family name first (`Hof, Tess`).
"""

from __future__ import annotations

import re
import unicodedata
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
PARTICLES = frozenset((
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
    while len(given) > 1 and given[-1].casefold() in PARTICLES:
        given, family = given[:-1], (given[-1], *family)
    return PersonName(given, family, found)


def parts_of(text: str) -> tuple[list[str], str]:
    """Return the parts of a name between commas, without titles and degrees, and the generation (`jr`)."""
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFC", text))
    text = re.sub("[’ʼ‘`´]", "'", re.sub("[\u2010-\u2015]", "-", text)).replace("，", ",")
    first, *rest = [part for part in map(str.strip, text.split(",")) if part] or [""]
    generation = next((plain(part) for part in rest if plain(part) in _GENERATIONS), "")
    degrees = _DEGREES_AFTER_A_COMMA if " " in first or len(rest) > 1 else _DEGREES
    parts = [part for part in rest if not all(_is_ending(word, degrees) or _is_title(word) for word in part.split())]
    return [first, *parts], generation


def _words(part: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a part of a name without titles and degrees, and the generation at its end."""
    chunks, generation = part.split(), ""
    while len(chunks) > 1 and _is_title(chunks[0]):
        del chunks[0]
    while len(chunks) > 1 and _is_ending(chunks[-1], _DEGREES):
        ending = plain(chunks.pop())
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
    return plain(chunk) in _GENERATIONS | degrees


@lru_cache(maxsize=10_000)
def plain(word: str, with_umlauts: bool = False) -> str:
    """Return a word in small letters without accents and dots; `ue` for `ü` with umlauts."""
    word = word.casefold().replace(".", "").translate(_UMLAUTS if with_umlauts else {}).translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
