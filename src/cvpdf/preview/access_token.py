"""Access control: only the user who started the preview sees the CV, and no other user of the machine.

The address that `cvpdf preview` prints contains a token. The first request with it gets a cookie, and every other
request must have that cookie.
"""

from __future__ import annotations

import hmac
import secrets

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSED = "open the address that `cvpdf preview` printed: this page needs the token in it\n"


def new_token() -> str:
    """Return a token of 128 bits that nobody can guess."""
    return secrets.token_urlsafe(16)


class TokenRequired:
    """Rejects requests without the cookie (403), and gives it to a request for the page with the token."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._token = token
        # Cookies do not know ports, so each preview needs a name of its own.
        self._cookie = f"cvpdf-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward, redirect or reject one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer: ASGIApp = self._app
        if scope["path"] == "/" and self._is_token(request.query_params.get("token")):
            answer = self._welcome(request)
        elif not self._is_token(request.cookies.get(self._cookie)):
            # A closed connection cannot be kept busy by requests whose answers nobody reads.
            answer = PlainTextResponse(REFUSED, 403, {"connection": "close"})
        await answer(scope, receive, send)

    def _is_token(self, value: str | None) -> bool:
        return value is not None and hmac.compare_digest(value.encode(), self._token.encode())

    def _welcome(self, request: Request) -> Response:
        """Return the cookie, with a redirect to the address without the token."""
        response: Response = RedirectResponse("/", 303)
        if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
            # Someone followed a link in another page, such as a terminal in the browser. After a redirect the browser
            # would still treat the request as one of that page, and send no strict cookie.
            response = PlainTextResponse("opening the preview\n", headers={"refresh": "0; url=/"})
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return response
