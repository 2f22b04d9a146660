"""From an entry of BibTeX or biblatex to the mapping of a publication, as it would be typed in cv.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from cvpdf.bibliography import entry_dates, homes
from cvpdf.bibliography.archives import archived, is_preprint_server, language
from cvpdf.bibliography.author_notes import author_notes
from cvpdf.bibliography.clean import edition, pages
from cvpdf.bibliography.entry_types import MORE, genre, work_type
from cvpdf.bibliography.homes import HOMES, Home
from cvpdf.bibliography.identifiers import CHECKED, number_of, record
from cvpdf.bibliography.latex_text import Form, plain, verbatim
from cvpdf.bibliography.names import names
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.bibliography.work_types import OF_BIBTEX
from cvpdf.diagnostics import Diagnostic, note, warning
from cvpdf.quoting import quoted
from cvpdf.source import nodes
from cvpdf.source.nodes import Text

_WITH_ISSUES = frozenset({"article", "magazine", "newspaper", "review", "editorial"})
_OF_PUBLISHERS = frozenset({"paper", "abstract", "poster", "proceedings", "webpage", "software", "dataset"})
_NOT_GIVEN = re.compile(r"[?\s-]*|none|n/?a|in press|to appear", re.IGNORECASE)
_WHAT = {"url": "a web address", "isbn": "a valid ISBN", "issn": "a valid ISSN", "doi": "a valid DOI"}
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


class _Maker:
    """Makes one publication."""

    def __init__(self, entry: BibEntry) -> None:
        self.entry = entry
        self.problems: list[Diagnostic] = []
        self.node = nodes.Mapping(entry.span)
        self._left = {name: field for name, field in entry.fields.items() if field.value.strip()}
        self._kind = ""

    def make(self) -> None:
        """Fill the node with the fields of the entry."""
        self._put("key", self.entry.key)
        self._type()
        for name, home in HOMES.items():
            if (field := self._left.get(name)) is not None:
                self._place(field, home)
            if name == "title":
                self._names()
                self._put("type", self._text(self._kind))
                self._genre_and_date()
        if self.node.get("pages") == self.node.get("article_number"):
            self.node.pop("pages", None)
        self._without_title()
        for name in homes.NUMBERS:
            self._several(name, name, re.findall(r"\d+", self.entry.value(name)))
        for name, target in homes.LISTS.items():
            if field := self._left.get(name):
                self._several(name, target, re.split(r"\s*[,;]\s*", self._said(field)))
        self._annotations()
        self._links()
        self._extra()

    def _text(self, value: str, field: BibField | None = None) -> Text:
        return Text(value, field.span if field else self.entry.span, quoted=True)

    def _put(self, name: str, value: nodes.Node, field: BibField | None = None) -> None:
        self.node[name] = value
        self.node.key_spans[name] = field.name_span if field else self.entry.span

    def _take(self, name: str, field: BibField, text: str) -> None:
        """Put a field where it belongs; it is no longer left."""
        self._left.pop(field.name, None)
        if text:
            self._put(name, self._text(text, field), field)

    def _said(self, field: BibField, form: Form = "line") -> str:
        read = plain(field.value, form, self.entry.macros)
        for problem in read.problems:
            self.problems.append(warning("bib-latex", problem.message, field.part(problem.start, problem.end)))
        return read.text

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
            self._take(found.target, found.field, found.number)
            for name in found.used:
                self._left.pop(name, None)
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
        text = self._said(field, home.form or "line")
        if target in ("title", "venue", "series") and (sub := self._left.get(homes.SUBTITLES.get(field.name, ""))):
            text = f"{text}{'' if re.search('[:?!.]$', text) else ':'} {self._said(sub, home.form or 'line')}"
            self._left.pop(sub.name)
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
        if text:
            self._take(target, field, text)

    def _target(self, field: BibField, target: str) -> str:
        """Return the home of a field that depends on others; empty if it has none."""
        name, node = field.name, self.node
        if target == "number" and self._kind in _WITH_ISSUES:
            return "issue"
        if name in ("shortjournal", "journalabbr", "journal-abbr", "shortbooktitle"):
            return "venue_short" if plain(field.value).text != node.get("venue") else ""
        if name == "maintitle" and ("venue" in node or self._kind in ("book", "edited_book", "proceedings")):
            return "series"
        if name == "booktitle" and self._kind in ("book", "edited_book", "proceedings"):
            return "title" if "title" not in node else ""
        if name == "series" and re.fullmatch(r"\S{2,}(?: \S+)? ?['’]\d\d", plain(field.value).text):
            return "venue_short" if "venue_short" not in node else "series"
        if name == "organization" and self._kind in _OF_PUBLISHERS:
            return "publisher"
        if name == "location" and "address" in self.entry.fields:
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
                self._left.pop(field.name)
        elif target == "doi" and number.lower() == f"10.48550/arxiv.{self.node.get('arxiv', '')}":
            self._left.pop(field.name)
        elif number:
            self._take(target, field, number)
        elif not _NOT_GIVEN.fullmatch(typed):
            what = _WHAT.get(target, f"a valid {target}")
            report = note if target in ("isbn", "issn", "url") else warning
            message = f"`{quoted(typed)}` is not {what}; the field `{field.name}` is left out"
            self.problems.append(report("bad-bib-field", message, field.span, "correct it, or delete the field"))

    def _without_title(self) -> None:
        """Take another name for the title of a work that has none."""
        for name in ("issuetitle", "shorttitle", "eventtitle", "maintitle"):
            if "title" not in self.node and (field := self._left.get(name)) is not None:
                self._take("title", field, self._said(field, "title"))

    def _genre_and_date(self) -> None:
        if (found := genre(self.entry)) is not None:
            self._take("genre", found[1], found[0])
        if (own := self._left.get("status")) is not None:
            said = self._said(own)
            self._take("status", own, entry_dates.status_of(said) or said)
        elif (status := entry_dates.status(self.entry)) is not None:
            self._take("status", status.field, status.text)
        date = entry_dates.date(self.entry)
        for name in entry_dates.USED:
            self._left.pop(name, None)
        if date is not None:
            self._take("date", date.field, date.text)

    def _names(self) -> None:
        for name, target in homes.NAMES.items():
            if (field := self._left.get(name)) is None:
                continue
            found = names(field, self.entry.macros)
            self._left.pop(name)
            self.problems += found.problems
            if found.authors:
                self._put(target, found.authors, field)
            if found.others and target == "authors":
                self._put("others", self._text("true", field), field)
        if (group := self._left.get("collaboration")) is not None:
            self._collaboration(group)

    def _collaboration(self, field: BibField) -> None:
        """Add the collaboration to the authors, as INSPIRE gives it."""
        said = self._said(field)
        said = said if _GROUP.search(said) else f"{said} Collaboration"
        authors = self.node.get("authors") or nodes.Sequence(field.span)
        self._left.pop(field.name)
        if any(author.get("group", "").lower() == said.lower() for author in authors):
            return
        node = nodes.Mapping(field.span)
        node["group"], node.key_spans["group"] = self._text(said, field), field.span
        authors.append(node)
        authors.item_spans.append(field.span)
        self._put("authors", authors, field)

    def _several(self, name: str, target: str, texts: Iterable[str]) -> None:
        field = self._left.get(name)
        if field is None or target in self.node:
            return
        sequence = nodes.Sequence(field.span)
        for text in filter(None, texts):
            sequence.append(self._text(text, field))
            sequence.item_spans.append(field.span)
        if sequence:
            self._put(target, sequence, field)
            self._left.pop(name)

    def _annotations(self) -> None:
        authors = self.node.get("authors") or []
        for found in author_notes(self.entry):
            self._left.pop(found.source.name, None)
            if found.position > len(authors):
                message = f"there is no author {found.position}; the work has {len(authors)}"
                self.problems.append(warning("bib-annotation", message, found.source.span, "positions count from 1"))
            elif found.field == "orcid":
                if "family" in (author := authors[found.position - 1]):
                    author["orcid"] = self._text(found.value, found.source)
                    author.key_spans["orcid"] = found.source.span
            else:
                sequence = self.node.get(found.field) or nodes.Sequence(found.source.span)
                if found.value not in sequence:
                    sequence.append(self._text(found.value, found.source))
                    sequence.item_spans.append(found.source.span)
                self._put(found.field, sequence, found.source)

    def _links(self) -> None:
        """Put the links of `links = {code: https://…, data: https://…}` and of fields such as `slides`."""
        found: list[tuple[str, str, BibField]] = []
        if (field := self._left.get("links")) is not None:
            labelled = re.findall(r"([^\s:;,][^:;,]*?)\s*[:=]\s*(https?://[^\s;,]+)", field.value)
            found += [(plain(label).text, verbatim(address), field) for label, address in labelled]
        for name, label in homes.LABELLED.items():
            if (field := self._left.get(name)) and re.fullmatch(r"https?://\S+", address := verbatim(field.value)):
                found.append((label, address, field))
        sequence = nodes.Sequence(self.entry.span)
        for label, address, field in found:
            if not (address := number_of("url", address)):
                continue
            node = nodes.Mapping(field.span)
            node["label"], node["url"] = self._text(label, field), self._text(address, field)
            node.key_spans |= {"label": field.span, "url": field.span}
            sequence.append(node)
            sequence.item_spans.append(field.span)
            self._left.pop(field.name, None)
        if sequence:
            self._put("links", sequence)

    def _extra(self) -> None:
        extra = nodes.Mapping(self.entry.span)
        for name, field in self._left.items():
            text = " ".join(field.value.split())[:_EXTRA_LENGTH]
            if name not in ("crossref", "xdata") and text:
                extra[name], extra.key_spans[name] = self._text(text, field), field.name_span
        if extra:
            self._put("extra", extra)
