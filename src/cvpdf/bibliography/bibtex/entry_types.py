"""The types of entries of BibTeX, biblatex and of exports, as types of works, and the words that are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from cvpdf.bibliography.latex.text import plain
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.bibliography.work_types import OF_BIBTEX, TYPES, WorkType

MORE: Mapping[str, WorkType] = MappingProxyType(
    {
        **{name: name for name in TYPES if name not in OF_BIBTEX},
        "bachelorsthesis": "thesis",
        "bachelorthesis": "thesis",
        "masterthesis": "thesis",
        "hdrthesis": "thesis",
        "presentation": "talk",
        "newsarticle": "newspaper",
        "data": "dataset",
        "website": "webpage",
        "webpage": "webpage",
        "softwareversion": "software",
        "softwaremodule": "software",
        "codefragment": "software",
        "commentary": "other",
        "jurisdiction": "other",
        "legislation": "other",
        "legal": "other",
        "letter": "other",
        "bibnote": "other",
    }
)
"""Types of entries that exports have, but neither BibTeX nor biblatex; all types of cv.yaml are among them."""

GENRES: Mapping[str, str] = MappingProxyType(
    {
        "phdthesis": "PhD thesis",
        "mathesis": "Master’s thesis",
        "mastersthesis": "Master’s thesis",
        "masterthesis": "Master’s thesis",
        "bathesis": "Bachelor’s thesis",
        "bachelorsthesis": "Bachelor’s thesis",
        "bachelorthesis": "Bachelor’s thesis",
        "hdrthesis": "Habilitation thesis",
        "candthesis": "Candidate thesis",
        "techreport": "Technical report",
        "resreport": "Research report",
        "software": "Software",
        "datacd": "Data CD",
        "audiocd": "Audio CD",
        "patent": "Patent",
        "patentus": "US patent",
        "patenteu": "European patent",
        "patentde": "German patent",
        "patentfr": "French patent",
        "patentuk": "British patent",
        "patreq": "Patent application",
        "patrequs": "US patent application",
        "patreqeu": "European patent application",
        "patreqde": "German patent application",
        "patreqfr": "French patent application",
        "patrequk": "British patent application",
    }
)
"""The words that biblatex prints for values of `type`, and those for the types of entries of theses."""

_OF_TEXT: Mapping[str, WorkType] = MappingProxyType(
    {
        r"(?:\w+ )?poster\b": "poster",
        r"(?:(?:invited|plenary|contributed|keynote|research) )?(?:talk|presentation|keynote|lecture)\b": "talk",
        r"(?:computer )?software\b|computer program": "software",
        r"data ?set\b": "dataset",
        r"(?:arxiv|biorxiv|medrxiv|chemrxiv)?\s*preprint\b": "preprint",
    }
)
"""What the beginning of `type` or `howpublished` says of an entry `@misc` or `@unpublished`."""
_SUBTYPES: Mapping[str, WorkType] = MappingProxyType({"magazine": "magazine", "newspaper": "newspaper"})
_VAGUE = frozenset({"misc", "unpublished", "online", "conference", "inproceedings"})


def work_type(entry: BibEntry) -> WorkType | None:
    """Return the type of a work; ``None`` if that of the entry is not known."""
    kind = OF_BIBTEX.get(entry.type) or MORE.get(entry.type)
    if kind is None:
        return None
    if (new := _SUBTYPES.get(entry.value("entrysubtype").strip().lower())) and kind == "article":
        return new
    if kind == "book" and entry.value("editor").strip() and not entry.value("author").strip():
        return "edited_book"
    if entry.type in _VAGUE:
        for name in ("type", "howpublished", "note"):
            said = plain(entry.value(name)).text.lower()
            if found := next((new for form, new in _OF_TEXT.items() if re.match(form, said)), None):
                return found if found in ("poster", "talk") or entry.type == "misc" else kind
        if entry.type == "unpublished" and entry.value("eventtitle").strip():
            return "talk"
    return kind


def genre(entry: BibEntry) -> tuple[str, BibField] | None:
    """Return what is printed of the type, and its place, if it is one of those that biblatex knows."""
    if (field := entry.fields.get("type")) and field.value.strip():
        word = GENRES.get(field.value.strip().lower())
        return (word, field) if word else None
    word = GENRES.get(entry.type) if OF_BIBTEX.get(entry.type, MORE.get(entry.type)) == "thesis" else None
    return (word, BibField(entry.type, entry.type, entry.span, entry.span)) if word else None
