"""Check that every word that cvpdf prints itself is in the language of the CV."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.bibliography.work_types import STATUS_HEADINGS
from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.languages.dates import has_dates
from cvpdf.languages.tags import COUNTRIES, is_english
from cvpdf.languages.words import words
from cvpdf.schema.authors import MEANINGS
from cvpdf.schema.built_in import BUILT_IN, language_of, locale_of
from cvpdf.schema.citation_style import DEFAULT_STYLE, is_csl
from cvpdf.schema.entries import Period
from cvpdf.schema.form import Form
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import models
from cvpdf.schema.publications import LABELS
from cvpdf.schema.resume import Resume
from cvpdf.schema.suggest import did_you_mean


def check(resume: Resume) -> Iterator[Diagnostic]:
    """Yield an error for each unknown label, and warnings for what is printed in English in another language."""
    known = words("en").labels
    for given in (resume.locale, *(variant.locale for variant in resume.variants.values() if variant.locale)):
        for key in given.labels:
            if key not in known:
                yield error("unknown-key", f"unknown label `{key}`", key.span, did_you_mean(key, known))
    for locale in _locales(resume):
        yield from _untranslated(resume, locale)


def _locales(resume: Resume) -> list[Locale]:
    """Return the different locales of the variants, of a CV in several languages in the language at hand."""
    languages = {name: language_of(resume, name) for name in (*BUILT_IN, *map(str, resume.variants))}
    at_hand = (resume.locale.language,) if resume.locale.languages else set(languages.values())
    found = [locale_of(resume, name, tag) for name, tag in languages.items() if tag in at_hand]
    return list({repr(locale): locale for locale in found or [resume.locale]}.values())


def _untranslated(resume: Resume, locale: Locale) -> Iterator[Diagnostic]:
    language = locale.language
    if is_english(language):
        return
    lacking = sorted(printed(resume) - {*words(language).labels, *map(str, locale.labels)})
    has_months = locale.date_style in ("numeric", "iso") or has_dates(language)
    if has_months and not lacking:
        return
    names = [*(f"`{locale.label(key)}`" for key in lacking), *([] if has_months else ["names of months"])]
    typed = [f"labels: {{{', '.join(f'{key}: …' for key in lacking)}}}"] if lacking else []
    typed += [] if has_months else ["date_style: numeric"]
    meant = f"if you mean `{COUNTRIES[language]}`, type that; or " if language in COUNTRIES else ""
    yield warning(
        "untranslated",
        f"cvpdf has no words for `{language}`, and prints English ones: {', '.join(names)}",
        language.span,
        f"{meant}write below `locale:` {' and '.join(f'`{line}`' for line in typed)}",
    )


def printed(resume: Resume) -> set[str]:
    """Return the keys of the words that the variants of a CV can print."""
    keys = {"page"}
    parts = tuple(models((*resume.sections, *resume.variants.values())))
    for part in parts:
        form = getattr(part, "form", None)
        for detail in form.details if isinstance(form, Form) else ():
            given = [getattr(part, field) for field in detail.fields]
            count = sum(len(value) if isinstance(value, tuple) else value is not None for value in given)
            keys |= {detail.label_of_one if detail.label_of_one and count == 1 else detail.label} if count else set()
        keys |= _of_period(part) if isinstance(part, Period) else set()
    works = resume.publications
    keys |= {MEANINGS[mark] for work in works for author in work.authors for mark in author.marks}
    if len({work.status for work in works}) > 1:
        keys |= {STATUS_HEADINGS.get(work.status, work.status) for work in works}
    keys |= {work.status for work in works if work.status not in ("published", "preprint")}
    keys |= {key for work in works for field, key in LABELS.items() if getattr(work, field)}
    looks = (resume.design, *(variant.design for variant in resume.variants.values() if variant.design))
    styles = {str(look.publications.style) for look in looks}
    styles |= {str(part.style) for part in resume.sections if part.kind == "publications" and part.style}
    if works and any(style != DEFAULT_STYLE and not is_csl(style) for style in styles):
        keys |= {"and", "et_al", "in", "quotes"}
    keys |= {"et_al"} if any(work.others for work in works) else set()
    is_by_year = any(getattr(part, "group_by", None) == "year" for part in parts)
    if is_by_year and any(work.date is None or work.date.year is None for work in works):
        keys.add("undated")
    return keys - {""}


def _of_period(period: Period) -> set[str]:
    if period.end_date is not None and period.end_date.is_present:
        return {"present"}
    is_lone = period.end_date is not None and period.start_date is None
    return {period.lone_end} if is_lone else set()
