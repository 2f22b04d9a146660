"""BibTeX's lists of names as nodes: each name a mapping with given, particle, family and suffix, or a group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cvpdf.bibliography.latex.text import plain
from cvpdf.bibliography.latex.user_macros import Macros
from cvpdf.bibliography.records import BibField
from cvpdf.diagnostics import Diagnostic, warning
from cvpdf.east_asian import is_east_asian
from cvpdf.quoting import quoted
from cvpdf.source import nodes
from cvpdf.source.nodes import Text

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_AND = re.compile(r"\s+and(?=\s|$)|^and(?=\s)", re.IGNORECASE)
_OTHER_SEPARATORS = re.compile(r"\s*;\s*|\s*\\?&\s*")
"""What separates authors where `and` is meant."""
_COMMA = re.compile(",")
_PARTS = {"family": "family", "given": "given", "prefix": "particle", "suffix": "suffix"}
"""The parts of biblatex's names `family=…, given=…`, and ours."""
_DBLP_NUMBER = re.compile(r"\s+\d{4}$")
"""The number that dblp adds to tell apart persons of one name."""
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|i{2,3}|iv|ph\.?\s?d|m\.?d|esq)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[\s~-]*){1,4}")
_OTHERS = re.compile(r"(?:others|\\andothers|et\.?\s+al\.?|\.\.\.|…|\{?et\s+al\.\}?)", re.IGNORECASE)


class Names(NamedTuple):
    """The authors of a field. ``others`` says that there are more."""

    authors: nodes.Sequence
    others: bool
    problems: tuple[Diagnostic, ...]


class _Name(NamedTuple):
    """The source of one name, with its offsets in the field."""

    text: str
    start: int
    end: int


def names(field: BibField, defined: Macros | None = None) -> Names:
    """Return the names of a field."""
    authors, others, problems = nodes.Sequence(field.span), False, list[Diagnostic]()
    for name in _separated(field, problems):
        if _OTHERS.fullmatch(name.text):
            others = True
            continue
        if (more := re.search(r",?\s+et\.?\s+al\.?$", name.text)) is not None:
            others, name = True, _Name(name.text[: more.start()], name.start, name.start + more.start())
        span = field.part(name.start, name.end)
        if all(map(is_east_asian, name.text)):
            # The schema knows where the family name of `刘子铭` ends.
            authors.append(Text(name.text, span, quoted=True))
            authors.item_spans.append(span)
            continue
        reader = _Reader(defined)
        parts = reader.parts(name.text)
        problems += [warning("bib-latex", message, span) for message in reader.problems]
        node = nodes.Mapping(span)
        for part, text in parts.items():
            if text:
                node[part] = Text(text, span, quoted=True)
                node.key_spans[part] = span
        if "given" in node and "family" not in node:
            node["family"], node.key_spans["family"] = node.pop("given"), node.key_spans.pop("given")
        if re.search(r"\w", "".join(map(str, node.values()))):
            authors.append(node)
            authors.item_spans.append(span)
    return Names(authors, others, tuple(problems))


def _separated(field: BibField, problems: list[Diagnostic]) -> Iterator[_Name]:
    """Yield the names of a list, also of one whose separators BibTeX would not understand."""
    value = field.value
    whole = re.fullmatch(r"\s*\{(.*)\}\s*", value, re.DOTALL)
    inside = [part.text for part in _split(whole[1], _AND)] if whole and all(_depths(value.strip())[:-2]) else []
    if len(inside) > 1 and all(len(list(_split(part, _COMMA))) == 2 for part in inside):
        # The whole list is in braces a second time. A group such as `{Barnes and Noble}` has no commas.
        value = value.replace("{", " ", 1)[::-1].replace("}", " ", 1)[::-1]
    for name in _split(value, _AND):
        pieces = [*_split(name.text, _OTHER_SEPARATORS)]
        pieces = _of_commas(name.text) if len(pieces) == 1 else pieces
        if len(pieces) > 1:
            message = f"the authors in `{quoted(name.text)}` are not separated by `and`"
            problems.append(
                warning("bib-names", message, field.part(name.start, name.end), "write ` and ` between names")
            )
        yield from (_Name(one.text, name.start + one.start, name.start + one.end) for one in pieces)


def _of_commas(text: str) -> list[_Name]:
    """Return the names of `T. Hof, B. Li, C. Ray` and of `Hof, T., Li, B.`; other texts are one name."""
    parts = [*_split(text, _COMMA)]
    if len(parts) > 2 and all(" " in part.text.strip("{}") for part in parts):
        return parts
    if len(parts) > 3 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part.text) for part in parts[1::2]):
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return [_Name(text[one.start : other.end], one.start, other.end) for one, other in pairs]
    return [_Name(text, 0, len(text))]


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
    if "{" not in text:
        return [0] * (len(text) + 1)
    depths, depth = [0] * (len(text) + 1), 0
    place = 0
    for match in _BRACES.finditer(text):
        depths[place : match.start()] = [depth] * (match.start() - place)
        depth = max(0, depth + {"{": 1, "}": -1}.get(match[0], 0))
        place = match.start()
    depths[place:] = [depth] * (len(text) + 1 - place)
    return depths


class _Reader:
    """Reads the parts of one name."""

    def __init__(self, defined: Macros | None) -> None:
        self.problems: list[str] = []
        self._defined = defined

    def parts(self, text: str) -> dict[str, str]:
        """Return the parts of a name by the rules of BibTeX."""
        if re.match(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", text, re.IGNORECASE):
            pairs = (part.text.partition("=") for part in _split(text, _COMMA))
            return {
                ours: self._said(value.strip().strip('"'))
                for name, _, value in pairs
                if (ours := _PARTS.get(name.strip().lower())) is not None
            }
        text = _DBLP_NUMBER.sub("", text)
        if text.startswith("{") and all(_depths(text)[: len(text) - 1]):
            return {"group": self._said(text[1:-1])}
        pieces = [piece.text for piece in _split(text, _COMMA)]
        if len(pieces) == 2 and _SUFFIX.fullmatch(pieces[1]):
            return {**self._without_comma(_words(pieces[0])), "suffix": self._said(pieces[1])}
        if len(pieces) > 1:
            particle, family = self._particle(_words(_DBLP_NUMBER.sub("", pieces[0])))
            last_is_suffix = len(pieces) > 2 and _SUFFIX.fullmatch(pieces[-1]) and not _SUFFIX.fullmatch(pieces[1])
            given, suffixes = (pieces[1], pieces[2:]) if last_is_suffix else (pieces[-1], pieces[1:-1])
            suffix = ", ".join(map(self._said, suffixes))
            words = _words(given)
            small = next((k for k, word in enumerate(reversed(words)) if not _is_small(word)), len(words))
            if small and not particle and len(words) > small:
                # `Berg, Jan van der`: exports that put the particle behind the given names.
                given, particle = " ".join(words[:-small]), self._said(" ".join(words[-small:]))
            return {"given": self._said(given), "particle": particle, "family": family, "suffix": suffix}
        return self._without_comma(_words(pieces[0] if pieces else text))

    def _without_comma(self, words: Sequence[str]) -> dict[str, str]:
        words = list(words)
        if len(words) == 2 and re.fullmatch("[A-Z]{1,3}", words[1]) and not _INITIALS.fullmatch(words[0]):
            return {"given": " ".join(f"{initial}." for initial in words[1]), "family": self._said(words[0])}
        suffix = self._said(words.pop()) if len(words) > 2 and re.fullmatch(r"Jr\.?|Sr\.?|III?|IV", words[-1]) else ""
        small = [index for index, word in enumerate(words[1:-1], 1) if _is_small(word)]
        first = small[0] if small else len(words) - 1
        particle, family = self._particle(words[first:])
        given = self._said(" ".join(words[:first]))
        return {"given": given, "particle": particle, "family": family, "suffix": suffix}

    def _particle(self, words: Sequence[str]) -> tuple[str, str]:
        """Return the words in small letters before a family name, and the family name."""
        count = next((index for index, word in enumerate(words[:-1]) if not _is_small(word)), max(0, len(words) - 1))
        return self._said(" ".join(words[:count])), self._said(" ".join(words[count:]))

    def _said(self, latex: str) -> str:
        read = plain(latex, "line", self._defined)
        self.problems += [problem.message for problem in read.problems]
        return " ".join(read.text.replace("\u00a0", " ").split())


def _words(text: str) -> list[str]:
    return [word.text for word in _split(text, re.compile(r"[\s~]+"))]


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter. One in braces counts as having none, as in BibTeX."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = plain(word).text
    return letters[:1].islower() or (letters[:1] in "’'" and letters[1:2].islower())
