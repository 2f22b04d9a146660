"""What will probably be asked next: the last build, for whose documents engines then wait, as in watch mode.

A worker notes it in a file beside the socket when it has done its work; the fork that waits for the next command finds
it there. Engines take memory, so they wait for a minute only: as long as somebody goes back and forth between editor
and terminal.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from cvpdf import early
from cvpdf import record as records
from cvpdf.options import Options
from cvpdf.standby.rehearsal import rehearsal
from cvpdf.standby.request import Request
from cvpdf.typeset.press import Coming
from cvpdf.typeset.toolchain import find_toolchain

PATIENCE = 60.0
"""Seconds that engines wait."""

_OF_THE_SHELL = frozenset({"_", "PWD", "OLDPWD", "SHLVL"})
"""Variables that differ from command to command and change no engine."""


def note(path: str, request: Request) -> None:
    """Note beside the socket ``path`` what this process has built for a ``request``, and what LaTeX would set again."""
    asked = early.asked()
    if asked is None:
        return
    documents = [(str(one.folder), *astuple(one)[1:]) for one in early.again(asked, records.read(asked.output_dir))]
    if documents:
        options = (str(asked.cv), str(asked.output_dir), *astuple(asked)[2:])
        beside = Path(f"{path}.next.{os.getpid()}")
        with suppress(OSError):
            beside.write_bytes(marshal.dumps((_manner(request), documents, options)))
            beside.replace(f"{path}.next")


def _manner(request: Request) -> tuple[str, int, dict[str, str]]:
    """Return all of a command that the engines inherit which are started for it."""
    variables = {name: text for name, text in request.environment.items() if name not in _OF_THE_SHELL}
    return request.folder, request.umask, variables


class Anticipation:
    """Looks for such a note, and keeps engines waiting for a while."""

    def __init__(self, path: str) -> None:
        self._note = Path(f"{path}.next")
        self._seen = self._stamp()
        self._since: float | None = None
        self._manner: tuple[str, int, dict[str, str]] | None = None
        self._options: Options | None = None

    def look(self) -> bool:
        """Start engines if there is a new note, and say so; end them when they have waited long enough."""
        if self._since is not None:
            if time.monotonic() - self._since > PATIENCE:
                self.end()
            return False
        stamp = self._stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        with suppress(OSError, ValueError, EOFError, TypeError):
            self._manner, noted, (cv, output_dir, *rest) = marshal.loads(self._note.read_bytes())
            self._options = Options(Path(cv), Path(output_dir), *rest)
            documents = [Coming(Path(folder), *more) for folder, *more in noted]
            self._since = time.monotonic()
            # What has been removed since then stays so.
            self._start([one for one in documents if one.folder.is_dir()])
        return True

    def rehearse(self) -> Iterator[None]:
        """Do what the last command did once more, piece by piece; see :func:`cvpdf.standby.rehearsal.rehearsal`."""
        if self._options is not None:
            with suppress(Exception):
                yield from rehearsal(self._options, early.kept_reader())

    def _start(self, documents: list[Coming]) -> None:
        assert self._manner is not None
        folder, umask, variables = self._manner
        os.environ.clear()
        os.environ.update(variables)
        os.umask(umask)
        # Search paths may be relative; but where this process stays, nothing could be unmounted.
        os.chdir(folder)
        try:
            early.keep(documents, find_toolchain())
        finally:
            os.chdir("/")

    def meet(self, request: Request) -> None:
        """Leave the engines to a command, if they were started as it would start them; else end them."""
        if self._manner != _manner(request):
            self.end()

    def end(self) -> None:
        """End the engines that wait."""
        self._since = None
        early.release()

    def _stamp(self) -> int:
        try:
            return self._note.stat().st_mtime_ns
        except OSError:
            return 0
