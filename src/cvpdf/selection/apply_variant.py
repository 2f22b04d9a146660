"""Applying a variant to a CV: sections, tags, priorities, limits, partners. What is left is the selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cvpdf.schema.checks import partners
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection, Section, TextSection, is_one_block
from cvpdf.schema.values.text import Line
from cvpdf.schema.variants import HEADER_FIELDS, SectionRule
from cvpdf.selection.by_date import by_date
from cvpdf.selection.item_filter import ItemFilter
from cvpdf.selection.numbers import with_numbers
from cvpdf.selection.selection import Selection, ShownSection, label_of
from cvpdf.selection.settings import Settings
from cvpdf.selection.where import Own
from cvpdf.selection.work_groups import overridden, totals, work_groups


def select(resume: Resume, settings: Settings) -> Selection:
    """Apply a variant to a CV. If the variant is fitted, the result is what the fit may choose from."""
    resume = resume.in_language(settings.locale.language)
    without_partner: dict[int, str] = {}
    while True:
        item_filter = ItemFilter(settings, without_partner)
        selection = _selection(resume, settings, item_filter)
        # An item that is dropped now may be the partner of another one, and makes room under a limit.
        more = _without_partner(resume, item_filter.shown)
        if not more:
            return selection
        without_partner = {**without_partner, **more}


def _without_partner(resume: Resume, shown: set[int]) -> dict[int, str]:
    """Return the items that are shown without their partner, with the reason to drop them."""
    names = partners.names(resume)
    reasons: dict[int, str] = {}
    for items in partners.lists(resume):
        for place, item in enumerate(items):
            if item.keep_with is not None and id(item) in shown:
                partner = partners.partner(items, place, names)
                if partner is None or id(partner) not in shown:
                    text = label_of(partner)[0] if partner is not None else str(item.keep_with)
                    reasons[id(item)] = f"kept with `{text}`, which is not shown"
    return reasons


def _selection(resume: Resume, settings: Settings, item_filter: ItemFilter) -> Selection:
    basics = item_filter.omit(resume.basics, [f for f in HEADER_FIELDS if f not in settings.header])
    own = Own(resume.basics)
    shown = []
    for section, rule in _ordered(resume, settings, item_filter):
        kept = _section(section, rule, resume, item_filter, own)
        if kept is not None:
            shown.append(kept)
    works = {str(work.key): work for work in resume.publications}
    return Selection(
        settings,
        settings.locale,
        basics,
        with_numbers(shown),
        works,
        tuple(item_filter.dropped),
        resume.elsewhere,
        resume.styles,
    )


def _ordered(resume: Resume, settings: Settings, item_filter: ItemFilter) -> list[tuple[Section, SectionRule | None]]:
    """Return the sections to show, in order, each with its rule. An id takes precedence over a kind."""
    sections = list(resume.sections)
    if settings.sections is None:
        chosen = [(section, _limit(section, settings)) for section in sections]
    else:
        chosen = []
        for rule in settings.sections:
            named = [s for s in sections if s.id == rule.id] or [s for s in sections if s.kind == str(rule.id)]
            if not named and rule.id == "publications" and resume.publications:
                # A publication list shows the publications even if no section of the CV does.
                title = Line(settings.title)
                named = [PublicationsSection.model_validate({"kind": "publications", "title": title})]
            for section in named:
                if not any(section is taken for taken, _ in chosen):
                    chosen.append((section, _overridden(rule, _limit(section, settings))))
        for section in sections:
            if not any(section is taken for taken, _ in chosen):
                item_filter.drop("section", section, "not among the sections of this variant")
    kept: list[tuple[Section, SectionRule | None]] = []
    for section, limit in chosen:
        reason = "hidden" if section.hide else item_filter.excluded_by(section.tags)
        if reason is None:
            kept.append((section, limit))
        else:
            item_filter.drop("section", section, reason)
    return kept


def _limit(section: Section, settings: Settings) -> SectionRule | None:
    by_id = next((rule for rule in settings.limits if rule.id == section.id), None)
    return by_id or next((rule for rule in settings.limits if str(rule.id) == section.kind), None)


def _overridden(rule: SectionRule, limit: SectionRule | None) -> SectionRule:
    """Return a rule under `limits` with the fields that the one under `sections` overrides."""
    if limit is None:
        return rule
    return limit.model_copy(update={name: getattr(rule, name) for name in rule.model_fields_set})


def _section(
    section: Section, rule: SectionRule | None, resume: Resume, item_filter: ItemFilter, own: Own
) -> ShownSection | None:
    update: dict[str, Any] = {}
    if rule is not None and rule.title is not None:
        update["title"] = rule.title
    update.update(_without_break(section, item_filter))
    if update:
        section = section.model_copy(update=update)
    if isinstance(section, TextSection):
        return ShownSection(section, rule=rule)
    if isinstance(section, PublicationsSection):
        section = overridden(section, rule)
        groups = work_groups(section, rule, resume, item_filter, own)
        return ShownSection(section, groups, rule, totals(section, groups, resume, own)) if groups else None
    entries = []
    at_once = is_one_block(section)
    order = (rule.sort if rule else None) or getattr(section, "sort", None)
    ordered: Sequence[Any] = by_date(section.entries, order)
    for entry in item_filter.keep("entry", ordered, section, rule.entries if rule else None, at_once=at_once):
        shown = _entry(entry, rule, item_filter)
        if getattr(entry, "roles", ()) and not shown.roles and getattr(entry, "position", None) is None:
            # An employer without any position is not worth a line.
            item_filter.drop("entry", entry, f"none of its {entry.form.parts} is shown")
            item_filter.shown.discard(id(entry))
        else:
            entries.append(shown)
    if not entries:
        return None
    changes: dict[str, Any] = {"entries": tuple(entries)}
    if getattr(entries[0], "page_break", None) == "before":
        # The heading stays with the first entry.
        changes["page_break"] = "before"
        changes["entries"] = (entries[0].model_copy(update={"page_break": None}), *entries[1:])
    return ShownSection(section.model_copy(update=changes), rule=rule, detailed=any(map(_has_details, entries)))


def _has_details(entry: Any) -> bool:
    return any(getattr(entry, name, None) for name in ("location", *type(entry).form.detail_fields, "highlights"))


def _without_break(item: Any, item_filter: ItemFilter) -> dict[str, Any]:
    """Return the change that removes a forced page break from a variant of one page."""
    before = getattr(item, "page_break", None) == "before"
    return {"page_break": None} if before and item_filter.settings.max_pages == 1 else {}


def _entry(entry: Any, rule: SectionRule | None, item_filter: ItemFilter) -> Any:
    if rule is not None:
        entry = item_filter.omit(entry, [str(name) for name in rule.omit])
    limit = rule.highlights if rule else None
    update = _without_break(entry, item_filter)
    roles = getattr(entry, "roles", ())
    if getattr(entry, "highlights", ()):
        # The limits of a job with several positions apply to the positions.
        update["highlights"] = item_filter.keep("highlight", entry.highlights, None if roles else entry, limit)
    if roles:
        update[type(entry).form.parts] = tuple(
            role.model_copy(update={"highlights": item_filter.keep("highlight", role.highlights, role, limit)})
            for role in item_filter.keep("entry", roles, entry)
        )
    return entry.model_copy(update=update) if update else entry
