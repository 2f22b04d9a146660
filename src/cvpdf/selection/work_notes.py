"""Notes about lists of publications: works that they leave out, works in no group, references without a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvpdf.diagnostics import Diagnostic, note
from cvpdf.schema.checks.work_references import found_in, place_of
from cvpdf.schema.model import values
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection
from cvpdf.schema.values.text import Prose
from cvpdf.schema.work_lists import Where
from cvpdf.selection.selection import Selection
from cvpdf.selection.where import Own, chosen, meets, year_of
from cvpdf.selection.work_groups import overridden


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield the notes about each list, also as variants change it; each note once."""
    own = Own(resume.basics)
    works = [work for work in resume.publications if not work.hide]
    found = (problem for section in _lists(resume) for problem in _about(section, works, own))
    yield from dict.fromkeys(found)


def _lists(resume: Resume) -> Iterator[PublicationsSection]:
    sections = [section for section in resume.sections if isinstance(section, PublicationsSection)]
    yield from sections
    variants = resume.variants.values()
    for rule in (rule for variant in variants for rule in (*(variant.sections or ()), *(variant.limits or ()))):
        yield from (overridden(section, rule) for section in sections if str(rule.id) in (section.id, section.kind))


def _about(section: PublicationsSection, works: Sequence[Publication], own: Own) -> Iterator[Diagnostic]:
    dateless = [work for work in works if year_of(work) is None] if _asks_for_year(section.where) else []
    left_out = [work for work in dateless if _meets_the_rest(work, section.where, own)]
    listed = chosen(section.where, works, own)
    if left_out:
        has = "has" if len(left_out) == 1 else "have"
        message = f"the list `{section.title}` asks for a year, and {_named(left_out)} {has} none"
        yield note("undated-work", message, left_out[0].key.span, "such works are left out; give them a `date`")
    elif works and not listed and section.where is not None and _has_known_names(section.where, works):
        message = f"the list `{section.title}` is not printed, because no work meets all conditions of its `where`"
        yield note("empty-list", message, section.title.span, "remove one of the conditions")
    groups = [group.where for group in section.groups or ()]
    in_none = [work for work in listed if groups and not any(meets(work, where, own) for where in groups)]
    if in_none:
        message = f"no group of the list `{section.title}` takes {_named(in_none)}"
        hint = "they come last, as other works; a group without `where` at the end takes all that is left"
        yield note("ungrouped-work", message, in_none[0].key.span, hint)


def _has_known_names(where: Where, works: Sequence[Publication]) -> bool:
    """Return whether tags and keys exist; else the error that names them says enough."""
    keys, tags = {work.key for work in works}, {tag for work in works for tag in work.tags}
    return not (where.tags and tags.isdisjoint(where.tags)) and not (where.keys and keys.isdisjoint(where.keys))


def _asks_for_year(where: Where | None) -> bool:
    return where is not None and not (where.since is None and where.until is None)


def _meets_the_rest(work: Publication, where: Where | None, own: Own) -> bool:
    return where is None or meets(work, where.model_copy(update={"since": None, "until": None}), own)


def _named(works: Sequence[Publication]) -> str:
    keys = ", ".join(f"`{work.key}`" for work in works[:3])
    more = len(works) - 3
    return f"{keys} and {more} more" if more > 0 else keys


def without_number(selection: Selection) -> Iterator[Diagnostic]:
    """Yield a note for each reference in a shown text to a work that has no number in this variant."""
    if selection.settings.fit is not None:
        return  # no text of a fitted variant has numbers
    listed = [one for shown in selection.sections for group in shown.groups for one in group.works]
    numbered = {str(one.work.key) for one in listed if one.number}
    works = {str(one.work.key): one.work for one in listed}.values()
    for part in (selection.basics, *(shown.section for shown in selection.sections), *works):
        for value in values(part):
            for key in found_in(value) if isinstance(value, Prose) else ():
                if key not in numbered and key in selection.publications:
                    name = selection.settings.name
                    message = f"`{key}` has no number in the variant `{name}`, so its venue or title is printed"
                    hint = "show it in a list of publications with `numbered: true`"
                    yield note("reference-without-number", message, place_of(value, key), hint)
