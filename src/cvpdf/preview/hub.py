"""The one place where the session's threads and the event loop meet."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

from cvpdf.live.events import Event
from cvpdf.preview.state import View, after


class Hub:
    """Keeps the view, and wakes those who wait for its next change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view = View()
        self._closed = False
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def view(self) -> View:
        """The view as it is now; from any thread."""
        return self._view

    def tell(self, event: Event) -> None:
        """Take in an event of the session; from any thread."""
        with self._lock:
            self._view = after(self._view, event)
            self._wake()

    def close(self) -> None:
        """End all streams of changes; from any thread."""
        with self._lock:
            self._closed = True
            self._wake()

    async def changes(self, patience: float) -> AsyncIterator[View | None]:
        """Yield the view at once and after each change, and ``None`` after each ``patience`` seconds without one.

        Whoever is slow gets the last view only, not each one that there was.
        """
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._waiting[woken] = loop
        try:
            seen: View | None = None
            while not self._closed:
                woken.clear()
                view = self._view
                if view is not seen:
                    seen = view
                    yield view
                    continue
                try:
                    await asyncio.wait_for(woken.wait(), patience)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                del self._waiting[woken]

    def _wake(self) -> None:
        for woken, loop in self._waiting.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(woken.set)
