"""Explanations of libyaml's error messages for people who write a CV."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from cvpdf.diagnostics import Diagnostic, Related, Span, error
from cvpdf.source.indentation import between_levels, too_deep
from cvpdf.source.quotes import quote_hint, rest_of_text, text_between
from cvpdf.source.read import SourceFile

_FIRST_SIGN = re.compile(
    "cannot start any token|mapping keys are not allowed|block sequence entries|expected node content|tag handle"
    "|while scanning (an anchor|an alias|a tag|a block scalar|a directive)"
)
"""Messages of libyaml about the first character of unquoted text."""

Place = tuple[int, int]
"""A line and a column, counted from 0."""


class Last(NamedTuple):
    """The last value before an error. ``sign`` is its quote, bracket, brace or ``*``; empty for unquoted text."""

    start: Place
    end: Place
    sign: str


def explain(source: SourceFile, problem: yaml.YAMLError, last: Last | None = None, in_flow: bool = False) -> Diagnostic:
    """Return an exception of PyYAML as a diagnostic, with the place of the mistake and a hint.

    ``last`` is the last value before it: an unclosed quote often ends at the next opening quote.
    """
    mark = getattr(problem, "problem_mark", None)
    context_mark = getattr(problem, "context_mark", None)
    message = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
    context = getattr(problem, "context", None) or ""
    span = _point(source, mark or context_mark)
    start = _point(source, context_mark) if context_mark else None
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""

    if re.match(r" *\t", line):
        tab = Span.point(source.name, span.line, line.index("\t") + 1)
        return error("tab-indentation", "the line is indented with a tab", tab, "indent with spaces, as YAML requires")
    if "nesting depth" in message:
        # Newer versions of libyaml have their own limit, and may reach it before the first value.
        return error("deep-nesting", "the nesting is too deep", span, "the format needs eight levels at most")
    if "escape" in message or "hexdecimal" in message:
        hint = r"write a backslash twice (`\\`) inside double quotes, or use single quotes"
        return error("bad-escape", "invalid escape sequence in a double-quoted string", span, hint)
    if "quoted scalar" in context and start is not None:
        quote = source.lines[start.line - 1][start.column - 1 : start.column] or "quote"
        hint = _close_hint(quote)
        text = rest_of_text(source, start.line - 1, start.column - 1)
        if quote not in text[1:]:
            hint += f"; if it is part of the text, {quote_hint(text)}"
        return error("unclosed-quote", f"the quote {quote} that opens here is never closed", start, hint)
    if _FIRST_SIGN.search(f"{context}: {message}"):
        return _first_sign(source, start or span, in_flow)
    if last is not None and mark is not None:
        explained = _after(source, (mark.line, mark.column), last, in_flow)
        if explained is not None:
            return explained
    if "mapping values are not allowed" in message:
        if deeper := too_deep(source, span, last.start if last and not last.sign else None):
            return deeper
        text = _with_colon(source, (span.line - 1, span.column - 1), last, in_flow)
        return error("unquoted-colon", "unquoted text contains a colon followed by a space", span, quote_hint(text))
    if "could not find expected ':'" in message and start is not None:
        return _without_colon(source, start)
    if "flow" in context and start is not None and start.line < span.line:
        text = rest_of_text(source, start.line - 1, start.column - 1)
        opening, closing = text[:1], {"[": "]", "{": "}"}.get(text[:1], "")
        hint = f"close it with `{closing}`"
        if "," not in text:
            hint += f"; if it is part of the text, {quote_hint(text)}"
        return error("yaml-syntax", f"the bracket `{opening}` that opens here is never closed", start, hint)
    if "did not find expected" in message and (shifted := between_levels(source, span)):
        return shifted
    related = [Related(context, start)] if start is not None and start != span else []
    hint = _hint(f"{context}: {message}")
    return error("yaml-syntax", f"{context + ': ' if context else ''}{message}", span, hint, related)


def _first_sign(source: SourceFile, place: Span, in_flow: bool) -> Diagnostic:
    """Explain an error of text whose first character means something in YAML."""
    text = rest_of_text(source, place.line - 1, place.column - 1, in_flow)
    hint = quote_hint(text)
    if text[:1] in ("|", ">"):
        hint += f"; or start the text on the line below the `{text[0]}`"
    if text == "-":
        hint = f"leave the value empty, or write `present` for what goes on; if it is text, {hint}"
    elif re.match(r"[*•+]\s", text) and not source.lines[place.line - 1][: place.column - 1].strip(" -"):
        hint = f"write a list item as `- {text[1:].strip()}`; if it is part of the text, {hint}"
    elif re.match(r"-\s", text):
        hint = f"write each item on its own line below the key; if it is part of the text, {hint}"
    return error("yaml-syntax", f"unquoted text cannot start with `{text[:1]}`", place, hint)


def _after(source: SourceFile, mark: Place, last: Last, in_flow: bool) -> Diagnostic | None:
    """Explain text directly after a quote, a bracket or an alias: it belongs to another text, or the text continues."""
    if not last.sign or mark[0] != last.end[0] or mark[0] >= len(source.lines):
        return None
    if source.lines[mark[0]][last.end[1] : mark[1]].strip():
        return None
    opening = Span.point(source.name, last.start[0] + 1, last.start[1] + 1)
    if last.sign in ("[", "{", "*"):
        hint = quote_hint(text_between(source, last.start, last.end) + _rest(source, last.end, in_flow))
        return error("yaml-syntax", f"unquoted text cannot start with `{last.sign}`", opening, hint)
    if last.sign not in ("'", '"'):
        return None
    if last.start[0] != last.end[0]:
        related = [Related("closed here", Span.point(source.name, last.end[0] + 1, last.end[1]))]
        message = f"the quote {last.sign} that opens here is only closed in line {last.end[0] + 1}"
        return error("unclosed-quote", message, opening, _close_hint(last.sign), related)
    text = text_between(source, last.start, last.end) + _rest(source, last.end, in_flow)
    # In `'Ada's'` the outer quotes are meant as quotes, in `"Best" paper` they belong to the text.
    hint = quote_hint(text[1:-1] if text.endswith(last.sign) else text)
    related = [Related("the quote opens here", opening)]
    place = Span.point(source.name, mark[0] + 1, mark[1] + 1)
    return error("text-behind-quote", f"text after the closing quote {last.sign}", place, hint, related)


def _with_colon(source: SourceFile, colon: Place, last: Last | None, in_flow: bool) -> str:
    """Return the unquoted text that contains a colon; ``last`` is the part before it, or the key."""
    rest = rest_of_text(source, *colon, in_flow)
    if last is None or last.sign:
        return rest
    behind = text_between(source, last.end, colon)
    if behind.startswith(":"):
        return behind[1:].lstrip() + rest
    return text_between(source, last.start, colon) + rest


def _rest(source: SourceFile, end: Place, in_flow: bool) -> str:
    """Return what is typed behind a value, with the space before it."""
    line = source.lines[end[0]]
    return (" " if line[end[1] : end[1] + 1].isspace() else "") + rest_of_text(source, *end, in_flow)


def _without_colon(source: SourceFile, start: Span) -> Diagnostic:
    text = rest_of_text(source, start.line - 1, start.column - 1)
    if re.match(r"-\S", text):
        return error("yaml-syntax", "there is no space after the `-` of a list item", start, f"write `- {text[1:]}`")
    joined = re.fullmatch(r"([\w-]+):(?!//)(\S.*)", text)
    if joined:
        message = f"there is no space after the colon of `{joined[1]}`"
        return error("missing-colon", message, start, f"write `{joined[1]}: {joined[2]}`")
    hint = "write `key: value` on each line of a mapping, and `>-` after the key of a text with several lines"
    return error("missing-colon", "this line has no colon after its key", start, hint)


def _close_hint(quote: str) -> str:
    return f"close it with {quote} on the same line; inside single quotes write an apostrophe twice"


def _hint(message: str) -> str:
    if "flow" in message:
        return "close the bracket or brace on the same line, and quote items that contain special characters"
    if "did not find expected" in message:
        return "compare the indentation with the lines above; all items of a list start in the same column"
    return "put the text in quotes if it contains special characters such as : # { [ & * ! |"


def _point(source: SourceFile, mark: yaml.Mark | None) -> Span:
    if mark is None:
        return Span.point(source.name)
    # At the end of the stream libyaml reports the line after the last one; the last line with text is more useful.
    if mark.line >= len(source.lines):
        last = max(i for i, text in enumerate(source.lines, 1) if text.strip() or i == 1)
        return Span.point(source.name, last, len(source.lines[last - 1]) + 1)
    return Span.point(source.name, mark.line + 1, mark.column + 1)
