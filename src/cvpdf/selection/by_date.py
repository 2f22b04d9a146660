"""The order of entries and publications in a section that sorts them by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from cvpdf.schema.values.dates import FreeDate

T = TypeVar("T")


def by_date(items: Sequence[T], order: str | None) -> Sequence[T]:
    """Return items in an order: `date` with the newest first, `-date` with the oldest, else as in the file.

    The end counts first, then the start; what is ongoing is the newest. Items without a date stay at the end.
    """
    if order not in ("date", "-date"):
        return items
    dated = sorted((item for item in items if _days(item)), key=_days, reverse=order == "date")
    return [*dated, *(item for item in items if not _days(item))]


def _days(item: Any) -> list[dt.date]:
    """Return the last and the first day of an item and of all its positions; an empty list without a date."""
    days = [day for period in (item, *getattr(item, "roles", ())) for day in _days_of(period)]
    return [max(days), min(days)] if days else []


def _days_of(period: Any) -> Iterator[dt.date]:
    for name in ("date", "start_date", "end_date"):
        date = getattr(period, name, None)
        if isinstance(date, FreeDate) and date.is_free:
            yield from (dt.date(date.year, 1, 1), dt.date(date.year, 12, 31)) if date.year else ()
        elif date is not None:
            yield from (date.first_day, date.last_day)
