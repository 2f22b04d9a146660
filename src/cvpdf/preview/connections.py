"""The limit on connections, so that no program on the machine can use up the file descriptors of the preview."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MAX_CONNECTIONS = 64
"""Connections at a time; a browser uses six for each open page."""


def limit() -> int:
    """Return the most connections at a time: at most a quarter of the files that the process may open."""
    if sys.platform == "win32":
        return MAX_CONNECTIONS
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MAX_CONNECTIONS if most == resource.RLIM_INFINITY else max(8, min(MAX_CONNECTIONS, most // 4))


class LimitedProtocol(H11Protocol):
    """HTTP that closes the oldest connection without a request in progress when there are too many."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._began = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a connection."""
        super().connection_made(transport)
        if len(self.connections) > limit():
            others = (one for one in self.connections if isinstance(one, LimitedProtocol) and one is not self)
            min((one for one in others if one.is_idle), key=lambda one: one._began, default=self).transport.abort()

    @property
    def is_idle(self) -> bool:
        """Whether no request is in progress."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)
