"""The built-in variants, and the chain of variants that a variant extends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvpdf.schema.locale import Locale
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.language import Language
from cvpdf.schema.values.text import Key
from cvpdf.schema.variants import HEADER_FIELDS, Variant

BUILT_IN: Mapping[str, Mapping[str, Any]] = {
    "full": {"title": "Curriculum Vitae", "template": "full.tex.j2", "header": HEADER_FIELDS, "engine": "auto"},
    "onepage": {
        "extends": "full",
        "title": "Résumé",
        "template": "onepage.tex.j2",
        "max_pages": 1,
        "fit": "true",
        "header": tuple(f for f in HEADER_FIELDS if f != "photo"),
        "design": {"entry_heads": "inline"},
        # Entries of these kinds are rarely worth more than one line.
        "limits": (
            *(
                {"id": kind, "highlights": 0, "omit": ("summary",)}
                for kind in ("awards", "grants", "talks", "teaching", "service", "certificates")
            ),
            {"id": "references", "omit": ("quote",)},
        ),
    },
    "publications": {
        "extends": "full",
        "title": "Publications",
        "template": "publications.tex.j2",
        "header": ("native_name", "affiliations", "email", "url", "orcid", "profiles"),
        "sections": ({"id": "publications", "group_by": "status", "numbered": "true"},),
    },
}
"""The built-in variants, in the form of cv.yaml."""


def ancestry(resume: Resume, name: str) -> list[Variant]:
    """Return a variant and the variants that it extends, the variant itself first.

    A variant of cv.yaml with the name of a built-in one extends that one; any other extends ``full`` by default. Every
    name must exist, and no variant may extend itself: :mod:`cvpdf.schema.checks.consistency` checks both.
    """
    chain: list[Variant] = []
    previous: str | None = None
    current: str | None = name
    while current is not None:
        if current in resume.variants and current != previous:
            variant = resume.variants[Key(current)]
            parent: str | None = variant.extends or (current if current in BUILT_IN else "full")
        else:
            variant = Variant.model_validate(BUILT_IN[current])
            parent = variant.extends
        chain.append(variant)
        previous, current = current, str(parent) if parent else None
    return chain


def all_languages(resume: Resume) -> tuple[str, ...]:
    """Return the languages that are declared; if none are, that of the CV and those of its variants."""
    if resume.locale.languages:
        return tuple(str(language) for language in resume.locale.languages)
    names = (*BUILT_IN, *map(str, resume.variants))
    return tuple(dict.fromkeys((str(resume.locale.language), *(language_of(resume, name) for name in names))))


def language_of(resume: Resume, name: str) -> str:
    """Return the language of a variant: its own, that of a variant that it extends, or the default one."""
    locales = (variant.locale for variant in ancestry(resume, name))
    named = (str(locale.language) for locale in locales if locale and "language" in locale.model_fields_set)
    return next(named, resume.default_language)


def locale_of(resume: Resume, name: str, language: str) -> Locale:
    """Return the locale of a variant in a language. What belongs to another language, such as its labels, is left out.

    ``resume`` has the texts of that language.
    """
    base = resume.locale
    if base.language != language:
        base = base.model_copy(update={"language": Language(language), "labels": {}})
    for change in (variant.locale for variant in reversed(ancestry(resume, name))):
        if change is not None and ("language" not in change.model_fields_set or change.language == language):
            update = {field: getattr(change, field) for field in change.model_fields_set}
            base = base.model_copy(update={**update, "labels": {**base.labels, **change.labels}})
    return base
