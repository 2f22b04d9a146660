"""The order of the publications in a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cvpdf.bibliography.work_types import TYPES
from cvpdf.schema.publications import Publication
from cvpdf.selection.by_date import by_date
from cvpdf.selection.where import NOT_PUBLISHED, year_of


def ordered(works: Sequence[Publication], sort: str | None) -> Sequence[Publication]:
    """Return works in the order that a list asks for. What is still to come is the newest."""
    if sort in ("date", "-date"):
        coming = [work for work in works if year_of(work) == NOT_PUBLISHED]
        others = by_date([work for work in works if year_of(work) != NOT_PUBLISHED], sort)
        if sort == "date":
            return [*coming, *others]
        dated = [work for work in others if year_of(work) is not None]
        return [*dated, *coming, *others[len(dated) :]]
    if sort == "type":
        return sorted(works, key=lambda work: TYPES.index(work.kind))
    if sort == "title":
        return sorted(works, key=lambda work: _letters(work.title))
    return works


def _letters(title: str) -> str:
    """Return what a title is ordered by: its letters and digits, without accents."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return "".join(char for char in plain if char.isalnum() or char == " ").strip()
