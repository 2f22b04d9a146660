"""What a candidate is worth: one formula, which a person can work out by hand.

    value = round(100 × weight × within × place × recency), but at least 1

========= ==========================================================================================================
weight    ``weight:`` if it is written, else 1, 2, 4, 8 or 16 by priority 1 to 5; of a detail of an entry 2 (grade,
          thesis, advisors, courses, quote) or 4 (summary)
within    for each thing that it stands in (section, entry, position) the priority of that, divided by 3
place     0.9 for each one before it in its list, multiplied
recency   1.2 for the newest year among all candidates, and for what goes on; 0.02 less for each year before, down to
          1.0; 1.0 for what has no date. Bullets, details and positions without a date take that of their entry
========= ==========================================================================================================

What is worth least is still worth something, so that it is shown where there is room. A section has a value of its
own, for being there at all, in addition to what is in it; its recency is 1. The clock has no part in it, so that a CV
does not change while nobody changes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cvpdf.schema.dates import Date, FreeDate
from cvpdf.selection.selection import Selection

SUMMARY, DETAIL = 4.0, 2.0
"""Weights of the details of an entry, which have no marks of their own."""


class Worth(NamedTuple):
    """The value of a candidate with the terms of its formula; ``value`` is rounded to a whole number."""

    value: int
    weight: float
    within: float
    """Factor for what it stands in."""
    place: float
    """Factor for its position in its list."""
    recency: float
    """Factor for how long ago it was."""


NOTHING = Worth(0, 0.0, 1.0, 1.0, 1.0)
"""Of what is no choice by itself: the header, headings of groups, remarks."""


def worth(weight: float, around: Iterable[int] = (), nth: int = 1, recency: float = 1.0) -> Worth:
    """Return the value of the ``nth`` thing of a list that stands in things of the priorities ``around``."""
    within = math.prod(priority / 3 for priority in around)
    place = 0.9 ** (nth - 1)
    return Worth(max(1, round(100 * weight * within * place * recency)), weight, within, place, recency)


def newest(selection: Selection) -> float:
    """Return the newest year among all that may be shown."""
    dated = [item.work for shown in selection.sections for group in shown.groups for item in group.works]
    for shown in selection.sections:
        for entry in getattr(shown.section, "entries", ()):
            dated += [entry, *getattr(entry, "roles", ())]
    years = (year for item in dated for year in _years(item))
    return max((year for year in years if year < math.inf), default=math.inf)


def recency(newest: float, *dated: Any) -> float:
    """Return the factor for the first of several things that has a date: a bullet's position, then its entry."""
    for item in dated:
        years = list(_years(item))
        if years:
            age = 0 if years[0] == math.inf else newest - years[0]
            return max(1.0, round(1.2 - 0.02 * age, 2))
    return 1.0


def _years(item: Any) -> Iterator[float]:
    """Yield the years in which something ended and began; what goes on ends in no year."""
    for name in ("end_date", "date", "start_date"):
        date: Date | None = getattr(item, name, None)
        if date == "present":
            yield math.inf
        elif date is not None and not (isinstance(date, FreeDate) and date.is_free):
            yield date.parts[0]
