"""Checks that involve several parts of the file: references between them, and repetitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvpdf.diagnostics import Diagnostic, Related, error, note
from cvpdf.schema.checks import (
    author_notes,
    line_breaks,
    locale_words,
    partners,
    variant_rules,
    work_references,
)
from cvpdf.schema.entries import Project
from cvpdf.schema.model import Highlight
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection, TextSection
from cvpdf.schema.suggest import did_you_mean, undeclared_language, unknown_tag
from cvpdf.schema.values.text import Key
from cvpdf.schema.work_lists import WorkList, conditions
from cvpdf.source.nodes import Text


def check(resume: Resume) -> list[Diagnostic]:
    """Return errors for unknown and duplicate names, and notes for repetitions."""
    rules = variant_rules.check(resume)
    # Of variants that extend what does not exist, or themselves, nothing is known.
    known = not any(rule.code in ("unknown-variant", "circular-variant") for rule in rules)
    return [
        *(locale_words.check(resume) if known else ()),
        *_duplicates((work.key for work in resume.publications), "publication key"),
        *_duplicates((section.id for section in resume.sections if section.id), "section id"),
        *partners.check(resume),
        *_publication_references(resume),
        *work_references.check(resume),
        *rules,
        *_languages(resume),
        *_repeated_highlights(resume),
        *_unlisted_publications(resume),
        *line_breaks.check(resume),
        *author_notes.check(resume),
    ]


def _duplicates(names: Iterable[Text], what: str) -> Iterator[Diagnostic]:
    first: dict[str, Text] = {}
    for name in names:
        earlier = first.setdefault(str(name), name)
        if earlier is not name:
            related = [Related("first used here", earlier.span)] if earlier.span else []
            code = f"duplicate-{what.replace(' ', '-')}"
            hint = f"use another {what.split()[1]}"
            yield error(code, f"the {what} `{name}` is used twice", name.span, hint, related)


def _publication_references(resume: Resume) -> Iterator[Diagnostic]:
    keys = [str(work.key) for work in resume.publications]
    tags = sorted({str(tag) for work in resume.publications for tag in work.tags})
    variants = resume.variants.values()
    rules = [rule for variant in variants for rule in (*(variant.sections or ()), *(variant.limits or ()))]
    wanted: list[Key] = []
    for part in (*resume.sections, *rules):
        for where in conditions(part) if isinstance(part, WorkList) else ():
            wanted += where.keys or ()
            yield from (unknown_tag(tag, tags, "no publication has") for tag in where.tags if tag not in tags)
        entries = getattr(part, "entries", None)
        for entry in entries if isinstance(entries, tuple) else ():
            if isinstance(entry, Project):
                wanted += entry.publications
    for key in wanted:
        if key not in keys:
            hint = did_you_mean(key, keys) if keys else "list the work below the top-level `publications:`"
            yield error("unknown-publication", f"unknown publication `{key}`", key.span, hint)


def _languages(resume: Resume) -> Iterator[Diagnostic]:
    """Yield errors for languages that are declared twice, in a variant, or not at all."""
    declared = [str(language) for language in resume.locale.languages]
    for place, language in enumerate(resume.locale.languages):
        if language in declared[:place]:
            yield error("duplicate-language", f"`{language}` is declared twice", language.span, "remove one of them")
    for locale in (variant.locale for variant in resume.variants.values() if variant.locale):
        if "languages" in locale.model_fields_set:
            place_of_first = next((language.span for language in locale.languages), None)
            hint = "move it below the top-level `locale:`"
            yield error("misplaced-languages", "a variant cannot declare languages", place_of_first, hint)
        if "language" in locale.model_fields_set and declared and locale.language not in declared:
            yield undeclared_language(locale.language, declared, locale.language.span)


def _repeated_highlights(resume: Resume) -> Iterator[Diagnostic]:
    first: dict[str, Highlight] = {}
    for section in resume.sections:
        for entry in getattr(section, "entries", ()):
            roles = getattr(entry, "roles", ())
            for highlight in (h for owner in (entry, *roles) for h in getattr(owner, "highlights", ())):
                earlier = first.setdefault(highlight.text.casefold().rstrip("."), highlight)
                if earlier is not highlight and not isinstance(section, TextSection):
                    span = earlier.text.span
                    related = [Related("the same text is here", span)] if span else []
                    message = "this bullet repeats an earlier one"
                    yield note("duplicate-highlight", message, highlight.text.span, None, related)


def _unlisted_publications(resume: Resume) -> Iterator[Diagnostic]:
    if resume.publications and not any(isinstance(s, PublicationsSection) for s in resume.sections):
        message = "no section lists the publications; only the variant `publications` shows them"
        hint = "add a section with `kind: publications`"
        yield note("unlisted-publications", message, resume.publications[0].key.span, hint)
