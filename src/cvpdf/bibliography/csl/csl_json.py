"""CSL-JSON, as Zotero, Mendeley, ORCID and Crossref write it, as the publications of cv.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.bibliography.bibtex.archives import language
from cvpdf.bibliography.bibtex.clean import edition, is_abbreviation, pages
from cvpdf.bibliography.bibtex.entry_dates import NO_DATE, is_possible, iso, status_of
from cvpdf.bibliography.csl.csl_values import author, date, first
from cvpdf.bibliography.csl.json_nodes import parse_json
from cvpdf.bibliography.identifiers import CHECKED, number_of, record
from cvpdf.bibliography.latex.html_text import without_markup
from cvpdf.bibliography.latex.styled import Styled, in_line, in_prose, in_title, joined
from cvpdf.bibliography.latex.text import Form
from cvpdf.bibliography.work_types import OF_CSL, WorkType
from cvpdf.diagnostics import Diagnostic, Span, error, warning
from cvpdf.source import nodes
from cvpdf.source.nodes import Text
from cvpdf.source.read import SourceFile

FIELDS: Mapping[str, tuple[str, Form]] = MappingProxyType(
    {
        "title": ("title", "title"),
        "container-title": ("venue", "line"),
        "container-title-short": ("venue_short", "line"),
        "journalAbbreviation": ("venue_short", "line"),
        "volume": ("volume", "line"),
        "issue": ("issue", "line"),
        "page": ("pages", "line"),
        "number": ("number", "line"),
        "collection-title": ("series", "line"),
        "collection-number": ("number", "line"),
        "edition": ("edition", "line"),
        "publisher": ("publisher", "line"),
        "publisher-place": ("place", "line"),
        "event-title": ("event", "line"),
        "event": ("event", "line"),
        "event-place": ("event_place", "line"),
        "genre": ("genre", "line"),
        "note": ("note", "prose"),
        "abstract": ("abstract", "prose"),
        "language": ("language", "line"),
        "DOI": ("doi", "line"),
        "PMID": ("pubmed", "line"),
        "PMCID": ("pmc", "line"),
        "URL": ("url", "line"),
        "ISBN": ("isbn", "line"),
        "ISSN": ("issn", "line"),
    }
)
"""The fields of CSL that become a field of a publication, and the form of its text."""

_CHANGES: Mapping[str, Callable[[str], str]] = {"language": language, "pages": pages, "edition": edition}
_NAMES = {"author": "authors", "editor": "editors"}
_OF_INSTITUTIONS = frozenset({"thesis", "report"})
_MAKERS = {"line": in_line, "title": in_title, "prose": in_prose}
_CHEATER = re.compile(
    r"^(PMID|PMCID|DOI|arXiv|Publisher|Place|Event|tex\.[\w-]+)\s*:\s*(\S.*?)\s*$", re.MULTILINE | re.I
)
"""Zotero's lines in `note` for fields that it does not have."""


class CslFile(NamedTuple):
    """The works of a file, each a mapping of a publication, and what is wrong with it."""

    works: nodes.Sequence
    diagnostics: tuple[Diagnostic, ...]


def is_json(content: bytes) -> bool:
    """Return whether the content of a file is JSON and not BibTeX."""
    text = content.removeprefix(b"\xef\xbb\xbf")
    return bool(
        re.match(rb'\s*\[?\s*\{\s*"[^"]*"\s*:', text[:1000]) or re.fullmatch(rb"\s*(?:\[\s*\]|\{\s*\})\s*", text)
    )


def csl_works(source: SourceFile) -> CslFile:
    """Return the works of a CSL-JSON document: a list of items, one item, or a mapping with `items`."""
    root, problems = parse_json(source)
    works = nodes.Sequence(Span.point(source.name))
    if problems:
        return CslFile(works, problems)
    if isinstance(root, nodes.Mapping) and isinstance(root.get("items"), nodes.Sequence):
        root = root["items"]
    items = root if isinstance(root, nodes.Sequence) else [root]
    found: list[Diagnostic] = []
    for item in items:
        if not isinstance(item, nodes.Mapping) or not ({"title", "type"} & item.keys()):
            span = getattr(item, "span", None) or works.span
            hint = 'CSL-JSON is a list of works: `[{"id": …, "type": "article-journal", "title": …}]`'
            found.append(error("not-csl", "this is not a work of CSL-JSON", span, hint))
            continue
        maker = _Maker(item)
        works.append(maker.work())
        works.item_spans.append(item.span)
        found += maker.problems
    return CslFile(works, tuple(found))


class _Maker:
    """Makes one publication."""

    def __init__(self, item: nodes.Mapping) -> None:
        self.problems: list[Diagnostic] = []
        self._item = item
        self._node = nodes.Mapping(item.span)
        self._used = {"id", "citation-key", "type"}

    def work(self) -> nodes.Mapping:
        """Return the publication."""
        self._put("key", self._key())
        kind = self._type()
        if kind is not None:
            self._put("type", kind)
        for name, target in _NAMES.items():
            self._names(name, target)
        self._date()
        self._numbers_in_note()
        for name, (target, form) in FIELDS.items():
            value = first(self._item.get(name))
            if name in self._used or value is None or not value.strip():
                continue
            target = "institution" if target == "publisher" and kind in _OF_INSTITUTIONS else target
            self._field(name, target, value, form)
        self._status()
        self._keywords()
        self._extra()
        return self._node

    def _put(self, name: str, value: nodes.Node, span: Span | None = None) -> None:
        if value is not None and name not in self._node:
            self._node[name] = value
            self._node.key_spans[name] = span or value.span or self._item.span

    def _key(self) -> Text:
        typed = first(self._item.get("citation-key")) or first(self._item.get("id"))
        if typed is None or not typed.strip():
            title = first(self._item.get("title")) or Text("work")
            typed = Text("-".join(re.findall(r"\w+", title.lower())[:4]) or "work", title.span or self._item.span)
        return Text(re.sub(r"[\s,{}\"#%=()\\~']+", "-", typed.strip())[:200], typed.span, quoted=True)

    def _type(self) -> Text | None:
        typed = first(self._item.get("type"))
        if typed is None:
            return None
        kind = OF_CSL.get(typed.strip(), "other")
        genre = (first(self._item.get("genre")) or "").lower()
        special: tuple[WorkType, ...] = ("poster", "talk", "preprint")
        if kind in ("talk", "paper", "other"):
            kind = next((word for word in special if word in genre), kind)
        return Text(kind, typed.span, quoted=True)

    def _text(self, value: Text, form: Form) -> Text:
        found: list[str] = []
        text = _MAKERS[form](joined(without_markup([Styled(str(value))], found)))
        self.problems += [warning("bib-markup", message, value.span) for message in found]
        return Text(" ".join(re.split("[ \t\r\n]+", text)).strip(), value.span, quoted=True)

    def _field(self, name: str, target: str, value: Text, form: Form) -> None:
        text = str(self._text(value, form)) if target not in CHECKED else value.strip()
        if target == "url" and (found := record(text)):
            target, text = found
        elif target in CHECKED:
            text = number_of(target, text)
            if not text:
                return
        elif target == "venue_short" and is_abbreviation(text, self._node.get("venue")):
            return
        elif (change := _CHANGES.get(target)) is not None:
            text = change(text)
        if text and text.lower() == str(self._node.get(target, "")).lower():
            self._used.add(name)
        elif text and target not in self._node:
            self._used.add(name)
            self._put(target, Text(text, value.span, quoted=True), self._item.key_spans[name])

    def _names(self, name: str, target: str) -> None:
        people = self._item.get(name)
        if not isinstance(people, nodes.Sequence):
            return
        self._used.add(name)
        authors = nodes.Sequence(people.span)
        for person, span in zip(people, people.item_spans, strict=True):
            one = author(person) if isinstance(person, nodes.Mapping) else None
            if one is not None and re.fullmatch(r"et al\.?|others", one.get("group", ""), re.I):
                self._put("others", Text("true", one.span))
            elif one is not None:
                authors.append(one)
                authors.item_spans.append(span)
        if authors:
            self._put(target, authors, self._item.key_spans[name])

    def _date(self) -> None:
        for name in ("issued", "published-print", "published-online", "published"):
            value = self._item.get(name)
            self._used.add(name) if name == "issued" else None
            when = date(value) if isinstance(value, nodes.Mapping) else value if isinstance(value, Text) else None
            if when is None or not when.strip():
                continue
            if (status := status_of(when)) is not None:
                self._put("status", Text(status, when.span, quoted=True))
            elif when.strip().lower() not in NO_DATE:
                text = iso(re.sub(r"-(?=\d(?:-|$))", "-0", when.strip()))
                if is_possible(text):
                    self._put("date", Text(text, when.span, quoted=True))
            return

    def _status(self) -> None:
        status = first(self._item.get("status"))
        if status is not None and (word := status_of(status)):
            self._used.add("status")
            self._put("status", Text(word, status.span, quoted=True))

    def _numbers_in_note(self) -> None:
        """Take the numbers of registers from the note, where Zotero writes them, and those of arXiv."""
        fields = {"pmid": "pubmed", "pmcid": "pmc", "doi": "doi", "arxiv": "arxiv"}
        note = first(self._item.get("note"))
        for name, number in _CHEATER.findall(note or ""):
            if (field := fields.get(name.lower())) and (text := number_of(field, number)):
                self._put(field, Text(text, note.span if note else None, quoted=True))
        if note is not None and not _CHEATER.sub("", note).strip():
            self._used.add("note")
        elif note is not None and _CHEATER.search(note):
            self._item["note"] = Text(_CHEATER.sub("", note).strip(), note.span)
        for name in ("number", "archive_location", "archive-location"):
            value = first(self._item.get(name))
            at_arxiv = "arxiv" in f"{value} {self._item.get('archive')} {self._item.get('publisher')}".lower()
            if value is not None and at_arxiv and (text := number_of("arxiv", value)):
                self._used.add(name)
                self._put("arxiv", Text(text, value.span, quoted=True))

    def _keywords(self) -> None:
        typed = self._item.get("keyword")
        value = first(typed) if isinstance(typed, Text) else None
        if value is None:
            return
        self._used.add("keyword")
        words = nodes.Sequence(value.span or self._item.span)
        for word in filter(None, re.split(r"\s*[,;]\s*", value.strip())):
            words.append(Text(word, value.span, quoted=True))
            words.item_spans.append(words.span)
        if words:
            self._put("keywords", words)

    def _extra(self) -> None:
        extra = nodes.Mapping(self._item.span)
        for name, value in self._item.items():
            text = first(value)
            if name not in self._used and text is not None and text.strip():
                extra[name] = Text(" ".join(text.split())[:2000], text.span, quoted=True)
                extra.key_spans[name] = self._item.key_spans[name]
        if extra:
            self._put("extra", extra)
