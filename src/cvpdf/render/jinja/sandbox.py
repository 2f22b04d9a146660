"""A sandbox for templates: strict, with limits, and escaping in one place.

It keeps templates from Python and from files outside of their folders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, nodes
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cvpdf.render.jinja.filter_limits import check_sizes, limited
from cvpdf.render.jinja.limits import Limits, check_format, check_length, check_operation, check_replace, check_size
from cvpdf.render.jinja.template_cache import template_cache
from cvpdf.render.jinja.template_syntax import prepare
from cvpdf.render.latex import Latex
from cvpdf.schema.model import Model

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


def sandboxed(loader: BaseLoader, finalize: Callable[..., str], cancelled: Callable[[], bool]) -> LatexEnvironment:
    """Return an environment with LaTeX's delimiters; ``finalize`` returns what a value prints."""
    environment = LatexEnvironment(
        loader=loader,
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
    # Placeholder text, of any length.
    del environment.globals["lipsum"]
    return environment
