"""Nobody else reaches the process, it is asked for nobody else, and nobody waits for what does not answer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cvpdf import __main__
from cvpdf.standby import address, client, control
from tests.cli.running import GOOD
from tests.standby.desk import Desk, wait_for

VALID = b"cv.yaml is valid\n"

FIND = """
import os
from cvpdf.standby import address
print(*address.find(os.environ, make=True), sep="\\n")
"""
IMPATIENT = """
import sys
from cvpdf.standby import client
client.PATIENCE = 0.3
from cvpdf.__main__ import main
main()
"""


@pytest.fixture(autouse=True)
def _cv(desk: Desk) -> None:
    desk.write(GOOD)


def found(desk: Desk, shell: str = 'exec "$@"', **more: str) -> tuple[str, Path]:
    """Return the key and the socket of a command."""
    done = subprocess.run(
        ["sh", "-c", shell, "sh", sys.executable, "-c", FIND], cwd=desk.home, env=desk.environment(more),
        capture_output=True, text=True, errors="surrogateescape", timeout=30, check=True,
    )  # fmt: skip
    key, path = done.stdout.splitlines()
    return key, Path(path)


@contextmanager
def listening(path: Path, behave: Callable[[socket.socket], object]) -> Iterator[list[socket.socket]]:
    """Listen at a socket; yield the connections that have come."""
    came: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    came.append(connection)
                    with suppress(OSError):
                        behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield came
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for connection in came:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            thread.join(10)
            for connection in came:
                connection.close()


def validate(desk: Desk, **more: str) -> tuple[int, bytes, float]:
    """Run a command that does not wait for long; return exit code, what it says, and the seconds that it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, "validate"], cwd=desk.home, capture_output=True, timeout=60, check=False,
        env=desk.environment({"CVPDF_STANDBY": "", **more}),
    )  # fmt: skip
    return done.returncode, done.stderr, time.monotonic() - began


ANSWERS = {
    "nothing": lambda _connection: None,
    "good bye": lambda connection: connection.close(),
    "no": lambda connection: connection.sendall(b"no\n"),
    "garbage": lambda connection: connection.sendall(bytes(range(256)) * 100),
    "a pid that is none": lambda connection: connection.sendall(b"pid -1\n"),
    "a group of processes": lambda connection: connection.sendall(b"pid 0\n"),
    "half a word": lambda connection: connection.sendall(b"pi"),
}


@pytest.mark.parametrize("behaviour", ANSWERS)
def test_a_stranger_at_the_socket_is_not_waited_for(desk: Desk, behaviour: str) -> None:
    _, path = found(desk)
    with listening(path, ANSWERS[behaviour]) as came:
        code, said, seconds = validate(desk)
        wait_for(lambda: came, "it was not asked")
    assert (code, said) == (0, VALID)
    assert seconds < 5
    # Who has not answered is not asked again.
    assert path.exists() == (behaviour != "nothing")


def test_an_answer_that_is_too_late_runs_nothing(desk: Desk) -> None:
    """The command does its own work then, and the work must not be done twice."""
    _, path = found(desk)
    tired, done = threading.Event(), threading.Event()
    heard: list[bytes] = []

    def dawdle(connection: socket.socket) -> None:
        tired.wait(30)
        with suppress(OSError):
            connection.sendall(b"pid 99999999\n")
        with suppress(OSError):
            while piece := connection.recv(1 << 16):
                heard.append(piece)
        done.set()

    with listening(path, dawdle):
        assert validate(desk)[:2] == (0, VALID)
        tired.set()
        assert done.wait(10)
    assert heard
    assert not b"".join(heard).endswith(address.GO)


def test_the_patience_of_a_command_is_a_few_seconds() -> None:
    assert 1 <= client.PATIENCE <= 5


def test_who_takes_a_command_and_vanishes_is_told_of(desk: Desk) -> None:
    _, path = found(desk)

    def vanish(connection: socket.socket) -> None:
        connection.sendall(b"pid 99999999\n")
        heard = b""
        while not heard.endswith(address.GO) and (piece := connection.recv(1 << 16)):
            heard += piece
        connection.close()

    with listening(path, vanish):
        assert validate(desk)[:2] == (137, b"error[killed]: the command was ended from outside\n")


def test_it_is_not_even_asked_if_that_is_switched_off(desk: Desk) -> None:
    _, path = found(desk)
    with listening(path, ANSWERS["nothing"]) as came:
        assert validate(desk, CVPDF_STANDBY="0")[:2] == (0, VALID)
    assert not came


def test_a_process_of_another_users_gets_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, path = found(desk)
    monkeypatch.setattr(address, "find", lambda _environment: ("key", str(path)))
    monkeypatch.setattr(address, "is_ours", lambda _connection: False)
    monkeypatch.setattr(client, "_request", lambda *_: pytest.fail("it was told"))
    with listening(path, ANSWERS["nothing"]) as came:
        assert client.ask(["validate"], {}) is None
        wait_for(lambda: came, "it was not asked")


def test_both_ends_of_a_socket_know_who_the_other_is(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path_factory.mktemp("s") / "s"
    with listening(path, ANSWERS["nothing"]) as came, socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        assert address.is_ours(connection)
        wait_for(lambda: came, "nobody has come")
        assert address.is_ours(came[0])
        monkeypatch.setattr(os, "getuid", lambda: 12345)
        assert not address.is_ours(connection)


@pytest.mark.parametrize("garbage", [b"", b"x", b"\0" * 7 + b"\5hello", b"\xff" * 8, b"\0" * 6 + b"\1\1"], ids=repr)
def test_garbage_does_not_disturb_the_process(shared: Desk, garbage: bytes) -> None:
    shared.write(GOOD)
    server = shared.stand_by()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(shared.sockets()[0]))
        connection.sendall(garbage)
    shared.served("validate")
    assert shared.stand_by() == server


def test_another_key_at_the_same_socket_is_declined(shared: Desk) -> None:
    """Names of sockets are short, so two keys may share one."""
    shared.write(GOOD)
    server = shared.stand_by()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(shared.sockets()[0]))
        parts = [b"another key", b"/", b"18", b"utf-8\tstrict", b"utf-8\tstrict", b"1", b"validate"]
        request = b"\0".join(parts)
        connection.sendall(len(request).to_bytes(8, "big") + request)
        assert connection.recv(8) == b"no\n"
    shared.served("validate")
    assert shared.stand_by() == server


def test_streams_are_not_held_by_one_who_does_not_answer(desk: Desk) -> None:
    """Whoever reads what a command writes waits until the last one that has the pipe has closed it."""
    desk.stand_by()
    waiting = desk.waiting()
    os.kill(waiting, signal.SIGSTOP)
    try:
        assert validate(desk)[:2] == (0, VALID)
        assert not desk.sockets(), "the next command does not find it"
    finally:
        os.kill(waiting, signal.SIGCONT)
    desk.wait_for_none()


# Where the socket is.


def folder(path: Path, make: bool = False) -> str | None:
    return address.folder({"XDG_RUNTIME_DIR": str(path)}, make)


@pytest.fixture
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("r")


def test_the_folder_is_made_for_this_user_alone(runtime: Path) -> None:
    assert folder(runtime) is None
    assert not list(runtime.iterdir()), "asking makes nothing"
    assert folder(runtime, make=True) == folder(runtime) == str(runtime / "cvpdf")
    assert (runtime / "cvpdf").stat().st_mode & 0o7777 == 0o700


@pytest.mark.parametrize("mode", [0o701, 0o710, 0o750, 0o755, 0o777, 0o1777])
def test_a_folder_that_others_may_enter_is_refused(runtime: Path, mode: int) -> None:
    (runtime / "cvpdf").mkdir()
    (runtime / "cvpdf").chmod(mode)
    assert folder(runtime, make=True) is None


def test_what_is_no_folder_is_refused(runtime: Path) -> None:
    elsewhere = runtime / "elsewhere"
    elsewhere.mkdir(0o700)
    place = runtime / "cvpdf"
    place.symlink_to(elsewhere)
    assert folder(runtime, make=True) is None
    place.unlink()
    place.touch(0o700)
    assert folder(runtime, make=True) is None


def test_a_folder_of_another_users_is_refused(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(runtime, make=True)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    temporary = {"TMPDIR": str(runtime)}
    # As after `sudo -E`: nothing of root's is put into the folder of another user.
    assert address.folder({"XDG_RUNTIME_DIR": str(runtime), **temporary}) is None
    (runtime / "cvpdf-12345").mkdir(0o700)
    assert address.folder(temporary, make=True) is None


def test_without_a_runtime_folder_it_is_among_temporary_files(runtime: Path) -> None:
    place = str(runtime / f"cvpdf-{os.getuid()}")
    assert address.folder({"TMPDIR": str(runtime)}, make=True) == place
    for unusable in ("", "relative", str(runtime / "none")):
        assert address.folder({"XDG_RUNTIME_DIR": unusable, "TMPDIR": str(runtime)}) == place
    assert not (runtime / "none").exists()


def test_relative_and_long_folders_are_not_used(runtime: Path) -> None:
    assert address.folder({"TMPDIR": "tmp"}, make=True) is None
    long = runtime / ("x" * 80)
    long.mkdir()
    assert folder(long, make=True) is None


def test_a_folder_that_cannot_be_made_is_done_without(runtime: Path) -> None:
    (runtime / "file").touch()
    assert address.folder({"TMPDIR": str(runtime / "file")}, make=True) is None


# What must be equal.


def test_the_same_command_has_the_same_key(desk: Desk) -> None:
    assert found(desk) == found(desk, TERM="dumb", SOURCE_DATE_EPOCH="1")


@pytest.mark.parametrize(
    "shell", ['ulimit -n 500; exec "$@"', 'exec nice -n 3 "$@"', 'exec taskset -c 0 "$@"', 'exec chrt -b 0 "$@"']
)
def test_what_a_process_inherits_is_part_of_the_key(desk: Desk, shell: str) -> None:
    if "taskset" in shell and os.cpu_count() == 1:
        pytest.skip("one processor")
    assert found(desk, shell)[0] != found(desk)[0]


@pytest.mark.parametrize("variable", ["PYTHONIOENCODING", "PYTHONWARNINGS", "PYTHONHASHSEED"])
def test_variables_of_python_are_part_of_the_key(desk: Desk, variable: str) -> None:
    text = {"PYTHONIOENCODING": "latin-1", "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "7"}[variable]
    assert found(desk, **{variable: text})[0] != found(desk)[0]


def test_users_and_groups_are_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = address.key({})
    monkeypatch.setattr(os, "getgroups", lambda: [12345])
    assert address.key({}) != before


# Where there is none.


def test_without_proc_every_command_does_its_own_work(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: str) -> str:
        raise FileNotFoundError(2, "No such file or directory", path)

    monkeypatch.setattr(os, "readlink", missing)
    environment = {"XDG_RUNTIME_DIR": str(runtime), "CVPDF_STANDBY": "1"}
    assert client.ask(["validate"], environment) is None
    control.leave_behind(environment)
    assert not control.is_there(environment)
    assert not list(runtime.iterdir())


def test_on_other_systems_every_command_does_its_own_work(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"XDG_RUNTIME_DIR": str(runtime), "CVPDF_STANDBY": "1"}
    folder(runtime, make=True)
    for system in ("darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process is started"))
        assert not address.is_possible()
        assert client.ask(["validate"], environment) is None
        control.leave_behind(environment)
        assert not control.is_there(environment)
        assert control.stop(environment) == 0


def test_without_a_standard_error_none_is_wanted(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(os, "environ", {"XDG_RUNTIME_DIR": str(runtime)})
    __main__._leave_behind(["validate"], {}, 0.1)
    assert not list(runtime.iterdir())


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_command_without_a_stream_does_its_own_work(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "find", lambda _environment: pytest.fail("it is looked for"))
    monkeypatch.setattr(sys, stream, None)
    assert client.ask(["validate"], {}) is None


def test_clean_does_not_wait_for_who_does_not_answer(runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "_PATIENCE", 0.1)
    environment = {"XDG_RUNTIME_DIR": str(runtime)}
    folder(runtime, make=True)
    for behaviour, is_left in {"nothing": False, "garbage": True}.items():
        path = runtime / "cvpdf" / behaviour
        with listening(path, ANSWERS[behaviour]):
            assert control.stop(environment) == 0
        assert path.exists() == is_left
        path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(runtime / "cvpdf" / "dead"))
    assert control.stop(environment) == 0
    assert not list((runtime / "cvpdf").iterdir())
