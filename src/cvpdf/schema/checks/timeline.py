"""Checks of dates against each other: order, future dates, gaps and overlaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, Related, error, note
from cvpdf.schema.entries import Period
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import EducationSection, ExperienceSection, VolunteeringSection
from cvpdf.schema.values.dates import Date

GAP_DAYS = 183
"""Half a year. Shorter gaps, such as a summer, are not reported."""
OVERLAP_DAYS = 62
"""Two months. Jobs may overlap this long, for a handover or because dates name only the month."""


class _Interval(NamedTuple):
    first: dt.date
    last: dt.date
    period: Period
    is_job: bool


def check(resume: Resume, today: dt.date) -> list[Diagnostic]:
    """Return errors for impossible periods, and notes for gaps, overlaps and future dates."""
    periods = list(_periods(resume))
    return [
        *(diagnostic for period, _ in periods for diagnostic in _check_period(period, today)),
        *_gaps_and_overlaps([p for p in periods if p[1] is not None]),
    ]


def _periods(resume: Resume) -> Iterator[tuple[Period, bool | None]]:
    """Yield every period with ``True`` for jobs, ``False`` for education and volunteering, ``None`` for others."""
    for section in resume.sections:
        for entry in getattr(section, "entries", ()):
            if isinstance(entry, Period):
                fills = isinstance(section, EducationSection | VolunteeringSection)
                is_job = isinstance(section, ExperienceSection)
                for period in getattr(entry, "roles", ()) or (entry,):
                    yield period, is_job if is_job or fills else None
                if getattr(entry, "roles", ()):
                    yield entry, None


def _check_period(period: Period, today: dt.date) -> Iterator[Diagnostic]:
    start, end = period.start_date, period.end_date
    if start is None or end is None:
        if end is not None and not end.is_present and end.first_day > today and not period.lone_end:
            yield _in_future(end)
        return
    if end.is_present:
        if start.first_day > today:
            hint = "correct the start, or write the planned end"
            related = [Related("the start is here", start.span)] if start.span else []
            message = f"the start ({start}) is in the future, but the end is `present`"
            yield error("future-start", message, end.span, hint, related)
    elif end.last_day < start.first_day:
        related = [Related("the start is here", start.span)] if start.span else []
        yield error("end-before-start", f"the end ({end}) is before the start ({start})", end.span, None, related)
    elif end.first_day > today and not period.lone_end:
        yield _in_future(end)


def _in_future(end: Date) -> Diagnostic:
    return note("future-end", f"the end ({end}) is in the future", end.span, "ignore this if the date is planned")


def _gaps_and_overlaps(periods: list[tuple[Period, bool | None]]) -> Iterator[Diagnostic]:
    intervals = sorted(
        (
            _Interval(p.start_date.first_day, p.end_date.last_day, p, bool(is_job))
            for p, is_job in periods
            if p.start_date and p.end_date and p.start_date.first_day <= p.end_date.last_day
        ),
        key=lambda interval: (interval.first, interval.last),
    )
    yield from _gaps(intervals)
    yield from _overlaps([interval for interval in intervals if interval.is_job])


def _gaps(intervals: list[_Interval]) -> Iterator[Diagnostic]:
    if not intervals:
        return
    reached = intervals[0].last
    for interval in intervals[1:]:
        if reached != dt.date.max and (interval.first - reached).days > GAP_DAYS:
            months = round((interval.first - reached).days / 30.44)
            start = interval.period.start_date
            message = f"there is a gap of {months} months before this start"
            yield note(
                "gap", message, start.span if start else None, "readers ask about gaps; add an entry that explains it"
            )
        reached = max(reached, interval.last)


def _overlaps(jobs: list[_Interval]) -> Iterator[Diagnostic]:
    for index, job in enumerate(jobs):
        for later in jobs[index + 1 :]:
            start, other = later.period.start_date, job.period.start_date
            ends = job.period.end_date
            if ends and start and job.last.year == later.first.year and not ("-" in ends and "-" in start):
                continue  # a year without month: the second job may begin where the first ends
            shared = min(job.last, later.last).toordinal() - later.first.toordinal()
            if shared > OVERLAP_DAYS and start is not None:
                related = [Related("the other job starts here", other.span)] if other and other.span else []
                message = "this job overlaps another one by more than two months"
                yield note("overlap", message, start.span, "ignore this if you had both jobs at the same time", related)
                break
