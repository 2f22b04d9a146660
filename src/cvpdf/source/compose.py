"""YAML text to nodes with places, from the events of libyaml.

PyYAML's own composer is recursive and keeps no places. A loop over the events can limit the depth, count the nodes
behind aliases, report a second document, and report duplicate keys with both lines.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from cvpdf.diagnostics import Diagnostic, Span, error, warning
from cvpdf.source.lines import lines_of
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.quotes import in_quotes, key_without_colon, quote_hint, rest_of_text, text_between
from cvpdf.source.read import SourceFile, forbidden
from cvpdf.source.syntax import Last, explain
from cvpdf.source.tree import TreeBuilder

# `#12`, `# 12` and a `#` alone look like text; a comment begins with a space and a word.
_HASH = re.compile(
    r"[ \t]*(?<=[ \t])(#[^\s#]\S*|#[ \t]*(?:\d+\w?[ \t]*)?$|#[ \t]+\d+[ \t]+(?:of|in|at|on|for|worldwide)\b.*)"
)
# `C # and Java`, `Java, C # developer`, but not `C # a comment`. The value ends with the letter.
_SHARP = re.compile(r"(.*[\s,/])?[CFJQ]$", re.DOTALL)
_BEHIND_SHARP = re.compile(r" (#[ \t]*(?:([,;/&+]|(?:and|or|und|oder|et|ou|y|e|en)\b)|[^\s#]).*)")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(source: SourceFile) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the mapping that a ``cv.yaml`` contains, and the problems; ``None`` if an error ends the reading.

    Duplicate keys, tags and unused anchors are errors that do not. A syntax error does, because libyaml stops there.
    """
    composer = _Composer(source)
    problems = composer.tree.problems
    is_complete = False
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            step = _STEPS.get(type(event))
            if step is not None and not step(composer, event):
                break
        else:
            is_complete = all(problem.code != "yaml-key" for problem in problems)
            composer.tree.report_unused_anchors()
    except yaml.YAMLError as problem:
        problems.append(explain(source, problem, composer.last, composer.in_flow))
    if not is_complete:
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
        self.last: Last | None = None
        """The last value, which explains some syntax errors after it."""
        self._flows: list[bool] = []
        """For each open collection, whether it is in brackets or braces."""
        self._documents = 0

    @property
    def in_flow(self) -> bool:
        """Whether the place is inside of brackets or braces."""
        return bool(self._flows) and self._flows[-1]

    def document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents == 2:
            hint = "remove the `---` line and everything after it, or move that to another file"
            self._error("second-document", "a second document starts here", self._span(event), hint)
            return False
        return True

    def scalar(self, event: Any) -> bool:
        self._reject_tag(event)
        start, end = _places(event)
        self.last = Last(start, end, event.style or "")
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
        if node is not None and span.end_line > span.line:
            lines = lines_of(event.value, event.style or "", span, self.source.lines)
            node = Text(lines.text, span, quoted)
            node.lines = lines.spans
        if event.anchor:
            several = start[0] != end[0]
            typed = text_between(self.source, start, end) if several else self._rest_of_text(start)
            if node is None and typed:
                # A whole text that is read as the name of an anchor, such as the key of `&Co: …`.
                node = Text(typed, span)
            self.tree.anchor(event.anchor, span, typed)
        return self.tree.scalar(node, event.anchor, span)

    def alias(self, event: Any) -> bool:
        start, end = _places(event)
        self.last = Last(start, end, "*")
        return self.tree.alias(event.anchor, self._span(event), self._rest_of_text(start))

    def open_mapping(self, event: Any) -> bool:
        line = self.source.lines[event.start_mark.line] if event.start_mark.line < len(self.source.lines) else ""
        if not event.flow_style and re.match(r"\?\s*\S", line[event.start_mark.column :]):
            hint = quote_hint(self._rest_of_text(_places(event)[0]))
            self._error("yaml-key", "unquoted text cannot start with `?`", self._span(event), hint)
            return False
        return self._open(event, Mapping(self._span(event)))

    def open_sequence(self, event: Any) -> bool:
        return self._open(event, Sequence(self._span(event)))

    def _open(self, event: Any, node: Mapping | Sequence) -> bool:
        self._reject_tag(event)
        if event.anchor:
            self.tree.anchor(event.anchor, node.span, "")
        self._flows.append(bool(event.flow_style))
        return self.tree.open(node, event.anchor)

    def close(self, event: Any) -> bool:
        start, end = self.tree.opened_at, _places(event)[1]
        if self._flows.pop():
            sign = self.source.lines[start[0]][start[1] : start[1] + 1]
            self.last = Last(start, end, sign)
            if start[0] == end[0]:
                self.tree.set_typed(text_between(self.source, start, end))
        return self.tree.close(end[0] + 1, end[1] + 1)

    def _rest_of_text(self, place: tuple[int, int]) -> str:
        return rest_of_text(self.source, *place, self.in_flow)

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _error(self, code: str, message: str, span: Span, hint: str) -> None:
        self.tree.problems.append(error(code, message, span, hint))

    def _reject_tag(self, event: Any) -> None:
        if event.tag is not None:
            # The event has the long form of the tag; there may be an anchor before it.
            start, end = _places(event)
            typed = re.search(r"![^\s,\]}]*", self.source.lines[start[0]][start[1] :])
            hint = f"remove `{typed[0] if typed else event.tag}`"
            if text := text_between(self.source, start, end) if isinstance(event, yaml.ScalarEvent) else "":
                hint = f"if it is part of the text, put the text in quotes: {in_quotes(text)}; if not, {hint}"
            self._error("yaml-tag", "unquoted text that starts with `!` is read as a YAML tag", self._span(event), hint)

    def _warn_of_comment(self, event: Any) -> None:
        """Warn if a comment follows unquoted text: ``Issue #3`` would silently lose its end."""
        start, end = _places(event)
        line = self.source.lines[end[0]] if end[0] < len(self.source.lines) else ""
        match = _HASH.match(line, end[1]) if "#" in line else None
        if match is None and (sharp := _SHARP.match(event.value)):
            behind = _BEHIND_SHARP.match(line, end[1])
            match = behind if behind and (sharp[1] or behind[2]) else None
        place = (end[0], match.start(1)) if match else self._hash_below(line, end)
        if place is None:
            return
        line = self.source.lines[place[0]]
        text = text_between(self.source, start, (place[0], len(line)))
        if self.in_flow:
            text = re.split(r"[,\]}]", text, maxsplit=1)[0].strip()
        cut = match[1].strip() if match else line[place[1] :].split()[0]
        span = Span(self.source.name, place[0] + 1, place[1] + 1, place[0] + 1, len(line) + 1)
        hint = f"if it is part of the text, {quote_hint(text)}; if not, write it on its own line"
        self.tree.problems.append(warning("cut-by-hash", f"everything from `{cut}` on is a comment", span, hint))

    def _hash_below(self, line: str, end: tuple[int, int]) -> tuple[int, int] | None:
        """Return the place of a `#word` that seems to continue the text in the next line, deeper than its key."""
        if line[end[1] :].strip() or end[0] + 1 >= len(self.source.lines) or not self._flows or self.in_flow:
            return None
        below = re.match(r"( +)#\w", self.source.lines[end[0] + 1])
        return (end[0] + 1, len(below[1])) if below and len(below[1]) > self.tree.opened_at[1] else None


def _places(event: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the line and column of the start and of the end of an event, counted from 0."""
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column), (end.line, end.column)


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
    if isinstance(root, Text) and (key := key_without_colon(root)):
        return error("missing-colon", f"there is no colon and space behind `{key}`", span, f"write `{key}: …`")
    code = "empty-file" if root is None else "not-a-mapping"
    hint = "the top level has the keys `basics:`, `sections:`, `publications:`; `cvpdf new` writes a starter cv.yaml"
    return error(code, f"the document is {kind}, not a mapping", span, hint)
