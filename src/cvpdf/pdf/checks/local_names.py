"""Collect the names and folders of this machine and its user, which a PDF should not contain."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

SHORTEST = 4
"""Characters; a shorter name would be found by chance."""
COMMON = frozenset(
    (
        *("admin", "administrator", "debian", "default", "docker", "guest", "home", "host", "local", "localdomain"),
        *("localhost", "nobody", "owner", "root", "runner", "runneradmin", "system", "test", "ubuntu", "user", "users"),
        "vagrant",
    )
)
"""Names that identify nobody, lower case."""


class LocalNames(NamedTuple):
    """Private names and folders, as they are written on this machine."""

    users: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def local_names(pdf: Path | None = None) -> LocalNames:
    """Return the names and folders of this machine, including the folder of ``pdf``."""
    users = [os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME", "SUDO_USER")]
    with suppress(ImportError, KeyError, AttributeError):  # no such module on Windows; no entry in some containers
        import pwd

        users.append(pwd.getpwuid(os.getuid()).pw_name)
    host = os.environ.get("COMPUTERNAME", "") or (os.uname().nodename if hasattr(os, "uname") else "")
    folders = [tempfile.gettempdir(), os.environ.get("HOME", ""), os.environ.get("USERPROFILE", "")]
    with suppress(OSError):  # the working folder may have been deleted
        folders.append(str(Path.cwd()))
        if pdf is not None:
            folders.append(str(pdf.absolute().parent))
    return LocalNames(
        users=_identifying(users),
        hosts=_identifying([host, host.partition(".")[0]]),
        folders=tuple(dict.fromkeys(folder for folder in folders if _is_deep(folder))),
    )


def _identifying(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if len(name) >= SHORTEST and name.lower() not in COMMON))


def _is_deep(folder: str) -> bool:
    """Whether a folder reveals anything; ``/`` and ``/srv`` do not."""
    return len(Path(folder).parts) > 2
