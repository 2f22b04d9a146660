"""The server beside a session: where it listens, and how both end."""

from __future__ import annotations

import http.client
import socket
import threading
from pathlib import Path

import pytest

from cvpdf.live.events import Notify, Started
from cvpdf.preview.server import listen, serve
from tests.waiting import PATIENCE


class Idle:
    """A session that only waits, or fails; called, it is the session that the server asks for."""

    def __init__(self, problem: Exception | None = None) -> None:
        self._tell: Notify | None = None
        self._problem = problem
        self._end = threading.Event()
        self.preferred: list[str] = []

    def __call__(self, tell: Notify) -> Idle:
        self._tell = tell
        return self

    def run(self) -> None:
        assert self._tell
        self._tell(Started(1))
        if self._problem:
            raise self._problem
        assert self._end.wait(PATIENCE)

    def stop(self) -> None:
        self._end.set()

    def prefer(self, variant: str) -> None:
        self.preferred.append(variant)


def serving(listener: socket.socket, session: Idle, begin: str = "full") -> tuple[threading.Thread, str]:
    """Serve in another thread; return it and the address."""
    ready = threading.Event()
    told: list[str] = []

    def tell(address: str) -> None:
        told.append(address)
        ready.set()

    worker = threading.Thread(target=serve, args=(session, listener, Path("cv.yaml"), begin, tell))
    worker.start()
    assert ready.wait(PATIENCE)
    return worker, told[0]


def test_it_listens_on_this_machine_only() -> None:
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken() -> None:
    with listen(0) as listener, pytest.raises(OSError, match="in use"):
        listen(listener.getsockname()[1])


def test_an_open_stream_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.preview.server._SHUTDOWN_TIMEOUT", 10 * PATIENCE)
    listener = listen(0)
    port = listener.getsockname()[1]
    session = Idle()
    worker, address = serving(listener, session, "onepage")
    assert address == f"http://127.0.0.1:{port}/"
    assert session.preferred == ["onepage"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/events")
    stream = connection.getresponse()
    assert stream.getheader("content-type", "").startswith("text/event-stream")
    assert stream.readline() == b"retry: 500\n"
    session.stop()
    assert b"data: " in stream.read()
    worker.join(PATIENCE)
    assert not worker.is_alive()
    with listen(port):
        pass


def test_a_foreign_host_is_refused() -> None:
    listener = listen(0)
    session = Idle()
    worker, _ = serving(listener, session)
    answers = []
    for name, value in (("Host", "evil.example"), ("Origin", "http://evil.example")):
        connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=PATIENCE)
        connection.request("GET", "/events", headers={name: value})
        answers.append(connection.getresponse().status)
        connection.close()
    session.stop()
    worker.join(PATIENCE)
    assert answers == [400, 403]


def test_what_ends_the_session_is_raised() -> None:
    with pytest.raises(RuntimeError, match="session"):
        serve(Idle(RuntimeError("the session failed")), listen(0), Path("cv.yaml"))
