"""The three kinds of YAML nodes: the built-in types that pydantic expects, with their places in the file."""

from __future__ import annotations

from typing import Any, Self

from cvpdf.diagnostics import Span


class Text(str):
    """A scalar exactly as typed: ``NO`` is not a boolean, ``01234`` is not a number, ``+49`` keeps its plus.

    Subclasses (:mod:`cvpdf.schema.values.text`) define what the text means; all of them keep the ``span``.
    """

    span: Span | None
    quoted: bool
    lines: tuple[Span, ...]
    """The place of each line of a scalar of several lines, where it is known. Values made of it do not inherit this."""
    __slots__ = ("lines", "quoted", "span")

    def __new__(cls, value: str, span: Span | None = None, quoted: bool = False) -> Self:
        """Wrap ``value``. If it is a :class:`Text`, its span and quoting are inherited."""
        self = super().__new__(cls, value)
        self.span = span if span is not None else getattr(value, "span", None)
        self.quoted = quoted or getattr(value, "quoted", False)
        self.lines = ()
        return self

    def __getnewargs__(self) -> tuple[str, Span | None, bool]:  # type: ignore[override]
        """Return the arguments with which copies and pickles are created."""
        return (str(self), self.span, self.quoted)


class Mapping(dict[str, Any]):
    """A YAML mapping in file order, with its own place and that of each key."""

    __slots__ = ("key_spans", "span", "typed")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.typed = ""
        """The text between braces and the braces, if it is typed so on one line."""


class Sequence(list[Any]):
    """A YAML sequence, with its own place and that of each item."""

    __slots__ = ("item_spans", "span", "typed")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []
        self.typed = ""
        """The text between brackets and the brackets, if it is typed so on one line."""


Node = Text | Mapping | Sequence | None
"""Any node. ``None`` means a key or an item without a value."""
