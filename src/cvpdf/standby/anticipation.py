"""What will probably be set next: the documents of the last build, for which engines then wait, as in watch mode.

A worker notes it in a file beside the socket when it has done its work; the fork that waits for the next command finds
it there. Engines take memory, so they wait for a minute only: as long as somebody goes back and forth between editor and
terminal.
"""

from __future__ import annotations

import marshal
import os
import time
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from cvpdf import early
from cvpdf.typeset.press import Coming
from cvpdf.typeset.toolchain import find_toolchain

PATIENCE = 60.0
"""Seconds that engines wait."""


def note(path: str) -> None:
    """Note beside the socket ``path`` what this process would set if it were asked for the same again."""
    documents = [(str(one.folder), *astuple(one)[1:]) for one in early.asked_again()]
    if documents:
        beside = Path(f"{path}.next.{os.getpid()}")
        with suppress(OSError):
            beside.write_bytes(marshal.dumps(documents))
            beside.replace(f"{path}.next")


class Anticipation:
    """Looks for such a note, and keeps engines waiting for a while."""

    def __init__(self, path: str) -> None:
        self._note = Path(f"{path}.next")
        self._seen = self._stamp()
        self._since: float | None = None

    def look(self) -> None:
        """Start engines if there is a new note; end them when they have waited long enough."""
        if self._since is not None:
            if time.monotonic() - self._since > PATIENCE:
                self.end()
            return
        stamp = self._stamp()
        if stamp == self._seen:
            return
        self._seen = stamp
        with suppress(OSError, ValueError, EOFError, TypeError):
            documents = [Coming(Path(folder), *rest) for folder, *rest in marshal.loads(self._note.read_bytes())]
            self._since = time.monotonic()
            early.keep(documents, find_toolchain())

    def end(self) -> None:
        """End the engines that wait."""
        self._since = None
        early.release()

    def _stamp(self) -> int:
        try:
            return self._note.stat().st_mtime_ns
        except OSError:
            return 0
