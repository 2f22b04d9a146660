"""Ending all programs of a build at once, from any thread."""

from __future__ import annotations

import threading

from cvpdf.latex.process_group import ProcessGroup


class CancelledError(Exception):
    """The run was cancelled before or while it ran."""


class Cancellation:
    """A token that is passed to every run of a build; :meth:`cancel` ends them all and prevents new ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._programs: set[ProcessGroup] = set()
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._cancelled

    def cancel(self) -> None:
        """Kill every program that runs, with all the programs that it started."""
        with self._lock:
            self._cancelled = True
            programs = tuple(self._programs)
        for program in programs:
            program.kill()

    def register(self, program: ProcessGroup) -> None:
        """Include a program that is about to start. Raises :class:`CancelledError` if the run was cancelled."""
        with self._lock:
            if self._cancelled:
                raise CancelledError
            self._programs.add(program)

    def unregister(self, program: ProcessGroup) -> None:
        """Leave out a program that has ended."""
        with self._lock:
            self._programs.discard(program)
