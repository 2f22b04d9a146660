"""Running one program so that nothing of it is left behind, however the run ends."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.cancellation import Cancellation, CancelledError
from cvpdf.latex.process_group import ProcessGroup


class Completed(NamedTuple):
    """How a run ended. ``returncode`` is minus the signal's number if a signal ended it, as in :mod:`subprocess`."""

    returncode: int
    output: str
    """Standard output and standard error."""
    seconds: float
    timed_out: bool = False


class Running:
    """A program that was started. One of :meth:`finish` and :meth:`kill` must be called."""

    def __init__(self, group: ProcessGroup, cancellation: Cancellation) -> None:
        self._group = group
        self._cancellation = cancellation

    @property
    def pid(self) -> int | None:
        """The process ID; ``None`` if the program could not be started."""
        return self._group.pid()

    def send_line(self, line: str) -> None:
        """Write a line to a program that was started ``with_stdin``, and close its standard input.

        Does nothing if the program has ended; :meth:`finish` reports its end.
        """
        self._group.write(line.encode() + b"\n")

    def finish(self, timeout: float) -> Completed:
        """Wait at most ``timeout`` seconds and return the end; see :func:`run`."""
        group = self._group
        waiting_since = time.monotonic()
        try:
            timed_out = not group.wait(waiting_since + timeout)
        finally:
            self.kill()
        if self._cancellation.cancelled:
            raise CancelledError
        if group.error is not None:
            raise group.error
        output = bytes(group.output).decode("utf-8", errors="replace")
        return Completed(group.returncode, output, time.monotonic() - waiting_since, timed_out)

    def kill(self) -> None:
        """End the program and all that it has started, if it has not ended yet."""
        self._group.kill()
        self._group.join()
        self._cancellation.unregister(self._group)


def start(
    command: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    cancellation: Cancellation | None = None,
    with_stdin: bool = False,
) -> Running:
    """Start a program; its standard input is closed, or open for one line (``with_stdin``).

    Raises :class:`CancelledError` if the run was cancelled. An error of the start is raised by :meth:`Running.finish`.
    """
    cancellation = cancellation or Cancellation()
    group = ProcessGroup(command, cwd, env, with_stdin)
    running = Running(group, cancellation)
    cancellation.register(group)
    group.start()
    return running


def run(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float, cancellation: Cancellation | None = None
) -> Completed:
    """Run a program with standard input closed and return its end and its output.

    After ``timeout`` seconds, on cancellation and on every exception in the caller, the program and all its children
    are killed; children that outlive the program are killed as well. Raises :class:`OSError` if the program cannot be
    started, :class:`CancelledError` if the run was cancelled.
    """
    running = start(command, cwd, env, cancellation)
    try:
        return running.finish(timeout)
    finally:
        running.kill()
