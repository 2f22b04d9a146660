"""The result of typesetting a document, and the messages of LaTeX."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

Engine = Literal["pdflatex", "lualatex"]


class Failure(StrEnum):
    """Why there is no PDF."""

    LATEX_MISSING = "latex-missing"
    """The engine or latexmk is not installed, or vanished."""
    TIMEOUT = "timeout"
    """The time limit passed."""
    KILLED = "killed"
    """A signal ended the run."""
    LATEX_ERROR = "latex-error"
    """LaTeX reported errors; they are among the messages."""
    OUTPUT = "output"
    """The folder cannot be written: no permission, disk full."""


class LogKind(StrEnum):
    """The kinds of messages that matter in a log of LaTeX."""

    ERROR = "error"
    MISSING_FILE = "missing-file"
    MISSING_CHARACTER = "missing-character"
    OVERFULL = "overfull"
    UNDERFULL = "underfull"
    UNDEFINED_REFERENCE = "undefined-reference"
    HYPHENATION = "hyphenation-missing"
    FONT = "font-substitution"
    WARNING = "warning"


class LogMessage(NamedTuple):
    """One message of the log.

    ``file`` and ``line`` are where LaTeX says it happened (the line in the ``.tex``), as far as known. ``detail`` is
    the one datum a program needs: the character that is missing, the file that was not found, the
    name of missing hyphenation patterns, the words of a box that is over- or underfull. ``points`` is the size of
    an overfull box in points, or the badness of an underfull one.
    """

    kind: LogKind
    text: str
    file: str | None = None
    line: int | None = None
    end_line: int | None = None
    detail: str | None = None
    points: float | None = None


class TypesetResult(NamedTuple):
    """The result of a run. ``pdf`` is ``None`` exactly if ``failure`` is not."""

    pdf: Path | None
    messages: tuple[LogMessage, ...]
    failure: Failure | None = None
    explanation: str = ""
    """For a failure, one sentence for the user."""
    seconds: float = 0.0
    figures: dict[str, float] | None = None
    """What the class wrote into the log about the page: ``pages``, ``used`` and ``available`` points of the last."""
    format_name: str = ""
    """The precompiled format of the run; empty if there was none."""
