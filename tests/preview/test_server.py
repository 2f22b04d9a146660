"""The server beside a session: where it listens, and how both end."""

from __future__ import annotations

import asyncio
import errno
import http.client
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.live.events import Notify, Started
from cvpdf.preview.connections import limit
from cvpdf.preview.same_origin import SameOriginOnly
from cvpdf.preview.server import _Server, listen, serve
from cvpdf.preview.view_stream import ViewStream
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


def cookie(address: str) -> dict[str, str]:
    """Return the header by which the preview knows its user."""
    port, token = address.removeprefix("http://127.0.0.1:").split("/?token=")
    return {"Cookie": f"cvpdf-{port}={token}"}


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
    assert address.startswith(f"http://127.0.0.1:{port}/?token=")
    assert session.preferred == ["onepage"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/events", headers=cookie(address))
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
    worker, address = serving(listener, session)
    answers = []
    for name, value in (("Host", "evil.example"), ("Origin", "http://evil.example")):
        connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=PATIENCE)
        connection.request("GET", "/events", headers=cookie(address) | {name: value})
        answers.append(connection.getresponse().status)
        connection.close()
    session.stop()
    worker.join(PATIENCE)
    assert answers == [400, 403]


def test_what_ends_the_session_is_raised() -> None:
    with pytest.raises(RuntimeError, match="session"):
        serve(Idle(RuntimeError("the session failed")), listen(0), Path("cv.yaml"))


def test_idle_connections_give_way_and_streams_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.preview.connections.limit", lambda: 3)
    listener = listen(0)
    port = listener.getsockname()[1]
    session = Idle()
    worker, address = serving(listener, session)

    def stream() -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/events", headers=cookie(address))
        response = connection.getresponse()
        assert response.readline() == b"retry: 500\n"
        return response

    busy = []
    for _ in range(3):  # they ask without end, and read no answer
        busy.append(socket.create_connection(("127.0.0.1", port), timeout=0.2))
        with suppress(OSError):
            busy[-1].sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() * 99_999)
    first = stream()
    idle = [*busy, *(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(10))]
    second, third = stream(), stream()
    for connection in idle:
        with connection, suppress(ConnectionError):
            connection.settimeout(PATIENCE)
            while connection.recv(65536):
                pass
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as refused, suppress(ConnectionError):
        assert refused.recv(1) == b"", "three streams are in progress"
    session.stop()
    assert all(b"data: " in response.read() for response in (first, second, third))
    worker.join(PATIENCE)
    assert not worker.is_alive()


def test_the_limit_follows_that_of_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    for files, connections in ((16, 8), (100, 25), (1024, 64), (resource.RLIM_INFINITY, 64)):
        monkeypatch.setattr(resource, "getrlimit", lambda _which, files=files: (files, files))
        assert limit() == connections


def test_without_descriptors_it_warns_once(capfd: pytest.CaptureFixture[str]) -> None:
    warnings: list[Diagnostic] = []
    server = _Server(SameOriginOnly(lambda *_: None, 1), ViewStream(), lambda: None, warnings.append)  # type: ignore[arg-type]
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(server._report)
    for problem in (
        ConnectionResetError(),
        OSError(errno.EMFILE, "Too many open files"),
        OSError(errno.EMFILE, "again"),
    ):
        loop.call_exception_handler({"message": "socket.accept() out of system resource", "exception": problem})
    loop.close()
    assert [problem.code for problem in warnings] == ["too-many-files"]
    assert capfd.readouterr().err == ""
