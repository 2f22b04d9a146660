"""``crossref`` and ``xdata``: entries that take fields from others, in any file of the CV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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


class Inherited(NamedTuple):
    """Entries with the fields of those that they refer to; ``parents`` are the keys of those."""

    entries: tuple[BibEntry, ...]
    parents: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def inherit(entries: Sequence[BibEntry]) -> Inherited:
    """Resolve the references of all entries."""
    by_key = {entry.key.casefold(): entry for entry in entries}
    problems: list[Diagnostic] = []
    parents = {entry.key for entry in entries if entry.type == "xdata"}
    done = []
    for entry in entries:
        for reference in _references(entry):
            if parent := by_key.get(reference.casefold()):
                parents.add(parent.key)
        done.append(_resolved(entry, by_key, (entry.key.casefold(),), problems))
    return Inherited(tuple(done), frozenset(parents), tuple(dict.fromkeys(problems)))


def _references(entry: BibEntry) -> Iterable[str]:
    return (part for name in ("xdata", "crossref") for part in re.split(r"\s*,\s*", entry.value(name).strip()) if part)


def _resolved(
    entry: BibEntry, by_key: Mapping[str, BibEntry], path: tuple[str, ...], problems: list[Diagnostic]
) -> BibEntry:
    """Return an entry with inherited fields; ``path`` are the entries that led here."""
    fields = dict(entry.fields)
    for name in ("xdata", "crossref"):
        field = entry.fields.get(name)
        for reference in re.split(r"\s*,\s*", field.value.strip()) if field else ():
            key = reference.casefold()
            if not key or field is None:
                continue
            if key in path:
                through = " → ".join((*path[path.index(key) :], key))
                message = f"`{name}` leads back to the entry itself: {quoted(through)}"
                problems.append(error("circular-crossref", message, field.span, "remove one of these references"))
            elif (parent := by_key.get(key)) is None:
                close = get_close_matches(key, by_key, 1, 0.75)
                hint = f"did you mean `{by_key[close[0]].key}`?" if close else "add the entry, or remove the field"
                message = f"there is no entry `{quoted(reference)}`"
                problems.append(error("unknown-crossref", message, field.span, hint))
            else:
                parent = _resolved(parent, by_key, (*path, key), problems)
                for lent, value in _lent(entry, parent, everything=name == "xdata"):
                    fields.setdefault(lent, value)
    return replace(entry, fields=fields)


def _lent(entry: BibEntry, parent: BibEntry, everything: bool) -> Iterable[tuple[str, BibField]]:
    """Yield the fields that a part of a book, or a user of `xdata`, takes over."""
    for name, field in parent.fields.items():
        if everything:
            yield name, field
        elif entry.type in _IN_BOOK and name in _RENAMED:
            yield _RENAMED[name], field._replace(name=_RENAMED[name])
        elif name not in _OWN:
            yield name, field
