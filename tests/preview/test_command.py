"""``cvpdf preview`` as a command: what it refuses, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf.cli import preview
from cvpdf.preview.server import listen
from tests.preview.browser import CV, Desk
from tests.waiting import PATIENCE


def test_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(preview, "find_spec", lambda name: None if name in ("starlette", "uvicorn") else object())
    assert preview.run() == 2
    said = capsys.readouterr().err
    assert "error[preview-missing]: preview needs packages that are not installed: starlette, uvicorn" in said
    assert "pip install 'cvpdf[preview]'" in said


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with listen(0) as listener:
        port = listener.getsockname()[1]
        assert preview.run(port=port) == 2
    said = capsys.readouterr().err
    assert f"error[port-taken]: port {port} is in use" in said
    assert "--port 0" in said


def test_a_port_that_cannot_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview.run(port=70_000) == 2
    assert "error[bad-port]: port 70000 is out of range" in capsys.readouterr().err


def test_the_command_itself_needs_none_of_the_extra() -> None:
    program = (
        "import sys, cvpdf.cli.preview; print({'starlette', 'uvicorn', 'watchfiles', 'pypdfium2'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_an_unknown_variant_to_begin_with(capsys: pytest.CaptureFixture[str]) -> None:
    preview._warn_unknown("onepgae", ["full", "onepage"])
    assert "unknown-variant]: unknown variant `onepgae`\n  hint: did you mean `onepage`?" in capsys.readouterr().err
    preview._warn_unknown("full", ["full", "onepage"])
    preview._warn_unknown("other", [])
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_cleanly(tmp_path: Path, number: signal.Signals, code: int) -> None:
    desk = Desk(tmp_path)
    desk.write(CV.replace("2020-01", "2020-13"))
    desk.start()
    assert desk.process
    with socket.create_connection(("127.0.0.1", int(desk.port)), timeout=PATIENCE) as client:
        client.sendall(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {desk.cookie}\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        desk.process.send_signal(number)
        _, said = desk.process.communicate(timeout=PATIENCE)
    assert desk.process.returncode == code
    assert said.strip() == ""
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(desk.port)), timeout=PATIENCE)


def test_without_descriptors_a_command_says_so() -> None:
    program = (
        "import errno, sys; from cvpdf.__main__ import guarded\n"
        "def work(): raise OSError(errno.EMFILE, 'Too many open files', 'x')\n"
        "sys.exit(guarded(work))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 4
    assert "error[too-many-files]: the limit of open files is reached\n  hint: " in done.stderr
