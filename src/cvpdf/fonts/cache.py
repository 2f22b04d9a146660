"""The cache of what was made of font files, below the user's cache folder.

An entry is a few named files in one, behind their hash; its own name is a hash of everything it was made from. It is
written under another name and renamed, so that builds at the same time do not disturb each other. A damaged entry is
made again. Nothing here can fail a build: without a cache, fonts are made each time.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from cvpdf.files.cache import private_cache_folder
from cvpdf.files.fingerprint import fingerprint, stamp, stamps
from cvpdf.files.write import write_atomic
from cvpdf.fonts.font_error import reading
from cvpdf.fonts.read.compressed import font_state
from cvpdf.version import __version__

LIMIT = 100_000_000
"""Size of the cache in bytes; the entries unused for longest are deleted first. A document has about 1 MB."""

_HASH = 32


def default_folder() -> Path | None:
    """Return the folder of this user's fonts, ``None`` if there can be none."""
    return private_cache_folder("fonts")


def load(folder: Path | None, key: str) -> dict[str, bytes] | None:
    """Return the files of an entry; ``None`` if there is none, or only a damaged one."""
    if folder is None:
        return None
    path = folder / key
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[_HASH:]).digest() != data[:_HASH]:
            return None
        start = data.index(b"\n", _HASH) + 1
        files = {}
        for name, size in json.loads(data[_HASH:start]):
            files[name] = data[start : start + size]
            start += size
        with suppress(OSError):  # a cache that may only be read serves too
            os.utime(path)  # the time of the last use
        return files
    except (OSError, ValueError):
        return None


def store(folder: Path | None, key: str, files: Mapping[str, bytes]) -> None:
    """Write an entry."""
    if folder is None:
        return
    table = json.dumps([[name, len(content)] for name, content in files.items()])
    data = b"".join([table.encode(), b"\n", *files.values()])
    with suppress(OSError):
        write_atomic(hashlib.sha256(data).digest() + data, folder / key, durable=False)


def keep_within(limit: int, folder: Path | None) -> None:
    """Delete the entries unused for longest until the rest is small enough."""
    total = 0
    for path, size in present(folder):
        total += size
        if total > limit:
            with suppress(OSError):
                path.unlink()


def present(folder: Path | None) -> list[tuple[Path, int]]:
    """Return the files of the cache with their sizes in bytes, the one used last first."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir() if folder else ():
            with suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime_ns, path, state.st_size))
    return [(path, size) for _, path, size in sorted(found, reverse=True)]


def clean(folder: Path | None) -> int:
    """Delete all entries; return the number of bytes."""
    freed = 0
    for path, size in present(folder):
        with suppress(OSError):
            path.unlink()
            freed += size
    return freed


def digest(folder: Path | None, path: str) -> str:
    """Return the hash of a font file. It is computed once for each state of the file. Raises :class:`FontError`."""
    with reading(path):
        state = font_state(path)
        key = f"digest-{fingerprint([path, state.st_size, state.st_mtime_ns, state.st_ino])}"
        known = load(folder, key)
        if known is not None:
            return known["digest"].decode()
        with Path(path).open("rb") as file:
            computed = hashlib.file_digest(file, "sha256").hexdigest()
    store(folder, key, {"digest": computed.encode()})
    return computed


@functools.cache
def code_version() -> str:
    """Return a text that changes with cvpdf, with its modules for fonts, and with fontTools."""
    # Not importlib.metadata, which would take longer than everything else here. An update changes this file.
    library = find_spec("fontTools")
    return fingerprint([__version__, library and stamp(library.origin or ""), stamps([Path(__file__).parent], ".py")])
