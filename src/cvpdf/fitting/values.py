"""The value of a candidate: one formula, simple enough to calculate by hand.

    value = round(100 × weight × within × place × recency), but at least 1

========= ==========================================================================================================
weight    ``weight:`` if given, else 1, 2, 4, 8 or 16 for priority 1 to 5; for a detail of an entry 2 (grade, thesis,
          advisors, courses, keywords, quote) or 4 (summary)
within    the product of priority / 3 over everything that contains it (section, entry, position)
place     0.9 to the power of the number of items before it in its list
recency   1.2 for the newest year among all candidates, and for what is ongoing; 0.02 less for each year before that,
          at least 1.0; 1.0 without a date. Bullets, details and positions without a date use the date of their entry
========= ==========================================================================================================

The minimum of 1 means that everything is shown where there is room. A section has a value of its own in addition to
that of its content; its recency is 1. The formula does not use the current date, so the same file always gives the same
values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cvpdf.schema.values.dates import Date
from cvpdf.selection.selection import Selection

SUMMARY, DETAIL = 4.0, 2.0
"""Weights of the details of an entry, which have no priority of their own."""


class Worth(NamedTuple):
    """The value of a candidate with the terms of its formula; ``value`` is rounded to a whole number."""

    value: int
    weight: float
    within: float
    """Factor for the priorities of everything that contains it."""
    place: float
    """Factor for its position in its list."""
    recency: float
    """Factor for its date."""


NOTHING = Worth(0, 0.0, 1.0, 1.0, 1.0)
"""For what is not chosen by itself: the header, headings of groups, remarks."""


def worth(weight: float, around: Iterable[int] = (), nth: int = 1, recency: float = 1.0) -> Worth:
    """Return the value of the ``nth`` item of a list; ``around`` are the priorities of everything that contains it."""
    within = math.prod(priority / 3 for priority in around)
    place = 0.9 ** (nth - 1)
    return Worth(max(1, round(100 * weight * within * place * recency)), weight, within, place, recency)


def newest(selection: Selection) -> float:
    """Return the newest year among everything that may be shown; infinity if nothing has a date."""
    dated = [item.work for shown in selection.sections for group in shown.groups for item in group.works]
    for shown in selection.sections:
        for entry in getattr(shown.section, "entries", ()):
            dated += [entry, *getattr(entry, "roles", ())]
    years = (year for item in dated for year in _years(item))
    return max((year for year in years if year < math.inf), default=math.inf)


def recency(newest: float, *dated: Any) -> float:
    """Return the factor for the first of several items that has a date: a bullet's position, then its entry."""
    for item in dated:
        years = list(_years(item))
        if years:
            age = 0 if years[0] == math.inf else newest - years[0]
            return max(1.0, round(1.2 - 0.02 * age, 2))
    return 1.0


def _years(item: Any) -> Iterator[float]:
    """Yield the years in which an item ended and began; infinity for the end of what is ongoing."""
    # The day until which a certificate is valid does not tell how old it is.
    names = ("date", "start_date") if getattr(item, "lone_end", "") else ("end_date", "date", "start_date")
    for name in names:
        date: Date | None = getattr(item, name, None)
        if date == "present":
            yield math.inf
        elif date is not None and date.year is not None:
            yield date.year
