"""Reading a file that the user names: it may be a folder, a pipe, a device, or far too large.

Only the standard library is imported here, because every command starts with this.
"""

from __future__ import annotations

import os
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error

MAX_BYTES = 5_000_000
"""Limit for cv.yaml: with 2,000 publications it has about 1 MB, so a larger file is a mistake."""


def read_bytes(
    path: Path, *, limit: int = MAX_BYTES, code: str | None = None, span: Span | None = None
) -> tuple[bytes | None, Diagnostic | None]:
    """Return the content of a file, or the reason why it cannot be read.

    Folders, pipes, devices and files of more than ``limit`` bytes are not opened. Without a ``code`` the file is a
    cv.yaml, and the hints say so. With one (for a photo, a template, a PDF), every problem has this code, and the
    message names the file. ``span`` is the place to report; without it the start of the file.
    """
    place = span or Span.point(str(path))

    def problem(general: str, message: str, hint: str | None = None, cv_hint: str | None = None) -> Diagnostic:
        return error(code or general, message, place, hint if code else hint or cv_hint)

    name = f"`{path}`" if code else "the file"
    try:
        if path.is_dir():
            return None, problem("not-a-file", f"`{path}` is a folder", None, "name the cv.yaml inside the folder")
        if path.exists() and not path.is_file():
            hint = f"to read a pipe, use `-`: cvpdf validate - < '{path}'" if path.is_fifo() else None
            return None, problem("not-a-file", f"`{path}` is not a regular file", None, hint)
        with path.open("rb") as file:
            # The files of /proc have a size of 0, and any file may grow, so the content is limited too.
            size = os.fstat(file.fileno()).st_size
            content = file.read(limit + 1) if size <= limit else b""
        if max(size, len(content)) > limit:
            hint = "check that this is the right file; a photo is a separate file beside cv.yaml"
            message = f"{name} has {f'{size:,}' if size > limit else 'more'} bytes; the limit is {limit:,}"
            return None, problem("file-too-large", message, None, hint)
        return content, None
    except (FileNotFoundError, NotADirectoryError):
        hint = "`cvpdf new` writes a starter cv.yaml"
        return None, problem("file-missing", f"{name} does not exist", None, hint)
    except PermissionError:
        message = f"no permission to read {name if code else 'this file'}"
        return None, problem("file-unreadable", message, f"try: chmod u+r '{path}'")
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or str(failure)
        return None, problem("file-unreadable", f"cannot read {name}: {reason}")
