"""What libyaml's complaints mean to somebody who writes a CV."""

from __future__ import annotations

import re
from typing import Any

import yaml

from cvpdf.diagnostics import Diagnostic, Related, Span, error
from cvpdf.source.read import SourceFile

_QUOTE_HINT = 'put the whole text in quotes, for example: - "Reduced cost: by half"'


def explain(source: SourceFile, problem: yaml.YAMLError, scalar: Any = None) -> Diagnostic:
    """Turn an exception of PyYAML into a diagnostic with the place the user must look at and a way out.

    ``scalar`` is the event of the last scalar before it: an unclosed quote is often closed by the next one that opens.
    """
    mark = getattr(problem, "problem_mark", None)
    context_mark = getattr(problem, "context_mark", None)
    message = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
    context = getattr(problem, "context", None) or ""
    span = _point(source, mark or context_mark)
    began = _point(source, context_mark) if context_mark else None
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""

    if re.match(r" *\t", line):
        column = line.index("\t") + 1
        here = Span.point(source.name, span.line, column)
        return error("tab-indentation", "a tab in the indentation", here, "indent with spaces; YAML forbids tabs here")
    if "nesting depth" in message:
        # Newer libyaml has a limit of its own, and may reach it before a single value is read.
        return error("deep-nesting", "the nesting is too deep", span, "the format needs eight levels at most")
    if "escape" in message or "hexdecimal" in message:
        hint = r"inside double quotes a backslash is written twice (`\\`); inside single quotes it stands for itself"
        return error("bad-escape", "a backslash that begins no escape of YAML", span, hint)
    if "quoted scalar" in context and began is not None:
        quote = source.lines[began.line - 1][began.column - 1 : began.column] or "quote"
        hint = f"close it with {quote} on the same line; inside single quotes write an apostrophe twice"
        return error("unclosed-quote", f"the quote {quote} that opens here is never closed", began, hint)
    if scalar is not None and scalar.style in ("'", '"') and mark is not None:
        found = _behind_quote(source, mark, scalar)
        if found is not None:
            return found
    if "mapping values are not allowed" in message:
        return error("unquoted-colon", "a colon followed by a space inside unquoted text", span, _QUOTE_HINT)
    if "cannot start any token" in message:
        sign = line[span.column - 1 : span.column]
        hint = f"put the text in quotes: unquoted text cannot begin with `{sign}`"
        return error("yaml-syntax", f"`{sign}` cannot begin a value", span, hint)
    if "alias" in context or "anchor" in context:
        hint = "put text that begins with `*` or `&` in quotes"
        return error("yaml-syntax", f"{context}: {message}", span, hint)
    if "could not find expected ':'" in message and began is not None:
        hint = "each line of a mapping reads `key: value`; text of several lines needs `>-` after its key"
        return error("missing-colon", "this line has no colon", began, hint)
    related = [Related(context, began)] if began is not None and began != span else []
    hint = _hint(f"{context}: {message}")
    return error("yaml-syntax", f"{context + ': ' if context else ''}{message}", span, hint, related)


def _behind_quote(source: SourceFile, mark: yaml.Mark, scalar: Any) -> Diagnostic | None:
    """Explain an error directly behind a quoted text: the text goes on, or its quote was closed by a later one."""
    start, end = scalar.start_mark, scalar.end_mark
    if mark.line != end.line or mark.line >= len(source.lines):
        return None
    if source.lines[mark.line][end.column : mark.column].strip():
        return None
    opening = _point(source, start)
    quote = scalar.style
    if start.line != end.line:
        hint = f"close it with {quote} on the same line; inside single quotes write an apostrophe twice"
        related = [Related("closed here", Span.point(source.name, end.line + 1, end.column))]
        message = f"the quote {quote} that opens here is closed only in line {end.line + 1}"
        return error("unclosed-quote", message, opening, hint, related)
    hint = "a text that begins with a quote must end with it: quote the whole text, with the other kind of quote"
    related = [Related("the quote opens here", opening)]
    return error("text-behind-quote", f"text behind the closing quote {quote}", _point(source, mark), hint, related)


def _hint(message: str) -> str:
    if "flow" in message:
        return "close the bracket or brace on the same line, and put items that hold special characters in quotes"
    if "did not find expected" in message:
        return "compare the indentation with the lines above; items of one list begin in the same column"
    return "put the text in quotes if it holds special characters such as : # { [ & * ! |"


def _point(source: SourceFile, mark: yaml.Mark | None) -> Span:
    if mark is None:
        return Span.point(source.name)
    # At the end of the stream libyaml points behind the last line; the last line that says something is of more use.
    if mark.line >= len(source.lines):
        last = max(i for i, text in enumerate(source.lines, 1) if text.strip() or i == 1)
        return Span.point(source.name, last, len(source.lines[last - 1]) + 1)
    return Span.point(source.name, mark.line + 1, mark.column + 1)
