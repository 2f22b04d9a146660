"""Reading with pypdf in a process of its own, ahead of the checks.

Of all that the checks do, pypdf's reading takes longest, and Python does one thing at a time. So a fork of this
process, made before anything is loaded, imports pypdf while the rest of Python is imported here, and reads a PDF as
soon as the engine has written it; this process then need not load pypdf at all. What it has to say counts only if all
went well there: whatever is unusual about a file is found out, and told, by the one who checks it.
"""

from __future__ import annotations

import gc
import logging
import mmap
import os
import pickle
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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cvpdf.inspect.facts import PageFacts
    from cvpdf.inspect.firstreader import Whole
    from cvpdf.inspect.textruns import Frame

LARGEST = 4_000_000
"""Bytes; larger files are not read ahead."""

_PATIENCE = 2.0
"""Seconds that handing over a file may take."""


HARMLESS = "cvpdf-harmless"
"""The name of threads that only wait for something outside and hold no lock; with them, forking is sound."""


KEPT = 8
"""So many PDFs are remembered of which everything has been told."""

_LIMIT = struct.Struct("ii")
"""What is shared with the process: the number of a PDF, and the first of its pages that need not be read there."""

_FRAMES, _WHOLE, _NOTHING = -1, -2, -3
"""What is told of a PDF instead of a page: its frames, which come first; what is known of the whole; or that it was not
read, or not without remarks.
"""


@dataclass(slots=True)
class _Handed:
    """A PDF that was handed over, and what has been told of it so far."""

    data: bytes
    frames: tuple[Frame, ...] | None = None
    pages: dict[int, PageFacts] = field(default_factory=dict)
    whole: Whole | None = None
    is_given_up: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing more will be told of it."""
        told = self.frames is not None and self.whole is not None and len(self.pages) == len(self.frames)
        return told or self.is_given_up

    @property
    def state(self) -> tuple[bool, int, bool, bool]:
        """What changes when something has been told."""
        return self.frames is not None, len(self.pages), self.whole is not None, self.is_given_up

    def take(self, what: int, told: Any) -> None:
        """Note what was told."""
        if what == _FRAMES:
            self.frames = told
        elif what == _WHOLE:
            self.whole = told
        elif what == _NOTHING:
            self.is_given_up = True
        else:
            self.pages.setdefault(what, told)


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
            self._count += 1
            # Somebody may be waiting for one that is not complete, however old it is.
            complete = [number for number, one in self._handed.copy().items() if one.is_complete]
            for number in complete[:-KEPT]:
                del self._handed[number]

    def frames(self, data: bytes) -> tuple[Frame, ...] | None:
        """Return how the pages are shown of a PDF that was handed over; ``None`` as in :meth:`told`."""
        handed = self._find(data)
        while handed is not None and handed.frames is None and not handed.is_given_up:
            self._hear(handed, handed.state, wait=True)
        return handed.frames if handed is not None and not handed.is_given_up else None

    def told(self, data: bytes, own: Callable[[int], PageFacts] | None = None) -> tuple[list[PageFacts], Whole] | None:
        """Return what pypdf tells of each page of a PDF that was handed over, and of the whole.

        ``None`` if it was not handed over, or was not read without remarks. While the process reads the pages from the
        first on, ``own`` is asked for those from the last on, until the two meet; so all that it says about a page must
        be the same.
        """
        handed = self._find(data)
        if handed is None or self.frames(data) is None:
            return None
        pages = range(len(handed.frames or ()))
        while True:
            known = handed.state
            missing = [page for page in pages if page not in handed.pages]
            if handed.is_given_up:
                return None
            if not missing and handed.whole is not None:
                return [handed.pages[page] for page in pages], handed.whole
            # The last one that is missing is being read there just now.
            page = missing[-1] if len(missing) > 1 and own is not None else None
            if not self._hear(handed, known, wait=page is None) and page is not None and own is not None:
                _LIMIT.pack_into(self._share, 0, self._number(handed), page)
                handed.pages[page] = own(page)

    def is_fine(self, data: bytes) -> bool:
        """Whether a PDF was handed over and read, and nothing was unusual, not even for a strict reader."""
        handed = self._find(data)
        return handed is not None and handed.whole is not None and not handed.is_given_up

    def _find(self, data: bytes) -> _Handed | None:
        return next((one for one in self._handed.copy().values() if one.data == data), None)

    def _number(self, handed: _Handed) -> int:
        return next((number for number, one in self._handed.copy().items() if one is handed), _NOTHING)

    def _hear(self, handed: _Handed, known: tuple[bool, int, bool, bool], wait: bool) -> bool:
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
                handed.is_given_up = True
                return True
            number, what, told = pickle.loads(answer)
            if (one := self._handed.get(number)) is not None:
                one.take(what, told)
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

    from cvpdf.inspect.firstreader import Opened  # noqa: F401

    # A fork shares its memory until it writes there, as counting a reference to an object does; so it does that now.
    gc.get_objects()
    gc.freeze()
    for number in count():
        data = taken.get()
        if data is None:
            return
        for what, told in _parts(data, lambda page, number=number: _is_wanted(share, number, page)):  # type: ignore[misc]
            _send(connection, pickle.dumps((number, what, told)))


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


def _parts(data: bytes, is_wanted: Callable[[int], bool] = lambda _page: True) -> Iterator[tuple[int, Any]]:
    """Yield what pypdf tells of a PDF: of each page that is wanted, and nothing more once anything is unusual."""
    from cvpdf.inspect.filefacts import strict_problems
    from cvpdf.inspect.firstreader import Opened

    remarks = _Remarks()
    logging.getLogger("pypdf").addHandler(remarks)

    def is_unusual() -> bool:
        return bool(opened.damages or opened.encrypted or remarks.found)

    try:
        opened = Opened(data)
        if not is_unusual():
            yield _FRAMES, opened.frames
            whole = opened.whole()
            if not is_unusual() and not strict_problems(data):
                yield _WHOLE, whole
                for number in range(len(opened.frames)):
                    if not is_wanted(number):
                        return
                    page = opened.page(number)
                    if is_unusual():
                        break
                    yield number, page
                else:
                    return
        yield _NOTHING, None
    except Exception:
        yield _NOTHING, None
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
