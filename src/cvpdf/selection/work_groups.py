"""The publications that a section lists: filtered, ordered, grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cvpdf.bibliography.work_types import NAMES, PREFIXES, STATUS_HEADINGS, STATUSES, TYPES
from cvpdf.schema.locale import Locale
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection
from cvpdf.schema.variants import SectionRule
from cvpdf.schema.work_lists import WorkList
from cvpdf.selection.item_filter import ItemFilter
from cvpdf.selection.selection import NumberedPublication, Numbers, PublicationGroup
from cvpdf.selection.shortened import shortened
from cvpdf.selection.where import NOT_PUBLISHED, Own, chosen, meets, year_of
from cvpdf.selection.work_order import ordered


def overridden(section: PublicationsSection, rule: SectionRule | None) -> PublicationsSection:
    """Return a list with the fields that a variant gives it."""
    if rule is None:
        return section
    names = [name for name in (*WorkList.model_fields, "sort", "group_by") if getattr(rule, name) is not None]
    if rule.id.span is None:
        # A rule that comes with cvpdf only fills in what the list leaves open.
        given = {"group_by"} if section.groups is not None else set()
        names = [name for name in names if name not in given and not getattr(section, name)]
    update: dict[str, Any] = {name: getattr(rule, name) for name in names}
    if "group_by" in update:
        update |= {"groups": None} | ({"group_by": None} if update["group_by"] == "none" else {})
    elif "groups" in update:
        update["group_by"] = None
    return section.model_copy(update=update)


def work_groups(
    section: PublicationsSection, rule: SectionRule | None, resume: Resume, item_filter: ItemFilter, own: Own
) -> tuple[PublicationGroup, ...]:
    """Return the works of a section, which the variant has overridden, in groups. They have no numbers yet."""
    listed = ordered(chosen(section.where, resume.publications, own), section.sort)
    works = item_filter.keep("publication", listed, section, rule.entries if rule else None)
    if rule is not None:
        works = tuple(item_filter.omit(work, [str(name) for name in rule.omit]) for work in works)
    prefix = str(section.prefix or "") if section.prefix != "true" else ""
    numbers = Numbers(prefix, section.numbered == "down", bool(section.restart))
    groups = []
    for heading, prefix, members in _groups(section, works, own, item_filter.settings.locale):
        kind = numbers._replace(prefix=prefix) if prefix else numbers
        shown = tuple(NumberedPublication("", shortened(work, section.shorten, own)) for work in members)
        # Letters ask for numbers, unless the list says that it has none.
        is_numbered = bool(kind.prefix) if section.numbered is None else bool(section.numbered)
        groups.append(PublicationGroup(heading, shown, kind if is_numbered else None))
    return tuple(groups)


def _groups(
    section: PublicationsSection, works: Sequence[Publication], own: Own, locale: Locale
) -> Iterator[tuple[str, str, Sequence[Publication]]]:
    """Yield the heading, the prefix of the numbers and the works of each group that has any."""
    if section.groups is not None:
        left = list(works)
        heading = ""
        for group in section.groups:
            taken = [work for work in left if meets(work, group.where, own)]
            left = [work for work in left if not any(work is other for other in taken)]
            if taken:
                # Without a heading of their own, the works that are left would seem to be in the last group.
                heading = locale.label("other_works")
                yield group.title, str(group.prefix or ""), taken
        if left:
            yield heading, "", left
        return
    groups: dict[str, list[Publication]] = {}
    for work in works:
        groups.setdefault(_heading(work, section.group_by, locale), []).append(work)
    in_order = sorted(groups.items(), key=lambda item: _rank(item[1][0], section.group_by))
    for heading, members in in_order:
        by_type = section.group_by == "type" and section.prefix == "true"
        prefix = PREFIXES[NAMES[members[0].kind].heading] if by_type else ""
        yield "" if len(groups) == 1 and section.group_by != "year" else heading, prefix, members


def _rank(work: Publication, group_by: str | None) -> int:
    if group_by == "type":
        headings = [NAMES[name].heading for name in TYPES]
        return headings.index(NAMES[work.kind].heading)
    if group_by == "status":
        return STATUSES.index(work.status)
    return -(year_of(work) or 0) if group_by == "year" else 0


def _heading(work: Publication, group_by: str | None, locale: Locale) -> str:
    if group_by == "type":
        return locale.label(NAMES[work.kind].heading)
    if group_by == "status":
        return locale.label(STATUS_HEADINGS.get(work.status, work.status))
    if group_by == "year":
        year = year_of(work)
        if year == NOT_PUBLISHED:
            return locale.label("forthcoming")
        return str(year) if year else locale.label("undated")
    return ""


def totals(
    section: PublicationsSection, groups: Sequence[PublicationGroup], resume: Resume, own: Own
) -> tuple[tuple[str, int], ...]:
    """Return the numbers of works of each type, and of those with the person as the first author, if they are wanted.

    Each has the key of its label.
    """
    if not section.totals:
        return ()
    shown = {str(numbered.work.key) for group in groups for numbered in group.works}
    works = [work for work in resume.publications if str(work.key) in shown]
    types = Counter(NAMES[name].heading for name in TYPES for work in works if work.kind == name)
    first = sum(map(own.is_first, works))
    return (*types.items(), *([("as_first_author", first)] if first else []))
