"""The process that stands by: loads everything, then forks for each command that is handed to it."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from cvpdf.ahead import HARMLESS
from cvpdf.latex import judge
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.standby import address, control, note
from cvpdf.standby.anticipation import Anticipation
from cvpdf.standby.request import Request, read, streams
from cvpdf.standby.warming import preload, touching, warming

IDLE = 300.0
"""Seconds after the last command after which it ends."""

_TICK = 0.5
"""Seconds between two looks at what the last command leaves to expect."""

_TAKEN = b"t"
"""What a fork says when it has a command."""

_UNWRITTEN = 120
"""Python's own exit code if output could not be written in the end."""

_HANDSHAKE = 5.0
"""Seconds that somebody who has connected may take to say what he wants."""


class _Post(NamedTuple):
    """Where this process stands by, what for, and the state of the files that it has loaded."""

    listening: socket.socket
    path: str
    """Of the socket."""
    inode: int
    """Of the socket; another process may have taken its place."""
    key: str
    before: list[object]

    def is_reached(self) -> bool:
        """Whether commands still find this process: nobody has removed its socket."""
        try:
            return os.stat(self.path).st_ino == self.inode  # noqa: PTH116 (each time that nothing happens)
        except OSError:
            return False

    def leave(self) -> None:
        """Take no more commands."""
        self.listening.close()
        if self.is_reached():
            note.path_of(self.path).unlink(missing_ok=True)
            with suppress(OSError):
                os.unlink(self.path)  # noqa: PTH108


def serve(environment: Mapping[str, str]) -> None:
    """Stand by until nothing has been wanted for a while, or something has changed that is loaded."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    found = address.find(environment, make=True)
    if found is None:
        return
    key, path = found
    before = address.stamps()
    try:
        preload()
        listening = _listen(path)
    finally:
        control.mark(path).unlink(missing_ok=True)
    if listening is None:
        return
    post = _Post(listening, path, os.stat(path).st_ino, key, before)  # noqa: PTH116
    workers = _Workers()
    try:
        judge.keep(find_toolchain())
        _keep_one_ready(post, workers)
    finally:
        post.leave()
        workers.wait()
        judge.release()


class _Workers:
    """The forks that do the work of commands. Each is reaped as soon as it has ended."""

    def __init__(self) -> None:
        self._running: set[int] = set()
        signal.signal(signal.SIGCHLD, lambda *_: self._reap(os.WNOHANG))

    def add(self, worker: int) -> None:
        """Note one that has a command now."""
        self._running.add(worker)
        self._reap(os.WNOHANG)

    def wait(self) -> None:
        """Wait until all have done their work."""
        self._reap(0)

    def _reap(self, how: int) -> None:
        for worker in tuple(self._running):
            with suppress(ChildProcessError):
                if os.waitpid(worker, how)[0] == 0:
                    continue
            self._running.discard(worker)


def _keep_one_ready(post: _Post, workers: _Workers) -> None:
    """Have a fork wait for a command, and another one as soon as that one has a command.

    A fork shares its memory until it writes there, which it does with every object that it looks at; so it looks at all
    of them while it waits, and not while somebody waits for it or for the one before it.
    """
    # Ends with this process: a fork that waits then need not wait any more.
    alive, life = os.pipe()
    before = None
    try:
        while True:
            ours, theirs = os.pipe()
            fork = os.fork()
            if fork == 0:
                code = 1
                # Whatever happens, nothing of what follows here is this fork's business.
                try:
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    os.close(ours)
                    os.close(life)
                    code = _wait_and_work(post, theirs, before, alive)
                finally:
                    os._exit(code)
            os.close(theirs)
            if before is not None:
                os.close(before)
            before = ours
            if os.read(ours, 1) != _TAKEN:
                with suppress(ChildProcessError):
                    os.waitpid(fork, 0)
                return
            workers.add(fork)
    finally:
        os.close(life)


def _wait_and_work(post: _Post, teller: int, before: int | None, alive: int) -> int:
    """Wait for a command, tell that there is one, and run it; return the exit code.

    ``before`` is a pipe that ends when the fork before this one has done its work, ``alive`` one that ends when the
    process that stands by has ended.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    anticipation = Anticipation(post.path, is_first=before is None)
    listening = post.listening.fileno()
    if before is not None:
        select.select([listening, before, alive], [], [], IDLE)
        os.close(before)
    _do_until([listening, alive], warming())
    post.listening.settimeout(_HANDSHAKE)
    last = time.monotonic()
    while True:
        happened = select.select([listening, alive], [], [], _TICK)[0]
        if alive in happened or not post.is_reached() or time.monotonic() - last > IDLE:
            anticipation.end()
            return 0
        if not happened:
            if anticipation.look():
                # The reader of PDFs is a fork, by which all memory is shared again.
                _do_until([listening, alive], chain(touching(), anticipation.rehearse()))
            continue
        connection, _ = post.listening.accept()
        with connection:
            connection.settimeout(_HANDSHAKE)
            try:
                request = read(connection)
            except (OSError, ValueError):
                continue
            if request is None:
                connection.sendall(control.BYE)
                anticipation.end()
                return 0
            if request.key != post.key or address.stamps() != post.before:
                with suppress(OSError):
                    connection.sendall(b"no\n")
                if request.key != post.key:
                    continue
                anticipation.end()
                return 0
            post.listening.close()
            # It stays open until this process ends, by which the next one knows of that.
            with suppress(OSError):
                os.write(teller, _TAKEN)
            anticipation.meet(request)
            try:
                return _work(connection, request, post.path)
            finally:
                anticipation.end()


def _do_until(interruptions: list[int], work: Iterator[None]) -> None:
    """Do a piece of work after the other, until something can be read from one of these."""
    for _ in work:
        if select.select(interruptions, [], [], 0)[0]:
            return


def _listen(path: str) -> socket.socket | None:
    """Return a listening socket; ``None`` if somebody else stands by there."""
    listening = socket.socket(socket.AF_UNIX)
    beside = f"{path}.{os.getpid()}"
    try:
        listening.bind(beside)
        listening.listen(16)
        if control.is_answered(path):
            raise FileExistsError(path)
        # Named only now, so that whoever finds it is answered.
        os.rename(beside, path)  # noqa: PTH104
    except OSError:
        listening.close()
        with suppress(OSError):
            os.unlink(beside)  # noqa: PTH108
        return None
    return listening


def _work(connection: socket.socket, request: Request, path: str) -> int:
    """Run a command in this fork, as if it had been started for it; return the exit code."""
    from cvpdf.__main__ import ended
    from cvpdf.cli import plain

    try:
        request.enter()
        call = plain.read(request.words, os.environ)
        if call is None:
            connection.sendall(b"no\n")
            return 0
    except (OSError, LookupError):
        return 1

    def work() -> int:
        try:
            connection.sendall(f"pid {os.getpid()}\n".encode())
            request.take(streams(connection))
        except (OSError, ValueError):
            # The one who called was tired of waiting, and does it himself.
            return 1
        connection.settimeout(None)
        threading.Thread(target=_end_with, args=(connection,), name=HARMLESS, daemon=True).start()
        return call()

    began = time.monotonic()
    try:
        code = ended(work)
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
    note.write(path, request.manner, time.monotonic() - began)
    return code


def _end_with(connection: socket.socket) -> None:
    """End this fork as by SIGTERM when the command that it works for is gone."""
    with suppress(OSError):
        connection.recv(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    serve(os.environ)
