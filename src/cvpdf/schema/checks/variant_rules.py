"""Checks of `variants`: the names that they refer to, and the files that they write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvpdf.diagnostics import Diagnostic, Related, error, note
from cvpdf.schema.built_in import ancestry, language_of
from cvpdf.schema.checks import partners
from cvpdf.schema.model import Bounded, Model, Named
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import KINDS, PublicationsSection
from cvpdf.schema.suggest import did_you_mean, most_similar, unknown_tag, unknown_variant
from cvpdf.schema.synonyms import meant_kind
from cvpdf.schema.values.text import Key, Line
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS
from cvpdf.schema.variants import SectionRule, Variant
from cvpdf.schema.work_lists import WorkList
from cvpdf.source.nodes import Text


def check(resume: Resume) -> list[Diagnostic]:
    """Return the errors of all variants."""
    chains = list(_extends(resume))
    tags = _known_tags(resume)
    outputs: dict[str, Text] = {name: Text(name) for name in BUILT_IN_VARIANTS if name not in resume.variants}
    problems = [*chains, *_similar_names(resume)]
    for name, variant in resume.variants.items():
        for rule in (*(variant.sections or ()), *(variant.limits or ())):
            problems += _section_rule(resume, rule)
        for tag in (*(variant.tags.include or ()), *variant.tags.exclude) if variant.tags else ():
            if tag not in tags:
                problems.append(unknown_tag(tag, tags, "nothing in the file has"))
        # Without errors in `extends`, every chain of variants can be followed.
        translated = resume if chains else resume.in_language(language_of(resume, str(name)))
        problems += _file_names(name, translated.variants[name], outputs)
        if not chains:
            problems += _fit(resume, name, variant)
    return problems


def _extends(resume: Resume) -> Iterator[Diagnostic]:
    names = [*BUILT_IN_VARIANTS, *(str(n) for n in resume.variants if n not in BUILT_IN_VARIANTS)]
    for name, variant in resume.variants.items():
        if variant.extends and variant.extends not in names:
            yield unknown_variant(variant.extends, names, variant.extends.span)
        elif _is_circular(resume, name):
            place = variant.extends.span if variant.extends else name.span
            yield error("circular-variant", f"the variant `{name}` extends itself, directly or through others", place)


def _similar_names(resume: Resume) -> Iterator[Diagnostic]:
    """Yield a note for a new variant that is probably a misspelt built-in one, which stays as it is."""
    for name, variant in resume.variants.items():
        similar = most_similar(name, BUILT_IN_VARIANTS, 0.9)
        if similar and similar != name and similar not in resume.variants and variant.extends is None:
            message = f"`{name}` is a new variant that extends `full`"
            yield note(
                "similar-variant", message, name.span, f"did you mean `{similar}`? If not, add `extends: {similar}`"
            )


def _is_circular(resume: Resume, name: str) -> bool:
    seen: set[str] = set()
    current = _parent(resume, name)
    while current is not None and current not in seen:
        if current == name:
            return True
        seen.add(current)
        current = _parent(resume, current)
    return False


def _parent(resume: Resume, name: str) -> str | None:
    """Return the variant that another one extends, also by default; ``None`` for the built-in ``full``."""
    variant = resume.variants.get(Key(name))
    written = str(variant.extends) if variant and variant.extends else None
    if written is not None and (written != name or name not in BUILT_IN_VARIANTS):
        return written
    return None if name == "full" else "full"


def _known_tags(resume: Resume) -> list[str]:
    """Return all tags of the file, sorted."""
    tags = {str(tag) for section in resume.sections for tag in section.tags}
    tags.update(str(tag) for items in partners.lists(resume) for item in items for tag in item.tags)
    return sorted(tags)


def _fit(resume: Resume, name: Key, variant: Variant) -> Iterator[Diagnostic]:
    if variant.fit is None or variant.fit.off or variant.max_pages is not None:
        return
    if all(parent.max_pages is None for parent in ancestry(resume, str(name))):
        message = f"variant `{name}` sets `fit` but not `max_pages`"
        yield error("fit-without-limit", message, variant.fit.span or name.span, "add `max_pages: 1`")


def _section_rule(resume: Resume, rule: SectionRule) -> Iterator[Diagnostic]:
    ids = [str(section.id) for section in resume.sections if section.id]
    sections = [s for s in resume.sections if rule.id == s.id] or [s for s in resume.sections if s.kind == str(rule.id)]
    if not sections:
        if str(rule.id) not in KINDS:
            known = [*ids, *dict.fromkeys(s.kind for s in resume.sections)]
            kind = meant_kind(str(rule.id))
            is_kind = kind in known and not most_similar(rule.id, known, 0.8)
            hint = f"did you mean `{kind}`?" if is_kind else did_you_mean(rule.id, known)
            yield error("unknown-section", f"no section has the id or kind `{rule.id}`", rule.id.span, hint)
        return
    if not any(isinstance(section, PublicationsSection) for section in sections):
        for field in (*WorkList.model_fields, "group_by"):
            if field in rule.model_fields_set:
                message = f"`{field}` is for lists of publications, which `{rule.id}` is not"
                hint = "remove it, or name a section with `kind: publications`"
                yield error("not-a-list-of-works", message, rule.id.span, hint)
    for name in rule.omit:
        fields = _optional_fields(sections)
        if name not in fields:
            message = f"`{name}` is not an optional field of `{rule.id}` entries"
            yield error("unknown-field", message, name.span, did_you_mean(name, fields))


_NOT_CONTENT = {*Named.model_fields, *Bounded.model_fields, "page_break"}
"""Fields that control what is shown and where, but are not shown themselves."""


def _optional_fields(sections: Iterable[object]) -> list[str]:
    names: dict[str, None] = {}
    for section in sections:
        models: Iterable[type[Model]] = (
            [Publication] if isinstance(section, PublicationsSection) else map(type, getattr(section, "entries", ()))
        )
        for model in models:
            for name, field in model.model_fields.items():
                if not field.is_required() and name not in _NOT_CONTENT:
                    names[name] = None
    return list(names)


def _file_names(name: Key, variant: Variant, outputs: dict[str, Text]) -> Iterator[Diagnostic]:
    output = variant.output or Line(name, name.span)
    reserved = re.fullmatch(r"(?i:con|prn|aux|nul|com\d|lpt\d)(\..*)?", output)
    if (
        reserved
        or re.search(r'[/\\:*?"<>|]', output)
        or output.startswith((".", "-", "~"))
        or len(output.encode()) > 200
    ):
        hint = "use letters, digits, spaces, `-` and `_`"
        message = f"`{output}` is not a valid file name on every system"
        yield error("bad-file-name", message, output.span, hint)
    first = outputs.setdefault(output.casefold(), output)
    if first is not output:
        related = [Related("also used here", first.span)] if first.span else []
        yield error("duplicate-output", f"two variants write `{output}.pdf`", output.span, None, related)
    template = variant.template
    if template and not re.fullmatch(r"[^/\\]+\.tex\.j2", template):
        hint = "name a file in `latex_templates/` that ends in `.tex.j2`, such as `full.tex.j2`"
        yield error("bad-file-name", f"`{template}` is not the name of a template", template.span, hint)
