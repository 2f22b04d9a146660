"""The publications that a section lists: filtered, grouped and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpdf.bibliography.work_types import STATUS_HEADINGS, STATUSES
from cvpdf.schema.locale import Locale
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection
from cvpdf.schema.variants import SectionRule
from cvpdf.selection.by_date import by_date
from cvpdf.selection.item_filter import ItemFilter
from cvpdf.selection.selection import NumberedPublication, PublicationGroup


def publication_groups(
    section: PublicationsSection,
    rule: SectionRule | None,
    resume: Resume,
    item_filter: ItemFilter,
    numbers: Iterator[int],
) -> tuple[PublicationGroup, ...]:
    """Return the works of a section in groups. ``numbers`` continue from section to section."""
    works = item_filter.keep(
        "publication",
        by_date(_filtered(section, resume.publications), section),
        section,
        rule.entries if rule else None,
    )
    if rule is not None:
        works = tuple(item_filter.omit(work, [str(name) for name in rule.omit]) for work in works)
    grouping = (rule.group_by if rule else None) or section.group_by
    numbered = rule.numbered if rule and rule.numbered is not None else section.numbered
    groups: dict[str, list[Publication]] = {}
    for work in works:
        groups.setdefault(_heading(work, grouping, item_filter.settings.locale), []).append(work)
    if grouping == "status":
        groups = dict(sorted(groups.items(), key=lambda item: STATUSES.index(item[1][0].status)))
    elif grouping == "year":
        groups = dict(sorted(groups.items(), key=lambda item: _year(item[1][0]) or 0, reverse=True))
    is_single = len(groups) == 1 and grouping != "year"
    return tuple(
        PublicationGroup(
            "" if is_single else heading,
            tuple(NumberedPublication(str(next(numbers)) if numbered else "", work) for work in group),
        )
        for heading, group in groups.items()
    )


def _filtered(section: PublicationsSection, works: Sequence[Publication]) -> list[Publication]:
    """Return the works that meet the filter of the section. Others are not dropped: another section may list them."""
    only = section.filter
    if only.keys is not None:
        by_key = {work.key: work for work in works}
        works = [by_key[key] for key in only.keys if key in by_key]
    return [
        work
        for work in works
        if (only.status is None or work.status == only.status)
        and (not only.tags or any(tag in only.tags for tag in work.tags))
        and (only.since is None or (_year(work) or 0) >= only.since)
        and (only.until is None or (_year(work) or 9999) <= only.until)
    ]


def _heading(work: Publication, grouping: str | None, locale: Locale) -> str:
    if grouping == "status":
        return locale.label(STATUS_HEADINGS.get(work.status, work.status))
    if grouping == "year":
        year = _year(work)
        return str(year) if year else locale.label("undated")
    return ""


def _year(work: Publication) -> int | None:
    return work.date.year if work.date else None
