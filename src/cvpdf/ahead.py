"""Reading with pypdf in a process of its own, ahead of the checks.

Of all that the checks do, pypdf's reading takes longest, and Python does one thing at a time. So a fork of this
process, made before anything is loaded, imports pypdf while the rest of Python is imported here, and reads a PDF as
soon as the engine has written it; this process then need not load pypdf at all. What it has to say counts only if all
went well there: whatever is unusual about a file is found out, and told, by the one who checks it.
"""

from __future__ import annotations

import mmap
import os
import pickle
import select
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from cvpdf.handed import Handed
from cvpdf.pdf.read.knownpages import KnownPages
from cvpdf.prereader import LIMIT, put_limit, receive, send, work

if TYPE_CHECKING:
    from cvpdf.pdf.read.facts import PageFacts, PdfFacts
    from cvpdf.pdf.read.knownpages import Digest
    from cvpdf.pdf.read.text_runs import Frame

LARGEST = 4_000_000
"""Bytes; larger files are not read ahead."""

_PATIENCE = 2.0
"""Seconds that handing over a file may take."""


HARMLESS = "cvpdf-harmless"
"""The name of threads that only wait for something outside and hold no lock; with them, forking is sound."""


KEPT = 8
"""So many PDFs are remembered of which everything has been told."""


class Ahead:
    """The process that reads ahead. To be used by several threads, and closed in the end."""

    def __init__(self, connection: socket.socket, worker: int, share: mmap.mmap) -> None:
        self._connection = connection
        self._worker = worker
        self._share = share
        self._sending = threading.Lock()
        self._receiving = threading.Lock()
        self._count = 0
        self._handed: dict[int, Handed] = {}
        self.known = KnownPages()
        """Pages of the PDFs that were read."""

    def begin(self, data: bytes) -> None:
        """Hand over a PDF to be read; nothing happens if that is not possible."""
        with self._sending:
            if len(data) > LARGEST or self._worker == 0:
                return
            # Noted before it is sent, lest another thread hears an answer that nobody has asked for.
            handed = self._handed[self._count] = Handed(data)
            self._count += 1
            try:
                send(self._connection, data)
            except OSError:
                handed.is_given_up = True
                self._end()
                return
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

    def digests(self, data: bytes) -> tuple[Digest, ...]:
        """Return the digests of the pages whose :meth:`frames` are known."""
        handed = self._find(data)
        return handed.digests if handed is not None else ()

    def told(
        self, data: bytes, own: Callable[[int], PageFacts | None] | None = None
    ) -> tuple[list[PageFacts], PdfFacts] | None:
        """Return what pypdf tells of each page of a PDF that was handed over, and of the whole.

        ``None`` if it was not handed over, or was not read without remarks. While the process reads the pages from the
        first on, ``own`` is asked for those from the last on, until the two meet; so all that it says about a page must
        be the same, and ``None`` if anything is unusual.
        """
        handed = self._find(data)
        if handed is None or self.frames(data) is None:
            return None
        pages = range(len(handed.frames or ()))
        for number, digest in enumerate(handed.digests):
            if (page := self.known.page(digest)) is not None:
                handed.pages.setdefault(number, page)
        self._limit(handed, max((page for page in pages if page not in handed.pages), default=-1) + 1)
        while True:
            known = handed.state
            missing = [page for page in pages if page not in handed.pages]
            if handed.is_given_up:
                return None
            if not missing and handed.whole is not None:
                return [handed.pages[page] for page in pages], handed.whole
            # The last one that is missing is being read there just now.
            mine = missing[-1] if len(missing) > 1 and own is not None else None
            if not self._hear(handed, known, wait=mine is None) and mine is not None and own is not None:
                self._limit(handed, mine)
                page = own(mine)
                if page is None:
                    handed.is_given_up = True
                else:
                    handed.pages[mine] = page

    def is_fine(self, data: bytes) -> bool:
        """Whether a PDF was handed over and read, and nothing was unusual, not even for a strict reader."""
        handed = self._find(data)
        return handed is not None and handed.whole is not None and not handed.is_given_up

    def _find(self, data: bytes) -> Handed | None:
        return next((one for one in self._handed.copy().values() if one.data == data), None)

    def _limit(self, handed: Handed, page: int) -> None:
        """Let the process read no page of a PDF from this one on."""
        number = next((number for number, one in self._handed.copy().items() if one is handed), None)
        if number is not None:
            put_limit(self._share, number, page)

    def _hear(self, handed: Handed, known: tuple[bool, int, bool, bool], wait: bool) -> bool:
        """Take in what the process says next; ``False`` if it has said nothing and this is not to ``wait``."""
        with self._receiving:
            if handed.state != known:
                return True  # another thread has heard it
            try:
                if not wait and not select.select([self._connection], [], [], 0)[0]:
                    return False
                answer = receive(self._connection)
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
    share = mmap.mmap(-1, LIMIT)
    put_limit(share, -1, 0)
    worker = os.fork()
    if worker == 0:
        try:
            mine.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            work(theirs, share)
        finally:
            os._exit(0)
    theirs.close()
    mine.settimeout(_PATIENCE)
    return Ahead(mine, worker, share)
