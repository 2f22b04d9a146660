"""Which publications meet the conditions of a list."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.schema.authors import CORRESPONDING, EQUAL
from cvpdf.schema.basics import Basics
from cvpdf.schema.checks.author_notes import own_index
from cvpdf.schema.publications import Publication
from cvpdf.schema.work_lists import Where

NOT_PUBLISHED = 9999
"""The year by which works count that have no date since they are not published yet."""
_STATUSES = frozenset({"in_press", "accepted", "under_review", "submitted", "in_preparation"})
_WORDS = frozenset(
    {
        "in press", "forthcoming", "to appear", "accepted", "in print", "im druck", "im erscheinen",
        "sous presse", "à paraître", "en prensa", "in stampa", "no prelo", "i trykk", "i tryck", "ter perse", "w druku",
        "submitted", "under review", "in revision", "in preparation", "eingereicht", "angenommen", "soumis", "accepté",
        "v tisku", "v tlači", "painossa", "megjelenés alatt", "sub tipar", "baskıda", "υπό έκδοση", "в печати",
        "у друці", "印刷中", "出版中", "待出版", "刊行予定", "출간 예정",
    }
)  # fmt: skip
"""What is typed in place of the date of such a work."""


class Own:
    """Where the person of the CV is among the authors of works."""

    def __init__(self, basics: Basics) -> None:
        self._basics = basics
        self._known: dict[int, tuple[Publication, int | None]] = {}

    def index(self, work: Publication) -> int | None:
        """Return the place of the person, from 0; `None` if there is none, or if it cannot be decided."""
        if id(work) not in self._known:
            found = own_index(work.authors, self._basics)
            # The work is kept, so that its identity is not used again.
            self._known[id(work)] = (work, found[0] if len(found) == 1 else None)
        return self._known[id(work)][1]

    def is_first(self, work: Publication) -> bool:
        """Return whether the person is the first author, also together with all those before."""
        index = self.index(work)
        if index is None:
            return False
        return index == 0 or all(EQUAL in author.marks for author in work.authors[: index + 1])

    def has_position(self, work: Publication, position: str) -> bool:
        """Return whether the person is the `first`, the `last` or the `corresponding` author."""
        index = self.index(work)
        if index is None:
            return False
        if position == "first":
            return self.is_first(work)
        if position == "last":
            return index == len(work.authors) - 1 and not work.others
        return CORRESPONDING in work.authors[index].marks


def year_of(work: Publication) -> int | None:
    """Return the year of a work, also one in words; :data:`NOT_PUBLISHED` for what is still to come."""
    year = work.date.year if work.date else None
    if year is None and (work.status in _STATUSES or str(work.date or "").casefold().rstrip(".") in _WORDS):
        return NOT_PUBLISHED
    return year


def chosen(where: Where | None, works: Sequence[Publication], own: Own) -> list[Publication]:
    """Return the works that meet the conditions, in the order of `keys` if that is given."""
    if where is None:
        return list(works)
    if where.keys is not None:
        by_key = {work.key: work for work in works}
        works = [by_key[key] for key in where.keys if key in by_key]
    return [work for work in works if meets(work, where, own)]


def meets(work: Publication, where: Where, own: Own) -> bool:
    """Return whether a work meets all conditions."""
    year = year_of(work)
    return (
        (where.keys is None or work.key in where.keys)
        and (not where.type or work.kind in where.type)
        and (not where.status or work.status in where.status)
        and (not where.tags or any(tag in where.tags for tag in work.tags))
        and (where.since is None or (year is not None and year >= where.since))
        and (where.until is None or (year is not None and year <= where.until))
        and (where.own is None or (own.index(work) is not None) == bool(where.own))
        and (where.first_author is None or own.is_first(work) == bool(where.first_author))
        and (not where.position or any(own.has_position(work, position) for position in where.position))
    )
