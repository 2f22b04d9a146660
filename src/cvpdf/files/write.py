"""Atomic writing: a file is written under another name, then renamed, so that no reader sees half of it."""

from __future__ import annotations

import os
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error


def not_writable(place: Path, problem: OSError) -> Diagnostic:
    """Return the error that a result cannot be written, with the path and the reason."""
    reason = problem.strerror or str(problem)
    where = problem.filename2 or problem.filename or place
    message = f"cannot write the results to `{where}`: {reason}"
    return error(
        "not-writable", message, None, "choose another folder with --output-dir; the last good PDF is unchanged"
    )


def write_atomic(data: bytes, destination: Path, durable: bool = True) -> None:
    """Replace a file atomically; a file with the same content is left as it is.

    With ``durable`` the file is also flushed to disk, so that it survives a power failure. Raises OSError if the folder
    is not writable or the disk is full; the old file is then unchanged.
    """
    if destination.is_file() and destination.stat().st_size == len(data) and destination.read_bytes() == data:
        return
    temporary = destination.with_name(f".{destination.name}.{os.urandom(6).hex()}")
    # Unlike tempfile this applies the umask, which threads cannot read without changing it.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(destination)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
