"""The private folder of an output folder: the build record, files of the last run, and a lock.

It is part of the project, so it may contain anything. Nothing in it is executed, and no link in it is followed.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FOLDER = ".cvpdf"
"""Its name."""


def private_file(output_dir: Path, name: str) -> Path:
    """Return the path of a file in the private folder; :func:`cvpdf.files.write.write_atomic` replaces links."""
    return output_dir / PRIVATE_FOLDER / name


@contextmanager
def locked(output_dir: Path) -> Iterator[None]:
    """Create the private folder and allow one build at a time; a second one waits. Raises :class:`OSError`."""
    from filelock import FileLock

    lock = private_file(output_dir, "lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    for path in (lock.parent, lock):
        if path.is_symlink():
            raise OSError(errno.ELOOP, "it is a symbolic link; delete it", str(path))
    with FileLock(lock):
        yield
