"""Loading and validating a cv.yaml, with the severities that its variants set for checks of the PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, error, has_errors, warning
from cvpdf.quoting import quoted
from cvpdf.schema import load as schema

if TYPE_CHECKING:
    from cvpdf.files.standard_input import CvInput
    from cvpdf.report.results import FileReport
    from cvpdf.schema.resume import Resume
    from cvpdf.schema.values.text import Key
    from cvpdf.schema.variants import CheckRule


def load(
    path: Path | str,
    today: dt.date | None = None,
    content: bytes | Diagnostic | None = None,
    theme: str | None = None,
    own_templates: bool = True,
    keep_going: bool = False,
) -> schema.Loaded:
    """Read and validate a ``cv.yaml``, its themes and its citation styles; see :func:`cvpdf.schema.load.load`.

    The schema knows neither markup nor the checks of the PDF, which are layers above it, so both are validated here.
    ``theme`` replaces the theme of all variants.
    """
    loaded = schema.load(path, today, content, _more_checks, keep_going)
    if loaded.resume is not None:
        from cvpdf.pipeline.themes import with_themes

        loaded = with_themes(loaded, theme, own_templates)
    if loaded.resume is not None:
        from cvpdf.pipeline.styles import with_styles

        loaded = with_styles(loaded, own_templates)
    unknown = list(check_allowances(loaded.resume)) if loaded.resume else []
    return loaded.with_diagnostics(unknown) if unknown else loaded


def validate(cv: CvInput, strict: bool, language: str | None = None, keep_going: bool = False) -> FileReport:
    """Return whether a cv.yaml, its fonts and its photo are valid, with all diagnostics.

    With ``strict``, warnings are errors. ``language`` leaves out what concerns other languages only. ``keep_going``
    leaves out entries of bibliographies that have errors.
    """
    from cvpdf.languages.tags import canonical, is_tag
    from cvpdf.pipeline.fonts import font_problems
    from cvpdf.pipeline.options import not_a_tag
    from cvpdf.report.results import FileReport
    from cvpdf.report.severities import with_severities
    from cvpdf.schema.built_in import all_languages
    from cvpdf.schema.suggest import undeclared_language

    typed = language
    language = canonical(typed) if typed is not None and is_tag(typed) else None
    loaded = load(cv.path, content=cv.content, keep_going=keep_going)
    problems = list((loaded.about([language]) if language else loaded).diagnostics)
    if typed is not None and language is None:
        problems.append(not_a_tag(typed))
    if loaded.resume is not None:
        problems += font_problems(loaded.resume, cv.path.parent, language)
        if language and language not in (known := all_languages(loaded.resume)):
            problems.append(undeclared_language(language, known))
    if loaded.resume is not None and loaded.resume.basics.photo is not None:
        from cvpdf.pipeline.photo import invalid_photo

        problems += invalid_photo(cv.path.parent, loaded.resume)
    diagnostics = with_severities(problems, {}, strict)
    ok = loaded.resume is not None and not has_errors(diagnostics)
    return FileReport(cv.path, ok, diagnostics, source=loaded.source)


def _more_checks(resume: Resume) -> Iterator[Diagnostic]:
    from cvpdf.render.content import leftover_markup
    from cvpdf.selection import work_notes

    yield from check_severities(resume)
    yield from work_notes.check(resume)
    yield from leftover_markup.check(resume)


def check_severities(resume: Resume) -> Iterator[Diagnostic]:
    """Yield errors for unknown codes under ``checks``, and for severities that cannot be changed."""
    for code, rule in _rules(resume):
        from cvpdf.pdf.codes import CODES
        from cvpdf.schema.suggest import did_you_mean

        known = CODES.get(str(code))
        if known is None:
            yield error("unknown-check", f"no check has the code `{code}`", code.span, did_you_mean(code, CODES))
        elif known.fixed and rule.severity not in (None, "error"):
            hint = "a PDF with this error cannot be checked further"
            yield error("fixed-severity", f"`{code}` is always an error", code.span, hint)
        elif rule.allow and not known.names_text:
            hint = "`allow` is possible for " + ", ".join(name for name, other in CODES.items() if other.names_text)
            yield error("not-about-a-text", f"`{code}` is not about single texts", rule.allow[0].span, hint)


def check_allowances(resume: Resume) -> Iterator[Diagnostic]:
    """Yield a warning for each allowed text that no variant has."""
    allowed = [text for _, rule in _rules(resume) for text in rule.allow]
    if not allowed:
        return
    from difflib import get_close_matches

    from cvpdf.render.expected import expectation
    from cvpdf.report.allowances import matches, names_of
    from cvpdf.schema.built_in import all_languages
    from cvpdf.selection.apply_variant import select
    from cvpdf.selection.settings import resolve, variant_names

    languages = all_languages(resume)
    selections = [select(resume, resolve(resume, name, tag)) for name in variant_names(resume) for tag in languages]
    names = list(dict.fromkeys(name for selection in selections for name in names_of(expectation(selection))))
    for text in allowed:
        if not any(matches(text, name) for name in names):
            similar = get_close_matches(text, names, n=1)
            hint = f"did you mean `{quoted(similar[0])}`?" if similar else "copy it from the message of the check"
            yield warning("unknown-text", f"no text of the CV is `{quoted(text)}`", text.span, hint)


def _rules(resume: Resume) -> Iterator[tuple[Key, CheckRule]]:
    for checks in (resume.checks, *(variant.checks or {} for variant in resume.variants.values())):
        yield from checks.items()
