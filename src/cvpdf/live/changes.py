"""Waiting for a change of the files that a build depends on: cv.yaml, the templates, the photo, font files.

Folders are watched, not files, since editors replace files; and what was there is compared with what is there, so that
a change between two waits is not overlooked and one that changes nothing is no change.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from cvpdf.files.fingerprint import stamp, stamps
from cvpdf.themes.theme import folders_for

STEP = 4
"""Milliseconds without a further change after which a change counts: an editor's write and rename are one."""

DEBOUNCE = 100
"""Milliseconds after which a change counts in any case."""

_LOOK = 1000
"""Milliseconds between two looks whether the watching is to end."""


class Changes:
    """The files of one cv.yaml, as they were when they were last built."""

    def __init__(self, cv: Path) -> None:
        self._cv = cv
        self._named: frozenset[Path] = frozenset()
        self.begin()

    def remember(self, inputs: Iterable[Path]) -> None:
        """Take the present state for built; ``inputs`` may have files that cv.yaml names: the photo, fonts."""
        folders = folders_for(self._cv.parent)
        others = {path for path in inputs if path != self._cv}
        named = frozenset(path for path in others if not any(path.is_relative_to(folder) for folder in folders))
        # A cv.yaml that is wrong for a moment does not name them.
        self._named = named or self._named
        for path in self._named - self._seen.keys():
            # It was read at some time during the build; what was written before that is what was read.
            found = stamp(path)
            if found is None or found[1] < self._began:
                self._seen[path] = found

    def begin(self) -> None:
        """Note the state from which a build is about to be made."""
        self._began = time.time_ns()
        self._seen = self._stamps()

    def wait(self, stop: threading.Event) -> None:
        """Return when something has changed since :meth:`begin`, or when ``stop`` is set."""
        from watchfiles import watch

        # `None` leaves it to watchfiles, which polls under WSL.
        polling: bool | None = None
        while not stop.is_set() and self._stamps() == self._seen:
            folders = self._folders()
            watched = watch(
                *folders,
                stop_event=stop,
                step=STEP,
                debounce=DEBOUNCE,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                recursive=False,
                raise_interrupt=True,
                force_polling=polling,
            )
            # A folder may be removed after it was listed; then the loop lists the folders again.
            try:
                for _ in watched:
                    if stop.is_set() or self._stamps() != self._seen or self._folders() != folders:
                        break
            except FileNotFoundError:
                continue
            except RuntimeError:
                # The system has no descriptor or no watch left for a folder; polling needs none.
                if polling:
                    raise
                polling = True

    def _stamps(self) -> dict[Path, tuple[int, int] | None]:
        found = {path: stamp(path) for path in (self._cv, *self._named)}
        return found | {Path(name): state for name, state in stamps(folders_for(self._cv.parent))}

    def _folders(self) -> list[Path]:
        found = {self._cv.absolute().parent, *(path.absolute().parent for path in self._named)}
        for folder in folders_for(self._cv.parent):
            # Whatever vanishes meanwhile is left out.
            found |= {Path(name) for name, _, _ in os.walk(folder)}
        # A folder that may not be read cannot be watched; its files are compared once a second.
        return sorted(folder for folder in found if os.path.isdir(folder) and os.access(folder, os.R_OK))  # noqa: PTH112
