"""One build at a time in an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cvpdf.pipeline.record import FOLDER


@contextmanager
def locked(output_dir: Path) -> Iterator[None]:
    """Let one build at a time work in an output folder; another one waits. Raises :class:`OSError`."""
    from filelock import FileLock

    private = output_dir / FOLDER
    private.mkdir(parents=True, exist_ok=True)
    with FileLock(private / "lock"):
        yield
