"""``crossref`` and ``xdata``: entries that take fields from others, in any file of the CV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.diagnostics import Diagnostic, error
from cvpdf.quoting import quoted

_IN_BOOK = frozenset({"inproceedings", "conference", "incollection", "inbook", "inreference", "bookinbook", "suppbook"})
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
"""What the fields of a book are called in a part of it (biblatex manual, appendix B)."""
_OWN = frozenset(
    {
        "crossref", "xdata", "author", "doi", "url", "eprint", "eprinttype", "archiveprefix", "pages", "note",
        "abstract", "keywords", "shorttitle", "sorttitle", "indextitle", "label", "annotation", "file", "tags",
        "priority", "equal",
        "corresponding", "students", "award", "status", "links", "isbn", "timestamp", "biburl", "bibsource",
    }
)  # fmt: skip
"""Fields of a book that say nothing of its parts."""


MAX_LENT = 1_000_000
"""The most fields that all entries together take over."""
_SUGGESTED = 20
"""The most missing entries for which similar keys are searched."""


class Inherited(NamedTuple):
    """Entries with the fields of those that they refer to; ``parents`` are the keys of those."""

    entries: tuple[BibEntry, ...]
    parents: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def inherit(entries: Sequence[BibEntry]) -> Inherited:
    """Resolve the references of all entries."""
    resolver = _Resolver(entries)
    for entry in entries:
        resolver.resolve(entry.key.casefold())
    done = tuple(resolver.done[entry.key.casefold()] for entry in entries)
    return Inherited(done, frozenset(resolver.parents), tuple(resolver.problems))


class _Reference(NamedTuple):
    name: str
    key: str
    field: BibField


def _references(entry: BibEntry) -> Iterator[_Reference]:
    for name in ("xdata", "crossref"):
        if (field := entry.fields.get(name)) is not None:
            for key in re.split(r"\s*,\s*", field.value.strip()):
                if key:
                    yield _Reference(name, key, field)


class _Resolver:
    """Resolves each entry once, and without recursion: a chain of references can be as long as the file."""

    def __init__(self, entries: Sequence[BibEntry]) -> None:
        self.by_key = {entry.key.casefold(): entry for entry in entries}
        self.done: dict[str, BibEntry] = {}
        self.parents = {entry.key for entry in entries if entry.type == "xdata"}
        self.problems: list[Diagnostic] = []
        self._lent = 0
        self._unknown = 0

    def resolve(self, start: str) -> None:
        """Resolve an entry, and before it those that it refers to."""
        if start in self.done:
            return
        path = {start: _references(self.by_key[start])}
        followed: dict[str, list[_Reference]] = {start: []}
        while path:
            last = next(reversed(path))
            if (reference := next(path[last], None)) is None:
                del path[last]
                self.done[last] = self._with_fields(self.by_key[last], followed.pop(last))
                continue
            key = reference.key.casefold()
            if key in path:
                self._circular(reference, list(path))
            elif key not in self.by_key:
                self._missing(reference)
            else:
                followed[last].append(reference)
                self.parents.add(self.by_key[key].key)
                if key not in self.done:
                    path[key], followed[key] = _references(self.by_key[key]), []

    def _with_fields(self, entry: BibEntry, references: Iterable[_Reference]) -> BibEntry:
        fields = dict(entry.fields)
        for name, key, field in references:
            parent = self.done[key.casefold()]
            before, self._lent = self._lent, self._lent + len(parent.fields)
            if self._lent <= MAX_LENT:
                for lent, value in _lent(entry, parent, everything=name == "xdata"):
                    fields.setdefault(lent, value)
            elif before <= MAX_LENT:
                message = f"references lead to more than {MAX_LENT:,} fields"
                self.problems.append(error("too-many-fields", message, field.span, "split the file"))
        return replace(entry, fields=fields)

    def _circular(self, reference: _Reference, path: Sequence[str]) -> None:
        key = reference.key.casefold()
        through = " → ".join((*path[path.index(key) :], key))
        message = f"`{reference.name}` leads back to the entry itself: {quoted(through)}"
        hint = "remove one of these references"
        self.problems.append(error("circular-crossref", message, reference.field.span, hint))

    def _missing(self, reference: _Reference) -> None:
        self._unknown += 1
        # Each search reads all keys, and a file without its second part lacks hundreds.
        few = self._unknown <= _SUGGESTED
        close = get_close_matches(reference.key.casefold(), self.by_key, 1, 0.75) if few else []
        hint = f"did you mean `{self.by_key[close[0]].key}`?" if close else "add the entry, or remove the field"
        message = f"there is no entry `{quoted(reference.key)}`"
        self.problems.append(error("unknown-crossref", message, reference.field.span, hint))


def _lent(entry: BibEntry, parent: BibEntry, everything: bool) -> Iterable[tuple[str, BibField]]:
    """Yield the fields that a part of a book, or a user of `xdata`, takes over."""
    for name, field in parent.fields.items():
        if everything:
            yield name, field
        elif entry.type in _IN_BOOK and name in _RENAMED:
            yield _RENAMED[name], field._replace(name=_RENAMED[name])
        elif name not in _OWN:
            yield name, field
