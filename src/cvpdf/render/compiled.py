"""Compiled templates, kept in the process and in the user's cache folder: compiling takes longer than rendering.

What Jinja compiles depends on nothing but the template, Jinja and Python: no value of a CV and no engine is part of it,
since ``finalize`` and the filters that escape are given a context, and Jinja then leaves constants to them, too.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from cvpdf.files.cache import cache_folder
from cvpdf.files.write import write_atomic

MAX_FILES = 300
"""So many are kept; a set of templates has about thirty."""


class Compiled(BytecodeCache):
    """Keeps code in memory and, if a folder can be had, in files named after all that went into them.

    A file begins with the hash of its content, so that half a file or a damaged one is not executed.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name a template by its name and place; a place may hold bytes that are no text in this locale."""
        return sha256(f"{name}|{filename}".encode("utf-8", "surrogateescape")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, if it is known."""
        name = _name(bucket)
        code = self._known.get(name)
        if code is None and self._folder is not None:
            code = _read(self._folder / name)
            if code is not None:
                self._known[name] = code
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket. That it cannot be written only costs time."""
        assert bucket.code is not None
        name = _name(bucket)
        self._known[name] = bucket.code
        if self._folder is None:
            return
        content = marshal.dumps(bucket.code)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomic(sha256(content).digest() + content, self._folder / name, durable=False)
            _tidy(self._folder)


def shared() -> Compiled:
    """Return the cache of this process; another one if the variables name another folder meanwhile."""
    return _at(folder())


@cache
def _at(folder: Path | None) -> Compiled:
    return Compiled(folder)


def folder() -> Path | None:
    """Return the folder in the user's cache, whether it is there or not; ``None`` if there can be none."""
    return cache_folder("templates")


def clean() -> int:
    """Remove what is kept in files; return how many bytes were freed."""
    freed = 0
    place = folder()
    for path in place.glob("*") if place else ():
        with suppress(OSError):
            freed += path.stat().st_size
            path.unlink()
    return freed


def _name(bucket: Bucket) -> str:
    # The bucket's own two hashes are of the template's name and place, and of its text.
    parts = (bucket.key, bucket.checksum, jinja2.__version__, sys.version, MAGIC_NUMBER.hex())
    return sha256("\n".join(parts).encode()).hexdigest()


def _read(path: Path) -> CodeType | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    content = data[32:]
    code = marshal.loads(content) if sha256(content).digest() == data[:32] else None
    return code if isinstance(code, CodeType) else None


def _tidy(folder: Path) -> None:
    """Remove the oldest files if there are too many."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[:-MAX_FILES]:
        path.unlink(missing_ok=True)
