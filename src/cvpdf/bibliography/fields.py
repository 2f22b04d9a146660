"""From an entry of BibTeX or biblatex to the mapping of a publication, as it would be typed in cv.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.bibliography import values
from cvpdf.bibliography.latex_text import Form, plain
from cvpdf.bibliography.names import names
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.bibliography.values import Given
from cvpdf.bibliography.work_types import OF_BIBTEX
from cvpdf.diagnostics import Diagnostic, warning
from cvpdf.source import nodes
from cvpdf.source.nodes import Text


class Home(NamedTuple):
    """Where a field goes."""

    field: str
    """The field of a publication."""
    form: Form = "line"


HOMES: Mapping[str, Home] = MappingProxyType(
    {
        "title": Home("title", "title"),
        "journal": Home("venue"),
        "journaltitle": Home("venue"),
        "booktitle": Home("venue"),
        "maintitle": Home("venue"),
        "venue_short": Home("venue_short"),
        "volume": Home("volume"),
        "issue": Home("issue"),
        "number": Home("number"),
        "pages": Home("pages"),
        "eid": Home("article_number"),
        "articleno": Home("article_number"),
        "series": Home("series"),
        "edition": Home("edition"),
        "publisher": Home("publisher"),
        "institution": Home("institution"),
        "school": Home("institution"),
        "organization": Home("institution"),
        "address": Home("place"),
        "location": Home("place"),
        "eventtitle": Home("event"),
        "venue": Home("event_place"),
        "type": Home("genre"),
        "award": Home("award"),
        "genre": Home("genre"),
        "howpublished": Home("note", "prose"),
        "note": Home("note", "prose"),
        "addendum": Home("note", "prose"),
        "abstract": Home("abstract", "prose"),
        "doi": Home("doi"),
        "pmid": Home("pubmed"),
        "pmcid": Home("pmc"),
        "url": Home("url"),
        "isbn": Home("isbn"),
        "issn": Home("issn"),
        "status": Home("status"),
        "priority": Home("priority"),
        "hide": Home("hide"),
        "keep_with": Home("keep_with"),
    }
)
"""The fields that become one field of a publication; of several with one home the first that is given counts."""

NUMBERS = ("equal", "corresponding", "students")
"""Fields of cvpdf with positions of authors: `equal = {1, 2}`."""
LISTS = {"keywords": "keywords", "tags": "tags"}
"""Fields with several words, separated by commas or semicolons."""
LABELLED = ("code", "data", "dataset", "slides", "video", "poster", "website", "project", "pdf", "preprint", "supp")
"""Fields whose address becomes a link with the name of the field, as on web pages of researchers."""
_NUMBER_OF_ISSUE = frozenset({"article", "magazine", "newspaper", "review", "editorial"})
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
        self._left = dict(entry.fields)

    def make(self) -> None:
        """Fill the node with the fields of the entry."""
        self._put("key", self.entry.key)
        kind = OF_BIBTEX.get(self.entry.type, "other")
        arxiv = values.arxiv(self.entry)
        if arxiv is not None:
            self._take("arxiv", arxiv.field, arxiv.text)
            for name in arxiv.used:
                self._left.pop(name, None)
            if arxiv.is_preprint:
                kind = "preprint"
        self._title()
        self._names()
        self._put("type", self._text(kind))
        for given in (*values.genre(self.entry), *values.dates(self.entry), *values.registers(self.entry)):
            self._given(given)
        for name, home in HOMES.items():
            field = self._left.get(name)
            if field is None or not field.value.strip():
                continue
            target = "issue" if home.field == "number" and kind in _NUMBER_OF_ISSUE else home.field
            target = self._other_home(name, target)
            if target and target not in self.node:
                self._take(target, field, self._said(field, home.form))
        self._series()
        for name in NUMBERS:
            self._several(name, name, re.findall(r"\d+", self.entry.value(name)))
        for name, target in LISTS.items():
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

    def _given(self, given: Given) -> None:
        if given.name not in self.node:
            self._put(given.name, self._text(given.text, given.field), given.field)
        for name in given.used:
            self._left.pop(name, None)

    def _said(self, field: BibField, form: Form = "line") -> str:
        read = plain(field.value, form, self.entry.macros)
        for problem in read.problems:
            self.problems.append(warning("bib-latex", problem.message, field.part(problem.start, problem.end)))
        return values.clean(field.name, read.text)

    def _title(self) -> None:
        """Put the title, with the subtitle behind it."""
        field, sub = self._left.get("title"), self._left.get("subtitle")
        if field is None:
            return
        title = self._said(field, "title")
        if sub is not None:
            end = "" if re.search(r"[:?!.]$", title) else ":"
            title = f"{title}{end} {self._said(sub, 'title')}"
            self._left.pop("subtitle")
        self._take("title", field, title)

    def _names(self) -> None:
        for name, target in (("author", "authors"), ("editor", "editors")):
            if (field := self._left.get(name)) is None or not field.value.strip():
                continue
            found = names(field, self.entry.macros)
            self._left.pop(name)
            for problem in found.problems:
                self.problems.append(warning("bib-latex", f"in `{name}`, {problem}", field.span))
            self._put(target, found.authors, field)
            if found.others and target == "authors":
                self._put("others", self._text("true", field), field)
        if (group := self._left.get("collaboration")) is not None:
            node = nodes.Mapping(group.span)
            said = self._said(group)
            said = said if re.search("collaboration|group|team", said, re.IGNORECASE) else f"{said} Collaboration"
            node["group"], node.key_spans["group"] = self._text(said, group), group.span
            authors = self.node.get("authors") or nodes.Sequence(group.span)
            authors.append(node)
            authors.item_spans.append(group.span)
            self._put("authors", authors, group)
            self._left.pop("collaboration")

    def _other_home(self, name: str, target: str) -> str:
        """Return the home of a field that depends on others; empty if it has none."""
        if name == "organization" and self.entry.type in ("inproceedings", "proceedings", "conference"):
            return "publisher" if "publisher" not in self.entry.fields else ""
        if name == "location" and "address" in self.entry.fields:
            return "event_place"
        if target == "isbn" and not re.fullmatch(r"[\dXx -]+", self.entry.value(name)):
            return ""
        if name == "howpublished" and (url := re.search(r"https?://[^\s{}]+", self.entry.value(name))):
            if "url" not in self.entry.fields:
                self._take("url", self.entry.fields[name], url[0].replace("\\", ""))
            return ""
        return target

    def _series(self) -> None:
        """Take a series such as `CHI ’24` for the short name of the venue."""
        series = self.node.get("series")
        if series and "venue_short" not in self.node and re.fullmatch(r"[^\s]{2,}(?: [^\s]+)? ?['’]\d\d", series):
            self._put("venue_short", self.node.pop("series"))
            self.node.key_spans["venue_short"] = self.node.key_spans.pop("series")

    def _several(self, name: str, target: str, texts: Iterable[str]) -> None:
        field = self._left.get(name)
        if field is None:
            return
        sequence = nodes.Sequence(field.span)
        for text in filter(None, texts):
            sequence.append(self._text(text, field))
            sequence.item_spans.append(field.span)
        if sequence:
            self._put(target, sequence, field)
            self._left.pop(name)

    def _annotations(self) -> None:
        """Read biblatex's annotations of authors: `author+an = {1=equal; 2=equal}`, `author+an:orcid = {1=…}`."""
        for name in ("author+an", "author+an:orcid", "author+an:default"):
            field = self._left.get(name)
            if field is None:
                continue
            for where, said in re.findall(r'(\d+)\s*=\s*"?([^;"]+)', field.value):
                self._annotate(field, int(where), said.strip().lower())
            self._left.pop(name)

    def _annotate(self, field: BibField, where: int, said: str) -> None:
        authors = self.node.get("authors") or []
        if re.fullmatch(r"(?:https?://orcid\.org/)?[\dX-]{19}", said, re.IGNORECASE):
            if where <= len(authors) and "family" in authors[where - 1]:
                authors[where - 1]["orcid"] = self._text(said, field)
                authors[where - 1].key_spans["orcid"] = field.span
            return
        target = {"equal": "equal", "corresponding": "corresponding", "student": "students"}.get(said.split(",")[0])
        if target is None:
            return
        sequence = self.node.get(target) or nodes.Sequence(field.span)
        sequence.append(self._text(str(where), field))
        sequence.item_spans.append(field.span)
        self._put(target, sequence, field)

    def _links(self) -> None:
        sequence = nodes.Sequence(self.entry.span)
        for label, address, field in _links(self.entry):
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


def _links(entry: BibEntry) -> Iterator[tuple[str, str, BibField]]:
    """Yield the label, the address and the field of each link."""
    if field := entry.fields.get("links"):
        for label, address in re.findall(r"([^\s:;,][^:;]*?)\s*[:=]\s*(https?://[^\s;,]+)", field.value):
            yield plain(label).text, address.replace("\\", ""), field
    for name in LABELLED:
        if (field := entry.fields.get(name)) and re.fullmatch(r"https?://\S+", field.value.strip()):
            yield name, field.value.strip().replace("\\", ""), field
