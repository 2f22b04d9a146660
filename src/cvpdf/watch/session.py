"""A watching session: it builds, waits for a change, and builds what the change touches."""

from __future__ import annotations

import threading
import time

from cvpdf.options import Options
from cvpdf.pipeline import build
from cvpdf.watch.events import Finished, Started, Tell


class Session:
    """Builds once, then at every change until :meth:`stop`. ``tell`` hears of everything."""

    def __init__(self, options: Options, tell: Tell) -> None:
        self._options = options
        self._tell = tell
        self._stop = threading.Event()
        self._preferred: str | None = None

    def prefer(self, variant: str) -> None:
        """Set this variant first from now on: somebody is looking at it."""
        self._preferred = variant

    def stop(self) -> None:
        """End :meth:`run` soon; from any thread."""
        self._stop.set()

    def run(self) -> None:
        """Build and watch; blocks until :meth:`stop`."""
        began = time.perf_counter()
        self._tell(Started(1))
        self._tell(Finished(1, build(self._options), time.perf_counter() - began))
        self._stop.wait()
