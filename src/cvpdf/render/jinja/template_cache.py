"""Jinja's cache of compiled templates, in the user's cache folder.

Compiling the templates takes longer than rendering a CV. The result depends on the template, Jinja, Python and
:mod:`cvpdf.render.jinja.template_syntax` only.
"""

from __future__ import annotations

import os
import pickle
from contextlib import suppress

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from cvpdf.files.cache import cache_folder, private_cache_folder

_VERSION = "3"
"""To be changed with :mod:`cvpdf.render.jinja.template_syntax`."""


class _TemplateCache(FileSystemBytecodeCache):
    """Jinja's cache, but a file that cannot be read or written only costs time."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; its path may contain bytes that are not UTF-8."""
        return super().get_cache_key(name, os.fsencode(filename).hex() if filename else None)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def template_cache() -> FileSystemBytecodeCache | None:
    """Return the cache; `None` if there is no folder for it that is safe, since it holds code that is executed."""
    folder = private_cache_folder("templates")
    return _TemplateCache(str(folder), f"jinja-{jinja2.__version__}-{_VERSION}-%s.cache") if folder else None


def clean() -> int:
    """Delete the cached files; return how many bytes that freed."""
    freed = 0
    folder = cache_folder("templates")
    for path in folder.glob("*") if folder else ():
        with suppress(OSError):
            freed += path.stat().st_size
            path.unlink()
    return freed
