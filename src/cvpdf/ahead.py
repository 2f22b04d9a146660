"""Reading the text layer with pypdf in a process of its own, ahead of the checks.

Of all that the checks do, pypdf's reading takes longest, and Python does one thing at a time. So a fork of this
process, made before anything is loaded, imports pypdf while the rest of Python is imported here, and reads a PDF as
soon as the engine has written it. What it has to say counts only if all went well there: whatever is unusual about a
file is found out, and told, by the one who checks it.
"""

from __future__ import annotations

import logging
import marshal
import mmap
import os
import select
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue

LARGEST = 4_000_000
"""Bytes; larger files are not read ahead."""

_PATIENCE = 2.0
"""Seconds that handing over a file may take."""


HARMLESS = "cvpdf-harmless"
"""The name of threads that only wait for something outside and hold no lock; with them, forking is sound."""


KEPT = 8
"""So many PDFs are remembered with their texts."""

_LIMIT = struct.Struct("ii")
"""What is shared with the process: the number of a PDF, and the first of its pages that need not be read there."""

_NOTHING = -1
"""Stands for the number of pages of a PDF that was not read."""


@dataclass(slots=True)
class _Handed:
    """A PDF that was handed over, the pages read so far, and how many it has, once that is known."""

    data: bytes
    pages: dict[int, str] = field(default_factory=dict)
    end: int | None = None

    @property
    def state(self) -> tuple[int, int | None]:
        """What changes when the process has said something about it."""
        return len(self.pages), self.end


class Ahead:
    """The process that reads ahead. To be used by several threads, and closed in the end."""

    def __init__(self, connection: socket.socket, worker: int, share: mmap.mmap) -> None:
        self._connection = connection
        self._worker = worker
        self._share = share
        self._sending = threading.Lock()
        self._receiving = threading.Lock()
        self._count = 0
        self._handed: dict[int, _Handed] = {}

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
            self._handed[self._count] = _Handed(data)
            self._handed.pop(self._count - KEPT, None)
            self._count += 1

    def texts(self, data: bytes, count: int | None = None, own: Callable[[int], str] | None = None) -> list[str] | None:
        """Return pypdf's text of each page of a PDF that was handed over.

        ``None`` if it was not handed over, or was not read without remarks. While the process reads the pages from the
        first on, ``own`` is asked for those from the last of ``count`` pages on, until the two meet; so all that it
        says about a page must be the same.
        """
        number = next((number for number, one in self._handed.copy().items() if one.data == data), None)
        if number is None:
            return None
        handed = self._handed[number]
        while True:
            known = handed.state
            missing = [page for page in range(count or 0) if page not in handed.pages]
            if handed.end == _NOTHING:
                return None
            whole = handed.end if count is None else count
            if not missing and whole is not None:
                return [handed.pages[page] for page in range(whole)]
            # The last one that is missing is being read there just now.
            page = missing[-1] if len(missing) > 1 and own is not None else None
            if not self._hear(handed, known, wait=page is None) and page is not None and own is not None:
                _LIMIT.pack_into(self._share, 0, number, page)
                handed.pages[page] = own(page)

    def _hear(self, handed: _Handed, known: tuple[int, int | None], wait: bool) -> bool:
        """Take in what the process says next; ``False`` if it has said nothing and this is not to ``wait``."""
        with self._receiving:
            if handed.state != known:
                return True  # another thread has heard it
            try:
                if not wait and not select.select([self._connection], [], [], 0)[0]:
                    return False
                answer = _receive(self._connection)
            except (OSError, ValueError):
                answer = None
            if answer is None:
                handed.end = _NOTHING
                return True
            number, page, text = marshal.loads(answer)
            told = self._handed.get(number)
            if told is not None and text is not None:
                told.pages.setdefault(page, text)
            elif told is not None:
                told.end = page
            return True

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
    share = mmap.mmap(-1, _LIMIT.size)
    _LIMIT.pack_into(share, 0, -1, 0)
    worker = os.fork()
    if worker == 0:
        try:
            mine.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _work(theirs, share)
        finally:
            os._exit(0)
    theirs.close()
    mine.settimeout(_PATIENCE)
    return Ahead(mine, worker, share)


def _work(connection: socket.socket, share: mmap.mmap) -> None:
    """Read what is handed over, one after the other, until the other side is gone."""
    # A thread takes it, so that nobody who hands something over waits for the answer to what came before.
    taken: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_take, args=(connection, taken), daemon=True).start()
    import pypdf.filters  # noqa: F401

    for number in count():
        data = taken.get()
        if data is None:
            return
        end = _NOTHING
        for page, text in _texts(data, lambda page, number=number: _is_wanted(share, number, page)):  # type: ignore[misc]
            if text is None:
                break
            _send(connection, marshal.dumps((number, page, text)))
            end = page + 1
        else:
            _send(connection, marshal.dumps((number, end, None)))
            continue
        _send(connection, marshal.dumps((number, _NOTHING, None)))


def _is_wanted(share: mmap.mmap, number: int, page: int) -> bool:
    asked, limit = _LIMIT.unpack_from(share, 0)
    return bool(asked != number or page < limit)


def _take(connection: socket.socket, taken: SimpleQueue[bytes | None]) -> None:
    data: bytes | None = b""
    while data is not None:
        data = None
        with suppress(OSError):
            data = _receive(connection)
        taken.put(data)


def _texts(data: bytes, is_wanted: Callable[[int], bool] = lambda _page: True) -> Iterator[tuple[int, str | None]]:
    """Yield the text of each page that is wanted, and ``None`` once pypdf has anything to say about the file."""
    from io import BytesIO

    from pypdf import PdfReader

    remarks = _Remarks()
    logging.getLogger("pypdf").addHandler(remarks)
    try:
        for number, page in enumerate(PdfReader(BytesIO(data), strict=False).pages):
            if not is_wanted(number):
                return
            text = page.extract_text()
            # Lone surrogates cannot be handed over.
            is_whole = text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)
            yield number, text if is_whole and not remarks.found else None
    except Exception:
        yield 0, None
    finally:
        logging.getLogger("pypdf").removeHandler(remarks)


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
