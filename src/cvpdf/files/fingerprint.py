"""How cvpdf notices that a file or an input has changed: stamps of files, and hashes of values.

Only the standard library is imported here, because a build with nothing to do needs this and little else.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def stamp(path: Path | str) -> tuple[int, int] | None:
    """Return size and modification time (ns) of a file, or ``None`` if there is no such file."""
    try:
        status = os.stat(path)  # noqa: PTH116 (a string will do)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def stamped(files: Iterable[Path]) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Return paths with their stamps, without the files that do not exist."""
    return tuple((str(path), current) for path in files if (current := stamp(path)) is not None)


def stamps(folders: Iterable[Path], suffix: str = "") -> list[tuple[str, tuple[int, int] | None]]:
    """Return all files below some folders whose names end with ``suffix``, with their stamps, in a fixed order."""
    return [file for folder in folders for file in sorted(_stamps(str(folder), suffix), key=_by_parts)]


def fingerprint(parts: Iterable[object]) -> str:
    """Return a hash of values, bytes as they are and others by their `repr`."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _by_parts(file: tuple[str, object]) -> list[str]:
    return file[0].split(os.sep)  # noqa: PTH206 (creating a Path for each takes longer)


def _stamps(folder: str, suffix: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    # A build with nothing to do does little else than this; with Path.rglob it takes three times as long.
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if not entry.is_symlink():
                        yield from _stamps(entry.path, suffix)
                elif entry.name.endswith(suffix):
                    yield entry.path, stamp(entry.path)
    except OSError:
        return
