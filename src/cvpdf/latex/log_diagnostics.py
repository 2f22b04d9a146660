"""What LaTeX wrote into its log, as diagnostics at the place in cv.yaml.

Limits: a line may stick out by :data:`OVERFULL_IGNORED` without anybody seeing it; beyond :data:`OVERFULL_ERROR`, about
two characters, it stands in the margin or is cut off by the paper's edge. An underfull box is mentioned only if TeX
calls it infinitely bad.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cvpdf.diagnostics import TOO_WIDE, Diagnostic, Related, Span, error, note, warning
from cvpdf.expectation import Expectation, ExpectedText
from cvpdf.latex.get_latex import how_to_get, how_to_get_patterns
from cvpdf.latex.result import LogKind, LogMessage
from cvpdf.quoting import character, characters, quoted

OVERFULL_IGNORED = 1.0
"""Points."""
OVERFULL_ERROR = 10.0
"""Points."""
UNDERFULL_IGNORED = 10_000.0
"""Badness; TeX's greatest value, below which underfull boxes are noise."""

Locate = Callable[..., Span | None]
"""From lines of the ``.tex``, first and last, and the words of a box if TeX shows them, to the place in cv.yaml."""


def check(messages: Iterable[LogMessage], locate: Locate, expectation: Expectation | None) -> list[Diagnostic]:
    """Return a diagnostic for each message that matters, in the log's order, repetitions left out.

    Missing characters come first, in one message for each field.

    Codes: ``latex-error``, ``missing-file``, ``missing-character``, ``overfull-line``, ``overfull-page``,
    ``underfull-line``, ``underfull-page``, ``undefined-reference``, ``font-substitution``, ``hyphenation-missing``,
    ``latex-warning``.
    """
    found: dict[Diagnostic, None] = {}
    missing: dict[ExpectedText, list[str]] = {}
    for message in messages:
        if message.kind is LogKind.MISSING_CHARACTER and (holder := _holder(message.detail or "", expectation)):
            missing.setdefault(holder, []).append(message.detail or "")
            continue
        diagnostic = _diagnostic(message, _span(message, locate))
        if diagnostic is not None:
            found[diagnostic] = None
    return [*(_missing_from(*item, expectation) for item in missing.items()), *found]


def _span(message: LogMessage, locate: Locate) -> Span | None:
    # Lines of the class or of a package mean nothing in cv.yaml.
    if message.line is None or (message.file is not None and not message.file.endswith(".tex")):
        return None
    if message.kind in (LogKind.OVERFULL, LogKind.UNDERFULL) and message.detail:
        return locate(message.line, message.end_line, message.detail)
    return locate(message.line, message.end_line)


def _diagnostic(message: LogMessage, span: Span | None) -> Diagnostic | None:
    text = quoted(message.text, 200)
    match message.kind:
        case LogKind.ERROR:
            return error("latex-error", text, span, _WITH_LUA if _NEEDS_LUA.search(message.text) else None)
        case LogKind.MISSING_FILE:
            hint = how_to_get(message.detail) if message.detail else None
            return error("missing-file", f"LaTeX did not find {quoted(message.detail or message.text)}", span, hint)
        case LogKind.MISSING_CHARACTER:
            char = message.detail or ""
            what = f"no font has the character {character(char)}" if len(char) == 1 else text
            return error("missing-character", what, span, _OTHER_FONT)
        case LogKind.OVERFULL:
            return _overfull(message, span)
        case LogKind.UNDERFULL:
            return _underfull(message, span)
        case LogKind.UNDEFINED_REFERENCE:
            return warning("undefined-reference", text, span)
        case LogKind.HYPHENATION:
            what = f"LaTeX has no hyphenation patterns for `{message.detail}`, so no word is hyphenated"
            return note("hyphenation-missing", what, span, how_to_get_patterns(message.detail or ""))
        case LogKind.FONT:
            return warning("font-substitution", text, span)
        case LogKind.WARNING:
            return note("latex-warning", text, span)


_OTHER_FONT = r"let the template load the fonts of the document, `\usepackage{\VAR{fonts}}`, or use another character"
_WITH_LUA = "set `engine: lualatex` in the variant; if you trust the template, build it with `--allow-lua`"
_NEEDS_LUA = re.compile(r"(?:requires?|needs?|must|only) .*\bLua(?:La)?TeX|\bLua(?:La)?TeX is required")


def _holder(char: str, expectation: Expectation | None) -> ExpectedText | None:
    """Return the first field with a place that contains a character; that is nearer than the end of a paragraph."""
    texts = expectation.texts if expectation and len(char) == 1 else ()
    return next((text for text in texts if text.span and char in text.text), None)


def _missing_from(field: ExpectedText, chars: Sequence[str], expectation: Expectation | None) -> Diagnostic:
    chars = list(dict.fromkeys(chars))
    others = [text for text in (expectation.texts if expectation else ()) if any(char in text.text for char in chars)]
    related = [Related("also here", text.span) for text in others if text.span and text.span != field.span]
    what = f"no font has the character{'s' * (len(chars) > 1)} {characters(chars)} of the {field.what}"
    return error("missing-character", what, field.span, _OTHER_FONT, related[:5])


def _overfull(message: LogMessage, span: Span | None) -> Diagnostic | None:
    points = message.points or 0.0
    if points <= OVERFULL_IGNORED:
        return None
    complain = error if points > OVERFULL_ERROR else warning
    if _is_vertical(message):
        return complain(
            "overfull-page", f"the content is {points:.1f} pt taller than the page", span, "show less on this page"
        )
    return complain("overfull-line", f"a line is {points:.1f} pt too wide", span, TOO_WIDE)


def _underfull(message: LogMessage, span: Span | None) -> Diagnostic | None:
    if (message.points or 0.0) < UNDERFULL_IGNORED:
        return None
    if _is_vertical(message):
        return note("underfull-page", "a page is stretched to its height", span)
    return note("underfull-line", "a line is stretched to its width", span)


def _is_vertical(message: LogMessage) -> bool:
    return "\\vbox" in message.text
