"""One program in a process group of its own, owned by a thread that starts it, reads its output and reaps it.

latexmk, its shell and the engine form one group, so that one signal ends them all. Because a thread starts the program,
an exception in the caller (Ctrl-C, a SIGTERM turned into an exception) cannot fall between the start of the program
and the note that it runs.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

OUTPUT_LIMIT = 5_000_000
"""How many bytes of output are kept; the rest is read and dropped."""

_NEW_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""The flag for Windows; elsewhere a new session creates the group."""

_CAN_WAIT_WITHOUT_REAPING = hasattr(os, "waitid")
"""Not on Windows, nor on macOS before Python 3.13; there a group may be killed a moment after its leader was reaped."""

_POLL_INTERVAL = 0.2
"""Seconds between two checks whether the program has ended while another process holds its output open."""

_OUTPUT_GRACE = 10.0
"""Seconds that a process outside the group may hold the output open after the program has ended."""


class ProcessGroup:
    """A program and all that it starts. After :meth:`start`, :meth:`kill` and then :meth:`join` must be called."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str], with_stdin: bool) -> None:
        self.output = bytearray()
        self.returncode = -int(signal.SIGTERM)
        self.error: OSError | None = None
        """Why the program could not be started."""
        self._command = list(command)
        self._cwd = cwd
        self._env = dict(env)
        self._with_stdin = with_stdin
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._spawned = threading.Event()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._work, name="cvpdf-run", daemon=True)

    def start(self) -> None:
        """Start the thread, which starts the program."""
        self._thread.start()

    def pid(self) -> int | None:
        """Wait for the start and return the process ID; ``None`` if the program was not started."""
        self._spawned.wait()
        return self._process.pid if self._process is not None else None

    def write(self, data: bytes) -> None:
        """Write to the program's standard input and close it."""
        self._spawned.wait()
        with self._lock:
            stream = self._process.stdin if self._process is not None else None
            if stream is not None and not stream.closed:
                with suppress(OSError), stream:
                    stream.write(data)

    def wait(self, deadline: float) -> bool:
        """Wait for the end of the program, until ``deadline`` (of :func:`time.monotonic`); return whether it ended."""
        while not self._done.wait(max(0.0, min(_POLL_INTERVAL, deadline - time.monotonic()))):
            if self._has_ended():
                return True
            if time.monotonic() >= deadline:
                return False
        return True

    def kill(self) -> None:
        """Kill the whole group, or prevent its start. Does nothing after its end."""
        with self._lock:
            if self._process is not None and not self._over:
                _kill_group(self._process)
            self._over = self._over or self._process is None

    def join(self) -> None:
        """Reap the program, which has ended or was killed, and wait for the rest of its output."""
        if self._thread.ident is not None:
            self._thread.join(_OUTPUT_GRACE)
            if self._process is not None:
                self._reap(self._process)

    def _has_ended(self) -> bool:
        """Return whether the program itself has ended; its output may still be open, and it is not reaped."""
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
                self._process = _start(self._command, self._cwd, self._env, self._with_stdin)
            self._spawned.set()
            self._drain(self._process)
            if _CAN_WAIT_WITHOUT_REAPING:
                with suppress(ChildProcessError):  # it was reaped by join()
                    os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
            else:
                self._process.wait()
            self._reap(self._process)
        except OSError as error:
            self.error = error
        finally:
            self._spawned.set()
            self._done.set()

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        with process.stdout as stream:
            while piece := os.read(stream.fileno(), 65536):
                self.output += piece[: OUTPUT_LIMIT - len(self.output)]

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        """Kill what is left of the group and reap the program, which has ended or was killed."""
        with self._lock:
            if self._over:
                return
            # The group is killed before its leader is reaped: until then no other process can get its number.
            if sys.platform != "win32":
                _kill_group(process)
            self.returncode = process.wait()
            self._over = True
            if process.stdin is not None:
                process.stdin.close()


def _start(command: Sequence[str], cwd: Path, env: Mapping[str, str], with_stdin: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.PIPE if with_stdin else subprocess.DEVNULL,
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
