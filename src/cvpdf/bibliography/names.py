"""BibTeX's lists of names as nodes: each name a mapping with given, particle, family and suffix, or a group."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cvpdf.bibliography.latex_text import plain
from cvpdf.bibliography.records import BibField
from cvpdf.bibliography.user_macros import Macros
from cvpdf.source.nodes import Mapping, Sequence, Text

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_AND = re.compile(r"\s+and(?=\s)", re.IGNORECASE)
_PARTS = {"family": "family", "given": "given", "prefix": "particle", "suffix": "suffix"}
"""The parts of biblatex's names `family=…, given=…`, and ours."""
_NUMBER = re.compile(r"\s+\d{4}$")
"""The number that dblp adds to tell apart persons of one name."""


class Names(NamedTuple):
    """The authors of a field. ``others`` says that there are more."""

    authors: Sequence
    others: bool
    problems: tuple[str, ...]


class _Name(NamedTuple):
    """The source of one name, with its offsets in the field."""

    text: str
    start: int
    end: int


def names(field: BibField, defined: Macros | None = None) -> Names:
    """Return the names of a field."""
    authors, others, problems = Sequence(field.span), False, []
    for name in _split(field.value, _AND):
        if name.text.lower() in ("others", r"\andothers", "et al.", "et al"):
            others = True
            continue
        parts, found = _parts(name.text, defined)
        problems += found
        span = field.part(name.start, name.end)
        node = Mapping(span)
        for part, text in parts.items():
            if text:
                node[part] = Text(text, span, quoted=True)
                node.key_spans[part] = span
        if node:
            authors.append(node)
            authors.item_spans.append(span)
    return Names(authors, others, tuple(problems))


def _split(text: str, separator: re.Pattern[str]) -> Iterator[_Name]:
    """Yield the parts between separators that are in no braces, without white space around them."""
    depths = _depths(text)
    start = 0
    cuts = [match for match in separator.finditer(text) if depths[match.start()] == 0]
    for end, following in (*((cut.start(), cut.end()) for cut in cuts), (len(text), len(text))):
        core = text[start:end].strip()
        if core:
            at = text.index(core, start)
            yield _Name(core, at, at + len(core))
        start = following


def _depths(text: str) -> list[int]:
    """Return how many braces are open at each character."""
    depths, depth = [0] * (len(text) + 1), 0
    place = 0
    for match in _BRACES.finditer(text):
        depths[place : match.start()] = [depth] * (match.start() - place)
        depth = max(0, depth + {"{": 1, "}": -1}.get(match[0], 0))
        place = match.start()
    depths[place:] = [depth] * (len(text) + 1 - place)
    return depths


def _parts(text: str, defined: Macros | None) -> tuple[dict[str, str], list[str]]:
    problems: list[str] = []

    def said(latex: str) -> str:
        read = plain(latex, "line", defined)
        problems.extend(problem.message for problem in read.problems)
        return read.text

    if re.match(r"(?:family|given|prefix|suffix)\s*=", text, re.IGNORECASE):
        pairs = (part.text.partition("=") for part in _split(text, re.compile(",")))
        return {
            ours: said(value.strip().strip('"'))
            for name, _, value in pairs
            if (ours := _PARTS.get(name.strip().lower())) is not None
        }, problems
    if text.startswith("{") and all(_depths(text)[: len(text) - 1]):
        return {"group": said(text[1:-1])}, problems
    pieces = [piece.text for piece in _split(_NUMBER.sub("", text), re.compile(","))]
    if len(pieces) > 1:
        particle, family = _particle(_words(pieces[0]), said)
        given = said(pieces[-1])
        suffix = ", ".join(said(piece) for piece in pieces[1:-1])
        return {"given": given, "particle": particle, "family": family, "suffix": suffix}, problems
    words = _words(pieces[0] if pieces else text)
    small = [index for index, word in enumerate(words[1:-1], 1) if _is_small(word)]
    first = small[0] if small else len(words) - 1
    particle, family = _particle(words[first:], said)
    return {"given": said(" ".join(words[:first])), "particle": particle, "family": family}, problems


def _words(text: str) -> list[str]:
    return [word.text for word in _split(text, re.compile(r"[\s~]+"))]


def _particle(words: list[str], said: Callable[[str], str]) -> tuple[str, str]:
    """Return the words in small letters before a family name, and the family name."""
    count = next((index for index, word in enumerate(words[:-1]) if not _is_small(word)), max(0, len(words) - 1))
    return said(" ".join(words[:count])), said(" ".join(words[count:]))


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter. One in braces counts as having none, as in BibTeX."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = plain(word).text
    return letters[:1].islower() or (letters[:1] in "’'" and letters[1:2].islower())
