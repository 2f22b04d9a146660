"""A folder in which somebody works with a process that stands by, and the processes that come of it."""

from __future__ import annotations

import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import write

PATIENCE = 20.0
"""Seconds after which something that must happen has not."""

_TIMES = re.compile(rb" *[0-9]+\.[0-9]{2} s")


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it wrote, without how long things took."""

    code: int
    output: bytes
    errors: bytes


@dataclass
class Desk:
    """``home`` is the present folder, ``runtime`` is where sockets are, ``package`` has the ``src`` to be run."""

    home: Path
    runtime: Path
    package: Path
    variables: dict[str, str] = field(default_factory=dict)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the variables of a command."""
        inherited = {name: text for name, text in os.environ.items() if name not in ("CI", "NO_COLOR", "COLUMNS")}
        own = {"XDG_RUNTIME_DIR": str(self.runtime), "PYTHONPATH": str(self.package / "src"), "CVPDF_STANDBY": "1"}
        return {**inherited, **own, **self.variables, **(more or {})}

    def command(self, *words: str | Path) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", "cvpdf", *map(str, words)]

    def start(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a command."""
        return subprocess.Popen(
            self.command(*words), cwd=self.home, env=self.environment(more), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: str, folder: str = ".", shell: str = "", **more: str) -> Answer:
        """Run a command; ``shell`` is what a shell runs, with the command as ``"$@"``."""
        command: Sequence[str] = self.command(*words)
        if shell:
            command = ["sh", "-c", shell, "sh", *command]
        done = subprocess.run(
            command, cwd=self.home / folder, env=self.environment(more), capture_output=True, timeout=60, check=False
        )
        return Answer(done.returncode, _TIMES.sub(b"", done.stdout), _TIMES.sub(b"", done.stderr))

    def alone(self, *words: str, folder: str = ".", shell: str = "", **more: str) -> Answer:
        """Run a command that does its own work."""
        return self.run(*words, folder=folder, shell=shell, **{**more, "CVPDF_STANDBY": "0"})

    def served(self, *words: str, folder: str = ".", shell: str = "", **more: str) -> Answer:
        """Run a command, and check that the process that stands by has done it."""
        self.stand_by()
        before = self.waiting()
        answer = self.run(*words, folder=folder, shell=shell, **more)
        wait_for(lambda: self.waiting() != before, "it was not asked")
        return answer

    def sockets(self) -> list[Path]:
        """Return the sockets at which somebody may stand by."""
        with suppress(FileNotFoundError):
            return [path for path in (self.runtime / "cvpdf").iterdir() if "." not in path.name]
        return []

    def stand_by(self) -> int:
        """Have a process stand by, and return its number."""
        if not self.sockets():
            self.run("validate", "no-such-file")
            wait_for(self.sockets, "nobody stands by")
        self.waiting()
        return self.server()

    def server(self) -> int:
        """Return the number of the process that stands by, ``0`` if there is none."""
        for path in self.sockets():
            with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
                connection.connect(str(path))
                credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
                number, _, _ = struct.unpack("3i", credentials)
                return int(number)
        return 0

    def waiting(self) -> int:
        """Return the number of the fork that waits for the next command, as soon as there is one."""
        deadline = time.monotonic() + PATIENCE
        while (found := self._waiting()) == 0:
            assert time.monotonic() < deadline, "nobody waits for a command"
        return found

    def _waiting(self) -> int:
        last = max(filter(is_fork, children(self.server())), default=0)
        # A program that is just being started looks like a fork for a moment.
        time.sleep(0.01)
        return last if is_fork(last) else 0

    def processes(self) -> list[int]:
        """Return the processes that were started with this desk's variables, or work in its folder."""
        mark = f"XDG_RUNTIME_DIR={self.runtime}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                number = int(entry.name)
                if mark in (entry / "environ").read_bytes().split(b"\0") or self.home in where(number).parents:
                    found.append(number)
        return found

    def wait_for_none(self) -> None:
        """Wait until no process of this desk is left."""
        wait_for(lambda: not self.processes(), f"still there: {[command_line(one) for one in self.processes()]}")

    def write(self, text: str, name: str = "cv.yaml") -> Path:
        """Write a file."""
        return write(self.home / name, text)

    def end(self) -> None:
        """End everything."""
        for number in self.processes():
            with suppress(OSError):
                os.kill(number, 9)


def where(number: int) -> Path:
    """Return the present folder of a process, with what it stands for if it has been removed."""
    return Path(str(Path(f"/proc/{number}/cwd").readlink()).removesuffix(" (deleted)"))


def children(number: int) -> list[int]:
    """Return the children of a process, without those that have ended."""
    if number == 0:
        return []
    with suppress(OSError):
        found = map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split())
        return [one for one in found if command_line(one)]
    return []


def is_fork(number: int) -> bool:
    """Whether a process is one that stands by, and has taken over no streams."""
    with suppress(OSError):
        return b"standby" in command_line(number) and Path(f"/proc/{number}/fd/0").readlink() == Path("/dev/null")
    return False


def command_line(number: int) -> bytes:
    """Return the command line of a process; one that has ended has none."""
    with suppress(OSError):
        return Path(f"/proc/{number}/cmdline").read_bytes()
    return b""


def descriptors(number: int) -> int:
    """Return how many files a process has open."""
    return len(list(Path(f"/proc/{number}/fd").iterdir()))
