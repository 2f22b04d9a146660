"""Works that are given twice: with one DOI or arXiv number, or with almost the same title and the same first author.

A preprint and its published version are a pair of their own. Titles are compared by keys, one for each word that is
left out, so the time is linear in the number of works.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from cvpdf.bibliography.identifiers import ARXIV
from cvpdf.diagnostics import Diagnostic, Related, Span, note, warning
from cvpdf.quoting import quoted
from cvpdf.source.nodes import Mapping, Node, Text

_NUMBERS = ("arxiv", "hal", "ssrn", "openreview")
"""The numbers of archives that a published version takes over."""
_TELL_APART = ("doi", "arxiv", "venue", "volume", "issue", "pages", "number", "edition", "isbn", "publisher")
"""Fields of which one value is that of one work."""
_SMALL = frozenset({"a", "an", "the", "of", "for", "on", "in", "and", "to", "with", "via", "by", "from", "using"})
_CROWDED = 20
"""Works with one key that are compared with each other; more have a title such as `Editorial`."""
_SHOWN = 5
_LEAST_WORDS = 4


class Pair(NamedTuple):
    """Two works that seem to be one."""

    first: Mapping
    second: Mapping
    reason: Literal["doi", "arxiv", "title", "preprint"]
    """What they share. `preprint`: one of them is the preprint of the other."""

    @property
    def preprint(self) -> Mapping:
        """The preprint of such a pair."""
        return self.first if _is_preprint(self.first) else self.second

    @property
    def published(self) -> Mapping:
        """The published version of such a pair."""
        return self.second if _is_preprint(self.first) else self.first


class _Work(NamedTuple):
    """What is compared of a work."""

    node: Mapping
    doi: str
    arxiv: str
    words: tuple[str, ...]
    author: str
    year: int | None
    is_preprint: bool


def check(works: Iterable[Node]) -> list[Diagnostic]:
    """Return warnings of works that are given twice, notes of similar ones, and one note of all preprints."""
    found = list(pairs(works))
    problems = [_problem(pair) for pair in found if pair.reason != "preprint"]
    if preprints := [pair for pair in found if pair.reason == "preprint"]:
        first, count = preprints[0], len(preprints)
        message = f"`{_key(first.preprint)}` is a preprint of `{_key(first.published)}`" + (
            f" (and {count - 1} more preprints have a published version)" if count > 1 else ""
        )
        hint = "`merge_preprints: true` of a bibliography leaves them out and keeps their arXiv numbers"
        others = [Related(f"a preprint of `{_key(pair.published)}`", _place(pair.preprint)) for pair in preprints]
        related = [Related("the published version", _place(first.published)), *others[1:_SHOWN]]
        problems.append(note("preprint-and-published", message, _place(first.preprint), hint, related))
    return problems


def merged(works: Sequence[Mapping], mergeable: Iterable[Mapping]) -> list[Mapping]:
    """Return works without the mergeable preprints that have a published version, which takes their numbers."""
    ids = set(map(id, mergeable))
    gone: set[int] = set()
    for pair in pairs(works):
        if pair.reason != "preprint" or id(pair.preprint) not in ids or id(pair.published) in gone:
            continue
        gone.add(id(pair.preprint))
        for name in _NUMBERS:
            if (number := pair.preprint.get(name)) is not None and name not in pair.published:
                pair.published[name] = number
                pair.published.key_spans[name] = pair.preprint.key_spans[name]
    return [work for work in works if id(work) not in gone]


def pairs(works: Iterable[Node]) -> Iterator[Pair]:
    """Yield the pairs of works that seem to be one; of three, the first with each of the others."""
    seen: dict[object, list[_Work]] = {}
    for node in works:
        if not isinstance(node, Mapping):
            continue
        work = _work(node)
        earlier: dict[int, _Work] = {}
        for key in _keys(work):
            same = seen.setdefault(key, [])
            earlier |= {id(other.node): other for other in same[:_CROWDED]}
            same.append(work)
        for other in earlier.values():
            if (reason := _reason(other, work)) is not None:
                yield Pair(other.node, node, reason)
                break


def _work(node: Mapping) -> _Work:
    doi = str(node.get("doi") or "").lower().rpartition("doi.org/")[2]
    arxiv = re.search(ARXIV, str(node.get("arxiv") or "") or doi.partition("10.48550/arxiv.")[2])
    number = re.sub(r"v\d+$", "", arxiv[0]) if arxiv else ""
    words = tuple(re.findall(r"\w+", _plain(node.get("title"))))
    years = re.findall(r"\d{4}", str(node.get("date") or ""))
    authors = node.get("authors")
    author = _family(authors[0]) if isinstance(authors, list) and authors else ""
    return _Work(node, doi, number, words, author, int(years[-1]) if years else None, _is_preprint(node))


def _keys(work: _Work) -> Iterator[object]:
    """Yield the keys by which works are found that may be the same."""
    if work.doi:
        yield ("doi", work.doi)
    if work.arxiv:
        yield ("arxiv", work.arxiv)
    if work.words:
        yield work.words
    if len(work.words) > _LEAST_WORDS:
        yield from {work.words[:place] + work.words[place + 1 :] for place in range(len(work.words))}


def _can_be_same(one: str, other: str) -> bool:
    """Return whether two values are the same, or one abbreviates the other: `Green Chem.`, `Green Chemistry`."""
    words, full = (_full_words(text) for text in sorted((one, other), key=len))
    abbreviates = len(words) == len(full) and all(map(str.startswith, full, words))
    return one == other or (abbreviates and "." in min(one, other, key=len))


def _full_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _SMALL]


def _reason(first: _Work, second: _Work) -> Literal["doi", "arxiv", "title", "preprint"] | None:
    one_is_preprint = first.is_preprint != second.is_preprint
    if first.doi and first.doi == second.doi:
        return "doi"
    if first.arxiv and first.arxiv == second.arxiv:
        return "preprint" if one_is_preprint else "arxiv"
    if len(first.words) < _LEAST_WORDS - 1 or not _same_title(first.words, second.words):
        return None
    if first.author and second.author and first.author != second.author:
        return None
    distance = abs(first.year - second.year) if first.year and second.year else 0
    if one_is_preprint:
        return "preprint" if distance <= 4 else None
    both = [(first.node.get(name), second.node.get(name)) for name in _TELL_APART]
    different = any(one and other and not _can_be_same(str(one), str(other)) for one, other in both)
    same_kind = first.node.get("type") == second.node.get("type")
    return "title" if same_kind and distance <= 1 and not different else None


def _same_title(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether titles are the same up to a small word or a misspelt one; numbers differ for a reason."""
    if first == second:
        return True
    new = [word for word in first if word not in second], [word for word in second if word not in first]
    if any(len(words) > 1 for words in new):
        return False
    left, right = ("".join(words) for words in new)
    if not left or not right:
        return not (left + right) or left + right in _SMALL
    return left.isalpha() and right.isalpha() and SequenceMatcher(None, left, right).ratio() > 0.75 and len(left) > 3


def _plain(text: Node) -> str:
    """Return a text without accents, in small letters; of one in several languages, that of the first."""
    if isinstance(text, Mapping):
        text = next((value for value in text.values() if isinstance(value, Text)), None)
    decomposed = unicodedata.normalize("NFKD", str(text or "").replace("*", "")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _family(author: Node) -> str:
    """Return the family name of an author, or the name of a group."""
    if isinstance(author, Mapping):
        return _plain(author.get("family") or author.get("group"))
    words = re.findall(r"[^\W\d_][\w’'-]*", _plain(author).partition(",")[0])
    return words[-1] if words else ""


def _is_preprint(node: Mapping) -> bool:
    kind = node.get("type")
    alone = kind is None and "arxiv" in node and not node.keys() & {"venue", "venue_short"}
    at_arxiv = str(node.get("doi") or "").lower().startswith("10.48550/")
    return kind == "preprint" or node.get("status") == "preprint" or alone or at_arxiv


def _key(work: Mapping) -> str:
    return quoted(str(work.get("key") or work.get("title") or ""))


def _place(work: Mapping) -> Span:
    key = work.get("key")
    return (key.span if isinstance(key, Text) else None) or work.span


def _problem(pair: Pair) -> Diagnostic:
    first, second = _key(pair.first), _key(pair.second)
    related = [Related("the other one", _place(pair.first))]
    if pair.reason == "title":
        message = f"`{second}` seems to be the same work as `{first}`: title, first author and year agree"
        return note("similar-work", message, _place(pair.second), "if it is, remove one of them", related)
    name = {"doi": "DOI", "arxiv": "arXiv number"}[pair.reason]
    message = f"`{second}` has the {name} of `{first}`"
    return warning("duplicate-work", message, _place(pair.second), "remove one of them", related)
