"""Putting results in their place: written beside it, then renamed, so that a reader never sees half a file."""

from __future__ import annotations

import os
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error


def not_writable(place: Path, problem: OSError) -> Diagnostic:
    """Say that results cannot be written, and where and why."""
    reason = problem.strerror or str(problem)
    where = problem.filename2 or problem.filename or place
    message = f"the results cannot be written to `{where}`: {reason}"
    return error(
        "not-writable", message, None, "choose another folder with --output-dir; the last good PDF is untouched"
    )


def put(data: bytes, destination: Path, lasting: bool = True) -> None:
    """Write a file so that either the old or the whole new content is there; an equal file is left alone.

    What need not outlive a power failure is not ``lasting``, which saves waiting for the disk. Raises OSError if the
    folder cannot be written or the disk is full; the old file is then untouched.
    """
    if destination.is_file() and destination.stat().st_size == len(data) and destination.read_bytes() == data:
        return
    beside = destination.with_name(f".{destination.name}.{os.urandom(6).hex()}")
    # Unlike tempfile this leaves the permissions to the umask, which threads could not read without changing it.
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(destination)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
