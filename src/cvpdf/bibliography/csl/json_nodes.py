"""JSON as nodes with places. Python's own parser checks it; its texts and numbers are found again, with their offsets.

YAML's parser does not serve: it refuses tabs before a line and surrogate pairs (``\\ud83d\\ude00``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.source.nodes import Mapping, Node, Sequence, Text
from cvpdf.source.read import SourceFile, removed

MAX_DEPTH = 20
"""Collections inside of each other; CSL-JSON has six."""
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING: Callable[[str, int, bool], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]
_BARE = re.compile(r"[^\s,\]}]+")


def parse_json(source: SourceFile) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the root of a JSON document; without one, the error says where the document is wrong."""
    hint = "export the file again, or repair it at this place"
    try:
        json.loads(source.text)
        return _Parser(source).node(0, 0)[0], ()
    except json.JSONDecodeError as problem:
        reason = problem.msg[:1].lower() + problem.msg[1:]
        return None, (error("json-syntax", f"the JSON is not valid: {reason}", source.position(problem.pos), hint),)
    except (RecursionError, _TooDeepError):
        message = f"the nesting is deeper than {MAX_DEPTH} levels"
        return None, (error("deep-nesting", message, source.position(0), "check that this is the right file"),)


class _TooDeepError(Exception):
    pass


class _Parser:
    """Reads a document that is known to be valid. Each method returns a node and the offset behind it."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._text = source.text

    def node(self, start: int, depth: int) -> tuple[Node, int]:
        start = self._skip(start)
        sign = self._text[start]
        if depth > MAX_DEPTH:
            raise _TooDeepError
        if sign == '"':
            return self._string(start)
        if sign in "[{":
            return self._collection(start, depth)
        match = _BARE.match(self._text, start)
        assert match is not None
        value = Text(match[0], self._source.span(start, match.end())) if match[0] != "null" else None
        return value, match.end()

    def _skip(self, start: int) -> int:
        match = _SPACE.match(self._text, start)
        assert match is not None
        return match.end()

    def _string(self, start: int) -> tuple[Text, int]:
        value, end = _STRING(self._text, start + 1, True)
        # A lone surrogate is valid JSON, but no text.
        value = removed(value.encode("utf-8", "replace").decode("utf-8"))
        return Text(value, self._source.span(start + 1, end - 1), quoted=True), end

    def _collection(self, start: int, depth: int) -> tuple[Node, int]:
        span = self._source.position(start)
        node = Mapping(span) if self._text[start] == "{" else Sequence(span)
        place = self._skip(start + 1)
        while self._text[place] not in "]}":
            if isinstance(node, Mapping):
                key, place = self._string(self._skip(place))
                value, place = self.node(self._skip(place) + 1, depth + 1)
                node[str(key)] = value
                node.key_spans[str(key)] = key.span or span
            else:
                first = self._skip(place)
                value, place = self.node(first, depth + 1)
                node.append(value)
                node.item_spans.append(self._source.position(first))
            place = self._skip(place)
            place = self._skip(place + 1) if self._text[place] == "," else place
        return node, place + 1
