"""What the commands share: where output goes, colour, and diagnostics in the form that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import IO, TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from cvpdf.source.read import SourceFile


class Form(StrEnum):
    """Forms of diagnostics. The first two go to standard error, the others are documents on standard output."""

    PEOPLE = "people"
    LINES = "lines"
    JSON = "json"
    SARIF = "sarif"

    @property
    def is_document(self) -> bool:
        """Whether it is for programs, and all that is written to standard output."""
        return self in (Form.JSON, Form.SARIF)


def echo(text: str, end: str = "\n") -> None:
    """Write to standard output, at once; in UTF-8 where the locale knows nothing but ASCII."""
    try:
        print(text, end=end, flush=True)
    except UnicodeEncodeError as problem:
        if problem.encoding.lower().replace("_", "-") not in ("ascii", "us-ascii"):
            raise
        echo_bytes(f"{text}{end}".encode("utf-8", "replace"))


def echo_bytes(data: bytes) -> None:
    """Write to standard output, at once, whatever its encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def use_colour(stream: IO[str]) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR (any value) or TERM=dumb forbids it."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(
    diagnostics: Iterable[Diagnostic], source: SourceFile | None, form: Form, least: Severity = Severity.NOTE
) -> None:
    """Write diagnostics to standard error; those milder than ``least`` are left out."""
    rank = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    shown = [d for d in diagnostics if rank.index(d.severity) <= rank.index(least)]
    if not shown:
        return
    from cvpdf.report import terminal as reporting

    if form is Form.LINES:
        print(reporting.one_liners(shown), file=sys.stderr)
    else:
        print(reporting.for_people(shown, by_name(source), use_colour(sys.stderr)), file=sys.stderr)


def show_checks(
    head: str,
    passed: Sequence[str],
    failed: Sequence[str],
    diagnostics: Iterable[Diagnostic],
    source: SourceFile | None,
) -> None:
    """Write the outcome of checks to standard error, grouped by check."""
    from cvpdf.report.terminal import grouped

    colour = use_colour(sys.stderr)
    print(grouped(head, passed, failed, diagnostics, by_name(source), colour), file=sys.stderr)


def by_name(source: SourceFile | None) -> dict[str, SourceFile]:
    """Return a source under the name that spans carry."""
    return {source.name: source} if source else {}


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """Return ``2 errors, 1 note``; empty if there is nothing."""
    found = list(diagnostics)
    parts = []
    for severity in Severity:
        number = sum(d.severity is severity for d in found)
        if number:
            parts.append(f"{number} {severity}{'s' if number > 1 else ''}")
    return ", ".join(parts)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = ()) -> str:
    """Return aligned columns; those numbered in ``right`` are aligned to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = []
    for row in (head, *rows):
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
