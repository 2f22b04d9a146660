"""The current view, written by the threads of the session and read by the event loop of the server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

from cvpdf.live.events import Event
from cvpdf.preview.state import View, apply_event


class ViewStream:
    """Holds the current view, and sends each change to all streams."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view = View()
        self._closed = False
        self._streams: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def view(self) -> View:
        """The current view; can be read from any thread."""
        return self._view

    def update(self, event: Event) -> None:
        """Apply an event of the session; can be called from any thread."""
        with self._lock:
            self._view = apply_event(self._view, event)
            self._wake()

    def close(self) -> None:
        """End all streams; can be called from any thread."""
        with self._lock:
            self._closed = True
            self._wake()

    async def changes(self, keepalive: float) -> AsyncIterator[View | None]:
        """Yield the current view, the view after each change, and ``None`` after ``keepalive`` seconds without one.

        A slow reader gets the latest view, not every view.
        """
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._streams[woken] = loop
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
                    await asyncio.wait_for(woken.wait(), keepalive)
                except TimeoutError:
                    yield None
        finally:
            with self._lock:
                del self._streams[woken]

    def _wake(self) -> None:
        for woken, loop in self._streams.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(woken.set)
