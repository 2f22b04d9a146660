"""Publications as CSL-JSON, the data format of the Citation Style Language 1.0.2."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from cvpdf.bibliography.work_types import NAMES
from cvpdf.render.content import titles
from cvpdf.schema.authors import Author
from cvpdf.schema.publications import Publication
from cvpdf.schema.values.dates import FreeDate

TEXTS = {
    "title": "title",
    "genre": "genre",
    "venue": "container-title",
    "venue_short": "container-title-short",
    "series": "collection-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "institution": "publisher",
    "event": "event-title",
    "event_place": "event-place",
    "status": "status",
}
"""The variable of CSL for each field of text."""
NUMBERS = {"volume": "volume", "issue": "issue", "pages": "page", "article_number": "page", "edition": "edition"}
"""The variable of CSL for each field that CSL tests for being a number. An article number is the pages of its work."""
_OTHERS = {"doi": "DOI", "pubmed": "PMID", "pmc": "PMCID", "isbn": "ISBN", "issn": "ISSN", "abstract": "abstract"}
_WITH_NUMBERS = {"report", "patent", "standard", "preprint", "software", "dataset", "thesis"}

Mark = Callable[[str, int, str], str]
"""Returns a text with marks around it. Given the name of the field, the place in a list, and the text."""


def csl_item(work: Publication, status: str = "", mark: Mark = lambda _field, _place, text: text) -> dict[str, Any]:
    """Return a publication as an item of CSL-JSON. `status` is the words for how far it has come."""
    item: dict[str, Any] = {"id": str(work.key), "type": NAMES[work.kind].csl}
    fields: dict[str, str] = {name: str(getattr(work, name)) for name in TEXTS if getattr(work, name, None)}
    fields["status"] = status
    if work.genre is None and NAMES[work.kind].genre:
        fields["genre"] = NAMES[work.kind].genre
    if work.venue is None and work.venue_short:
        fields["venue"] = fields.pop("venue_short")
    for name, variable in TEXTS.items():
        if (text := fields.get(name)) and variable not in item:
            marked = mark(name, 0, _markup(text) if name == "title" else text)
            # Without this, styles change the capitals of titles.
            item[variable] = f'<span class="nocase">{marked}</span>' if name == "title" else marked
    for name, variable in (*NUMBERS.items(), *_OTHERS.items()):
        if (value := getattr(work, name)) and variable not in item:
            item[variable] = str(value)
    if work.number:
        item["number" if work.kind in _WITH_NUMBERS or not work.series else "collection-number"] = str(work.number)
    others = [address for address in work.addresses if address is not work.doi]
    if address := work.url or next(iter(others), None):
        item["URL"] = address.target
    for name, variable in {"authors": "author", "editors": "editor"}.items():
        if people := getattr(work, name):
            item[variable] = [_name(one, partial(mark, name, place)) for place, one in enumerate(people)]
    if work.others:
        item.setdefault("author", []).append({"literal": "others"})
    if work.date and (issued := _date(work.date)):
        item["issued"] = {"date-parts": [issued]}
    if work.keywords:
        item["keyword"] = ", ".join(work.keywords)
    if work.language:
        item["language"] = str(work.language)
    return item


def _name(author: Author, mark: Callable[[str], str]) -> dict[str, str]:
    name = author.name
    if name.group or name.is_east_asian or not name.family:
        return {"literal": mark(name.natural)}
    parts = {
        "family": mark(name.family),
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: text for key, text in parts.items() if text}


def _date(date: FreeDate) -> list[int]:
    if date.is_free:
        return [date.year] if date.year else []
    return [part for part in date.parts if part is not None]


def _markup(title: str) -> str:
    """Return a title with its italics as CSL-JSON writes them. A tag that is typed stays text."""
    runs = ((run, re.sub(r"<(?=/?(?:i|b|sup|sub|sc|span)\b)", "<\u2060", run.text)) for run in titles.runs(title))
    return "".join(f"<i>{text}</i>" if run.italic else text for run, text in runs)
