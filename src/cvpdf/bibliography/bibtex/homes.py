"""Where the fields of BibTeX, biblatex and of exports go: the table of docs/publications.md."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from cvpdf.bibliography.latex.text import Form


class Home(NamedTuple):
    """A field of a publication."""

    field: str
    form: Form | None = "line"
    """The kind of its text; without one it is an address or a number, in which LaTeX only escapes signs."""
    when: str = ""
    """The condition, where there is one, in the words of the documentation."""


HOMES: Mapping[str, Home] = MappingProxyType(
    {
        "title": Home("title", "title"),
        "journal": Home("venue"),
        "journaltitle": Home("venue"),
        "booktitle": Home("venue"),
        "maintitle": Home("venue", when="else `series`"),
        "venue_short": Home("venue_short"),
        **dict.fromkeys(
            ("shortjournal", "journalabbr", "journal-abbr", "shortbooktitle"),
            Home("venue_short", when="`extra` if it only abbreviates `venue` with full stops"),
        ),
        "volume": Home("volume"),
        "issue": Home("issue"),
        "number": Home("number", when="`issue` for articles"),
        "pages": Home("pages"),
        "eid": Home("article_number"),
        "articleno": Home("article_number"),
        "article-number": Home("article_number"),
        "series": Home("series", when="`venue_short` if it has a year: `CHI ’24`"),
        "edition": Home("edition"),
        "publisher": Home("publisher"),
        "institution": Home("institution"),
        "school": Home("institution"),
        "organization": Home("institution", when="`publisher` for papers and web pages"),
        "address": Home("place"),
        "location": Home("place", when="`event_place` beside `address`"),
        "eventtitle": Home("event"),
        "event": Home("event"),
        "venue": Home("event_place"),
        "type": Home("genre"),
        "genre": Home("genre"),
        "award": Home("award"),
        "note": Home("note", "prose", when="`status` if it only says that"),
        "addendum": Home("note", "prose"),
        "howpublished": Home("note", "prose", when="`url` if it is an address"),
        "abstract": Home("abstract", "prose"),
        "doi": Home("doi", None),
        "arxiv": Home("arxiv", None),
        "arxivid": Home("arxiv", None),
        "pmid": Home("pubmed", None),
        "pubmed": Home("pubmed", None),
        "pmcid": Home("pmc", None),
        "pmc": Home("pmc", None),
        "hal_id": Home("hal", None),
        "hal": Home("hal", None),
        "openreview": Home("openreview", None),
        "acl": Home("acl", None),
        "dblp": Home("dblp", None),
        "ssrn": Home("ssrn", None),
        "url": Home("url", None, when="the number, if it is the address of a record of `doi`, `arxiv`, `acl` …"),
        "bdsk-url-1": Home("url", None),
        "isbn": Home("isbn", None),
        "issn": Home("issn", None),
        "langid": Home("language"),
        "language": Home("language"),
        "hyphenation": Home("language"),
        "priority": Home("priority", when="a number from 1 to 5"),
        "hide": Home("hide", when="`true` or `false`"),
        "keep_with": Home("keep_with", when="a key"),
    }
)
"""The fields that become one field of a publication; of several with one home the first that is given counts."""

SUBTITLES: Mapping[str, str] = MappingProxyType(
    {
        "title": "subtitle",
        "booktitle": "booksubtitle",
        "maintitle": "mainsubtitle",
        "journaltitle": "journalsubtitle",
        "journal": "journalsubtitle",
    }
)
"""The fields that are printed behind a title, after a colon."""
NAMES: Mapping[str, str] = MappingProxyType({"author": "authors", "editor": "editors"})
"""The fields with names."""
NUMBERS = ("equal", "corresponding", "students")
"""Fields of cv.yaml with positions of authors: `equal = {1, 2}`."""
LISTS: Mapping[str, str] = MappingProxyType({"keywords": "keywords", "keyword": "keywords", "tags": "tags"})
"""Fields with several words, separated by commas or semicolons."""
LABELLED: Mapping[str, str] = MappingProxyType(
    {
        "code": "code", "software": "software", "data": "data", "dataset": "data", "slides": "slides",
        "video": "video", "poster": "poster", "website": "website", "project": "project", "demo": "demo", "pdf": "PDF",
        "preprint": "preprint", "supp": "supplement", "supplement": "supplement", "blog": "blog",
    }
)  # fmt: skip
"""Fields whose address becomes a link with a label, as on web pages of researchers."""
ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "year": "date", "month": "date", "day": "date", "date": "date", "pubstate": "status", "status": "status",
        "eprint": "arxiv", "archiveprefix": "arxiv", "eprinttype": "arxiv", "primaryclass": "arxiv",
        "eprintclass": "arxiv", "collaboration": "authors", "author+an": "equal", "author+an:orcid": "authors",
        "links": "links", "crossref": "", "xdata": "",
    }
)  # fmt: skip
"""Fields that are read together with others, and where they go."""
