"""Jinja's filters with limits: some make a text without end of a small value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from cvpdf.render.jinja.limits import Limits, check_format, check_length, check_repeated, check_replace, check_size

_SIZED = ("batch", "center", "indent", "slice")
"""Filters that take a size."""
_REPEATING: dict[str, Callable[[object], int]] = {
    "indent": lambda text: str(text).count("\n") + 1,
    "tojson": check_size,
    "urlize": lambda text: len(str(text)),
    "wordwrap": lambda text: len(str(text)),
}
"""Filters that put one of their arguments into each line, item, address or word, and how many of these there may be."""
_TEXT = frozenset(
    (
        *("capitalize", "e", "escape", "forceescape", "lower", "pprint", "replace", "safe", "string", "striptags"),
        *("sum", "title", "trim", "truncate", "upper", "urlencode", "wordcount", "xmlattr", *_SIZED, *_REPEATING),
    )
)
"""Filters that make a text of any value; `sum` makes one list of lists."""


def check_sizes(values: Iterable[object]) -> None:
    """Raise :class:`~cvpdf.render.jinja.limits.TemplateLimitError` for a size without measure."""
    for value in values:
        if isinstance(value, int):
            check_length(value)


def limited(name: str, function: Callable[..., Any], limits: Limits) -> Callable[..., Any]:
    """Return a filter that counts as a step, and refuses a size without measure."""

    @wraps(function)
    def checked(*values: Any, **named: Any) -> Any:
        limits.step()
        subject, *arguments = values[1:] if hasattr(function, "jinja_pass_arg") else values
        options = (*arguments, *named.values())
        if name in _TEXT:
            check_size((subject, *options))
        if name in _SIZED:
            check_sizes(options)
        if name in _REPEATING:
            # The number that `wordwrap` or `urlize` takes is a maximum.
            parts = options if name in ("indent", "tojson") else [one for one in options if isinstance(one, str)]
            check_repeated(_REPEATING[name](subject), parts)
        elif name == "format":
            check_format(subject, options)
        elif name == "replace":
            check_replace(subject, *arguments[:2], **{key: named[key] for key in ("old", "new") if key in named})
        return function(*values, **named)

    return checked
