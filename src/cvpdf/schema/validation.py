"""From the tree of cv.yaml to a valid ``Resume`` in each of its languages, with all errors and notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.languages.tags import canonical
from cvpdf.schema.checks import consistency, contact_checks, timeline
from cvpdf.schema.resume import Resume, Translations
from cvpdf.schema.translations import Places, languages_of, localise
from cvpdf.source import nodes

_NEEDS_ALL_ITEMS = {
    "basics": ("own-name-missing", "own-name-ambiguous"),
    "publications": ("unknown-publication", "unknown-tag", "own-name-missing", "own-name-ambiguous", "no-authors"),
    "sections": ("unknown-section", "unknown-field", "unknown-tag", "unlisted-publications", "gap", "overlap"),
    "variants": ("unknown-variant",),
}
"""Codes that may be false alarms if invalid items had to be removed from a part of the file."""


class Checks(NamedTuple):
    """The checks of a valid ``Resume``: those of the schema, by the date of today, and ``more`` of the caller."""

    today: dt.date
    more: Callable[[Resume], Iterable[Diagnostic]]

    def run(self, resume: Resume) -> list[Diagnostic]:
        """Return the diagnostics of all checks."""
        general = (*consistency.check(resume), *timeline.check(resume, self.today), *contact_checks.check(resume))
        return [*general, *self.more(resume)]


class Validated(NamedTuple):
    """A ``Resume`` in the default language, which knows those in the others; its diagnostics may have errors."""

    resume: Resume | None
    diagnostics: Sequence[Diagnostic]
    by_language: Mapping[str, Sequence[Diagnostic]] = MappingProxyType({})
    """The diagnostics of each language, if several are declared."""


def validate(tree: nodes.Mapping, problems: Sequence[Diagnostic], checks: Checks) -> Validated:
    """Validate a tree in each of its languages; ``problems`` are those of YAML."""
    languages = languages_of(tree)
    if languages is None:
        resume, found = _validate(tree, problems, checks)
        return Validated(resume, found if resume is None else checks.run(resume))
    resumes: dict[str, Resume] = {}
    elsewhere: dict[str, Places] = {}
    by_language: dict[str, list[Diagnostic]] = {}
    for typed in languages.declared:
        language = canonical(typed)
        if language in by_language:
            continue
        localised = localise(tree, typed, languages)
        resume, found = _validate(localised.tree, problems, checks)
        by_language[language] = [*localised.problems, *found]
        elsewhere[language] = localised.elsewhere
        if resume is not None:
            resumes[language] = resume
    default = canonical(languages.default)
    if len(resumes) == len(by_language):
        translations = Translations(resumes, default, elsewhere)
        for resume in resumes.values():
            resume.set_translations(translations)
    for name, resume in resumes.items():
        by_language[name] += checks.run(resume)
    named = _named(by_language)
    everything = list(dict.fromkeys(d for found in named.values() for d in found))
    return Validated(resumes.get(default), everything, named)


def _validate(
    tree: nodes.Mapping, problems: Sequence[Diagnostic], checks: Checks
) -> tuple[Resume | None, list[Diagnostic]]:
    """Return the ``Resume`` of one language, or what is wrong beside ``problems``, also in the valid part of it."""
    try:
        resume = Resume.model_validate(tree)
    except ValidationError as problem:
        return None, _problems(tree, problem, problems, checks)
    return (None if has_errors(problems) else resume), []


def _problems(
    tree: nodes.Mapping, problem: ValidationError, problems: Sequence[Diagnostic], checks: Checks
) -> list[Diagnostic]:
    """Return the errors of an invalid tree, and the diagnostics of its valid part."""
    from cvpdf.schema.errors.explain import explain
    from cvpdf.schema.valid_part import valid_part

    # What YAML reads otherwise than it is meant is one error, whatever the schema makes of it.
    places = [place for p in problems if p.is_error for place in (p.span, *(r.span for r in p.related))]
    lines = {place[:2] for place in places if place}
    found = [d for d in explain(problem, tree, Resume) if not (d.span and d.span[:2] in lines)]
    rest, shortened = (None, set()) if lines else valid_part(tree, problem)
    if rest is None:
        return found
    if not tree.keys() <= Resume.model_fields.keys():
        # A misspelt key may be the name of a part that is missing.
        shortened |= Resume.model_fields.keys() - tree.keys()
    unsure = {code for part in shortened for code in _NEEDS_ALL_ITEMS.get(part, ())}
    return [*found, *(d for d in checks.run(rest) if d.code not in unsure)]


def _named(by_language: Mapping[str, Sequence[Diagnostic]]) -> dict[str, list[Diagnostic]]:
    """Return the diagnostics of each language, of which those that concern only some languages name them."""
    having: dict[Diagnostic, list[str]] = {}
    for language, found in by_language.items():
        for diagnostic in dict.fromkeys(found):
            having.setdefault(diagnostic, []).append(language)
    named = {
        d: d if len(some) == len(by_language) or d.code in _NAMING else _naming(d, some) for d, some in having.items()
    }
    return {language: [named[d] for d in found] for language, found in by_language.items()}


_NAMING = ("missing-translation", "untranslated")
"""Codes whose message names the language."""


def _naming(diagnostic: Diagnostic, languages: Sequence[str]) -> Diagnostic:
    listed = " and ".join(f"`{language}`" for language in languages)
    return diagnostic._replace(message=f"{diagnostic.message} (in {listed})")
