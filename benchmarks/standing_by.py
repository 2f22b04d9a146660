"""The same commands where a cvpdf that is loaded already stands by and does their work.

It is one of the benchmark's own: sockets are looked for in a temporary folder, by which it is known again at the end.
The processor time of its work is not that of the command, so none is given.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.commands import builds, commands
from benchmarks.figures import Group, Row
from benchmarks.many_publications import judged
from benchmarks.peak_memory import PROC, mark
from benchmarks.timing import spread
from benchmarks.workloads import Bench

SETTING = "CVPDF_STANDBY"
"""The variable by which cvpdf is told never (0) or always (1) to have a process stand by."""

SOCKETS = "XDG_RUNTIME_DIR"

REST = 1.2
"""Seconds between two commands, as when somebody goes from the editor to the terminal and back."""


def nobody_stands_by() -> None:
    """See to it that commands do their work themselves, whatever the user has set or left running.

    They find Python's own compiled files, as installed programs do.
    """
    os.environ[SETTING] = "0"
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
        os.environ.pop(name, None)


def standing_by(bench: Bench) -> Group:
    """Measure the commands and builds once more, with a process that stands by."""
    title = "With a process standing by"
    if find_spec("cvpdf.standby") is None:
        return Group(title, (), ("This cvpdf has none.",), apart=True)
    folder = bench.folder / "standing-by"
    folder.mkdir()
    with _allowed(folder):
        inner = replace(bench, folder=folder, runs=max(3, bench.runs // 2), rest=REST)
        groups = commands(inner), builds(inner, repeated=True)
        rows = [*(row for group in groups for row in group.rows if row.judged == "ratio"), judged(inner)]
        found = _ours(folder)
        peaks = [mark((PROC / str(number) / "status").read_text()) / 1e6 for number in found]
    said = "A command finds everything loaded, in a process that an earlier one has left behind."
    if not peaks:
        said = "None was left behind, so these are figures of commands that did their work themselves."
    own = Row("standing-by-memory", "the process that stands by", ours=spread(peaks) if peaks else None, unit="MB")
    shown = tuple(replace(row, key=f"standing-by-{row.key}", cpu=None) for row in rows)
    return Group(title, (*shown, own), (said,), apart=True)


@contextmanager
def _allowed(folder: Path) -> Iterator[None]:
    """Let commands leave a process behind, whose socket is in a folder; end it at last."""
    before = {name: os.environ.get(name) for name in (SETTING, SOCKETS)}
    os.environ |= {SETTING: "1", SOCKETS: str(folder)}
    try:
        yield
    finally:
        for number in _ours(folder):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGTERM)
        for name, text in before.items():
            if text is None:
                del os.environ[name]
            else:
                os.environ[name] = text


def _ours(folder: Path) -> list[int]:
    """Return the processes that were started with this folder for sockets."""
    wanted = f"{SOCKETS}={folder}".encode()
    found = []
    for entry in PROC.iterdir() if PROC.is_dir() else ():
        with suppress(OSError):
            if entry.name.isdecimal() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found
