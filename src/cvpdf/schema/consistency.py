"""What no single field can know: names that refer to other parts of the file, and what is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvpdf.diagnostics import Diagnostic, Related, error, note
from cvpdf.schema import partners
from cvpdf.schema.built_in import BUILT_IN_VARIANTS
from cvpdf.schema.design import LABELS
from cvpdf.schema.entries import Project
from cvpdf.schema.model import Bounded, Highlight, Model, Named
from cvpdf.schema.publications import Publication
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import KINDS, PublicationsSection, TextSection
from cvpdf.schema.suggest import did_you_mean
from cvpdf.schema.text import Key, Line
from cvpdf.schema.variants import SectionRule, Variant
from cvpdf.source.nodes import Text


def check(resume: Resume) -> list[Diagnostic]:
    """Return errors for names that lead nowhere or are taken twice, and notes for repetitions."""
    variants = list(_variants(resume))
    followed = not any(d.code in ("unknown-variant", "circular-variant") for d in variants)
    return [
        *_duplicates((work.key for work in resume.publications), "publication key"),
        *_duplicates((section.id for section in resume.sections if section.id), "section id"),
        *partners.check(resume),
        *_publication_references(resume),
        *variants,
        *(_fits(resume) if followed else ()),
        *_locale(resume),
        *_repeated_highlights(resume),
        *_unlisted_publications(resume),
    ]


def _duplicates(names: Iterable[Text], what: str) -> Iterator[Diagnostic]:
    first: dict[str, Text] = {}
    for name in names:
        earlier = first.setdefault(str(name), name)
        if earlier is not name:
            related = [Related("first used here", earlier.span)] if earlier.span else []
            hint = f"give each {what.split()[0]} a name of its own"
            code = f"duplicate-{what.replace(' ', '-')}"
            yield error(code, f"the {what} `{name}` is taken", name.span, hint, related)


def _publication_references(resume: Resume) -> Iterator[Diagnostic]:
    keys = [str(work.key) for work in resume.publications]
    tags = sorted({str(tag) for work in resume.publications for tag in work.tags})
    wanted: list[Key] = []
    for section in resume.sections:
        if isinstance(section, PublicationsSection):
            wanted += section.filter.keys or ()
            yield from (_unknown_tag(tag, tags, "on no publication") for tag in section.filter.tags if tag not in tags)
        for entry in getattr(section, "entries", ()):
            if isinstance(entry, Project):
                wanted += entry.publications
    for key in wanted:
        if key not in keys:
            yield error("unknown-publication", f"there is no publication `{key}`", key.span, did_you_mean(key, keys))


def _unknown_tag(tag: Key, known: list[str], where: str) -> Diagnostic:
    return error("unknown-tag", f"the tag `{tag}` stands {where}", tag.span, did_you_mean(tag, known))


def known_tags(resume: Resume) -> list[str]:
    """Return every tag that stands in the file, sorted."""
    found = {str(tag) for section in resume.sections for tag in section.tags}
    found.update(str(tag) for items in partners.lists(resume) for item in items for tag in item.tags)
    return sorted(found)


def _variants(resume: Resume) -> Iterator[Diagnostic]:
    names = [*BUILT_IN_VARIANTS, *(str(n) for n in resume.variants if n not in BUILT_IN_VARIANTS)]
    tags = known_tags(resume)
    outputs: dict[str, Text] = {name: Text(name) for name in BUILT_IN_VARIANTS if name not in resume.variants}
    for name, variant in resume.variants.items():
        if variant.extends and variant.extends not in names:
            message = f"there is no variant `{variant.extends}` to extend"
            yield error("unknown-variant", message, variant.extends.span, did_you_mean(variant.extends, names))
        elif _circular(resume, name):
            place = variant.extends.span if variant.extends else name.span
            yield error("circular-variant", f"the variant `{name}` extends itself, directly or through others", place)
        for rule in (*(variant.sections or ()), *(variant.limits or ())):
            yield from _rule(resume, rule)
        for tag in (*(variant.tags.include or ()), *variant.tags.exclude) if variant.tags else ():
            if tag not in tags:
                yield _unknown_tag(tag, tags, "nowhere in the file")
        yield from _checks(variant)
        yield from _file_names(name, variant, outputs)


def _checks(variant: Variant) -> Iterator[Diagnostic]:
    if not variant.checks:
        return
    from cvpdf.pdf.codes import CODES

    for code, level in variant.checks.items():
        if str(code) not in CODES:
            yield error("unknown-check", f"no check reports `{code}`", code.span, did_you_mean(code, CODES))
        elif CODES[str(code)].fixed and level != "error":
            hint = "a PDF with it cannot be checked at all"
            yield error("fixed-severity", f"`{code}` is always an error", code.span, hint)


def _circular(resume: Resume, name: str) -> bool:
    seen: set[str] = set()
    current = _parent(resume, name)
    while current is not None and current not in seen:
        if current == name:
            return True
        seen.add(current)
        current = _parent(resume, current)
    return False


def _parent(resume: Resume, name: str) -> str | None:
    """The variant that another extends, also where that is not written; ``None`` behind the built-in ``full``."""
    variant = resume.variants.get(Key(name))
    written = str(variant.extends) if variant and variant.extends else None
    if written is not None and (written != name or name not in BUILT_IN_VARIANTS):
        return written
    return None if name == "full" else "full"


def _fits(resume: Resume) -> Iterator[Diagnostic]:
    """Complain about a fit without pages to fit to."""
    for name, variant in resume.variants.items():
        if variant.fit is None or variant.fit.off or variant.max_pages is not None:
            continue
        from cvpdf.selection.built_in import ancestry

        if all(one.max_pages is None for one in ancestry(resume, str(name))):
            message = f"the variant `{name}` is to be fitted, but to no number of pages"
            yield error("fit-without-limit", message, variant.fit.span or name.span, "add `max_pages: 1`")


def _rule(resume: Resume, rule: SectionRule) -> Iterator[Diagnostic]:
    ids = [str(section.id) for section in resume.sections if section.id]
    sections = [s for s in resume.sections if rule.id == s.id] or [s for s in resume.sections if s.kind == str(rule.id)]
    if not sections:
        if str(rule.id) not in KINDS:
            known = [*ids, *dict.fromkeys(s.kind for s in resume.sections)]
            hint = did_you_mean(rule.id, known)
            yield error("unknown-section", f"no section has the id or kind `{rule.id}`", rule.id.span, hint)
        return
    for name in rule.omit:
        fields = _optional_fields(sections)
        if name not in fields:
            message = f"`{name}` is no field that entries of `{rule.id}` could do without"
            yield error("unknown-field", message, name.span, did_you_mean(name, fields))


_NOT_CONTENT = {*Named.model_fields, *Bounded.model_fields, "page_break"}
"""Fields that decide what is shown, and where; leaving them out would mean nothing."""


def _optional_fields(sections: Iterable[object]) -> list[str]:
    found: dict[str, None] = {}
    for section in sections:
        models: Iterable[type[Model]] = (
            [Publication] if isinstance(section, PublicationsSection) else map(type, getattr(section, "entries", ()))
        )
        for model in models:
            for name, field in model.model_fields.items():
                if not field.is_required() and name not in _NOT_CONTENT:
                    found[name] = None
    return list(found)


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
        yield error("bad-file-name", f"`{output}` cannot be the name of a file everywhere", output.span, hint)
    taken = outputs.setdefault(output.casefold(), output)
    if taken is not output:
        related = [Related("also used here", taken.span)] if taken.span else []
        yield error("duplicate-output", f"two variants write `{output}.pdf`", output.span, None, related)
    template = variant.template
    if template and not re.fullmatch(r"[^/\\]+\.tex\.j2", template):
        hint = "name a file in `latex_templates/` that ends in `.tex.j2`, such as `full.tex.j2`"
        yield error("bad-file-name", f"`{template}` cannot be the template of a variant", template.span, hint)


def _locale(resume: Resume) -> Iterator[Diagnostic]:
    language = resume.locale.language
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        hint = "examples: en, en-GB, de, pt-BR, zh-Hans"
        yield error("bad-language", f"`{language}` is not a language tag", language.span, hint)
    for key in resume.locale.labels:
        if key not in LABELS:
            yield error("unknown-key", f"unknown label `{key}`", key.span, did_you_mean(key, LABELS))


def _repeated_highlights(resume: Resume) -> Iterator[Diagnostic]:
    first: dict[str, Highlight] = {}
    for section in resume.sections:
        for entry in getattr(section, "entries", ()):
            roles = getattr(entry, "roles", ())
            for highlight in (h for owner in (entry, *roles) for h in getattr(owner, "highlights", ())):
                earlier = first.setdefault(highlight.text.casefold().rstrip("."), highlight)
                if earlier is not highlight and not isinstance(section, TextSection):
                    span = earlier.text.span
                    related = [Related("first said here", span)] if span else []
                    message = "this bullet says the same as an earlier one"
                    yield note("duplicate-highlight", message, highlight.text.span, None, related)


def _unlisted_publications(resume: Resume) -> Iterator[Diagnostic]:
    if resume.publications and not any(isinstance(s, PublicationsSection) for s in resume.sections):
        message = "no section lists the publications; only the variant `publications` shows them"
        hint = "add a section with `kind: publications`"
        yield note("unlisted-publications", message, resume.publications[0].key.span, hint)
