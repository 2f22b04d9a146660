"""Requests to an ASGI application, without a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

PORT = 8642
OWN = {"host": f"127.0.0.1:{PORT}"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def request(
    app: ASGIApp,
    target: str,
    headers: Mapping[str, str] | list[tuple[str, str]] = OWN,
    method: str = "GET",
    kind: str = "http",
) -> Answer:
    """Send one request and return the whole answer."""
    path, _, query = target.partition("?")
    pairs = headers if isinstance(headers, list) else list(headers.items())
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs],
        "scheme": "http",
        "server": ("127.0.0.1", PORT),
        "root_path": "",
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    start = sent[0]
    given = {name.decode(): value.decode() for name, value in start.get("headers", [])}
    return Answer(start.get("status", 0), given, b"".join(message.get("body", b"") for message in sent[1:]))
