"""What biblatex's annotations say of authors: ``author+an = {1=equal; 2=equal,corresponding}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.bibliography.records import BibEntry, BibField

_MEANINGS = (
    (re.compile(r"equal|\bco-?(?:first|lead)|joint|contrib", re.I), "equal"),
    (re.compile(r"corresp", re.I), "corresponding"),
    (re.compile(r"student|advisee|mentee|supervised", re.I), "students"),
)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")


class AuthorNote(NamedTuple):
    """What is said of the author at a position, which counts from 1: a field of cv.yaml, or `orcid`."""

    position: int
    field: str
    value: str
    source: BibField


def author_notes(entry: BibEntry) -> Iterator[AuthorNote]:
    """Yield the annotations that have a place in cv.yaml."""
    for name, field in entry.fields.items():
        if not name.startswith("author+an"):
            continue
        for position, said in re.findall(r"(\d+)(?::\w+)?\s*=\s*(\"[^\"]*\"|[^;]+)", field.value):
            if orcid := _ORCID.search(said):
                yield AuthorNote(int(position), "orcid", orcid[0].upper(), field)
            for meaning, target in _MEANINGS:
                if meaning.search(said) or (name.endswith(f":{target}") and said):
                    yield AuthorNote(int(position), target, position, field)
