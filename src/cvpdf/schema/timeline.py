"""Dates against one another: order, the future, gaps and overlaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, error, note
from cvpdf.schema.dates import Date
from cvpdf.schema.entries import Period
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import EducationSection, ExperienceSection, VolunteeringSection

GAP_DAYS = 183
"""A gap of more than half a year is worth a note; shorter ones are a summer."""
OVERLAP_DAYS = 62
"""Two jobs may share up to two months of handing over, or of dates that name only the month."""


class _Stretch(NamedTuple):
    first: dt.date
    last: dt.date
    period: Period
    is_job: bool


def check(resume: Resume, today: dt.date) -> list[Diagnostic]:
    """Return errors for periods that cannot be, and notes for what a reader would ask about."""
    periods = list(_periods(resume))
    return [
        *(found for period, _ in periods for found in _possible(period, today)),
        *_gaps_and_overlaps([p for p in periods if p[1] is not None]),
    ]


def _periods(resume: Resume) -> Iterator[tuple[Period, bool | None]]:
    """Yield every period; with ``True`` for jobs, ``False`` for other ways to fill time, ``None`` for the rest."""
    for section in resume.sections:
        for entry in getattr(section, "entries", ()):
            if isinstance(entry, Period):
                fills = isinstance(section, EducationSection | VolunteeringSection)
                is_job = isinstance(section, ExperienceSection)
                for period in getattr(entry, "roles", ()) or (entry,):
                    yield period, is_job if is_job or fills else None
                if getattr(entry, "roles", ()):
                    yield entry, None


def _possible(period: Period, today: dt.date) -> Iterator[Diagnostic]:
    start, end = period.start_date, period.end_date
    if start is None or end is None:
        if end is not None and not end.is_present and end.first_day > today:
            yield _in_future(end)
        return
    if end.is_present:
        if start.first_day > today:
            hint = "write the planned end, or correct the start"
            related = [Related("starts here", start.span)] if start.span else []
            message = f"it starts in the future ({start}) and goes on at present"
            yield error("future-start", message, end.span, hint, related)
    elif end.last_day < start.first_day:
        related = [Related("starts here", start.span)] if start.span else []
        yield error("end-before-start", f"the end ({end}) is before the start ({start})", end.span, None, related)
    elif end.first_day > today:
        yield _in_future(end)


def _in_future(end: Date) -> Diagnostic:
    return note("future-end", f"the end ({end}) is in the future", end.span, "fine if it is planned; else correct it")


def _gaps_and_overlaps(periods: list[tuple[Period, bool | None]]) -> Iterator[Diagnostic]:
    stretches = sorted(
        (
            _Stretch(p.start_date.first_day, p.end_date.last_day, p, bool(is_job))
            for p, is_job in periods
            if p.start_date and p.end_date and p.start_date.first_day <= p.end_date.last_day
        ),
        key=lambda stretch: (stretch.first, stretch.last),
    )
    yield from _gaps(stretches)
    yield from _overlaps([stretch for stretch in stretches if stretch.is_job])


def _gaps(stretches: list[_Stretch]) -> Iterator[Diagnostic]:
    if not stretches:
        return
    reached = stretches[0].last
    for stretch in stretches[1:]:
        if reached != dt.date.max and (stretch.first - reached).days > GAP_DAYS:
            months = round((stretch.first - reached).days / 30.44)
            start = stretch.period.start_date
            message = f"nothing fills the {months} months before this start"
            yield note("gap", message, start.span if start else None, "readers ask about gaps; an entry can explain it")
        reached = max(reached, stretch.last)


def _overlaps(jobs: list[_Stretch]) -> Iterator[Diagnostic]:
    for index, job in enumerate(jobs):
        for later in jobs[index + 1 :]:
            shared = min(job.last, later.last).toordinal() - later.first.toordinal()
            start, other = later.period.start_date, job.period.start_date
            if shared > OVERLAP_DAYS and start is not None:
                related = [Related("the other job starts here", other.span)] if other and other.span else []
                message = "this job overlaps another one by more than two months"
                yield note("overlap", message, start.span, "fine if both were part-time or side by side", related)
                break
