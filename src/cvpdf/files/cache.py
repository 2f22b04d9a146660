"""Where cvpdf's caches are: below the user's cache folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def cache_folder(name: str) -> Path | None:
    """Return the folder of one of the caches, whether it exists or not.

    ``None`` if there can be none: no home folder is known, or the one that is known does not exist, as for system
    users and in sandboxes. A missing home folder must stay missing. A relative one would be in some project.
    """
    from platformdirs import user_cache_path

    try:
        if not os.environ.get("XDG_CACHE_HOME") and (os.environ.get("HOME") == "" or not Path.home().is_dir()):
            return None
        folder = user_cache_path("cvpdf") / name
        return folder if folder.is_absolute() else None
    except (OSError, RuntimeError):
        return None


def private_cache_folder(name: str) -> Path | None:
    """Return the folder of a cache of things that are executed, created if necessary; ``None`` if it is not safe.

    Only the user may be able to write to it.
    """
    folder = cache_folder(name)
    if folder is None:
        return None
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        private = _is_private(folder, 0o022) and _is_private(folder.parent, 0o002)
        return folder if private and os.access(folder, os.W_OK) else None
    except OSError:
        return None


def _is_private(folder: Path, others_write: int) -> bool:
    """Whether a folder belongs to this user and others cannot write to it, as far as the system has such rights."""
    state = folder.lstat()
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(state.st_mode)
    return stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & others_write
