"""The server of the preview, on 127.0.0.1, with a session that rebuilds after every save."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import uvicorn

from cvpdf.diagnostics import Diagnostic, warning
from cvpdf.live.events import Event, Notify, VariantTypeset
from cvpdf.preview.access_token import TokenRequired, new_token
from cvpdf.preview.app import Preview
from cvpdf.preview.connections import LimitedProtocol, limit
from cvpdf.preview.image_cache import ImageCache
from cvpdf.preview.same_origin import SameOriginOnly
from cvpdf.preview.view_stream import ViewStream
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS

ADDRESS = "127.0.0.1"
_SHUTDOWN_TIMEOUT = 2
"""Seconds that open connections get when the server ends."""


class PreviewSession(Protocol):
    """The part of a session that the preview uses."""

    def run(self) -> None:
        """Build and watch until :meth:`stop` is called."""

    def stop(self) -> None:
        """End :meth:`run`; can be called from any thread."""

    def prefer(self, variant: str) -> None:
        """Build this variant first from now on."""


def listen(port: int) -> socket.socket:
    """Return a socket on 127.0.0.1. Port 0 means any free port. Raises :class:`OSError`."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Allows a restart while old connections time out. On Windows it would let two servers share a port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(64)
    except BaseException:
        listener.close()
        raise
    return listener


def serve(
    watch: Callable[[Notify], PreviewSession],
    listener: socket.socket,
    cv: Path,
    begin: str = BUILT_IN_VARIANTS[0],
    ready: Callable[[str], None] = lambda _address: None,
    warn: Callable[[Diagnostic], None] = lambda _problem: None,
) -> None:
    """Serve until SIGINT or SIGTERM, which is raised again after the shutdown.

    ``watch`` creates the session, ``begin`` is the variant to show first, ``ready`` is called with the address of the
    page, which contains its token, and ``warn`` if no connection can be accepted. If the session ends, the server ends
    too; an exception of the session is raised again.
    """
    views, images = ViewStream(), ImageCache()

    def update(event: Event) -> None:
        views.update(event)
        if isinstance(event, VariantTypeset):
            variant = views.view.variant(event.variant)
            if variant and variant.shown:
                images.prefetch(event.variant, variant.shown)

    session = watch(update)
    session.prefer(begin)
    port = listener.getsockname()[1]
    token = new_token()
    preview = Preview(views, images, session.prefer, cv, begin).application()
    app = SameOriginOnly(TokenRequired(preview, port, token), port)
    server = _Server(app, views, lambda: ready(f"http://{ADDRESS}:{port}/?token={token}"), warn)
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
        images.close()
        listener.close()
    if failures:
        raise failures[0]


class _Server(uvicorn.Server):
    """Ends the event streams before it waits for open connections, which they would keep open forever."""

    def __init__(
        self, app: SameOriginOnly, views: ViewStream, ready: Callable[[], None], warn: Callable[[Diagnostic], None]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=LimitedProtocol,
                backlog=limit(),
                log_config=None,
                log_level="critical",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=_SHUTDOWN_TIMEOUT,
            )
        )
        self._views = views
        self._ready = ready
        self._warn = warn
        self._warned = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to serve, and report that."""
        asyncio.get_running_loop().set_exception_handler(self._report)
        await super().startup(sockets)
        self._ready()

    def _report(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Warn once if no connection can be accepted; asyncio retries each second. Other failures need no message."""
        problem = context.get("exception")
        if isinstance(problem, OSError) and problem.errno in (errno.EMFILE, errno.ENFILE) and not self._warned:
            self._warned = True
            message = "the browser has to wait, because the limit of open files is reached"
            self._warn(
                warning("too-many-files", message, None, "close other programs, or raise the limit: ulimit -n 1024")
            )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the event streams, then stop."""
        self._views.close()
        await super().shutdown(sockets)
