"""Reading a cv.yaml from standard input (`-`), or from a pipe of the shell (`<(command)`)."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.files.read import MAX_BYTES

STANDARD_INPUT = "<stdin>"
"""The name in messages. As a path it is in the current folder, from which a photo and templates are then found."""


class CvInput(NamedTuple):
    """A cv.yaml: its path, and its content, or the reason why that cannot be read, if it is not the file's."""

    path: Path
    content: bytes | Diagnostic | None = None


def descriptor(path: Path | str) -> int | None:
    """Return the number of the open stream that a path means, or ``None`` for a file. ``-`` is standard input."""
    if str(path) in ("-", "/dev/stdin"):
        return 0
    match = re.fullmatch(r"/(?:dev|proc/self)/fd/([0-9]{1,9})", str(path))
    return int(match[1]) if match else None


def cv_input(path: Path | str, name: Path | None = None) -> CvInput:
    """Return what a path on the command line means. A stream is read here; ``name`` is the file that it stands for."""
    number = descriptor(path)
    if number is None:
        return CvInput(Path(path))
    shown = name or Path(f"<fd {number}>" if number else STANDARD_INPUT)
    return CvInput(shown, _content(number, str(shown)))


def _content(number: int, name: str) -> bytes | Diagnostic:
    what = "standard input" if number == 0 else f"file descriptor {number}"
    start = Span.point(name)
    hint = "pipe the text of a cv.yaml into it, as in: cvpdf validate - < cv.yaml" if number == 0 else None
    try:
        if number == 0:
            # A program that uses cvpdf may have replaced it.
            content = _read(sys.stdin.buffer)
        else:
            with os.fdopen(os.dup(number), "rb") as stream:
                content = _read(stream)
    except (OSError, ValueError, AttributeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        return error("file-unreadable", f"cannot read {what}: {reason}", start, hint)
    if content is None:
        return error("file-unreadable", f"{what} is a terminal", start, hint)
    if len(content) > MAX_BYTES:
        return error("file-too-large", f"{what} has more bytes; the limit is {MAX_BYTES:,}", start)
    return content or error("empty-file", f"{what} is empty or closed", start, hint)


def _read(stream: IO[bytes]) -> bytes | None:
    """Return at most one byte more than is allowed; ``None`` for a terminal, which nobody types a CV into."""
    if stream.isatty():
        return None
    # Editors may leave their end of a pipe in a mode in which a read returns what has arrived so far.
    with suppress(OSError):
        os.set_blocking(stream.fileno(), True)
    return stream.read(MAX_BYTES + 1)
