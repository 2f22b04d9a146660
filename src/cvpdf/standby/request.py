"""A command as it was called, as the process that stands by gets it over its socket."""

from __future__ import annotations

import codecs
import os
import signal
import socket
import sys
import time
from typing import NamedTuple

from cvpdf.standby import address
from cvpdf.standby.note import Manner, manner


class Request(NamedTuple):
    """A command as it was called, but for its standard streams."""

    key: str
    folder: str
    umask: int
    streams: tuple[tuple[str, str], ...]
    """Encoding and error handler of standard output and standard error."""
    words: list[str]
    environment: dict[str, str]

    @property
    def manner(self) -> Manner:
        """All of it that engines inherit."""
        return manner(self.folder, self.umask, self.environment)

    def enter(self) -> None:
        """Take over folder, environment and signals, as if this process had been started for the command.

        Raises :class:`OSError` if the folder is gone, :class:`LookupError` if an encoding is not known.
        """
        for encoding, handler in self.streams:
            codecs.lookup(encoding)
            codecs.lookup_error(handler)
        os.chdir(self.folder)
        os.umask(self.umask)
        os.environ.clear()
        os.environ.update(self.environment)
        time.tzset()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, signal.SIG_DFL)

    def take(self, descriptors: list[int]) -> None:
        """Take over the standard streams, as Python itself opens them: by lines at a terminal, and errors always."""
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
            os.close(descriptor)
        for name, number, (encoding, handler) in zip(("stdout", "stderr"), (1, 2), self.streams, strict=True):
            buffering = 1 if number == 2 or os.isatty(number) else -1
            setattr(sys, name, open(number, "w", buffering, encoding, handler, closefd=False))  # noqa: SIM115


def read(connection: socket.socket) -> Request | None:
    """Read what is wanted; ``None`` if it is the end of this process.

    Raises :class:`ValueError` if it is not to be understood, :class:`OSError` if it does not come.
    """
    if not address.is_ours(connection):
        raise ValueError("another user")
    size = int.from_bytes(_exactly(connection, 8), "big")
    if size == 0:
        return None
    parts = [os.fsdecode(part) for part in _exactly(connection, size).split(b"\0")]
    key, folder, umask, output, errors, count, *rest = parts
    words, variables = rest[: int(count)], rest[int(count) :]
    environment = dict(zip(variables[::2], variables[1::2], strict=True))
    encodings = [tuple(one.split("\t")) for one in (output, errors)]
    streams = tuple((encoding, handler) for encoding, handler in encodings)
    return Request(key, folder, int(umask), streams, words, environment)


def streams(connection: socket.socket) -> list[int]:
    """Return the three standard streams of the one who called, as descriptors of this process.

    Raises :class:`ValueError` if they do not come with the word that the command is still wanted, :class:`OSError` if
    nothing comes.
    """
    word, descriptors, _, _ = socket.recv_fds(connection, len(address.GO), 3)
    if word == address.GO and len(descriptors) == 3:
        return descriptors
    for descriptor in descriptors:
        os.close(descriptor)
    raise ValueError("not wanted any more")


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = connection.recv(min(1 << 16, size - len(found)))
        if not piece:
            raise ValueError("cut off")
        found += piece
    return bytes(found)
