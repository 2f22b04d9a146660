"""Errors of rendering: a language without month names, and whatever can go wrong in a template."""

from __future__ import annotations

from pathlib import Path

import jinja2

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.render.content.dates import is_english
from cvpdf.render.environment import TemplateLinkError
from cvpdf.render.limits import TemplateLimitError
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import Theme, outside


def language_problems(selection: Selection) -> list[Diagnostic]:
    """Return an error for a language whose month names are not available."""
    language = selection.locale.language
    if is_english(selection.locale) or selection.locale.date_style in ("numeric", "iso"):
        return []
    try:
        from babel import Locale, UnknownLocaleError
    except ImportError:
        hint = "install the extra: pip install 'cvpdf[locale]'; or set `date_style: numeric`"
        return [
            error("language-not-installed", f"dates in `{language}` require the package babel", language.span, hint)
        ]
    try:
        Locale.parse(str(language), sep="-")
    except (UnknownLocaleError, ValueError):
        hint = "use a language tag such as `de` or `pt-BR`, or set `date_style: numeric`"
        return [error("bad-language", f"unknown language `{language}`", language.span, hint)]
    return []


def template_problem(problem: Exception, theme: Theme, name: str, selection: Selection) -> Diagnostic:
    """Return the error for an exception that a template raised, at its line."""
    if isinstance(problem, jinja2.TemplateNotFound):
        message = f"template `{problem.name}` not found"
        hint = "available templates: " + ", ".join(theme.template_names())
        place = (selection.settings.template.span or selection.settings.variant.span) if problem.name == name else None
        return error("template-missing", message, place, hint)
    if isinstance(problem, UnicodeDecodeError):
        return error(
            "template-error", f"a template is not encoded in UTF-8: {problem.reason}", Span.point(str(theme.folders[0]))
        )
    if isinstance(problem, jinja2.TemplateSyntaxError):
        file = problem.filename or str(theme.find(problem.name or name) or name)
        return error("template-syntax", str(problem.message), Span.point(file, problem.lineno))
    if isinstance(problem, TemplateLinkError):
        return outside(str(problem))
    span = None
    traceback = problem.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in theme.folders):
            span = Span.point(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    if isinstance(problem, TemplateLimitError):
        return error("template-limit", f"the template was stopped: {problem}", span)
    kind = "template-undefined" if isinstance(problem, jinja2.UndefinedError) else "template-error"
    return error(kind, f"the template raised an error: {str(problem) or type(problem).__name__}", span)
