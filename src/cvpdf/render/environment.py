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
escaped: a mistake is visible in the PDF, and never executed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cvpdf.render.latex import Latex
from cvpdf.render.printer import Printer
from cvpdf.render.template_cache import template_cache
from cvpdf.schema.model import Model
from cvpdf.source.nodes import Text


class LatexEnvironment(ImmutableSandboxedEnvironment):
    """An environment whose output is LaTeX."""

    @staticmethod
    def concat(parts: Iterable[str]) -> Latex:
        """Return the concatenation of pieces that ``finalize`` has escaped."""
        return Latex("".join(parts))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute as the sandbox does, but of a model only fields and what the schema defines."""
        kind: type = type(obj)
        allowed = _open(kind)
        if allowed is None:
            return super().getattr(obj, attribute)
        if attribute in allowed:
            return getattr(obj, attribute)
        if hasattr(kind, attribute):
            return self.unsafe_undefined(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read an attribute: of a model, only fields and what the schema defines.

        pydantic's own methods could read files and load pickles.
        """
        kind: type = type(obj)
        allowed = _open(kind)
        return attr in allowed if allowed is not None else super().is_safe_attribute(obj, attr, value)


@cache
def _open(kind: type) -> frozenset[str] | None:
    """Return the names that templates may read of a model; ``None`` for any other class."""
    if not issubclass(kind, Model):
        return None
    ours = [one for one in kind.__mro__ if issubclass(one, Model) and one is not Model]
    names = {name for one in ours for name in vars(one) if not name.startswith(("_", "model_"))}
    return frozenset(names | set(kind.model_fields))


def raw(latex: str) -> Latex:
    """Return LaTeX that is written in a template. Values of cv.yaml are refused."""
    if isinstance(latex, Text) and not isinstance(latex, Latex):
        raise TypeError("raw() takes LaTeX written in the template, not a value of cv.yaml")
    return Latex(latex)


def make_environment(folders: Iterable[Path], printer: Printer) -> LatexEnvironment:
    """Return the environment for one selection; a file in an earlier folder replaces one in a later folder."""

    # `pass_context` keeps Jinja from evaluating both for constants at compile time: compiled templates are cached, and
    # used for both engines.
    @pass_context
    def finalize(_context: Context, value: object) -> str:
        return printer.latex(value)

    @pass_context
    def join(_context: Context, values: object, separator: str = ", ") -> Latex:
        return printer.join(values, separator)

    environment = LatexEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        block_start_string=r"\BLOCK{",
        block_end_string="}",
        variable_start_string=r"\VAR{",
        variable_end_string="}",
        comment_start_string=r"\#{",
        comment_end_string="}",
        line_statement_prefix="%%",
        line_comment_prefix="%#",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,
        bytecode_cache=template_cache(),
    )
    environment.filters["join"] = join
    helpers: dict[str, Any] = {
        "raw": raw,
        "period": printer.period,
        "linked": printer.linked,
        "works": printer.works,
        "venue": printer.venue,
        "label": printer.locale.label,
    }
    environment.globals.update(helpers)
    return environment
