"""Explanations of lines that begin in the wrong column."""

from __future__ import annotations

import re

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.source.quotes import quote_hint, rest_of_text, text_between
from cvpdf.source.read import SourceFile


def too_deep(source: SourceFile, colon: Span, value: tuple[int, int] | None) -> Diagnostic | None:
    """Explain a line with a key that continues the value above, because it is indented more than the key of that.

    ``value`` is the place of an unquoted value above, counted from 0.
    """
    line = source.lines[colon.line - 1][: colon.column - 1]
    word = re.fullmatch(r" *(- )?([\w-]+)", line)
    if word is None or value is None or value[0] >= colon.line - 1:
        return None
    above = source.lines[value[0]]
    if missing := re.match(r" *(-)(?=[\w-]+:\s)", above):
        place = Span.point(source.name, value[0] + 1, missing.start(1) + 1)
        rest = rest_of_text(source, value[0], missing.end())
        return error("yaml-syntax", "there is no space after the `-` of a list item", place, f"write `- {rest}`")
    key = re.match(r" *(?:- +)*([\w-]+):\s", above)
    if key is None or colon.line - 1 - value[0] > 1:
        return None
    start = Span.point(source.name, colon.line, len(line) - len(line.lstrip()) + 1)
    text = text_between(source, value, (colon.line - 1, len(source.lines[colon.line - 1])))
    hint = f"begin `{line.strip()}:` in column {key.start(1) + 1}; if it is part of the text, {quote_hint(text)}"
    message = f"this line is indented more than `{key[1]}:` above, so it continues that text"
    return error("unquoted-colon", message, start, hint)


def between_levels(source: SourceFile, place: Span) -> Diagnostic | None:
    """Explain a line that begins in a column in which no line above does that it could belong to."""
    line = source.lines[place.line - 1] if place.line <= len(source.lines) else ""
    match = re.match(r"( *)(- +)?[\w-]+:(?:\s|$)", line)
    if match is None or place.column != len(match[1]) + 1:
        return None
    columns: list[int] = []
    for above in reversed(source.lines[: place.line - 1]):
        # An item begins below the dash of another one, a key below another key.
        start = re.match(r" *(?=- )" if match[2] else r" *(?:- +)*(?=[\w\"'])", above)
        if start and start.end() < min(columns, default=len(above)):
            columns.append(start.end())
    if not columns or len(match[1]) in columns:
        return None
    nearest = sorted(columns, key=lambda column: abs(column - len(match[1])))[:2]
    hint = f"begin it in column {' or '.join(str(column + 1) for column in nearest)}"
    return error("yaml-syntax", "the indentation of this line matches none of the lines above", place, hint)
