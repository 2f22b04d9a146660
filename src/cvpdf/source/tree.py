"""The tree of nodes that is built from YAML events: where each node goes, and the limits on its size."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, Related, Span, error
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.quotes import in_quotes, quote_hint

MAX_DEPTH = 40
"""The format itself has eight levels."""
MAX_NODES = 200_000
"""Nodes after expanding aliases. 1,000 publications with 20 authors each have about 40,000."""


class _Frame:
    """An open collection, and the key whose value is next."""

    __slots__ = ("anchor", "is_duplicate", "key", "node", "size")

    def __init__(self, node: Mapping | Sequence, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: Text | None = None
        self.is_duplicate = False
        self.size = 1


class TreeBuilder:
    """Collects nodes in a tree. The methods return ``False`` if nothing more can be added."""

    __slots__ = ("_anchors", "_redefined", "_stack", "_unused", "problems", "root")

    def __init__(self) -> None:
        self.root: Node = None
        self.problems: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        """Nodes with an anchor, and the number of nodes in each."""
        self._unused: dict[str, tuple[Span, str]] = {}
        """Anchors without an alias: the place, and the text with the anchor."""
        self._redefined: list[tuple[str, Span, str]] = []
        """The same, for anchors whose name is used again."""

    def anchor(self, name: str, span: Span, typed: str) -> None:
        """Record an anchor; ``typed`` is the text that starts with it, if it stands before a text."""
        if earlier := self._unused.get(name):
            self._redefined.append((name, *earlier))
        self._unused[name] = (span, typed)

    def report_unused_anchors(self) -> None:
        """Report the anchors without an alias, which are mostly the first word of a text that starts with ``&``."""
        for name, span, typed in [*self._redefined, *((name, *place) for name, place in self._unused.items())]:
            hint = f"remove `&{name}`"
            if typed:
                hint = f"if it is part of the text, put the text in quotes: {in_quotes(typed)}; if not, {hint}"
            place = span._replace(end_line=span.line, end_column=span.column + 1 + len(name))
            message = f"`&{name}` is read as a YAML anchor, which nothing refers to"
            self.problems.append(error("yaml-anchor", message, place, hint))

    def scalar(self, node: Text | None, anchor: str | None, span: Span) -> bool:
        """Add a scalar."""
        if anchor:
            self._anchors[anchor] = (node, 1)
        return self._place(node, span, 1)

    def alias(self, anchor: str, span: Span, typed: str) -> bool:
        """Add the node with an anchor once more; ``typed`` is the text that starts with the alias."""
        if anchor not in self._anchors:
            inside = any(frame.anchor == anchor for frame in self._stack)
            message = f"`*{anchor}` is read as a YAML alias, but no `&{anchor}` stands before it"
            if inside:
                message = f"the alias `*{anchor}` is inside its own anchor"
            self.problems.append(error("yaml-alias", message, span, quote_hint(typed)))
            return False
        self._unused.pop(anchor, None)
        node, size = self._anchors[anchor]
        return self._place(node, span, size)

    def open(self, node: Mapping | Sequence, anchor: str | None) -> bool:
        """Start a collection."""
        if len(self._stack) >= MAX_DEPTH:
            message = f"the nesting is deeper than {MAX_DEPTH} levels"
            self.problems.append(error("deep-nesting", message, node.span, "the format needs eight levels at most"))
            return False
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, Mapping) and top.key is None:
            hint = "a key is a plain word; put quotes around text that starts with `[`, `{` or `?`"
            self.problems.append(error("yaml-key", "a list or mapping cannot be a key", node.span, hint))
            return False
        self._stack.append(_Frame(node, anchor))
        return True

    @property
    def opened_at(self) -> tuple[int, int]:
        """The line and column of the innermost collection, counted from 0."""
        span = self._stack[-1].node.span
        return span.line - 1, span.column - 1

    def set_typed(self, typed: str) -> None:
        """Record how the innermost collection is typed."""
        self._stack[-1].node.typed = typed

    def close(self, end_line: int, end_column: int) -> bool:
        """End the innermost collection."""
        frame = self._stack.pop()
        node = frame.node
        node.span = node.span._replace(end_line=end_line, end_column=end_column)
        if frame.anchor:
            self._anchors[frame.anchor] = (node, frame.size)
        return self._place(node, node.span, frame.size)

    def _place(self, node: Node, span: Span, size: int) -> bool:
        """Add a complete node to the innermost collection; ``size`` is the number of nodes in it."""
        if not self._stack:
            self.root = node
            return True
        frame = self._stack[-1]
        frame.size += size
        if frame.size > MAX_NODES:
            self.problems.append(_too_large(span, by_alias=size > 1 or bool(self._anchors)))
            return False
        if isinstance(frame.node, Sequence):
            frame.node.append(node)
            frame.node.item_spans.append(span)
        elif frame.key is None:
            self._key(frame, frame.node, node, span)
        else:
            if not frame.is_duplicate:
                frame.node[frame.key] = node
            frame.key, frame.is_duplicate = None, False
        return True

    def _key(self, frame: _Frame, mapping: Mapping, node: Node, span: Span) -> None:
        key = node if isinstance(node, Text) else Text("", span)
        frame.key = key
        if not key:
            what = "a list or mapping cannot be a key" if node else "the key is empty"
            self.problems.append(error("yaml-key", what, span, "write a plain word before the colon"))
            frame.is_duplicate = True
            return
        first = mapping.key_spans.get(key)
        if first is None:
            mapping.key_spans[str(key)] = span
            return
        frame.is_duplicate = True
        message = f"duplicate key `{key}`, first used in line {first.line}"
        hint = "remove one of them, or start a new list item with `- `"
        related = [Related("first used here", first)]
        self.problems.append(error("duplicate-key", message, span, hint, related))


def _too_large(span: Span, by_alias: bool) -> Diagnostic:
    if by_alias:
        hint = "aliases of aliases grow without limit; write the values out"
        return error("alias-bomb", f"aliases expand to more than {MAX_NODES:,} values", span, hint)
    message = f"the file has more than {MAX_NODES:,} values"
    return error("file-too-large", message, span, "check that this is the right file")
