"""How a command finds the process that stands by for it, and for nobody else."""

from __future__ import annotations

import os
import sys
from zlib import crc32

TYPE_CHECKING = False  # importing it from typing would take as long as the rest
if TYPE_CHECKING:
    from collections.abc import Mapping
    from socket import socket

SETTING = "CVPDF_STANDBY"
"""The variable: ``0`` never, ``1`` always, otherwise at a terminal only."""

COMMANDS = frozenset({"build", "validate", "check", "text", "fit", "variants"})
"""The commands that are worth it: they load much and end soon."""

GO = b"go"
"""What a command says, with its standard streams, to the process that is ready to do its work."""

_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 (pathlib takes as long as the rest)


def is_possible() -> bool:
    """Whether this system has what it takes. Forking is sound on Linux; elsewhere nobody has tried."""
    flags = sys.flags
    return sys.platform == "linux" and not (flags.isolated or flags.ignore_environment or flags.no_site)


def is_wanted(environment: Mapping[str, str], at_terminal: bool) -> bool:
    """Whether a process is to be left behind: as the user has set it, else at a terminal and not in CI."""
    setting = environment.get(SETTING, "")
    if setting in ("0", "1"):
        return setting == "1"
    return at_terminal and not environment.get("CI")


def find(environment: Mapping[str, str], make: bool = False) -> tuple[str, str] | None:
    """Return the key and the path of the socket; ``None`` where there can be no process that stands by.

    The folder of the socket is made only if ``make`` is true. Keys that share a path are told apart by the server,
    which is sent the whole key.
    """
    if not is_possible():
        return None
    try:
        found = key(environment)
    except OSError:
        # Without /proc it is not known what is seen here.
        return None
    place = folder(environment, make)
    return (found, f"{place}/{crc32(found.encode('utf-8', 'surrogateescape')):08x}") if place else None


def key(environment: Mapping[str, str]) -> str:
    """Return all in which a command and the process that stands by for it must be equal, as a text.

    That is the user and the groups, Python and its variables, the installation, the files and the processes that are
    seen (containers share sockets, but not these), and the limits, the processors and the priority that a process
    inherits. Raises :class:`OSError` where /proc is missing.
    """
    import resource

    limits = [resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name[:7] == "RLIMIT_"]
    python = sorted(pair for pair in environment.items() if pair[0].startswith("PYTHON"))
    root = os.stat("/")  # noqa: PTH116 (pathlib takes as long as the rest)
    place = [os.readlink(f"/proc/self/ns/{kind}") for kind in ("mnt", "pid")]  # noqa: PTH115
    user = os.getresuid(), os.getresgid(), sorted(os.getgroups())
    share = os.nice(0), os.sched_getscheduler(0), sorted(os.sched_getaffinity(0))
    # In front stands the folder of the script, or the one where Python was started.
    paths = sys.path if sys.flags.safe_path else sys.path[1:]
    seen = place, root.st_dev, root.st_ino, sys.getfilesystemencoding()
    return repr((user, sys.executable, paths, _PACKAGE, python, seen, limits, share))


def folder(environment: Mapping[str, str], make: bool = False) -> str | None:
    """Return a folder of this user's alone for sockets; ``None`` if there is none, also none that could be made.

    A runtime folder of somebody else's, as after ``sudo -E``, is left alone.
    """
    user = os.getuid()
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    path = f"{runtime}/cvpdf" if _is_of(user, runtime) else f"{environment.get('TMPDIR') or '/tmp'}/cvpdf-{user}"
    # A socket's name has 107 bytes at most.
    if path[0] != "/" or len(os.fsencode(path)) >= 80:
        return None
    try:
        if make:
            os.makedirs(path, 0o700, exist_ok=True)  # noqa: PTH103
        state = os.lstat(path)
    except OSError:
        return None
    return path if state.st_uid == user and state.st_mode & 0o170077 == 0o040000 else None


def _is_of(user: int, path: str) -> bool:
    try:
        return path[:1] == "/" and os.stat(path).st_uid == user  # noqa: PTH116
    except OSError:
        return False


def is_ours(connection: socket) -> bool:
    """Whether the one at the other end of a connection is a process of this user's."""
    from socket import SO_PEERCRED, SOL_SOCKET

    # The numbers of process, user and group, as C has them.
    credentials = connection.getsockopt(SOL_SOCKET, SO_PEERCRED, 12)
    return int.from_bytes(credentials[4:8], sys.byteorder) == os.getuid()


def stamps() -> list[object]:
    """Return what changes when cvpdf or a package is installed or edited."""
    from pathlib import Path

    from cvpdf.build.record import stamps as stamps_of

    packages = []
    for entry in sys.path:
        try:
            packages.append((entry, Path(entry).stat().st_mtime_ns))
        except OSError:
            packages.append((entry, 0))
    return [packages, stamps_of([Path(_PACKAGE)], ".py")]
