"""The private folder of an output folder, and the lock in it: one build at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PRIVATE_FOLDER = ".cvpdf"
"""The folder inside the output folder for everything that is not a result."""


@contextmanager
def locked(output_dir: Path) -> Iterator[None]:
    """Allow one build at a time in an output folder; a second one waits. Raises :class:`OSError`."""
    from filelock import FileLock

    private = output_dir / PRIVATE_FOLDER
    private.mkdir(parents=True, exist_ok=True)
    with FileLock(private / "lock"):
        yield
