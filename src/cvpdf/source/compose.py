"""YAML text to nodes with places, by the events of libyaml.

Events instead of PyYAML's own composer, because one loop without recursion can then bound the depth, count what
aliases expand to, see a second document, and find duplicate keys with both their lines.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cvpdf.diagnostics import Diagnostic, Related, Span, error, has_errors, warning
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.read import SourceFile, forbidden
from cvpdf.source.syntax import explain

MAX_DEPTH = 40
"""The format itself nests eight levels deep."""
MAX_NODES = 200_000
"""Nodes after aliases are expanded; 1,000 publications with 20 authors each are about 40,000."""

_HASH = re.compile(r"[ \t]*(?<=[ \t])(#[^\s#]\S*)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Frame:
    """An open collection, and the key that waits for its value."""

    __slots__ = ("anchor", "duplicate", "key", "node", "size")

    def __init__(self, node: Mapping | Sequence, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: Text | None = None
        self.duplicate = False
        self.size = 1


class _Composer:
    __slots__ = ("anchors", "documents", "problems", "root", "scalar", "source", "stack")

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.scalar: Any = None
        """The event of the last scalar, which explains some errors behind it."""
        self.root: Node = None
        self.documents = 0

    def span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def compose(source: SourceFile) -> tuple[Mapping | None, list[Diagnostic]]:
    """Compose the one mapping that a ``cv.yaml`` is.

    Returns the mapping and perhaps warnings, or ``None`` with errors. Duplicate keys and refused tags are all reported;
    a syntax error ends the reading, because libyaml cannot go on behind it.
    """
    state = _Composer(source)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            step = _STEPS.get(type(event))
            if step is not None and not step(state, event):
                break
    except yaml.YAMLError as problem:
        state.problems.append(explain(source, problem, state.scalar))
    if has_errors(state.problems):
        return None, state.problems
    if not isinstance(state.root, Mapping):
        return None, [*state.problems, _not_a_mapping(source, state.root)]
    return state.root, state.problems


def _document(state: _Composer, event: Any) -> bool:
    state.documents += 1
    if state.documents == 2:
        hint = "keep one document: remove the `---` line and what follows, or move it to a file of its own"
        state.problems.append(error("second-document", "a second document begins here", state.span(event), hint))
        return False
    return True


def _refuse_tag(state: _Composer, event: Any) -> None:
    if event.tag is not None:
        # The event has the tag in its long form; an anchor may stand before it.
        typed = re.search(r"![^\s,\]}]*", state.source.lines[event.start_mark.line][event.start_mark.column :])
        hint = f"remove `{typed[0] if typed else event.tag}`: every value is taken as the text that is written"
        state.problems.append(error("yaml-tag", "YAML tags are not used in cv.yaml", state.span(event), hint))


def _scalar(state: _Composer, event: Any) -> bool:
    _refuse_tag(state, event)
    state.scalar = event
    span = state.span(event)
    style = event.style
    quoted = style in ("'", '"')
    refused = forbidden(event.value) if style == '"' else None
    if refused:
        # The file itself has been searched; this character was written as an escape.
        hint = "remove the escape: such characters cannot be printed"
        state.problems.append(error(refused[0], f"the text holds the {refused[1]}", span, hint))
    if not style:
        _cut_by_hash(state, event)
    node = Text(event.value, span, quoted) if event.value or quoted else None
    if event.anchor:
        state.anchors[event.anchor] = (node, 1)
    return _place(state, node, span, 1)


def _cut_by_hash(state: _Composer, event: Any) -> None:
    """Warn if unquoted text goes on as a comment: ``Issue #3`` and ``#1 of 200`` would silently lose their ends."""
    mark = event.end_mark
    line = state.source.lines[mark.line] if mark.line < len(state.source.lines) else ""
    match = _HASH.match(line, mark.column) if "#" in line else None
    if match:
        place = Span(state.source.name, mark.line + 1, match.start(1) + 1, mark.line + 1, len(line) + 1)
        hint = "if it belongs to the text, put the whole text in quotes; a comment has a space behind its `#`"
        message = f"from `{match[1]}` on, the line is a comment"
        state.problems.append(warning("cut-by-hash", message, place, hint))


def _alias(state: _Composer, event: Any) -> bool:
    span = state.span(event)
    if event.anchor not in state.anchors:
        inside = any(frame.anchor == event.anchor for frame in state.stack)
        message = (
            f"the alias `*{event.anchor}` stands inside what it repeats"
            if inside
            else f"the alias `*{event.anchor}` refers to nothing"
        )
        hint = "an anchor `&name` must stand before its alias; put text that begins with `*` in quotes"
        state.problems.append(error("yaml-alias", message, span, hint))
        return False
    node, size = state.anchors[event.anchor]
    return _place(state, node, span, size)


def _open(state: _Composer, event: Any) -> bool:
    _refuse_tag(state, event)
    span = state.span(event)
    if len(state.stack) >= MAX_DEPTH:
        message = f"the nesting is deeper than {MAX_DEPTH} levels"
        state.problems.append(error("deep-nesting", message, span, "the format needs eight levels at most"))
        return False
    top = state.stack[-1] if state.stack else None
    if top and isinstance(top.node, Mapping) and top.key is None:
        hint = "a key is a plain word; put quotes around text that begins with `[`, `{` or `?`"
        state.problems.append(error("yaml-key", "a list or mapping cannot be a key", span, hint))
        return False
    node = Mapping(span) if isinstance(event, yaml.MappingStartEvent) else Sequence(span)
    state.stack.append(_Frame(node, event.anchor))
    return True


def _close(state: _Composer, event: Any) -> bool:
    frame = state.stack.pop()
    node = frame.node
    start = node.span
    node.span = Span(start.file, start.line, start.column, event.end_mark.line + 1, event.end_mark.column + 1)
    if frame.anchor:
        state.anchors[frame.anchor] = (node, frame.size)
    return _place(state, node, node.span, frame.size)


_STEPS = {
    yaml.DocumentStartEvent: _document,
    yaml.ScalarEvent: _scalar,
    yaml.AliasEvent: _alias,
    yaml.MappingStartEvent: _open,
    yaml.SequenceStartEvent: _open,
    yaml.MappingEndEvent: _close,
    yaml.SequenceEndEvent: _close,
}
"""What takes in an event, by its type; ``False`` ends the reading."""


def _place(state: _Composer, node: Node, span: Span, size: int) -> bool:
    """Put a finished node where it belongs; ``size`` counts it and all that is in it."""
    if not state.stack:
        state.root = node
        return True
    frame = state.stack[-1]
    frame.size += size
    if frame.size > MAX_NODES:
        if size > 1 or state.anchors:
            hint = "an alias that repeats aliases grows without bounds; write the values out"
            message = f"aliases expand to more than {MAX_NODES:,} values"
            state.problems.append(error("alias-bomb", message, span, hint))
        else:
            message = f"the file has more than {MAX_NODES:,} values"
            state.problems.append(error("file-too-large", message, span, "is this the right file?"))
        return False
    if isinstance(frame.node, Sequence):
        frame.node.append(node)
        frame.node.item_spans.append(span)
    elif frame.key is None:
        _key(state, frame, node, span)
    else:
        if not frame.duplicate:
            frame.node[frame.key] = node
        frame.key, frame.duplicate = None, False
    return True


def _key(state: _Composer, frame: _Frame, node: Node, span: Span) -> None:
    mapping = frame.node
    assert isinstance(mapping, Mapping)
    key = node if isinstance(node, Text) else Text("", span)
    frame.key = key
    if not key:
        what = "a list or mapping cannot be a key" if node else "a key is empty"
        state.problems.append(error("yaml-key", what, span, "write a plain word before the colon"))
        frame.duplicate = True
        return
    first = mapping.key_spans.get(key)
    if first is None:
        mapping.key_spans[str(key)] = span
        return
    frame.duplicate = True
    state.problems.append(
        error(
            "duplicate-key",
            f"the key `{key}` stands twice in one mapping, here and in line {first.line}",
            span,
            "keep one of them, or start a new list item with `- `",
            [Related("first defined here", first)],
        )
    )


def _not_a_mapping(source: SourceFile, root: Node) -> Diagnostic:
    kind = {Sequence: "a list", Text: "a single value", type(None): "empty"}[type(root)]
    place = root.span if isinstance(root, Sequence | Text) and root.span else Span.point(source.name)
    span = Span.point(place.file, place.line, place.column)
    code = "empty-file" if root is None else "not-a-mapping"
    hint = "the first level has the keys `basics:`, `sections:`, `publications:`; `cvpdf new` writes a starter"
    return error(code, f"the document is {kind}, not a mapping", span, hint)
