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


def ask(words: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """Let the process that stands by run a command line; return its exit code, ``None`` if there is nobody or it declines.

    Nothing has been written then. Signals that end a program are handed on, and end it there.
    """
    if not words or words[0] not in address.COMMANDS or not address.is_possible():
        return None
    if environment.get(address.SETTING) == "0":
        return None
    key = address.key(environment)
    path = address.socket_path(environment, key)
    if path is None or not os.path.exists(path):  # noqa: PTH110 (pathlib is not imported yet)
        return None
    from socket import AF_UNIX, socket

    try:
        with socket(AF_UNIX) as connection:
            connection.connect(path)
            _hand_over(connection, key, words, environment)
            return _wait(connection)
    except ConnectionRefusedError:
        # It was killed, and has left its socket.
        try:
            os.unlink(path)  # noqa: PTH108
        except OSError:
            pass
        return None
    except OSError:
        return None


def _hand_over(connection: socket, key: str, words: Sequence[str], environment: Mapping[str, str]) -> None:
    from socket import send_fds

    umask = os.umask(0)
    os.umask(umask)
    streams = [f"{stream.encoding}\t{stream.errors}" for stream in (sys.stdout, sys.stderr)]
    parts = [key, os.getcwd(), str(umask), *streams, str(len(words)), *words]  # noqa: PTH109
    parts += [part for pair in environment.items() for part in pair]
    request = b"\0".join(os.fsencode(part) for part in parts)
    # The streams travel with the length; the request itself may be longer than one message.
    send_fds(connection, [len(request).to_bytes(8, "big")], [0, 1, 2])
    connection.sendall(request)


def _wait(connection: socket) -> int | None:
    """Wait for the end; return the exit code, or ``None`` if the other side declines."""
    answers = connection.makefile("rb")
    answer = answers.readline()
    if not answer.startswith(b"pid "):
        return None
    worker = int(answer.split()[1])
    asked = 0

    def hand_on(number: int, _frame: object) -> None:
        nonlocal asked
        asked += 1
        try:
            os.kill(worker, signal.SIGKILL if asked > 2 else number)
        except OSError:
            pass  # it has ended

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), hand_on)
    answer = answers.readline()
    if answer.startswith(b"exit "):
        return int(answer.split()[1])
    print("error[killed]: the command was ended from outside", file=sys.stderr)
    return 128 + signal.SIGKILL
