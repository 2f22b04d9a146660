"""The greatest memory of one process alone, without the TeX engines and other programs that it starts.

The `ru_maxrss` of wait4 will not do: it is that of the largest process of the whole tree, and on Linux it also starts
with the size of the process which spawned it. So /proc/PID/status is read again and again while the process lives. Its
`VmHWM` is a mark that the kernel keeps for one process and that never falls, so nothing is missed between two looks but
growth between the last one and the end. Processes of the same program that it starts for itself belong to it. What they
share with it, as forks do, is there once and counts once: of them, the greatest private memory that was seen is added
(`Private_*` of smaps_rollup, of which the kernel keeps no mark).
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import CommandFailed, said, spawn

INTERVAL = 0.001
"""Seconds between two looks at the process."""

FAMILY = 10
"""Every so many looks its workers are looked for."""

PROC = Path("/proc")


def can_be_measured() -> bool:
    """Whether this system tells what is needed."""
    return (PROC / "self" / "status").is_file()


def mark(status: str) -> int:
    """Return the high-water mark of the text of a /proc/PID/status, in bytes; 0 of a process that has ended."""
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024


def private(rollup: str) -> int:
    """Return the memory in bytes that no other process has a part in, from the text of a /proc/PID/smaps_rollup."""
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) * 1024


def parent(status: str) -> int:
    """Return the process id of the parent from the text of a /proc/PID/status."""
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:"))


def peak(command: Sequence[str], folder: Path) -> float:
    """Run a command and return its peak memory in MB (10⁶ bytes). Raises `CommandFailed`."""
    marks: dict[int, int] = {}
    seen: set[int] = set()
    looks = 0
    with tempfile.TemporaryFile() as output:
        process = spawn(command, folder, output.fileno())
        while True:
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                break
            marks[process] = max(mark(_status(process)), marks.get(process, 0))
            if looks % FAMILY == 0:
                now = _workers(process)
                # One that is seen once only may be a program between fork and exec, whose memory is its parent's.
                for number in now & seen:
                    marks[number] = max(private(_read(number, "smaps_rollup")), marks.get(number, 0))
                seen = now
            looks += 1
            time.sleep(INTERVAL)
        if status != 0:
            raise CommandFailed(said(command, output.fileno()))
    return sum(marks.values()) / 1e6


def _workers(process: int) -> set[int]:
    """Return the ids of the processes below one that run the same program."""
    program = _program(process)
    found = {process}
    for number in sorted(int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()):
        status = _status(number)
        if status and parent(status) in found and _program(number) == program:
            found.add(number)
    return found - {process}


def _status(process: int) -> str:
    return _read(process, "status")


def _read(process: int, name: str) -> str:
    try:
        return (PROC / str(process) / name).read_text()
    except OSError:
        return ""


def _program(process: int) -> str | None:
    try:
        return str((PROC / str(process) / "exe").readlink())
    except OSError:
        return None
