"""What is made ready for LaTeX before there is anything to set: formats, latexmk, engines that wait.

All of it only saves time. A document for which nothing is ready is set all the same.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex import judge
from cvpdf.latex.environment import LARGE_PAGES, environment
from cvpdf.latex.formats import Format
from cvpdf.latex.process import Cancellation, CancelledError
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain
from cvpdf.live import warm_engine as waiting


class Coming(NamedTuple):
    """A document that will probably be set in ``folder``: the engine, and the name of the format, of the last time."""

    folder: Path
    engine: Engine
    format_name: str
    source_date_epoch: int
    head: str = ""
    """How it begins; see :func:`cvpdf.live.warm_engine.head_of`."""


@dataclass(slots=True)
class Press:
    """What is ready. To be used by several threads, and closed in the end."""

    formats: Path | None = None
    """The folder of precompiled formats."""
    judge: judge.Judge | None = None
    _waiting: dict[Path, waiting.Waiting] = field(default_factory=dict)
    _made: list[Path] = field(default_factory=list)
    """Folders that were not there, the outer ones first."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start_judge(self, toolchain: Toolchain) -> None:
        """Start the latexmk that judges all documents."""
        if self.judge is None:
            self.judge = judge.start(toolchain)

    def expect(self, documents: Iterable[Coming], toolchain: Toolchain, switch: Cancellation) -> None:
        """Start an engine for each document whose format is at hand; none for a folder in which one waits already."""
        for coming in documents:
            chosen = Format(coming.format_name, self.formats) if self.formats and coming.format_name else None
            place = coming.folder.absolute()
            if chosen is None or not chosen.path.is_file():
                continue
            with self._lock, suppress(OSError, CancelledError):
                if place in self._waiting:
                    continue
                self._make(place)
                variables = environment(toolchain, coming.engine, place, coming.source_date_epoch)
                if coming.head:
                    # It has been set before, so there is time until it is again.
                    variables |= LARGE_PAGES
                one = waiting.wait(place, coming.engine, toolchain, chosen, variables, switch, coming.head)
                self._waiting[place] = one

    def _make(self, place: Path) -> None:
        missing = [folder for folder in (place, *place.parents) if not folder.exists()]
        place.mkdir(parents=True, exist_ok=True)
        self._made += reversed(missing)

    def waits_in(self, folder: Path) -> bool:
        """Whether an engine waits in a folder; it may turn out not to be the right one."""
        return folder.absolute() in self._waiting

    def take(self, folder: Path, engine: Engine, chosen: Format | None, epoch: int) -> waiting.Waiting | None:
        """Return the engine that waits in a folder, if it is the right one, and forget it."""
        with self._lock:
            one = self._waiting.pop(folder.absolute(), None)
        if one is None or one.fits(engine, chosen, epoch):
            return one
        one.give_up()
        return None

    def close(self) -> None:
        """End everything that still waits, and remove folders in which nothing was set."""
        with self._lock:
            left = list(self._waiting.values())
            self._waiting.clear()
        for one in left:
            one.give_up()
        while self._made:
            with suppress(OSError):
                self._made.pop().rmdir()
        if self.judge is not None:
            self.judge.close()
            self.judge = None
