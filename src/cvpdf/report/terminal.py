"""Diagnostics as text for people, as one line each for editors and make, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import TYPE_CHECKING, Any

from cvpdf.diagnostics import Diagnostic, Severity, Span
from cvpdf.quoting import visible

if TYPE_CHECKING:
    from cvpdf.source.read import SourceFile

Sources = Mapping[str, "SourceFile"]
"""Files by the name that spans contain, to show lines of them."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
MAX_SHOWN = 110
"""Maximum number of characters of a source line; longer lines are cut around the place."""


def for_people(diagnostics: Iterable[Diagnostic], sources: Sources, colour: bool = False) -> str:
    """Return each diagnostic with its line, a caret and the hint; blank lines separate them."""
    return "\n\n".join(_block(d, sources, colour) for d in diagnostics)


def one_liners(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``file:line:column: severity[code]: message`` for each diagnostic, the format of editors and make."""
    return "\n".join(headline(d) for d in diagnostics)


def headline(diagnostic: Diagnostic) -> str:
    """Return the one-line form."""
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    return visible(f"{place}{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}")


def grouped(
    head: str,
    passed: Sequence[str],
    failed: Sequence[str],
    diagnostics: Iterable[Diagnostic],
    sources: Sources,
    colour: bool = False,
) -> str:
    """Return the results of checks for people: each check with its diagnostics; those without any in one line."""
    from cvpdf.pdf.codes import check_of, in_order

    by_check: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_check.setdefault(check_of(diagnostic.code), []).append(diagnostic)
    blocks = [visible(head) + _verdict(passed, failed)]
    for name in sorted(in_order(by_check), key=lambda name: name not in failed):
        word = _paint("failed", "31", colour) if name in failed else _paint("remarks of", "36", colour)
        text = "\n".join(_block(d, sources, colour) for d in by_check[name])
        blocks.append(f"  {word} {name or 'the build'}:\n{indent(text, '    ')}")
    if passed:
        blocks.append(f"  {_paint('passed', '32', colour)}: {', '.join(passed)}")
    return "\n".join(blocks)


def _verdict(passed: Sequence[str], failed: Sequence[str]) -> str:
    if not failed:
        return f"all {len(passed)} checks passed" if passed else "not checked"
    return f"{len(failed)} of {len(passed) + len(failed)} checks failed"


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return JSON-ready mappings with all keys. ``check`` is null for diagnostics that no check of a PDF reports."""
    from cvpdf.pdf.codes import check_of

    return [
        {
            "severity": str(d.severity),
            "code": d.code,
            "check": check_of(d.code) or None,
            "message": d.message,
            "hint": d.hint,
            **place_of(d.span),
            "related": [{"message": r.message, **place_of(r.span)} for r in d.related],
        }
        for d in diagnostics
    ]


def dumps(value: Any) -> str:
    """Return indented JSON text; ASCII only if it contains a file name that is not valid Unicode.

    A terminal that shows it does not obey the characters that :func:`cvpdf.quoting.visible` replaces elsewhere.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return text if visible(text, lines=True) == text else json.dumps(value, indent=2)


def place_of(span: Span | None) -> dict[str, Any]:
    """Return the five keys of a place in JSON."""
    return span._asdict() if span else dict.fromkeys(Span._fields)


def _block(diagnostic: Diagnostic, sources: Sources, colour: bool) -> str:
    place = visible(f"{diagnostic.span}: ") if diagnostic.span else ""
    kind = _paint(f"{diagnostic.severity}[{diagnostic.code}]", _COLOURS[diagnostic.severity], colour)
    lines = [f"{place}{kind}: {_paint(visible(diagnostic.message), '1', colour)}"]
    lines += _excerpt(diagnostic.span, sources, _COLOURS[diagnostic.severity], colour)
    for related in diagnostic.related:
        lines.append(visible(f"  {related.span}: {related.message}"))
        lines += _excerpt(related.span, sources, "36", colour)
    if diagnostic.hint:
        lines.append(f"  {_paint('hint:', '32', colour)} {visible(diagnostic.hint)}")
    return "\n".join(lines)


def _excerpt(span: Span | None, sources: Sources, paint: str, colour: bool) -> list[str]:
    source = sources.get(span.file) if span else None
    if span is None or source is None or not 1 <= span.line <= len(source.lines):
        return []
    line = source.lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    length = max(1, min(end, len(line)) - start)
    if len(line) > MAX_SHOWN:
        first = max(0, min(start - 20, len(line) - MAX_SHOWN))
        cut = line[first : first + MAX_SHOWN]
        line = ("…" if first else "") + cut + ("…" if first + MAX_SHOWN < len(line) else "")
        start = start - first + (1 if first else 0)
        length = max(1, min(length, len(line) - start))
    number = str(span.line)
    gutter = " " * len(number)
    from cvpdf.source.read import without_forbidden

    # Wide characters take two columns. A tab becomes one blank; control characters become visible signs.
    shown = without_forbidden(line).replace("\t", " ")
    indent = " " * width(shown[:start])
    marks = "^" * max(1, width(shown[start : start + length]))
    return [f" {number} | {shown}", f" {gutter} | {indent}{_paint(marks, paint, colour)}"]


def width(text: str) -> int:
    """Return the number of terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
