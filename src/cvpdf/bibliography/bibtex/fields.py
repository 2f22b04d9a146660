"""From an entry of BibTeX or biblatex to the mapping of a publication, as it would be typed in cv.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from cvpdf.bibliography.bibtex import entry_dates, homes
from cvpdf.bibliography.bibtex.archives import archived, is_preprint_server, language
from cvpdf.bibliography.bibtex.author_notes import author_notes
from cvpdf.bibliography.bibtex.clean import edition, is_abbreviation, pages
from cvpdf.bibliography.bibtex.draft import Draft
from cvpdf.bibliography.bibtex.entry_types import MORE, genre, work_type
from cvpdf.bibliography.bibtex.homes import HOMES, Home
from cvpdf.bibliography.bibtex.names import names
from cvpdf.bibliography.identifiers import CHECKED, number_of, record
from cvpdf.bibliography.latex.text import plain, verbatim
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.bibliography.work_types import OF_BIBTEX
from cvpdf.diagnostics import Diagnostic, note, warning
from cvpdf.quoting import quoted
from cvpdf.source import nodes

_WITH_ISSUES = frozenset({"article", "magazine", "newspaper", "review", "editorial"})
_OF_PUBLISHERS = frozenset({"paper", "abstract", "poster", "proceedings", "webpage", "software", "dataset"})
_AT_EVENTS = frozenset({"talk", "poster"})
"""Types of works that nobody publishes: their place is that of the event."""
_NOT_GIVEN = re.compile(r"[?\s-]*|none|n/?a|in press|to appear", re.IGNORECASE)
_WHAT = {"url": "a web address", "isbn": "a valid ISBN", "issn": "a valid ISSN", "doi": "a valid DOI"}
_OWN = {
    "priority": (re.compile("[1-5]"), "a number from 1 to 5"),
    "hide": (re.compile("true|false"), "`true` or `false`"),
    "keep_with": (re.compile(r"[^\s,{}\"#%=()\\~']{1,200}"), "a key"),
}
"""The form of fields of cv.yaml that other programs use in other ways, and its words."""
_TAG = re.compile(r"\w[\w.:+-]{0,99}")
_GROUP = re.compile("collaboration|group|team|consortium", re.IGNORECASE)
_EXTRA_LENGTH = 2_000


class Publication(NamedTuple):
    """The mapping of a publication, and what was left of the LaTeX."""

    node: nodes.Mapping
    diagnostics: tuple[Diagnostic, ...]


def to_publication(entry: BibEntry) -> Publication:
    """Return an entry as a publication."""
    maker = _Maker(entry)
    maker.make()
    return Publication(maker.node, tuple(maker.problems))


class _Maker(Draft):
    """Makes one publication."""

    _kind = ""

    def make(self) -> None:
        """Fill the node with the fields of the entry."""
        self.put("key", self.entry.key)
        self._type()
        for name, home in HOMES.items():
            if (field := self.left.get(name)) is not None:
                self._place(field, home)
            if name == "title":
                self._names()
                self.put("type", self.text(self._kind))
                self._genre_and_date()
        if self.node.get("pages") == self.node.get("article_number"):
            self.node.pop("pages", None)
        self.without_title()
        for name in homes.NUMBERS:
            if field := self.left.get(name):
                self._positions(field)
        for name, target in homes.LISTS.items():
            if field := self.left.get(name):
                words = re.split(r"\s*[,;]\s*", self.said(field).strip())
                words = [re.sub(r"\s+", "-", word) for word in words] if target == "tags" else words
                for word in words if target == "tags" else ():
                    if not _TAG.fullmatch(word):
                        message = f"`{quoted(word)}` is not a tag; it is left out"
                        hint = "a tag has letters, digits, `-`, `_`, `.`, `:` and `+`"
                        self.problems.append(note("bad-bib-field", message, field.span, hint))
                self._several(name, target, filter(_TAG.fullmatch, words) if target == "tags" else words)
        self._annotations()
        self._links()
        self._extra()

    def _type(self) -> None:
        """Find the type; a number in an archive can make it a preprint."""
        kind = work_type(self.entry)
        if kind is None:
            close = get_close_matches(self.entry.type, [*OF_BIBTEX, *MORE], 1, 0.75)
            hint = f"did you mean `@{close[0]}`?" if close else "types that are known: docs/publications.md"
            message = f"the type `@{quoted(self.entry.type)}` of an entry is not known"
            self.problems.append(warning("unknown-entry-type", message, self.entry.span, hint))
        self._kind = kind or "other"
        if (found := archived(self.entry)) is not None:
            self.take(found.target, found.field, found.number)
            for name in found.used:
                self.left.pop(name, None)
            self._kind = "preprint" if found.is_preprint else self._kind
        elif is_preprint_server(self.entry):
            self._kind = "preprint"

    def _place(self, field: BibField, home: Home) -> None:
        """Put a field in its home, if it is free and the text has the form for it."""
        target = self._target(field, home.field)
        if target in CHECKED:
            self._number(field, target)
            return
        if not target or (target in self.node and target != "note"):
            return
        text = self.said(field, home.form or "line")
        if target in ("title", "venue", "series") and (sub := self.left.get(homes.SUBTITLES.get(field.name, ""))):
            text = f"{text}{'' if re.search('[:?!.]$', text) else ':'} {self.said(sub, home.form or 'line')}"
            self.left.pop(sub.name)
        if target == "title" and len(text) > 60 and re.search(r"(?:\.\.\.|…)$", text):
            message = f"the title `{quoted(text)}` seems to be cut off"
            self.problems.append(note("cut-title", message, field.span, "Google Scholar shortens long titles"))
        if target == "language":
            text = language(text)
        elif target == "pages":
            text = pages(text)
        elif target == "edition":
            text = edition(text)
        elif target == "note" and target in self.node:
            text = f"{self.node['note'].rstrip('.')}. {text}" if text not in self.node["note"] else self.node["note"]
        if target in _OWN and not _OWN[target][0].fullmatch(text):
            self.left_out(field, f"`{quoted(text)}` is not {_OWN[target][1]}")
        elif text:
            self.take(target, field, text)

    def _target(self, field: BibField, target: str) -> str:
        """Return the home of a field that depends on others; empty if it has none."""
        name, node = field.name, self.node
        if target == "number" and self._kind in _WITH_ISSUES:
            return "issue"
        if name in ("shortjournal", "journalabbr", "journal-abbr", "shortbooktitle"):
            return "" if is_abbreviation(plain(field.value).text, node.get("venue")) else "venue_short"
        if name == "maintitle" and ("venue" in node or self._kind in ("book", "edited_book", "proceedings")):
            return "series"
        if name == "booktitle" and self._kind in ("book", "edited_book", "proceedings"):
            return "title" if "title" not in node else ""
        if name == "series" and re.fullmatch(r"\S{2,}(?: \S+)? ?['’]\d\d", plain(field.value).text):
            return "venue_short" if "venue_short" not in node else "series"
        if name == "organization" and self._kind in _OF_PUBLISHERS:
            return "publisher"
        if (name == "location" and "address" in self.entry.fields) or (target == "place" and self._kind in _AT_EVENTS):
            return "event_place"
        if name == "howpublished" and (address := number_of("url", verbatim(field.value))) and "//" in address:
            return "url"
        return target

    def _number(self, field: BibField, target: str) -> None:
        """Put a number of a register where it belongs, if it has the right form."""
        typed = verbatim(field.value)
        if target == "url":
            first = re.split(r"\s", typed.strip("<> "), maxsplit=1)[0]
            if (found := record(first)) is not None:
                target, typed = found
        number = number_of(target, typed) if not typed.lower().startswith("ftp:") else ""
        if number and target in self.node:
            if number.lower() == self.node[target].lower():
                self.left.pop(field.name)
        elif target == "doi" and number.lower() == f"10.48550/arxiv.{self.node.get('arxiv', '')}":
            self.left.pop(field.name)
        elif number:
            self.take(target, field, number)
        elif not _NOT_GIVEN.fullmatch(typed):
            what = _WHAT.get(target, f"a valid {target}")
            self.left_out(field, f"`{quoted(typed)}` is not {what}", target not in ("isbn", "issn", "url"))

    def _genre_and_date(self) -> None:
        if (found := genre(self.entry)) is not None:
            self.take("genre", found[1], found[0])
        if (own := self.left.get("status")) is not None:
            said = self.said(own)
            if (known := entry_dates.status_of(said.replace("_", " "))) is not None:
                self.take("status", own, known)
            else:
                self.left_out(own, f"`{quoted(said)}` is not a status of cv.yaml")
        elif (status := entry_dates.status(self.entry)) is not None:
            self.take("status", status.field, status.text)
        date = entry_dates.date(self.entry)
        if date is not None and not entry_dates.is_possible(date.text):
            self.left_out(date.field, f"the year {date.text[:4]} is not between 1000 and 2100")
            return
        for name in entry_dates.USED:
            self.left.pop(name, None)
        if date is not None:
            self.take("date", date.field, date.text)
        for field, message in entry_dates.mistakes(self.entry, date):
            self.problems.append(warning("bad-bib-field", message, field.span, "correct it"))

    def _names(self) -> None:
        for name, target in homes.NAMES.items():
            if (field := self.left.get(name)) is None:
                continue
            found = names(field, self.entry.macros)
            self.left.pop(name)
            self.problems += found.problems
            if found.authors:
                self.put(target, found.authors, field)
            if found.others and target == "authors":
                self.put("others", self.text("true", field), field)
        if (group := self.left.get("collaboration")) is not None:
            self._collaboration(group)

    def _collaboration(self, field: BibField) -> None:
        """Add the collaboration to the authors, as INSPIRE gives it."""
        said = self.said(field)
        said = said if _GROUP.search(said) else f"{said} Collaboration"
        authors = self.node.get("authors") or nodes.Sequence(field.span)
        self.left.pop(field.name)
        if any(
            isinstance(author, nodes.Mapping) and str(author.get("group")).lower() == said.lower() for author in authors
        ):
            return
        node = nodes.Mapping(field.span)
        node["group"], node.key_spans["group"] = self.text(said, field), field.span
        authors.append(node)
        authors.item_spans.append(field.span)
        self.put("authors", authors, field)

    def _several(self, name: str, target: str, texts: Iterable[str]) -> None:
        field = self.left.get(name)
        if field is None or target in self.node:
            return
        sequence = nodes.Sequence(field.span)
        for text in filter(None, texts):
            sequence.append(self.text(text, field))
            sequence.item_spans.append(field.span)
        if sequence:
            self.put(target, sequence, field)
            self.left.pop(name)

    def _positions(self, field: BibField) -> None:
        """Put positions of authors: `equal = {1, 2}`."""
        typed, count = re.findall(r"\d+", field.value), len(self.node.get("authors") or ())
        if not typed or any(not 1 <= int(position) <= count for position in typed):
            self.left_out(field, f"`{quoted(field.value)}` is not a list of positions of the {count} authors")
        else:
            self._several(field.name, field.name, typed)

    def _annotations(self) -> None:
        authors = self.node.get("authors") or []
        for found in author_notes(self.entry):
            self.left.pop(found.source.name, None)
            if found.position > len(authors):
                message = f"there is no author {found.position}; the work has {len(authors)}"
                self.problems.append(warning("bib-annotation", message, found.source.span, "positions count from 1"))
            elif found.field == "orcid":
                if isinstance(author := authors[found.position - 1], nodes.Mapping) and "family" in author:
                    author["orcid"] = self.text(found.value, found.source)
                    author.key_spans["orcid"] = found.source.span
            else:
                sequence = self.node.get(found.field) or nodes.Sequence(found.source.span)
                if found.value not in sequence:
                    sequence.append(self.text(found.value, found.source))
                    sequence.item_spans.append(found.source.span)
                self.put(found.field, sequence, found.source)

    def _links(self) -> None:
        """Put the links of `links = {code: https://…, data: https://…}` and of fields such as `slides`."""
        found: list[tuple[str, str, BibField]] = []
        if (field := self.left.get("links")) is not None:
            labelled = re.findall(r"([^\s:;,][^:;,]*?)\s*[:=]\s*(https?://[^\s;,]+)", field.value)
            found += [(plain(label).text, verbatim(address), field) for label, address in labelled]
        for name, label in homes.LABELLED.items():
            if (field := self.left.get(name)) and re.fullmatch(r"https?://\S+", address := verbatim(field.value)):
                found.append((label, address, field))
        sequence = nodes.Sequence(self.entry.span)
        for label, address, field in found:
            if not (address := number_of("url", address)):
                continue
            node = nodes.Mapping(field.span)
            node["label"], node["url"] = self.text(label, field), self.text(address, field)
            node.key_spans |= {"label": field.span, "url": field.span}
            sequence.append(node)
            sequence.item_spans.append(field.span)
            self.left.pop(field.name, None)
        if sequence:
            self.put("links", sequence)

    def _extra(self) -> None:
        extra = nodes.Mapping(self.entry.span)
        for name, field in self.left.items():
            text = " ".join(field.value.split())[:_EXTRA_LENGTH]
            if name not in ("crossref", "xdata") and text:
                self.misspelt(field)
                extra[name], extra.key_spans[name] = self.text(text, field), field.name_span
        if extra:
            self.put("extra", extra)
