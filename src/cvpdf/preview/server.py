"""The preview's server: on this machine only, beside a session that rebuilds at every save."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import uvicorn

from cvpdf.live.events import Event, Notify, VariantTypeset
from cvpdf.preview.app import Preview
from cvpdf.preview.hosts import OwnPagesOnly
from cvpdf.preview.hub import Hub
from cvpdf.preview.pictures import Pictures
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS

ADDRESS = "127.0.0.1"
_PATIENCE = 2
"""Seconds that open connections get at the end."""


class Watching(Protocol):
    """What the preview asks of a session."""

    def run(self) -> None:
        """Build and watch; blocks until :meth:`stop`."""

    def stop(self) -> None:
        """End :meth:`run` soon; from any thread."""

    def prefer(self, variant: str) -> None:
        """Set this variant first from now on."""


def listen(port: int) -> socket.socket:
    """Return a socket on this machine's own address; port 0 takes a free one. Raises OSError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # So that a restart need not wait for old connections; elsewhere this would let two servers share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(64)
    except BaseException:
        listener.close()
        raise
    return listener


def serve(
    watch: Callable[[Notify], Watching],
    listener: socket.socket,
    cv: Path,
    begin: str = BUILT_IN_VARIANTS[0],
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve until SIGINT or SIGTERM, which is raised again when everything has ended.

    ``watch`` makes the session; ``begin`` is the variant to begin with; ``ready`` is told the address of the page.
    Whatever ends the session ends the server, and is raised.
    """
    hub, pictures = Hub(), Pictures()

    def tell(event: Event) -> None:
        hub.tell(event)
        if isinstance(event, VariantTypeset):
            variant = hub.view.variant(event.variant)
            if variant and variant.shown:
                pictures.foresee(event.variant, variant.shown)

    session = watch(tell)
    session.prefer(begin)
    port = listener.getsockname()[1]
    app = OwnPagesOnly(Preview(hub, pictures, session.prefer, cv, begin).application(), port)
    server = _Server(app, hub, lambda: ready(f"http://{ADDRESS}:{port}/"))
    failures: list[BaseException] = []

    def work() -> None:
        try:
            session.run()
        except BaseException as problem:
            failures.append(problem)
        finally:
            server.should_exit = True

    worker = threading.Thread(target=work, name="session")
    worker.start()
    try:
        server.run([listener])
    finally:
        session.stop()
        worker.join()
        pictures.close()
        listener.close()
    if failures:
        raise failures[0]


class _Server(uvicorn.Server):
    """Ends the streams of events before it waits for open connections, which they would keep open for ever."""

    def __init__(self, app: OwnPagesOnly, hub: Hub, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=_PATIENCE,
            )
        )
        self._hub = hub
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop to answer."""
        self._hub.close()
        await super().shutdown(sockets)
