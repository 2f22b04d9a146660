"""Output of the commands: its stream and encoding, colour, and diagnostics in the requested format."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from cvpdf.diagnostics import Diagnostic, ExitCode, Severity, error
from cvpdf.files.standard_input import CvInput, cv_input, descriptor
from cvpdf.quoting import visible

if TYPE_CHECKING:
    from cvpdf.source.read import SourceFile


class TextForm(StrEnum):
    """Formats of diagnostics for a program that keeps running."""

    PEOPLE = "people"
    LINES = "lines"


class Form(StrEnum):
    """Formats of diagnostics. The first two go to standard error, the others are documents on standard output."""

    PEOPLE = "people"
    LINES = "lines"
    JSON = "json"
    SARIF = "sarif"

    @property
    def is_document(self) -> bool:
        """Whether the format is for programs. Nothing else is then written to standard output."""
        return self in (Form.JSON, Form.SARIF)


def tell(text: str = "") -> None:
    """Write a line without colours to standard error and flush."""
    print(visible(text, lines=True), file=sys.stderr, flush=True)


def echo(text: str, end: str = "\n") -> None:
    """Write to standard output and flush; in UTF-8 if the locale is ASCII only."""
    text = visible(text, lines=True)
    try:
        print(text, end=end, flush=True)
    except UnicodeEncodeError as problem:
        if problem.encoding.lower().replace("_", "-") not in ("ascii", "us-ascii"):
            raise
        echo_bytes(f"{text}{end}".encode("utf-8", "replace"))


def echo_json(value: object) -> None:
    """Write a value as JSON to standard output."""
    from cvpdf.report.terminal import dumps

    echo(dumps(value))


def echo_sarif(diagnostics: Iterable[Diagnostic], exit_code: int, fallback: Path, checked: bool = True) -> None:
    """Write diagnostics as SARIF to standard output; see :func:`cvpdf.report.sarif.sarif`."""
    from cvpdf.report.sarif import sarif

    echo_json(sarif(diagnostics, exit_code, fallback, checked))


def echo_bytes(data: bytes) -> None:
    """Write bytes to standard output and flush."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def use_colour(stream: IO[str]) -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR is set (to any value) or TERM is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(
    diagnostics: Iterable[Diagnostic],
    source: SourceFile | None,
    form: Form | TextForm = Form.PEOPLE,
    least: Severity = Severity.NOTE,
) -> None:
    """Write diagnostics to standard error, except those less severe than ``least``."""
    rank = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    shown = [d for d in diagnostics if rank.index(d.severity) <= rank.index(least)]
    if not shown:
        return
    from cvpdf.report.sources import Sources
    from cvpdf.report.terminal import for_people, one_liners

    if form == "lines":
        print(one_liners(shown), file=sys.stderr)
    else:
        print(for_people(shown, Sources(source), use_colour(sys.stderr)), file=sys.stderr)


def refuse(code: str, message: str, hint: str) -> int:
    """Write an error about the command line, and return the exit code of wrong usage."""
    show([error(code, message, None, hint)], None)
    return ExitCode.USAGE


def requested_form(form: Form | None, json: bool) -> Form:
    """Return the format that ``--format`` and ``--json`` request. Ends the command if they contradict each other."""
    if json and form not in (None, Form.JSON):
        hint = "omit one of them"
        raise typer.Exit(refuse("conflicting-options", f"--json contradicts --format {form}", hint))
    return Form.JSON if json else form or Form.PEOPLE


def opened(path: Path, stdin_filename: Path | None) -> CvInput:
    """Return the cv.yaml that the command line names. Ends the command if ``--stdin-filename`` has no effect."""
    if stdin_filename is not None and descriptor(path) is None:
        message = f"--stdin-filename has no effect, because `{path}` is a file"
        raise typer.Exit(refuse("conflicting-options", message, "use `-` as FILE to read standard input"))
    return cv_input(path, stdin_filename)


def needs_a_file(command: str, path: Path) -> int:
    """Return 0 if a path names a file; else write an error, and return the exit code of wrong usage."""
    if descriptor(path) is None:
        return ExitCode.OK
    message = f"{command} needs a file that you save; `{path}` is not a file"
    return refuse("not-a-file", message, f"cvpdf {command} cv.yaml")


def show_checks(
    head: str,
    passed: Sequence[str],
    failed: Sequence[str],
    diagnostics: Iterable[Diagnostic],
    source: SourceFile | None,
) -> None:
    """Write the results of the checks to standard error, grouped by check."""
    from cvpdf.report.sources import Sources
    from cvpdf.report.terminal import grouped

    colour = use_colour(sys.stderr)
    print(grouped(head, passed, failed, diagnostics, Sources(source), colour), file=sys.stderr)


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a text like ``2 errors, 1 note``; empty without diagnostics."""
    numbers = Counter(diagnostic.severity for diagnostic in diagnostics)
    return ", ".join(f"{numbers[s]} {s}{'s' if numbers[s] > 1 else ''}" for s in Severity if numbers[s])
