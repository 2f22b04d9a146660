"""What will probably be asked next: the last build, for whose documents engines then wait, as in watch mode.

The fork that waits for the next command finds it in a :mod:`cvpdf.standby.note`. Engines take memory, so they wait for
a minute only: as long as somebody goes back and forth between editor and terminal.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress

from cvpdf.build import early
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.standby import note
from cvpdf.standby.note import Note
from cvpdf.standby.rehearsal import rehearsal
from cvpdf.standby.request import Request

PATIENCE = 60.0
"""Seconds that engines wait."""

LONGEST = 1.0
"""Seconds that a build may have taken that is rehearsed: a command that comes meanwhile waits for the piece at hand."""


class Anticipation:
    """Looks for such a note, and keeps engines waiting for a while.

    The first one of its process may find the note of the command that has started that; others know the note that is
    there already.
    """

    def __init__(self, socket: str, is_first: bool) -> None:
        self._socket = socket
        stamp = self._stamp()
        is_recent = time.time() - stamp / 1e9 < PATIENCE
        self._seen = 0 if is_first and is_recent else stamp
        self._since: float | None = None
        self._note: Note | None = None

    def look(self) -> bool:
        """Start engines if there is a new note, and say so; end them when they have waited long enough."""
        if self._since is not None:
            if time.monotonic() - self._since > PATIENCE:
                self.end()
            return False
        stamp = self._stamp()
        if stamp in (0, self._seen):
            return False
        self._seen = stamp
        self._note = note.take(self._socket)
        if self._note is not None:
            self._since = time.monotonic()
            with suppress(OSError):
                self._start(self._note)
        return True

    def rehearse(self) -> Iterator[None]:
        """Do what the last command did once more, piece by piece; see :func:`cvpdf.standby.rehearsal.rehearsal`."""
        if self._note is not None and self._note.seconds <= LONGEST:
            with suppress(Exception):
                yield from rehearsal(self._note.options, early.kept_reader())

    def _start(self, noted: Note) -> None:
        folder, umask, variables = noted.manner
        os.environ.clear()
        os.environ.update(variables)
        os.umask(umask)
        # Search paths may be relative; but where this process stays, nothing could be unmounted.
        os.chdir(folder)
        try:
            # What has been removed since then stays so.
            early.keep([one for one in noted.documents if one.folder.is_dir()], find_toolchain())
        finally:
            os.chdir("/")

    def meet(self, request: Request) -> None:
        """Leave the engines to a command, if they were started as it would start them; else end them."""
        if self._note is None or self._note.manner != request.manner:
            self.end()

    def end(self) -> None:
        """End the engines that wait."""
        self._since = None
        early.release()

    def _stamp(self) -> int:
        try:
            return note.path_of(self._socket).stat().st_mtime_ns
        except OSError:
            return 0
