"""Access control: only pages that the preview served itself can send requests to it.

Any website can make a browser send requests to 127.0.0.1. Such a request names the website in ``Origin`` or
``Sec-Fetch-Site``. If the website's own host name resolves to 127.0.0.1 (DNS rebinding), ``Host`` has that name.
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
"""Headers of every response. Nothing is loaded from other sites, and no other site can embed or read the preview."""

_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
_SAFE = ("GET", "HEAD")


class SameOriginOnly:
    """Rejects requests with a foreign ``Host`` (400) or from another site (403) before they reach the application."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = frozenset(f"{name}:{port}" for name in NAMES)
        if port == 80:
            self._hosts |= frozenset(NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward or reject one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name, value) for name, value in message.get("headers", ()) if name.decode() not in HEADERS]
                message = {**message, "headers": [*own, *_HEADERS]}
            await send(message)

        status = self._refusal(scope)
        if status is None:
            await self._app(scope, receive, send_with_headers)
        else:
            text = "rejected: this request does not come from the preview's own page\n"
            answer = PlainTextResponse(text, status, {"connection": "close"})
            await answer(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> int | None:
        headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
        values: dict[str, list[str]] = {}
        for name, value in headers:
            values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").lower())
        hosts, origins = values.get("host", []), values.get("origin", [])
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 400
        method = scope["method"]
        if any(origin not in self._origins for origin in origins) or (method not in _SAFE and len(origins) != 1):
            return 403
        for site in values.get("sec-fetch-site", []):
            # A link from another site may lead to the page itself, and to nothing else.
            followed = values.get("sec-fetch-mode") == ["navigate"] and method in _SAFE and scope["path"] == "/"
            if site not in ("same-origin", "none") and not followed:
                return 403
        return None
