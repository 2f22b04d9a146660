"""The token that keeps the CV from other users of the machine."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cvpdf.preview.access_token import REFUSED, TokenRequired, new_token
from cvpdf.preview.same_origin import HEADERS, SameOriginOnly
from tests.preview.requests import OWN, PORT, request

INNER = Starlette(routes=[Route(path, lambda _: PlainTextResponse("cv")) for path in ("/", "/events", "/preview.js")])
TOKEN = "a-token-of-128-bits-or-so"
APP = SameOriginOnly(TokenRequired(INNER, PORT, TOKEN), PORT)
COOKIE = f"cvpdf-{PORT}={TOKEN}"


def test_the_token_gives_a_cookie_and_the_address_without_it() -> None:
    answer = request(APP, f"/?token={TOKEN}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"] == f"{COOKIE}; HttpOnly; Path=/; SameSite=strict"
    assert HEADERS.items() <= answer.headers.items()
    assert request(APP, "/", OWN | {"cookie": f"other=1; {COOKIE}"}).body == b"cv"


@pytest.mark.parametrize(
    "path", ["/", "/events", "/preview.js", "/nowhere", "/?token=", "/?token=x", f"/events?token={TOKEN}"]
)
@pytest.mark.parametrize(
    "cookie", ["", "cvpdf-8642=", "cvpdf-8642=x", f"cvpdf-1={TOKEN}", f"cvpdf={TOKEN}", "cvpdf-8642=é"]
)
def test_nothing_without_it(path: str, cookie: str) -> None:
    answer = request(APP, path, OWN | {"cookie": cookie})
    assert (answer.status, answer.body.decode()) == (403, REFUSED)
    assert "set-cookie" not in answer.headers
    assert answer.headers["connection"] == "close"


def test_the_host_counts_first() -> None:
    assert request(APP, f"/?token={TOKEN}", {"host": "evil.example"}).status == 400


def test_a_link_in_another_page_such_as_a_terminal_in_the_browser() -> None:
    answer = request(APP, f"/?token={TOKEN}", OWN | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert (answer.status, answer.headers["refresh"]) == (200, "0; url=/")
    assert COOKIE in answer.headers["set-cookie"]


def test_each_preview_has_another_token() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 22
