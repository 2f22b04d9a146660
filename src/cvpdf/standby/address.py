"""How a command finds the process that stands by for it, and for nobody else."""

from __future__ import annotations

import os
import sys
from zlib import crc32

TYPE_CHECKING = False  # importing it from typing would take as long as the rest
if TYPE_CHECKING:
    from collections.abc import Mapping

SETTING = "CVPDF_STANDBY"
"""The variable: ``0`` never, ``1`` always, otherwise at a terminal only."""

COMMANDS = frozenset({"build", "validate", "check", "text", "fit", "variants"})
"""The commands that are worth it: they load much and end soon."""

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


def key(environment: Mapping[str, str]) -> str:
    """Return all in which a command and the process that stands by for it must be equal, as a text.

    That is the user, Python and its variables, the installation, the file system that is seen (containers share sockets,
    but not files), and the limits and the priority that a process inherits.
    """
    import resource

    limits = [resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name[:7] == "RLIMIT_"]
    python = sorted(pair for pair in environment.items() if pair[0].startswith("PYTHON"))
    place = os.readlink("/proc/self/ns/mnt"), os.stat("/").st_ino
    # In front stands the folder of the script, or the one where Python was started.
    paths = sys.path if sys.flags.safe_path else sys.path[1:]
    return repr((os.getuid(), os.getgid(), sys.executable, paths, _PACKAGE, python, place, limits, os.nice(0)))


def folder(environment: Mapping[str, str]) -> str | None:
    """Return a folder of this user's alone for sockets, made if need be; ``None`` if there can be none."""
    runtime = environment.get("XDG_RUNTIME_DIR")
    path = f"{runtime}/cvpdf" if runtime else f"{environment.get('TMPDIR') or '/tmp'}/cvpdf-{os.getuid()}"
    try:
        os.makedirs(path, 0o700, exist_ok=True)  # noqa: PTH103 (pathlib's takes as long as the rest)
        state = os.lstat(path)
    except OSError:
        return None
    ours = state.st_uid == os.getuid() and state.st_mode & 0o170077 == 0o040000
    # A socket's name has 107 bytes at most.
    return path if ours and len(os.fsencode(path)) < 80 else None


def socket_path(environment: Mapping[str, str], key: str) -> str | None:
    """Return the socket's path. Keys that share it are told apart by the server, which is sent the whole key."""
    place = folder(environment)
    return f"{place}/{crc32(key.encode()):08x}" if place else None


def stamps() -> list[object]:
    """Return what changes when cvpdf or a package is installed or edited."""
    from pathlib import Path

    from cvpdf.record import stamps as stamps_of

    packages = []
    for entry in sys.path:
        try:
            packages.append((entry, os.stat(entry).st_mtime_ns))
        except OSError:
            packages.append((entry, 0))
    return [packages, stamps_of([Path(_PACKAGE)], ".py")]
