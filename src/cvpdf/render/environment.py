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
escaped: a mistake is visible in the PDF, and never executed. :mod:`cvpdf.render.template_syntax` closes the constructs
of Jinja that print without ``finalize``.

The sandbox keeps templates from Python and from files outside of their folders. It does not limit what they print, and
LaTeX executes that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, nodes, pass_context
from jinja2.environment import Environment
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cvpdf.render.filter_limits import check_sizes, limited
from cvpdf.render.latex import Latex
from cvpdf.render.limits import (
    Limits,
    check_format,
    check_length,
    check_operation,
    check_replace,
    check_size,
    never,
)
from cvpdf.render.printer import Printer
from cvpdf.render.template_cache import template_cache
from cvpdf.render.template_syntax import prepare
from cvpdf.schema.model import Model
from cvpdf.themes.theme import leaves

_SIZED_METHODS = frozenset(["center", "expandtabs", "ljust", "rjust", "zfill"])
"""Methods of texts that take a size."""
_BYTES = ("encode", "to_bytes")
"""Methods that return bytes, which no template needs, and whose own methods have no limits."""


class LatexEnvironment(ImmutableSandboxedEnvironment):
    """An environment whose output is LaTeX."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "**", "%"])
    limits = Limits()

    def concat(self, parts: Iterable[str]) -> Latex:
        """Return the concatenation of pieces that ``finalize`` has escaped."""
        return Latex(self.limits.joined(parts))

    def literal(self, latex: str) -> Latex:
        """Return LaTeX that is written in a template, in quotes."""
        return Latex(latex)

    def joined_text(self, *values: object) -> str:
        """Return the result of ``~``, an ordinary text."""
        check_size(values)
        return self.limits.joined(map(str, values))

    def step(self) -> bool:
        """Begin a turn of a loop or an include, which :meth:`call` counts."""
        return True

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call as the sandbox does, and count the call."""
        __self.limits.step()
        name, text = getattr(__obj, "__name__", ""), getattr(__obj, "__self__", None)
        if not isinstance(__obj, (Macro, LoopContext)):
            check_size((*args, *kwargs.values()))
        if name in _SIZED_METHODS:
            check_sizes((*args, *kwargs.values()))
            if isinstance(text, str) and name == "expandtabs":
                check_replace(text, "\t", " " * max((*args, *kwargs.values(), 8)))
        elif name in ("format", "format_map"):
            check_format(getattr(getattr(__obj, "__wrapped__", __obj), "__self__", ""), (*args, *kwargs.values()))
            # The sandbox gives the result the type of the format, which may be LaTeX; the values in it are not.
            return str(super().call(__context, __obj, *args, **kwargs))
        elif name == "replace" and isinstance(text, str):
            check_replace(text, *args[:2])
        elif name == "translate" and isinstance(text, str):
            check_length(len(text) * max((len(str(one)) for one in dict(*args).values()), default=1))
        elif name == "join" and isinstance(text, str):
            args = (__self.limits.between(text, *args),)
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator, unless the result would be too large."""
        check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        prepare(template, name, filename)
        template.set_environment(self)
        return template

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
        if allowed is not None:
            return attr in allowed
        return attr not in _BYTES and bool(super().is_safe_attribute(obj, attr, value))


@cache
def _open(kind: type) -> frozenset[str] | None:
    """Return the names that templates may read of a model; ``None`` for any other class."""
    if not issubclass(kind, Model):
        return None
    ours = [one for one in kind.__mro__ if issubclass(one, Model) and one is not Model]
    names = {name for one in ours for name in vars(one) if not name.startswith(("_", "model_"))}
    return frozenset(names | set(kind.model_fields))


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

    environment = LatexEnvironment(
        loader=_Loader([str(folder) for folder in folders]),
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
    environment.limits = Limits(cancelled)
    environment.filters.update(
        {name: limited(name, function, environment.limits) for name, function in environment.filters.items()}
    )
    environment.filters["join"] = join
    # Placeholder text, of any length.
    del environment.globals["lipsum"]

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
