"""What a command does first: ask whether somebody stands by, and if so, leave the work to that."""

from __future__ import annotations

import os
import signal
import sys

from cvpdf.standby import address

TYPE_CHECKING = False  # importing it from typing would take as long as the rest
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from socket import socket

PATIENCE = 3.0
"""Seconds after which somebody who does not answer is not waited for."""


def ask(words: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """Let the process that stands by run a command line; return its exit code.

    If there is nobody, or it declines, ``None`` is returned, and nothing has been written. Signals that end a program
    are handed on, and end it there.
    """
    if not words or words[0] not in address.COMMANDS or environment.get(address.SETTING) == "0" or _is_odd(words):
        return None
    found = address.find(environment)
    if found is None or not os.path.exists(found[1]):  # noqa: PTH110 (pathlib is not imported yet)
        return None
    from socket import AF_UNIX, send_fds, socket

    key, path = found
    with socket(AF_UNIX) as connection:
        try:
            connection.settimeout(PATIENCE)
            connection.connect(path)
            if not address.is_ours(connection):
                return None
            request = _request(key, words, environment)
            connection.sendall(len(request).to_bytes(8, "big") + request)
            worker = _worker(connection.recv(64))
            if worker is None:
                return None
            # Not before: streams that nobody takes stay open, and whoever reads from them waits.
            send_fds(connection, [address.GO], [0, 1, 2])
        except (ConnectionRefusedError, TimeoutError):
            # It was killed and has left its socket, or it hangs. The next command need not find that out again.
            try:  # noqa: SIM105 (contextlib is not imported yet)
                os.unlink(path)  # noqa: PTH108
            except OSError:
                pass
            return None
        except OSError:
            return None
        return _wait(connection, worker)


def _is_odd(words: Sequence[str]) -> bool:
    """Whether a command needs more of this process than can be handed over: a standard stream is closed, or files are
    named by numbers that mean something here only.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return None in streams or any("/dev/" in word or "/proc/" in word for word in words)


def _request(key: str, words: Sequence[str], environment: Mapping[str, str]) -> bytes:
    """Return all that a command is called with, but for its streams. Raises :class:`OSError` if its folder is gone."""
    umask = os.umask(0)
    os.umask(umask)
    streams = [f"{stream.encoding}\t{stream.errors}" for stream in (sys.stdout, sys.stderr)]
    parts = [key, os.getcwd(), str(umask), *streams, str(len(words)), *words]  # noqa: PTH109
    parts += [part for pair in environment.items() for part in pair]
    return b"\0".join(os.fsencode(part) for part in parts)


def _worker(answer: bytes) -> int | None:
    """Return the number of the process that has taken the command; ``None`` if the other side declines."""
    word, _, number = answer.strip().partition(b" ")
    return int(number) if word == b"pid" and number.isdigit() and int(number) > 1 else None


def _hand_signals_on(worker: int) -> None:
    """From now on hand the signals that end a program to the worker; the third one ends it in any case.

    Those that are ignored, as under nohup and in the background of a script, stay so.
    """
    asked = 0

    def hand_on(number: int, _frame: object) -> None:
        nonlocal asked
        asked += 1
        try:  # noqa: SIM105
            os.kill(worker, signal.SIGKILL if asked > 2 else number)
        except OSError:
            pass  # it has ended

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, hand_on)


def _wait(connection: socket, worker: int) -> int:
    """Wait for the end of the command and return its exit code."""
    _hand_signals_on(worker)
    connection.settimeout(None)
    try:
        word, _, number = connection.recv(64).strip().partition(b" ")
    except OSError:
        word, number = b"", b""
    if word == b"exit" and number.isdigit():
        return int(number)
    print("error[killed]: the command was ended from outside", file=sys.stderr)
    return 128 + signal.SIGKILL
