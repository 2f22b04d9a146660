"""Starting and ending the process that stands by, and asking whether there is one."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cvpdf.standby import address, note

END = (0).to_bytes(8, "big")
"""What is said instead of the length of a request: that the process is to end."""

BYE = b"bye\n"
"""The answer to that."""

_START = 10.0
"""Seconds after which one that was started and does not listen is given up."""

_PATIENCE = 2.0
"""Seconds that an answer may take."""


def leave_behind(environment: Mapping[str, str], seconds: float = 0.0) -> None:
    """Start a process that stands by for the next command and outlives this one, if none is there.

    It will know what this command, which was given this ``environment``, has built in how many ``seconds``.
    """
    found = address.find(environment, make=True)
    if found is None or Path(found[1]).exists() or not _may_start(mark(found[1])):
        return
    umask = os.umask(0)
    os.umask(umask)
    # The folder may be gone.
    with suppress(OSError):
        note.write(found[1], note.manner(str(Path.cwd()), umask, environment), seconds)
    with suppress(OSError):
        subprocess.Popen(
            [sys.executable, "-P", "-m", "cvpdf.standby.server"],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def mark(path: str) -> Path:
    """Return the file that says that somebody has just started a process for this socket."""
    return Path(f"{path}.starting")


def _may_start(started: Path) -> bool:
    """Whether nobody else has just started one, which takes half a second to listen."""
    with suppress(OSError):
        if time.time() - started.stat().st_mtime > _START:
            started.unlink()
    try:
        started.touch(0o600, exist_ok=False)
    except OSError:
        return False
    return True


def is_there(environment: Mapping[str, str]) -> bool:
    """Whether a process stands by for commands like this one."""
    found = address.find(environment)
    return found is not None and is_answered(found[1])


def is_answered(path: str) -> bool:
    """Whether somebody listens at a socket."""
    with socket.socket(socket.AF_UNIX) as other:
        other.settimeout(_PATIENCE)
        return other.connect_ex(path) == 0


def stop(environment: Mapping[str, str]) -> int:
    """End all processes of this user that stand by, whatever they stand by for; return how many there were."""
    folder = address.folder(environment) if address.is_possible() else None
    ended = 0
    for path in Path(folder).iterdir() if folder else ():
        if "." in path.name:
            # Not a socket, or one that is about to get its name.
            continue
        with suppress(OSError):
            if stat.S_ISSOCK(path.lstat().st_mode):
                ended += _end(path)
    return ended


def _end(path: Path) -> bool:
    """End the process that stands by at a socket; a socket that nobody answers at is removed."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE)
            connection.connect(str(path))
            if not address.is_ours(connection):
                return False
            connection.sendall(END)
            said = connection.recv(len(BYE)) == BYE
            # It hangs up when nothing waits any more.
            connection.recv(1)
            return said
    except (ConnectionRefusedError, TimeoutError):
        path.unlink(missing_ok=True)
        return False
