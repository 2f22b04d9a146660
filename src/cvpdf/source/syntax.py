"""Explanations of libyaml's error messages for people who write a CV."""

from __future__ import annotations

import re
from typing import Any

import yaml

from cvpdf.diagnostics import Diagnostic, Related, Span, error
from cvpdf.source.read import SourceFile

_QUOTE_HINT = 'put the whole text in quotes, for example: - "Reduced cost: by half"'


def explain(source: SourceFile, problem: yaml.YAMLError, scalar: Any = None) -> Diagnostic:
    """Return an exception of PyYAML as a diagnostic, with the place of the mistake and a hint.

    ``scalar`` is the event of the last scalar before it: an unclosed quote often ends at the next opening quote.
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
        return error("unclosed-quote", f"the quote {quote} that opens here is never closed", start, _close_hint(quote))
    if scalar is not None and scalar.style in ("'", '"') and mark is not None:
        explained = _after_quote(source, mark, scalar)
        if explained is not None:
            return explained
    if "mapping values are not allowed" in message:
        return error("unquoted-colon", "unquoted text contains a colon followed by a space", span, _QUOTE_HINT)
    if "cannot start any token" in message:
        sign = line[span.column - 1 : span.column]
        return error("yaml-syntax", f"unquoted text cannot start with `{sign}`", span, "put the text in quotes")
    if "alias" in context or "anchor" in context:
        hint = "put text that starts with `*` or `&` in quotes"
        return error("yaml-syntax", f"{context}: {message}", span, hint)
    if "could not find expected ':'" in message and start is not None:
        hint = "write `key: value` on each line of a mapping, and `>-` after the key of a text with several lines"
        return error("missing-colon", "this line has no colon after its key", start, hint)
    related = [Related(context, start)] if start is not None and start != span else []
    hint = _hint(f"{context}: {message}")
    return error("yaml-syntax", f"{context + ': ' if context else ''}{message}", span, hint, related)


def _after_quote(source: SourceFile, mark: yaml.Mark, scalar: Any) -> Diagnostic | None:
    """Explain an error directly after a closing quote: the quote belongs to another text, or the text continues."""
    start, end = scalar.start_mark, scalar.end_mark
    if mark.line != end.line or mark.line >= len(source.lines):
        return None
    if source.lines[mark.line][end.column : mark.column].strip():
        return None
    opening = _point(source, start)
    quote = scalar.style
    if start.line != end.line:
        related = [Related("closed here", Span.point(source.name, end.line + 1, end.column))]
        message = f"the quote {quote} that opens here is only closed in line {end.line + 1}"
        return error("unclosed-quote", message, opening, _close_hint(quote), related)
    hint = "quote the whole text, with the other kind of quote if it contains this one"
    related = [Related("the quote opens here", opening)]
    return error("text-behind-quote", f"text after the closing quote {quote}", _point(source, mark), hint, related)


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
