"""Reading a file that may be anything: a folder, a pipe, a device, too large. Only the standard library is needed."""

from __future__ import annotations

from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error

MAX_BYTES = 5_000_000
"""A CV of 2,000 publications is about 1 MB; more than this is some other file."""


def read_bytes(path: Path) -> tuple[bytes | None, Diagnostic | None]:
    """Return the content of a file, or what is wrong with it. Devices, pipes and giants are not even opened."""
    span = Span.point(str(path))
    try:
        if path.is_dir():
            return None, error("not-a-file", f"`{path}` is a directory", span, "name the cv.yaml inside it")
        if path.exists() and not path.is_file():
            return None, error("not-a-file", f"`{path}` is not a regular file", span)
        if path.stat().st_size > MAX_BYTES:
            return None, error(
                "file-too-large",
                f"the file has {path.stat().st_size:,} bytes; the limit is {MAX_BYTES:,}",
                span,
                "is this the right file? Photos belong beside cv.yaml, not inside it",
            )
        return path.read_bytes(), None
    except (FileNotFoundError, NotADirectoryError):
        return None, error("file-missing", "there is no such file", span, "`cvpdf new` writes a starter cv.yaml")
    except PermissionError:
        return None, error("file-unreadable", "no permission to read this file", span, f"try: chmod u+r '{path}'")
    except (OSError, ValueError) as problem:
        return None, error("file-unreadable", f"the file cannot be read: {problem}", span)
