"""YAML text to nodes with places, from the events of libyaml.

PyYAML's own composer is recursive and keeps no places. A loop over the events can limit the depth, count the nodes
behind aliases, report a second document, and report duplicate keys with both lines.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors, warning
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.read import SourceFile, forbidden
from cvpdf.source.syntax import explain
from cvpdf.source.tree import TreeBuilder

_HASH = re.compile(r"[ \t]*(?<=[ \t])(#[^\s#]\S*)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(source: SourceFile) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the mapping that a ``cv.yaml`` contains, with warnings, or ``None`` with errors.

    All duplicate keys and tags are reported. A syntax error is the last error, because libyaml stops there.
    """
    composer = _Composer(source)
    problems = composer.tree.problems
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            step = _STEPS.get(type(event))
            if step is not None and not step(composer, event):
                break
    except yaml.YAMLError as problem:
        problems.append(explain(source, problem, composer.last_scalar))
    if has_errors(problems):
        return None, problems
    root = composer.tree.root
    if not isinstance(root, Mapping):
        return None, [*problems, _not_a_mapping(source, root)]
    return root, problems


class _Composer:
    """Passes events to the tree. The methods return ``False`` to stop."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.tree = TreeBuilder()
        self.last_scalar: Any = None
        """The event of the last scalar, which explains some syntax errors after it."""
        self._documents = 0

    def document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents == 2:
            hint = "remove the `---` line and everything after it, or move that to another file"
            self._error("second-document", "a second document starts here", self._span(event), hint)
            return False
        return True

    def scalar(self, event: Any) -> bool:
        self._reject_tag(event)
        self.last_scalar = event
        span = self._span(event)
        quoted = event.style in ("'", '"')
        refused = next(forbidden(event.value), None) if event.style == '"' else None
        if refused:
            # The characters of the file were checked before; this one is written as an escape sequence.
            hint = "remove the escape sequence: the character cannot be printed"
            self._error(refused[0], f"the text contains the {refused[1]}", span, hint)
        if not event.style:
            self._warn_of_comment(event)
        node = Text(event.value, span, quoted) if event.value or quoted else None
        return self.tree.scalar(node, event.anchor, span)

    def alias(self, event: Any) -> bool:
        return self.tree.alias(event.anchor, self._span(event))

    def open_mapping(self, event: Any) -> bool:
        self._reject_tag(event)
        return self.tree.open(Mapping(self._span(event)), event.anchor)

    def open_sequence(self, event: Any) -> bool:
        self._reject_tag(event)
        return self.tree.open(Sequence(self._span(event)), event.anchor)

    def close(self, event: Any) -> bool:
        return self.tree.close(event.end_mark.line + 1, event.end_mark.column + 1)

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _error(self, code: str, message: str, span: Span, hint: str) -> None:
        self.tree.problems.append(error(code, message, span, hint))

    def _reject_tag(self, event: Any) -> None:
        if event.tag is not None:
            # The event has the long form of the tag; there may be an anchor before it.
            typed = re.search(r"![^\s,\]}]*", self.source.lines[event.start_mark.line][event.start_mark.column :])
            hint = f"remove `{typed[0] if typed else event.tag}`: every value is read as the text that you type"
            self._error("yaml-tag", "cv.yaml does not support YAML tags", self._span(event), hint)

    def _warn_of_comment(self, event: Any) -> None:
        """Warn if a comment follows unquoted text: ``Issue #3`` would silently lose its end."""
        mark = event.end_mark
        line = self.source.lines[mark.line] if mark.line < len(self.source.lines) else ""
        match = _HASH.match(line, mark.column) if "#" in line else None
        if match:
            place = Span(self.source.name, mark.line + 1, match.start(1) + 1, mark.line + 1, len(line) + 1)
            hint = "if it is part of the text, put the whole text in quotes; if not, write a space after the `#`"
            message = f"everything from `{match[1]}` on is a comment"
            self.tree.problems.append(warning("cut-by-hash", message, place, hint))


_STEPS = {
    yaml.DocumentStartEvent: _Composer.document,
    yaml.ScalarEvent: _Composer.scalar,
    yaml.AliasEvent: _Composer.alias,
    yaml.MappingStartEvent: _Composer.open_mapping,
    yaml.SequenceStartEvent: _Composer.open_sequence,
    yaml.MappingEndEvent: _Composer.close,
    yaml.SequenceEndEvent: _Composer.close,
}


def _not_a_mapping(source: SourceFile, root: Node) -> Diagnostic:
    kind = {Sequence: "a list", Text: "a single value", type(None): "empty"}[type(root)]
    place = root.span if isinstance(root, Sequence | Text) and root.span else Span.point(source.name)
    span = Span.point(place.file, place.line, place.column)
    code = "empty-file" if root is None else "not-a-mapping"
    hint = "the top level has the keys `basics:`, `sections:`, `publications:`; `cvpdf new` writes a starter cv.yaml"
    return error(code, f"the document is {kind}, not a mapping", span, hint)
