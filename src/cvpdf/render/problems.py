"""Errors of rendering: whatever can go wrong in a template."""

from __future__ import annotations

from pathlib import Path

import jinja2

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.render.environment import TemplateLinkError
from cvpdf.render.jinja.limits import TemplateLimitError
from cvpdf.selection.selection import Selection
from cvpdf.themes.theme import Theme, outside


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
