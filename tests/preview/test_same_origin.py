"""Who may talk to the preview."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cvpdf.preview.same_origin import HEADERS, SameOriginOnly
from tests.preview.requests import OWN, PORT, request

INNER = Starlette(
    routes=[
        Route("/", lambda _: PlainTextResponse("page", headers={"cache-control": "public"})),
        Route("/events", lambda _: PlainTextResponse("data: x\n\n", media_type="text/event-stream")),
        Route("/prefer/full", lambda _: PlainTextResponse("ok"), methods=["POST"]),
    ]
)
APP = SameOriginOnly(INNER, PORT)
ORIGIN = f"http://127.0.0.1:{PORT}"


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LocalHost:{PORT}"])
@pytest.mark.parametrize("path", ["/", "/events"])
def test_own_names(host: str, path: str) -> None:
    assert request(APP, path, {"host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        *("", "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", f"evil.example:{PORT}", f"0.0.0.0:{PORT}"),
        *(f"127.0.0.1.evil.example:{PORT}", f"localhost.evil.example:{PORT}"),
        *(f"evil.example@127.0.0.1:{PORT}", f"127.0.0.1:{PORT}@evil.example"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/events", "/nowhere"])
def test_foreign_names(host: str, path: str) -> None:
    answer = request(APP, path, {"host": host})
    assert answer.status == 400
    assert b"data" not in answer.body


def test_a_name_is_needed_once() -> None:
    assert request(APP, "/", {}).status == 400
    assert request(APP, "/", [("host", OWN["host"]), ("host", OWN["host"])]).status == 400
    assert request(APP, "/", [("host", OWN["host"]), ("host", "evil.example")]).status == 400


def test_without_a_port_on_the_port_of_the_web() -> None:
    assert request(SameOriginOnly(INNER, 80), "/", {"host": "127.0.0.1"}).status == 200


@pytest.mark.parametrize("path", ["/", "/events"])
@pytest.mark.parametrize(
    "origin",
    [
        *("http://evil.example", "https://127.0.0.1", "http://127.0.0.1", "http://127.0.0.1:1"),
        *(f"https://127.0.0.1:{PORT}", "null"),
    ],
)
def test_foreign_origins(path: str, origin: str) -> None:
    assert request(APP, path, OWN | {"origin": origin}).status == 403


def test_own_origins() -> None:
    assert request(APP, "/events", OWN | {"origin": ORIGIN}).status == 200
    assert (
        request(APP, "/events", [("host", OWN["host"]), ("origin", ORIGIN), ("origin", "http://evil.example")]).status
        == 403
    )


def test_what_changes_something_says_where_it_is_from() -> None:
    assert request(APP, "/prefer/full", OWN, "POST").status == 403
    assert request(APP, "/prefer/full", OWN | {"origin": ORIGIN}, "POST").status == 200
    assert request(APP, "/prefer/full", OWN | {"origin": "http://evil.example"}, "POST").status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_cannot_embed_anything(site: str) -> None:
    assert request(APP, "/events", OWN | {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}).status == 403
    assert request(APP, "/", OWN | {"sec-fetch-site": site, "sec-fetch-mode": "cors"}).status == 403
    assert request(APP, "/events", OWN | {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}).status == 403
    assert request(APP, "/", OWN | {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}).status == 200, "a link"
    assert request(APP, "/events", OWN | {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}).status == 200


@pytest.mark.parametrize("headers", [OWN, {"host": "evil.example"}])
def test_every_answer_is_locked_up(headers: dict[str, str]) -> None:
    given = request(APP, "/", headers).headers
    assert {name: given[name] for name in HEADERS} == HEADERS
    policy = given["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_web_sockets_are_refused() -> None:
    answer = request(APP, "/events", OWN, kind="websocket")
    assert answer.status == 0
    assert answer.body == b""
