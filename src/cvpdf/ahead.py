"""Reading the text layer with pypdf in a process of its own, ahead of the checks.

Of all that the checks do, pypdf's reading takes longest, and Python does one thing at a time. So a fork of this
process, made before anything is loaded, imports pypdf while the rest of Python is imported here, and reads a PDF as
soon as the engine has written it. What it has to say counts only if all went well there: whatever is unusual about a
file is found out, and told, by the one who checks it.
"""

from __future__ import annotations

import logging
import marshal
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue

LARGEST = 4_000_000
"""Bytes; larger files are not read ahead."""

_PATIENCE = 2.0
"""Seconds that handing over a file may take."""


HARMLESS = "cvpdf-harmless"
"""The name of threads that only wait for something outside and hold no lock; with them, forking is sound."""


class Ahead:
    """The process that reads ahead. To be used by several threads, and closed in the end."""

    def __init__(self, connection: socket.socket, worker: int) -> None:
        self._connection = connection
        self._worker = worker
        self._sending = threading.Lock()
        self._receiving = threading.Lock()
        self._begun: list[bytes] = []
        self._read: dict[int, list[str] | None] = {}

    def begin(self, data: bytes) -> None:
        """Hand over a PDF to be read; nothing happens if that is not possible."""
        with self._sending:
            if len(data) > LARGEST or self._worker == 0:
                return
            try:
                _send(self._connection, data)
            except OSError:
                self._end()
                return
            self._begun.append(data)

    def texts(self, data: bytes) -> list[str] | None:
        """Return pypdf's text of each page of a PDF that was handed over, and wait for it.

        ``None`` if it was not handed over, or was not read without remarks.
        """
        if data not in self._begun:
            return None
        number = self._begun.index(data)
        with self._receiving:
            while number not in self._read:
                try:
                    answer = _receive(self._connection)
                except OSError:
                    answer = None
                if answer is None:
                    return None
                self._read[len(self._read)] = marshal.loads(answer)
            return self._read[number]

    def close(self) -> None:
        """End the process."""
        with self._sending:
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, 0
        if worker:
            # Whoever waits for an answer is woken.
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            self._connection.close()
            with suppress(OSError):
                os.kill(worker, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(worker, 0)


def start() -> Ahead | None:
    """Fork the process; ``None`` where forking is not sound."""
    others = [one for one in threading.enumerate() if one is not threading.main_thread() and one.name != HARMLESS]
    if sys.platform != "linux" or others or threading.current_thread() is not threading.main_thread():
        return None
    mine, theirs = socket.socketpair()
    worker = os.fork()
    if worker == 0:
        try:
            mine.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _work(theirs)
        finally:
            os._exit(0)
    theirs.close()
    mine.settimeout(_PATIENCE)
    return Ahead(mine, worker)


def _work(connection: socket.socket) -> None:
    """Read what is handed over, one after the other, until the other side is gone."""
    # A thread takes it, so that nobody who hands something over waits for the answer to what came before.
    taken: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_take, args=(connection, taken), daemon=True).start()
    import pypdf.filters  # noqa: F401

    while (data := taken.get()) is not None:
        _send(connection, marshal.dumps(_texts(data)))


def _take(connection: socket.socket, taken: SimpleQueue[bytes | None]) -> None:
    data: bytes | None = b""
    while data is not None:
        data = None
        with suppress(OSError):
            data = _receive(connection)
        taken.put(data)


def _texts(data: bytes) -> list[str] | None:
    """Return the text of each page, ``None`` if pypdf had anything to say about the file."""
    from io import BytesIO

    from pypdf import PdfReader

    remarks = _Remarks()
    logging.getLogger("pypdf").addHandler(remarks)
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        texts = [page.extract_text() for page in reader.pages]
    except Exception:
        return None
    finally:
        logging.getLogger("pypdf").removeHandler(remarks)
    # Lone surrogates cannot be handed over.
    whole = all(text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text) for text in texts)
    return texts if whole and not remarks.found else None


class _Remarks(logging.Handler):
    """Notes whether pypdf logs anything, and keeps it from standard error."""

    found = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        del record
        self.found = True


def _send(connection: socket.socket, data: bytes) -> None:
    connection.sendall(len(data).to_bytes(8, "big") + data)


def _receive(connection: socket.socket) -> bytes | None:
    """Return what the other side has sent, ``None`` if it is gone. Raises :class:`OSError`."""
    head = _exactly(connection, 8)
    return _exactly(connection, int.from_bytes(head, "big")) if head else None


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    found = bytearray()
    while len(found) < size:
        try:
            piece = connection.recv(min(1 << 20, size - len(found)))
        except TimeoutError:
            continue
        if not piece:
            return None
        found += piece
    return bytes(found)
