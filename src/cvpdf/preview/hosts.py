"""Who may talk to the preview: pages that it served itself, and nobody else's.

Any website can make a browser send requests to 127.0.0.1. Such a request names the website in ``Origin`` or
``Sec-Fetch-Site``; one that comes by a name of the website's own, made to lead to 127.0.0.1 (DNS rebinding), names it
in ``Host``.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""With every answer. Nothing is loaded from elsewhere, and no other site can embed or read anything."""

_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_SAFE = ("GET", "HEAD")


class OwnPagesOnly:
    """Answers 400 to a foreign ``Host`` and 403 to a foreign page, before the application sees the request."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in NAMES)
        if port == 80:
            self._hosts |= frozenset(NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse, one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name, value) for name, value in message.get("headers", ()) if name.decode() not in HEADERS]
                message = {**message, "headers": [*own, *_HEADERS]}
            await send(message)

        status = self._refusal(scope)
        if status is None:
            await self._app(scope, receive, guarded)
        else:
            await PlainTextResponse("refused: not from this preview's own page\n", status)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> int | None:
        headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
        given: dict[str, list[str]] = {}
        for name, value in headers:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").lower())
        hosts, origins = given.get("host", []), given.get("origin", [])
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 400
        method = scope["method"]
        if any(origin not in self._origins for origin in origins) or (method not in _SAFE and len(origins) != 1):
            return 403
        for site in given.get("sec-fetch-site", []):
            # A link that leads here from elsewhere may be followed, to the page itself only.
            followed = given.get("sec-fetch-mode") == ["navigate"] and method in _SAFE and scope["path"] == "/"
            if site not in ("same-origin", "none") and not followed:
                return 403
        return None
