"""The process that stands by: loads everything, then forks for each command that is handed to it."""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from cvpdf.ahead import HARMLESS
from cvpdf.standby import address
from cvpdf.standby.anticipation import Anticipation, note
from cvpdf.typeset import judge
from cvpdf.typeset.toolchain import find_toolchain

IDLE = 300.0
"""Seconds after the last command after which it ends."""

_START = 10.0
"""Seconds after which one that was started and does not listen is given up."""

_TICK = 0.5
"""Seconds between two looks at what the last command leaves to expect."""

_TAKEN = b"t"
"""What a fork says when it has a command."""

_UNWRITTEN = 120
"""Python's own exit code if output could not be written in the end."""

_HANDSHAKE = 5.0
"""Seconds that somebody who has connected may take to say what he wants."""


@dataclass(frozen=True, slots=True)
class _Request:
    """A command as it was called, and its three standard streams as descriptors of this process."""

    key: str
    folder: str
    umask: int
    streams: tuple[tuple[str, str], ...]
    """Encoding and error handler of standard output and standard error."""
    words: list[str]
    environment: dict[str, str]
    descriptors: list[int]


@dataclass(frozen=True, slots=True)
class _Installation:
    """What this process stands by for, and the state of the files that it has loaded."""

    path: str
    """Of the socket."""
    key: str
    before: list[object]


def leave_behind(environment: Mapping[str, str]) -> None:
    """Start a process that stands by for the next command, if that is wanted and none is there; it outlives this one."""
    if not address.is_possible() or not address.is_wanted(environment, sys.stderr.isatty()):
        return
    path = address.socket_path(environment, address.key(environment))
    if path is None or os.path.exists(path) or not _may_start(path):  # noqa: PTH110
        return
    with suppress(OSError):
        subprocess.Popen(
            [sys.executable, "-P", "-m", "cvpdf.standby.server"],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _may_start(path: str) -> bool:
    """Whether nobody else has just started one, which takes half a second to listen."""
    mark = f"{path}.starting"
    with suppress(OSError):
        if time.time() - os.stat(mark).st_mtime > _START:
            os.unlink(mark)  # noqa: PTH108
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except OSError:
        return False
    return True


def is_there(environment: Mapping[str, str]) -> bool:
    """Whether a process stands by."""
    path = address.socket_path(environment, address.key(environment)) if address.is_possible() else None
    return path is not None and _is_answered(path)


def stop(environment: Mapping[str, str]) -> bool:
    """End the process that stands by; return whether there was one."""
    path = address.socket_path(environment, address.key(environment)) if address.is_possible() else None
    if path is None:
        return False
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
            _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
            connection.sendall((0).to_bytes(8, "big"))
            return user == os.getuid() and connection.recv(8) == b"bye\n"
    except OSError:
        return False


def serve(environment: Mapping[str, str]) -> None:
    """Stand by until nothing has been wanted for a while, or something has changed that is loaded."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    key = address.key(environment)
    path = address.socket_path(environment, key)
    if path is None:
        return
    before = address.stamps()
    preload()
    listening = _listen(path)
    if listening is None:
        return
    judge.keep(find_toolchain())
    with suppress(OSError):
        os.unlink(f"{path}.starting")  # noqa: PTH108
    ours = os.stat(path).st_ino
    try:
        _keep_one_ready(listening, _Installation(path, key, before))
    finally:
        listening.close()
        # Another one may have taken its place.
        with suppress(OSError):
            if os.stat(path).st_ino == ours:
                os.unlink(path)  # noqa: PTH108
        judge.release()


def _keep_one_ready(listening: socket.socket, installation: _Installation) -> None:
    """Have a fork wait for a command, and another one as soon as that one has a command.

    A fork shares its memory until it writes there, which it does with every object that it looks at; so it looks at all
    of them while it waits, and not while somebody waits for it or for the one before it.
    """
    before = None
    while True:
        ours, theirs = os.pipe()
        fork = os.fork()
        if fork == 0:
            code = 1
            # Whatever happens, nothing of what follows here is this fork's business.
            try:
                os.close(ours)
                code = _wait_and_work(listening, installation, theirs, before)
            finally:
                os._exit(code)
        os.close(theirs)
        if before is not None:
            os.close(before)
        before = ours
        word = os.read(ours, 1)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if word != _TAKEN:
            with suppress(ChildProcessError):
                os.waitpid(fork, 0)
            return


def _wait_and_work(listening: socket.socket, installation: _Installation, teller: int, before: int | None) -> int:
    """Wait for a command, tell that there is one, and run it; return the exit code.

    ``before`` is a pipe that ends when the fork before this one has done its work.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if before is not None:
        select.select([listening.fileno(), before], [], [], IDLE)
        os.close(before)
    for piece in _warming():
        if select.select([listening.fileno()], [], [], 0)[0]:
            break
        piece()
    anticipation = Anticipation(installation.path)
    listening.settimeout(_TICK)
    last = time.monotonic()
    while True:
        try:
            connection, _ = listening.accept()
        except TimeoutError:
            if time.monotonic() - last > IDLE:
                return 0
            anticipation.look()
            continue
        with connection:
            connection.settimeout(_HANDSHAKE)
            try:
                request = _read(connection)
            except (OSError, ValueError, struct.error):
                continue
            if request is None:
                connection.sendall(b"bye\n")
                anticipation.end()
                return 0
            if request.key != installation.key:
                _decline(connection, request)
                continue
            if address.stamps() != installation.before:
                _decline(connection, request)
                return 0
            listening.close()
            # It stays open until this process ends, by which the next one knows of that.
            os.write(teller, _TAKEN)
            try:
                return _work(connection, request, installation.path)
            finally:
                anticipation.end()


def _decline(connection: socket.socket, request: _Request) -> None:
    with suppress(OSError):
        connection.sendall(b"no\n")
    for descriptor in request.descriptors:
        os.close(descriptor)


def _listen(path: str) -> socket.socket | None:
    """Return a listening socket; ``None`` if somebody else stands by there."""
    listening = socket.socket(socket.AF_UNIX)
    beside = f"{path}.{os.getpid()}"
    try:
        listening.bind(beside)
        listening.listen(16)
        if _is_answered(path):
            raise FileExistsError(path)
        # Named only now, so that whoever finds it is answered.
        os.rename(beside, path)  # noqa: PTH104
    except OSError:
        listening.close()
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
        return None
    return listening


def _is_answered(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as other:
        return other.connect_ex(path) == 0


def _read(connection: socket.socket) -> _Request | None:
    """Read what is wanted; ``None`` if it is the end. Raises :class:`ValueError` if it is not to be understood."""
    _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    if user != os.getuid():
        raise ValueError("another user")
    head, descriptors, _, _ = socket.recv_fds(connection, 8, 3)
    try:
        size = int.from_bytes(head, "big")
        if len(head) != 8 or (size and len(descriptors) != 3):
            raise ValueError("no request")
        if size == 0:
            return None
        parts = [os.fsdecode(part) for part in _exactly(connection, size).split(b"\0")]
        key, folder, umask, output, errors, count, *rest = parts
        words, variables = rest[: int(count)], rest[int(count) :]
        environment = dict(zip(variables[::2], variables[1::2], strict=True))
        encodings = [tuple(one.split("\t")) for one in (output, errors)]
        streams = tuple((encoding, handler) for encoding, handler in encodings)
        return _Request(key, folder, int(umask), streams, words, environment, descriptors)
    except ValueError:
        for descriptor in descriptors:
            os.close(descriptor)
        raise


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = connection.recv(min(1 << 16, size - len(found)))
        if not piece:
            raise ValueError("cut off")
        found += piece
    return bytes(found)


def _work(connection: socket.socket, request: _Request, path: str) -> int:
    """Run a command in this fork, as if it had been started for it; return the exit code."""
    from cvpdf.cli import plain

    try:
        _become(request)
        call = plain.read(request.words, os.environ)
        connection.settimeout(None)
        if call is None:
            connection.sendall(b"no\n")
            return 0
        connection.sendall(f"pid {os.getpid()}\n".encode())
    except OSError:
        return 1
    threading.Thread(target=_end_with, args=(connection,), name=HARMLESS, daemon=True).start()
    from cvpdf.__main__ import ended

    try:
        code = ended(call)
    except Exception:
        # Only asked for by CVPDF_TRACEBACK.
        traceback.print_exc()
        code = 1
    # The one who called goes when he has the exit code, which ends nothing any more.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or _UNWRITTEN
    with suppress(OSError):
        connection.sendall(f"exit {code}\n".encode())
    note(path)
    return code


def _become(request: _Request) -> None:
    """Take over folder, environment and streams."""
    for number, descriptor in enumerate(request.descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(request.folder)
    os.umask(request.umask)
    os.environ.clear()
    os.environ.update(request.environment)
    time.tzset()
    for name, number, (encoding, handler) in zip(("stdout", "stderr"), (1, 2), request.streams, strict=True):
        # As Python itself opens them: by lines at a terminal, and standard error always.
        buffering = 1 if number == 2 or os.isatty(number) else -1
        setattr(sys, name, open(number, "w", buffering, encoding, handler, closefd=False))  # noqa: SIM115
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def _end_with(connection: socket.socket) -> None:
    """End this fork as by SIGTERM when the command that it works for is gone."""
    with suppress(OSError):
        connection.recv(1)
    os.kill(os.getpid(), signal.SIGTERM)


def preload() -> None:
    """Import all that the commands use, and use it once."""
    import concurrent.futures.thread

    import filelock

    import cvpdf.__main__
    import cvpdf.cli.build
    import cvpdf.cli.check
    import cvpdf.cli.fit
    import cvpdf.cli.plain
    import cvpdf.cli.text
    import cvpdf.cli.validate
    import cvpdf.cli.variants
    import cvpdf.documents
    import cvpdf.early
    import cvpdf.fitting.fitted
    import cvpdf.inspect.log
    import cvpdf.making
    import cvpdf.pipeline
    import cvpdf.sarif  # noqa: F401
    from cvpdf.inspect import preload as preload_checks

    preload_checks()
    _use()


def _use() -> None:
    for piece in _warming():
        piece()


def _warming() -> Iterator[Callable[[], object]]:
    """Yield pieces of work, each of some milliseconds, after which most of the memory has been used."""
    from pathlib import Path

    from cvpdf.cli.new import STARTER
    from cvpdf.loading import load
    from cvpdf.render import Abilities, render, templates
    from cvpdf.variants import resolve, select, variant_names

    # Counting a reference to an object is writing to it.
    yield gc.get_objects
    starter = Path(address.__file__).parent.parent / "cli" / STARTER
    loaded = []
    yield lambda: loaded.append(load(starter).resume)
    resume = loaded[0] if loaded else None
    for name in variant_names(resume) if resume else ():
        assert resume is not None
        selection = select(resume, resolve(resume, name))
        yield partial(render, selection, templates.folders(starter.parent), Abilities())
    yield gc.freeze


if __name__ == "__main__":
    serve(os.environ)
