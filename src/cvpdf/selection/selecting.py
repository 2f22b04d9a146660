"""The rules of a variant, applied: hide, tags, lowest priority, limits, partners; what is left is the selection."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from cvpdf.schema import partners
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection, Section, TextSection
from cvpdf.schema.text import Line
from cvpdf.schema.variants import HEADER_FIELDS, SectionRule
from cvpdf.selection.chooser import Chooser
from cvpdf.selection.item_label import label_of
from cvpdf.selection.selection import Selection, ShownSection
from cvpdf.selection.settings import Settings
from cvpdf.selection.works import listed


def select(resume: Resume, settings: Settings) -> Selection:
    """Apply a variant to a CV. If the variant is fitted, the result is what the fit may choose from."""
    lonely: dict[int, str] = {}
    while True:
        chooser = Chooser(settings, lonely)
        selection = _selection(resume, settings, chooser)
        # What is dropped now may itself be a partner, and makes room under a limit.
        more = _lonely(resume, chooser.kept)
        if not more:
            return selection
        lonely = {**lonely, **more}


def _lonely(resume: Resume, kept: set[int]) -> dict[int, str]:
    """Return what is shown without its partner, with the reason to drop it."""
    names = partners.names(resume)
    found: dict[int, str] = {}
    for items in partners.lists(resume):
        for place, item in enumerate(items):
            if item.keep_with is not None and id(item) in kept:
                partner = partners.partner(items, place, names)
                if partner is None or id(partner) not in kept:
                    text = label_of(partner)[0] if partner is not None else str(item.keep_with)
                    found[id(item)] = f"kept with `{text}`, which is not shown"
    return found


def _selection(resume: Resume, settings: Settings, chooser: Chooser) -> Selection:
    basics = chooser.omit(resume.basics, [f for f in HEADER_FIELDS if f not in settings.header])
    numbers = count(1)
    shown = []
    for section, rule in _ordered(resume, settings, chooser):
        kept = _section(section, rule, resume, chooser, numbers)
        if kept is not None:
            shown.append(kept)
    works = {str(work.key): work for work in resume.publications}
    return Selection(settings, resume.locale, basics, tuple(shown), works, tuple(chooser.dropped))


def _ordered(resume: Resume, settings: Settings, chooser: Chooser) -> list[tuple[Section, SectionRule | None]]:
    """Return the sections to show, in order, each with its rule; an id wins over a kind."""
    sections = list(resume.sections)
    if settings.sections is None:
        chosen = [(section, _limit(section, settings)) for section in sections]
    else:
        chosen = []
        for rule in settings.sections:
            named = [s for s in sections if s.id == rule.id] or [s for s in sections if s.kind == str(rule.id)]
            if not named and rule.id == "publications" and resume.publications:
                # A CV may keep its bibliography out of the other variants; a publication list still lists it.
                title = Line(settings.title)
                named = [PublicationsSection.model_validate({"kind": "publications", "title": title})]
            for section in named:
                if not any(section is taken for taken, _ in chosen):
                    chosen.append((section, _joined(rule, _limit(section, settings))))
        for section in sections:
            if not any(section is taken for taken, _ in chosen):
                chooser.drop("section", section, "not among the sections of this variant")
    kept: list[tuple[Section, SectionRule | None]] = []
    for section, limit in chosen:
        reason = "hidden" if section.hide else chooser.refusal(section.tags)
        if reason is None:
            kept.append((section, limit))
        else:
            chooser.drop("section", section, reason)
    return kept


def _limit(section: Section, settings: Settings) -> SectionRule | None:
    by_id = next((rule for rule in settings.limits if rule.id == section.id), None)
    return by_id or next((rule for rule in settings.limits if str(rule.id) == section.kind), None)


def _joined(rule: SectionRule, limit: SectionRule | None) -> SectionRule:
    """Let a rule under `sections` win over one under `limits`, field by field."""
    if limit is None:
        return rule
    return limit.model_copy(update={name: getattr(rule, name) for name in rule.model_fields_set})


def _section(
    section: Section, rule: SectionRule | None, resume: Resume, chooser: Chooser, numbers: Iterator[int]
) -> ShownSection | None:
    update: dict[str, Any] = {}
    if rule is not None and rule.title is not None:
        update["title"] = rule.title
    update.update(_without_break(section, chooser))
    if update:
        section = section.model_copy(update=update)
    if isinstance(section, TextSection):
        return ShownSection(section, rule=rule)
    if isinstance(section, PublicationsSection):
        groups = listed(section, rule, resume, chooser, numbers)
        return ShownSection(section, groups, rule) if groups else None
    entries = []
    for entry in chooser.choose("entry", section.entries, section, rule.entries if rule else None):
        shown = _entry(entry, rule, chooser)
        if getattr(entry, "roles", ()) and not shown.roles and getattr(entry, "position", None) is None:
            # An employer without any position says nothing.
            chooser.drop("entry", entry, "none of its roles is shown")
            chooser.kept.discard(id(entry))
        else:
            entries.append(shown)
    if not entries:
        return None
    changes: dict[str, Any] = {"entries": tuple(entries)}
    if getattr(entries[0], "page_break", None) == "before":
        # The heading goes with the first entry.
        changes["page_break"] = "before"
        changes["entries"] = (entries[0].model_copy(update={"page_break": None}), *entries[1:])
    return ShownSection(section.model_copy(update=changes), rule=rule, detailed=any(map(_has_details, entries)))


def _has_details(entry: Any) -> bool:
    return any(getattr(entry, name, None) for name in ("summary", "highlights", "location"))


def _without_break(item: Any, chooser: Chooser) -> dict[str, Any]:
    """Take back a new page: a wish for the full CV, which a page that is the only one cannot heed."""
    before = getattr(item, "page_break", None) == "before"
    return {"page_break": None} if before and chooser.settings.max_pages == 1 else {}


def _entry(entry: Any, rule: SectionRule | None, chooser: Chooser) -> Any:
    if rule is not None:
        entry = chooser.omit(entry, [str(name) for name in rule.omit])
    limit = rule.highlights if rule else None
    update = _without_break(entry, chooser)
    roles = getattr(entry, "roles", ())
    if getattr(entry, "highlights", ()):
        # What a job with several positions says of itself bounds the positions.
        update["highlights"] = chooser.choose("highlight", entry.highlights, None if roles else entry, limit)
    if roles:
        update["roles"] = tuple(
            role.model_copy(update={"highlights": chooser.choose("highlight", role.highlights, role, limit)})
            for role in chooser.choose("entry", roles, entry)
        )
    return entry.model_copy(update=update) if update else entry
