"""The folder in which one process typesets: new, private, and with nothing in it but what that process wrote.

TeX executes any `.sty` beside a document and writes through any link, so it never works in a folder of a project.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory


class WorkFolder:
    """A temporary folder that is created when it is first needed. Used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: TemporaryDirectory[str] | None = None

    def path(self) -> Path:
        """Return the folder, which only this user can open. Raises OSError."""
        with self._lock:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="cvpdf-", ignore_cleanup_errors=True)
            return Path(self._folder.name)

    def remove(self) -> None:
        """Delete the folder and everything in it; what a thread still writes afterwards goes at the next call."""
        with self._lock:
            if self._folder is not None:
                self._folder.cleanup()
                shutil.rmtree(self._folder.name, ignore_errors=True)
