"""What a PDF could give away about the machine and the person that made it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

SHORTEST = 4
"""A shorter name would be found by chance."""
COMMON = frozenset(
    (
        *("admin", "administrator", "debian", "default", "docker", "guest", "home", "host", "local", "localdomain"),
        *("localhost", "nobody", "owner", "root", "runner", "runneradmin", "system", "test", "ubuntu", "user", "users"),
        "vagrant",
    )
)
"""Names of nobody in particular, lower case."""


class Surroundings(NamedTuple):
    """Names and folders that are nobody's business, as they are written on this machine."""

    users: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def surroundings(pdf: Path | None = None) -> Surroundings:
    """Return those of this machine; with a PDF, its folder is one of them."""
    users = [os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME", "SUDO_USER")]
    with suppress(ImportError, KeyError, AttributeError):  # no such module on Windows; no entry in some containers
        import pwd

        users.append(pwd.getpwuid(os.getuid()).pw_name)
    host = os.environ.get("COMPUTERNAME", "") or (os.uname().nodename if hasattr(os, "uname") else "")
    folders = [tempfile.gettempdir(), os.environ.get("HOME", ""), os.environ.get("USERPROFILE", "")]
    with suppress(OSError):  # the present folder may be gone
        folders.append(str(Path.cwd()))
        if pdf is not None:
            folders.append(str(pdf.absolute().parent))
    return Surroundings(
        users=_telling(users),
        hosts=_telling([host, host.partition(".")[0]]),
        folders=tuple(dict.fromkeys(folder for folder in folders if _is_deep(folder))),
    )


def _telling(names: list[str]) -> tuple[str, ...]:
    kept = (name for name in names if len(name) >= SHORTEST and name.lower() not in COMMON)
    return tuple(dict.fromkeys(kept))


def _is_deep(folder: str) -> bool:
    """Whether a folder says anything; ``/`` and ``/srv`` do not."""
    return len(Path(folder).parts) > 2
