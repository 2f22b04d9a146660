"""Putting results in their place: written beside it, then renamed, so that a reader never sees half a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def put(data: bytes, destination: Path) -> None:
    """Write a file so that either the old or the whole new content is there; an equal file is left alone.

    Raises OSError if the folder cannot be written or the disk is full; the old file is then untouched.
    """
    if destination.is_file() and destination.stat().st_size == len(data) and destination.read_bytes() == data:
        return
    descriptor, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
        beside.replace(destination)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's umask; mkstemp makes files that only their owner can read."""
    current = os.umask(0)
    os.umask(current)
    return current
