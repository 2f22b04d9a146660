"""Jinja for LaTeX: delimiters that look like LaTeX, strict, sandboxed, with escaping in one place.

============== =======================================
``\\VAR{x}``     prints a value
``\\BLOCK{if}``  a statement
``%% if x``     a statement on a line of its own
``\\#{text}``    a comment
``%# text``     a comment to the end of the line
============== =======================================

``finalize`` escapes every printed value. The output of macros, ``set`` blocks, ``super()`` and includes has the type
:class:`~cvpdf.render.latex.Latex` and is not escaped again. Any other operation on it gives an ordinary string, and is
escaped: a mistake is visible in the PDF, and never executed. :mod:`cvpdf.render.jinja.template_syntax` closes the
constructs of Jinja that print without ``finalize``.

The sandbox keeps templates from Python and from files outside of their folders. It does not limit what they print, and
LaTeX executes that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, TemplateError, pass_context
from jinja2.environment import Environment
from jinja2.runtime import Context

from cvpdf.render.jinja.limits import check_size, never
from cvpdf.render.jinja.sandbox import LatexEnvironment, sandboxed
from cvpdf.render.latex import Latex
from cvpdf.render.printer import Printer
from cvpdf.themes.theme import leaves


class TemplateLinkError(TemplateError):
    """A template is a symbolic link that leads out of its folder."""


class _Loader(FileSystemLoader):
    """Loads templates from folders, but no symbolic link that leads out of them."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, up_to_date = super().get_source(environment, template)
        folder = next(folder for folder in self.searchpath if Path(filename).is_relative_to(folder))
        if leaves(Path(filename), Path(folder)):
            raise TemplateLinkError(filename)
        return source, filename, up_to_date


def make_environment(
    folders: Iterable[Path], printer: Printer, cancelled: Callable[[], bool] = never
) -> LatexEnvironment:
    """Return the environment for one rendering; a file in an earlier folder replaces one in a later folder."""

    # `pass_context` keeps Jinja from evaluating both for constants at compile time: compiled templates are cached, and
    # used for both engines.
    @pass_context
    def finalize(_context: Context, value: object) -> str:
        check_size(value)
        return printer.latex(value)

    @pass_context
    def join(_context: Context, values: object, separator: str = ", ") -> Latex:
        check_size(values)
        if isinstance(values, Iterable):
            values = environment.limits.counted(values)
        return printer.join(values, separator)

    environment = sandboxed(_Loader([str(folder) for folder in folders]), finalize, cancelled)
    environment.filters["join"] = join

    @pass_context
    def metadata(_context: Context, value: object) -> Latex:
        check_size(value)
        return printer.metadata(value)

    environment.filters["metadata"] = metadata
    helpers: dict[str, Any] = {
        "period": printer.period,
        "linked": printer.linked,
        "works": printer.works,
        "outline": printer.outline,
        "venue": printer.venue,
        "label": printer.label,
    }
    environment.globals.update(helpers)
    return environment
