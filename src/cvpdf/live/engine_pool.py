"""Engines that wait for the next save, one for each folder in which a document was typeset or measured."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from cvpdf.latex.cancellation import CancelledError
from cvpdf.latex.direct import EngineCall, run_engine
from cvpdf.latex.process import Completed
from cvpdf.live import warm_engine
from cvpdf.live.warm_engine import WarmEngine

MAX_ENGINES = 8
"""Waiting engines at most, of the folders used last; each takes about 30 MB."""


class EnginePool:
    """Waiting engines. Used by several threads; must be closed."""

    def __init__(self) -> None:
        self._engines: dict[Path, WarmEngine] = {}
        self._calls: dict[Path, EngineCall] = {}
        """The last run in each folder, the latest last."""
        self._lock = threading.Lock()

    def run(self, call: EngineCall) -> Completed:
        """Make one run with the engine that waits in the folder; start a new one if there is none that fits."""
        place = call.folder.absolute()
        with self._lock:
            self._calls.pop(place, None)
            self._calls[place] = call
            engine = self._engines.pop(place, None)
        if engine is None:
            return run_engine(call)
        if engine.fits(call):
            return engine.run(call.timeout)
        engine.kill()
        return run_engine(call)

    def refill(self) -> None:
        """Start an engine for each of the last runs that used a format, and end those of folders long unused."""
        with self._lock:
            for place in list(self._calls)[:-MAX_ENGINES]:
                del self._calls[place]
            unused = [self._engines.pop(place) for place in list(self._engines) if place not in self._calls]
            missing = [call for place, call in self._calls.items() if place not in self._engines]
        for engine in unused:
            engine.kill()
        for call in missing:
            if call.chosen is None or not call.chosen.path.is_file():
                continue
            with suppress(OSError, CancelledError):
                engine = warm_engine.start(call)
                with self._lock:
                    self._engines[call.folder.absolute()] = engine

    def close(self) -> None:
        """End all waiting engines."""
        with self._lock:
            engines = list(self._engines.values())
            self._engines.clear()
            self._calls.clear()
        for engine in engines:
            engine.kill()
