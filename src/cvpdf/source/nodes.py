"""The three kinds of YAML nodes, as the built-in types that pydantic expects, plus their place in the file."""

from __future__ import annotations

from typing import Any, Self

from cvpdf.diagnostics import Span


class Text(str):
    """A scalar exactly as it was typed: ``NO`` is no boolean, ``01234`` no number, ``+49`` keeps its plus.

    Subclasses (:mod:`cvpdf.schema.text`) say how the text is to be read; all of them keep the ``span``.
    """

    span: Span | None
    quoted: bool
    __slots__ = ("quoted", "span")

    def __new__(cls, value: str, span: Span | None = None, quoted: bool = False) -> Self:
        """Wrap ``value``; a :class:`Text` given without a ``span`` hands its own marks on."""
        self = super().__new__(cls, value)
        self.span = span if span is not None else getattr(value, "span", None)
        self.quoted = quoted or getattr(value, "quoted", False)
        return self

    def with_value(self, value: str) -> Self:
        """Return another text that stands in the same place."""
        return type(self)(value, self.span, self.quoted)

    def __getnewargs__(self) -> tuple[str, Span | None, bool]:  # type: ignore[override]
        """Let copies and pickles keep the marks."""
        return (str(self), self.span, self.quoted)


class Mapping(dict[str, Any]):
    """A YAML mapping in file order, with the place of the whole and of each key."""

    __slots__ = ("key_spans", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}


class Sequence(list[Any]):
    """A YAML sequence, with the place of the whole and of each item."""

    __slots__ = ("item_spans", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


Node = Text | Mapping | Sequence | None
"""A composed node. ``None`` stands for a key or an item with nothing behind it."""
