"""Running one program so that nothing of it is left behind, however the run ends.

A program runs in a session of its own, so that latexmk, its shell and the engine form one group that can be killed at
once. A thread starts the program, drains its output and reaps it; the caller only waits. So an exception in the caller
(Ctrl-C, a SIGTERM turned into an exception) can never fall between the start of a program and the note that it runs.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

OUTPUT_LIMIT = 5_000_000
"""How many bytes of output are kept; the rest is read and dropped."""

_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""The flag for Windows; elsewhere a new session does it."""

_CAN_WAIT_WITHOUT_REAPING = hasattr(os, "waitid")
"""Not on Windows, nor on macOS before Python 3.13; there a group may be killed a moment after its leader was reaped."""

_GLANCE = 0.2
"""Seconds between two looks whether the program has ended while a child of it holds the output open."""


class CancelledError(Exception):
    """The run was cancelled before or while it ran."""


class Completed(NamedTuple):
    """How a run ended. ``returncode`` is minus the signal's number if a signal ended it, as in :mod:`subprocess`."""

    returncode: int
    output: str
    seconds: float
    timed_out: bool = False


class Cancellation:
    """A switch that ends all runs that were given it, from any thread, and lets no new one begin."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: set[_Job] = set()
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._cancelled

    def cancel(self) -> None:
        """Kill every run in progress, with all the programs that it started."""
        with self._lock:
            self._cancelled = True
            jobs = tuple(self._jobs)
        for job in jobs:
            job.kill()

    def _enter(self, job: _Job) -> None:
        with self._lock:
            if self._cancelled:
                raise CancelledError
            self._jobs.add(job)

    def _leave(self, job: _Job) -> None:
        with self._lock:
            self._jobs.discard(job)


class Running:
    """A program that was started. Ask :meth:`finish` for its end, or :meth:`kill` it; one of them must be called."""

    def __init__(self, job: _Job, switch: Cancellation) -> None:
        self._job = job
        self._switch = switch

    @property
    def pid(self) -> int | None:
        """The number of the process, once it is known that it runs."""
        return self._job.pid()

    def tell(self, line: str) -> None:
        """Write a line to a program that was started with ``told``, and close its standard input.

        A program that has ended takes no notice: :meth:`finish` tells of its end.
        """
        self._job.tell(line.encode() + b"\n")

    def finish(self, timeout: float) -> Completed:
        """Wait ``timeout`` seconds at most and return the end; see :func:`run`."""
        job = self._job
        waiting_since = time.monotonic()
        try:
            timed_out = _wait(job, waiting_since + timeout)
        finally:
            self.kill()
        if self._switch.cancelled:
            raise CancelledError
        if job.error is not None:
            raise job.error
        output = bytes(job.output).decode("utf-8", errors="replace")
        return Completed(job.returncode, output, time.monotonic() - waiting_since, timed_out)

    def kill(self) -> None:
        """End the program and all that it has started, if it has not ended yet."""
        self._job.kill()
        self._job.join()
        self._switch._leave(self._job)


def begin(
    command: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    cancellation: Cancellation | None = None,
    told: bool = False,
) -> Running:
    """Start a program; its standard input is closed, or open for one line (``told``).

    Raises :class:`CancelledError` if the run was cancelled. That it cannot be started, :meth:`Running.finish` tells.
    """
    switch = cancellation or Cancellation()
    job = _Job(command, cwd, env, told)
    running = Running(job, switch)
    switch._enter(job)
    job.start()
    return running


def nothing() -> None:
    """Do nothing while a program runs."""


def run(
    command: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    timeout: float,
    cancellation: Cancellation | None = None,
    meanwhile: Callable[[], None] = nothing,
) -> Completed:
    """Run a program with standard input closed and return its end and its output (standard error included).

    ``meanwhile`` is called when the program has been started.

    After ``timeout`` seconds, on cancellation and on every exception in the caller, the program and all its children
    are killed; children that outlive the program are killed as well. Raises :class:`OSError` if the program cannot be
    started, :class:`CancelledError` if the run was cancelled.
    """
    running = begin(command, cwd, env, cancellation)
    try:
        meanwhile()
        return running.finish(timeout)
    finally:
        running.kill()


def _wait(job: _Job, deadline: float) -> bool:
    """Wait until a program has ended or the deadline has passed; return whether it was the deadline."""
    timed_out = False
    while not job.done.wait(max(0.0, min(_GLANCE, deadline - time.monotonic()))):
        timed_out = time.monotonic() >= deadline and not job.ended()
        if timed_out or job.ended():
            break
    return timed_out


class _Job:
    """One program with the thread that owns it."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str], told: bool) -> None:
        self.done = threading.Event()
        self._told = told
        self._spawned = threading.Event()
        self.output = bytearray()
        self.returncode = -int(signal.SIGTERM)
        self.error: OSError | None = None
        self._command = list(command)
        self._cwd = cwd
        self._env = dict(env)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._thread = threading.Thread(target=self._work, name="cvpdf-run", daemon=True)

    def start(self) -> None:
        """Start the thread, and it the program."""
        self._thread.start()

    def pid(self) -> int | None:
        """Return the number of the process; ``None`` if it does not run."""
        self._spawned.wait()
        return self._process.pid if self._process is not None else None

    def tell(self, line: bytes) -> None:
        """Write a line to the program and close its standard input."""
        self._spawned.wait()
        with self._lock:
            stream = self._process.stdin if self._process is not None else None
            if stream is not None and not stream.closed:
                with suppress(OSError), stream:
                    stream.write(line)

    def join(self) -> None:
        """Wait until the program is reaped; not for long, as a stranger to its group may hold the output open."""
        if self._thread.ident is not None:
            self._thread.join(2.0)

    def kill(self) -> None:
        """Kill the program's whole group, or keep it from starting. Harmless after its end."""
        with self._lock:
            if self._process is not None and not self._over:
                _kill_group(self._process)
            self._over = self._over or self._process is None

    def ended(self) -> bool:
        """Whether the program itself has ended, though its output may still be open. It is not reaped by this."""
        with self._lock:
            process = self._process
            if process is None or self._over:
                return self._over
            if not _CAN_WAIT_WITHOUT_REAPING:
                return process.poll() is not None
            return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None

    def _work(self) -> None:
        try:
            with self._lock:
                if self._over:
                    return
                self._process = _start(self._command, self._cwd, self._env, self._told)
            self._spawned.set()
            self._drain(self._process)
            self._reap(self._process)
        except OSError as error:
            self.error = error
        finally:
            self._spawned.set()
            self.done.set()

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as stream:
            while piece := os.read(stream.fileno(), 65536):
                self.output += piece[: OUTPUT_LIMIT - len(self.output)]

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        # The group is killed before its leader is reaped: until then its number cannot belong to anybody else.
        if _CAN_WAIT_WITHOUT_REAPING:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        else:
            process.wait()
        with self._lock:
            if sys.platform != "win32":
                _kill_group(process)
            self.returncode = process.wait()
            self._over = True
            if process.stdin is not None:
                process.stdin.close()


def _start(command: Sequence[str], cwd: Path, env: Mapping[str, str], told: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.PIPE if told else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        creationflags=_NEW_GROUP,
    )


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
