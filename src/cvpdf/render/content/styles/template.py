"""The files of citation styles as templates: a sandbox in which a style prints placeholders for values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import jinja2
from jinja2 import FunctionLoader, pass_context
from jinja2.runtime import Context

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.render.content.styles.values import Value, word
from cvpdf.render.jinja.limits import TemplateLimitError, check_size, never
from cvpdf.render.jinja.sandbox import sandboxed
from cvpdf.render.latex import Latex
from cvpdf.schema.citation_style import CitationStyle

NOTHING = "\x01\x02"
"""What stands for a value that is not given, so that asterisks around it are two."""


class StyleError(Exception):
    """A citation style has an error; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Filled(NamedTuple):
    """What a style prints of a publication."""

    text: str
    """Text in which ``\\x01 index \\x02`` stands for a value."""
    values: list[Value]
    left_out: frozenset[str]
    """The fields that the style leaves out on purpose."""


class StyleTemplate:
    """A citation style for one document. Raises :class:`StyleError` if its syntax is wrong."""

    def __init__(self, style: CitationStyle, helpers: Mapping[str, Callable[..., Any]]) -> None:
        self._style = style
        self._values: list[Value] = []
        self._left_out: set[str] = set()
        # A style is a single file, so `include` and `extends` find nothing.
        loader = FunctionLoader(lambda name: (style.text, str(style.file), None) if name == style.name else None)
        environment = sandboxed(loader, self._finalize(), never)
        environment.globals.update(helpers)
        environment.globals["leave_out"] = self._leave_out
        try:
            self._template = environment.get_template(style.name)
        except Exception as problem:
            raise StyleError(self._diagnostic(problem)) from problem

    @pass_context
    def _leave_out(self, context: Context, *names: object) -> None:
        for name in filter(None, map(str, names)):
            if name not in context:
                raise ValueError(f"there is no field `{name}`")
            self._left_out.add(name)

    def fill(self, fields: Mapping[str, object]) -> Filled:
        """Return what the style prints. Raises :class:`StyleError` for anything that the template raises."""
        self._left_out.clear()
        self._values.clear()
        try:
            text = str(self._template.render(fields))
        except Exception as problem:  # an expression in a template can raise anything
            raise StyleError(self._diagnostic(problem)) from problem
        return Filled(text, list(self._values), frozenset(self._left_out))

    def _finalize(self) -> Callable[..., str]:
        # `pass_context` keeps Jinja from evaluating it for constants at compile time: compiled templates are cached.
        @pass_context
        def finalize(_context: Context, value: object) -> str:
            check_size(value)
            if isinstance(value, Latex):
                return value
            if value is None:
                return NOTHING
            # str() of an undefined value raises, as it must. The text of a style's own expression is no markup.
            value = value if isinstance(value, Value) else Value("", (word(str(value)),))
            if not value:
                return NOTHING
            self._values.append(value)
            return f"\x01{len(self._values) - 1}\x02"

        return finalize

    def _diagnostic(self, problem: Exception) -> Diagnostic:
        name, file = self._style.name, str(self._style.file)
        if isinstance(problem, jinja2.TemplateSyntaxError):
            return error(
                "style-syntax", f"citation style `{name}`: {problem.message}", Span.point(file, problem.lineno)
            )
        if isinstance(problem, jinja2.TemplateNotFound):
            message = f"citation style `{name}` includes `{problem.name}`; a style is a single file"
            return error("style-error", message, Span.point(file))
        line, traceback = 1, problem.__traceback__
        while traceback is not None:
            line = traceback.tb_lineno if traceback.tb_frame.f_code.co_filename == file else line
            traceback = traceback.tb_next
        if isinstance(problem, TemplateLimitError):
            return error("style-limit", f"{name} was stopped: {problem}", Span.point(file, line))
        hint = "`docs/publications.md` lists the names" if isinstance(problem, jinja2.UndefinedError) else None
        message = f"{name}: {str(problem) or type(problem).__name__}"
        return error("style-error", message, Span.point(file, line), hint)
