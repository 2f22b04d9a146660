"""The rules of a variant, applied: hide, tags, lowest priority, limits; then grouping and numbering of publications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Highlight, Marks, Model
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection, Section, TextSection
from cvpdf.schema.text import Key, Line
from cvpdf.schema.variants import HEADER_FIELDS, SectionRule
from cvpdf.variants.selection import Dropped, NumberedPublication, PublicationGroup, Selection, ShownSection
from cvpdf.variants.settings import Settings

T = TypeVar("T", bound=Marks)
M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class _Chooser:
    """The rules, and what they have dropped so far."""

    settings: Settings
    dropped: list[Dropped] = field(default_factory=list)
    numbers: Iterable[int] = field(default_factory=lambda: count(1))

    def drop(self, what: str, item: object, reason: str) -> None:
        text, span = label_of(item)
        self.dropped.append(Dropped(what, text, reason, span))

    def refusal(self, tags: Sequence[Key]) -> str | None:
        """Why the tags forbid something, or ``None``. What has no tags is always shown."""
        if not tags:
            return None
        out = [tag for tag in tags if tag in self.settings.tags.exclude]
        if out:
            return f"tag `{out[0]}` is excluded"
        wanted = self.settings.tags.include
        if wanted is not None and not any(tag in wanted for tag in tags):
            return "none of its tags is included"
        return None

    def choose(self, what: str, items: Sequence[T], limit: int | None) -> tuple[T, ...]:
        """Choose among entries or bullets; the order of the file stays.

        Under a limit the highest priority wins, then the earlier place; pinned ones come first of all, and stay even
        if they alone exceed the limit.
        """
        allowed = []
        for item in items:
            reason = "hidden" if item.hide else self.refusal(item.tags)
            if reason is None and item.priority < self.settings.min_priority and not item.pin:
                reason = f"priority {item.priority} is below {self.settings.min_priority}"
            if reason is None:
                allowed.append(item)
            else:
                self.drop(what, item, reason)
        if limit is None or len(allowed) <= limit:
            return tuple(allowed)
        ranked = sorted(range(len(allowed)), key=lambda i: (not allowed[i].pin, -allowed[i].priority, i))
        kept = {i for rank, i in enumerate(ranked) if rank < limit or allowed[i].pin}
        for i, item in enumerate(allowed):
            if i not in kept:
                self.drop(what, item, f"limit of {limit}, and its priority is {item.priority}")
        return tuple(item for i, item in enumerate(allowed) if i in kept)


def label_of(item: object) -> tuple[str, Span | None]:
    """Return the words by which a person recognises an entry, a bullet, a publication or a section, and their place.

    Of an entry these are the words that the templates print first.
    """
    if isinstance(item, Highlight):
        return str(item.text), item.text.span
    for name in ("title", "company", "course", "institution", "name", "role", "organization", "position", "label"):
        value = getattr(item, name, None)
        if isinstance(value, Line):
            return str(value), value.span
    value = getattr(item, "language", None)
    return (str(value), getattr(value, "span", None)) if value else (str(item), getattr(item, "span", None))


def select(resume: Resume, settings: Settings) -> Selection:
    """Apply a variant to a CV."""
    chooser = _Chooser(settings)
    basics = _omit(resume.basics, [f for f in HEADER_FIELDS if f not in settings.header], chooser)
    shown = []
    for section, rule in _ordered(resume, settings, chooser):
        kept = _section(section, rule, resume, chooser)
        if kept is not None:
            shown.append(kept)
    works = {str(work.key): work for work in resume.publications}
    return Selection(settings, resume.locale, basics, tuple(shown), works, tuple(chooser.dropped))


def _ordered(resume: Resume, settings: Settings, chooser: _Chooser) -> list[tuple[Section, SectionRule | None]]:
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


def _section(section: Section, rule: SectionRule | None, resume: Resume, chooser: _Chooser) -> ShownSection | None:
    update: dict[str, Any] = {}
    if rule is not None and rule.title is not None:
        update["title"] = rule.title
    if section.page_break == "before" and chooser.settings.max_pages == 1:
        # A wish for the full CV; on a page that is the only one it cannot be meant.
        update["page_break"] = None
    if update:
        section = section.model_copy(update=update)
    if isinstance(section, TextSection):
        return ShownSection(section)
    if isinstance(section, PublicationsSection):
        groups = _publications(section, rule, resume, chooser)
        return ShownSection(section, groups) if groups else None
    chosen = chooser.choose("entry", section.entries, rule.entries if rule else None)
    entries = []
    for entry in chosen:
        shown = _entry(entry, rule, chooser)
        if getattr(entry, "roles", ()) and not shown.roles and getattr(entry, "position", None) is None:
            # An employer without any position says nothing.
            chooser.drop("entry", entry, "none of its roles is shown")
        else:
            entries.append(shown)
    return ShownSection(section.model_copy(update={"entries": tuple(entries)})) if entries else None


def _entry(entry: Any, rule: SectionRule | None, chooser: _Chooser) -> Any:
    if rule is not None:
        entry = _omit(entry, [str(name) for name in rule.omit], chooser)
    limit = rule.highlights if rule else None
    update: dict[str, Any] = {}
    if getattr(entry, "highlights", ()):
        update["highlights"] = chooser.choose("highlight", entry.highlights, limit)
    if getattr(entry, "roles", ()):
        update["roles"] = tuple(
            role.model_copy(update={"highlights": chooser.choose("highlight", role.highlights, limit)})
            for role in chooser.choose("entry", entry.roles, None)
        )
    return entry.model_copy(update=update) if update else entry


def _omit(model: M, names: Sequence[str], chooser: _Chooser) -> M:
    """Return the model without the named fields, which are noted as dropped if something stood there."""
    update: dict[str, Any] = {}
    for name in names:
        value = getattr(model, name, None)
        if value:
            spans = [getattr(part, "span", None) for part in (value if isinstance(value, tuple) else (value,))]
            chooser.dropped.append(Dropped("field", name, "left out by the variant", next(iter(spans), None)))
            update[name] = () if isinstance(value, tuple) else None
    return model.model_copy(update=update) if update else model


def _publications(
    section: PublicationsSection, rule: SectionRule | None, resume: Resume, chooser: _Chooser
) -> tuple[PublicationGroup, ...]:
    works = chooser.choose("publication", _filtered(section, resume.publications), rule.entries if rule else None)
    if rule is not None:
        works = tuple(_omit(work, [str(name) for name in rule.omit], chooser) for work in works)
    grouping = (rule.group_by if rule else None) or section.group_by
    numbered = rule.numbered if rule and rule.numbered is not None else section.numbered
    groups: dict[str, list[Publication]] = {}
    for work in works:
        groups.setdefault(_heading(work, grouping, resume), []).append(work)
    if grouping == "status":
        groups = dict(sorted(groups.items(), key=lambda item: item[1][0].status, reverse=True))
    elif grouping == "year":
        groups = dict(sorted(groups.items(), key=lambda item: _year(item[1][0]) or 0, reverse=True))
    alone = len(groups) == 1 and grouping != "year"
    return tuple(
        PublicationGroup(
            "" if alone else heading,
            tuple(NumberedPublication(str(next(iter(chooser.numbers))) if numbered else "", work) for work in group),
        )
        for heading, group in groups.items()
    )


def _filtered(section: PublicationsSection, works: Sequence[Publication]) -> list[Publication]:
    """Apply the section's own filter; what it leaves out is not lost, it belongs to another section."""
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


def _heading(work: Publication, grouping: str | None, resume: Resume) -> str:
    if grouping == "status":
        return resume.locale.label("published" if work.status == "published" else "preprints")
    if grouping == "year":
        year = _year(work)
        return str(year) if year else resume.locale.label("undated")
    return ""


def _year(work: Publication) -> int | None:
    return None if work.date is None or work.date.is_free else work.date.parts[0]
