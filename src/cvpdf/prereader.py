"""The process that reads PDFs ahead: what it does, and in which form it is talked to (see :mod:`cvpdf.ahead`).

It is sent PDFs, each with its length in front, and sends back what pypdf tells of them, part by part: pickles of the
number of the PDF (counted from 0), what is told, and that.
"""

from __future__ import annotations

import gc
import logging
import mmap
import pickle
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cvpdf.pdf.read.knownpages import KnownPages

LIMIT = 8
"""Bytes shared with the process: the number of a PDF, and the first of its pages that need not be read there."""

_PAGES = 1 << 32
"""More than any PDF has."""

FRAMES, WHOLE, NOTHING = -1, -2, -3
"""What is told of a PDF instead of a page: the frames and the digests of its pages, which come first; what is known of
the whole; or that it was not read, or not without remarks.
"""


def work(connection: socket.socket, share: mmap.mmap) -> None:
    """Read what is handed over, one after the other, until the other side is gone."""
    # A thread takes it, so that nobody who hands something over waits for the answer to what came before.
    taken: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_take, args=(connection, taken), daemon=True).start()
    import pypdf.filters  # noqa: F401

    from cvpdf.pdf.read.knownpages import KnownPages

    known = KnownPages()

    # A fork shares its memory until it writes there, as counting a reference to an object does; so it does that now.
    gc.get_objects()
    gc.freeze()
    for number in count():
        data = taken.get()
        if data is None:
            return
        for what, told in parts(data, partial(_is_wanted, share, number), known):
            send(connection, pickle.dumps((number, what, told)))


def _is_wanted(share: mmap.mmap, number: int, page: int) -> bool:
    asked, limit = divmod(memoryview(share).cast("q")[0], _PAGES)
    return bool(asked != number or page < limit)


def put_limit(share: mmap.mmap, number: int, page: int) -> None:
    """Let the process read no page of a PDF from this one on."""
    # In one number, written at once: half of a limit would stop it for good.
    memoryview(share).cast("q")[0] = number * _PAGES + page


def _take(connection: socket.socket, taken: SimpleQueue[bytes | None]) -> None:
    data: bytes | None = b""
    while data is not None:
        data = None
        with suppress(OSError):
            data = receive(connection)
        taken.put(data)


def parts(
    data: bytes, is_wanted: Callable[[int], bool] = lambda _page: True, known: KnownPages | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield what pypdf tells of a PDF: of each page that is wanted, and nothing more once anything is unusual.

    Pages that are ``known`` come first, and are not read again.
    """
    from cvpdf.pdf.read.file_facts import strict_problems
    from cvpdf.pdf.read.knownpages import KnownPages
    from cvpdf.pdf.read.pypdf_reader import Opened

    known = known or KnownPages()

    remarks = _Remarks()
    logging.getLogger("pypdf").addHandler(remarks)

    def is_unusual() -> bool:
        return bool(opened.damages or opened.encrypted or remarks.found)

    try:
        opened = Opened(data)
        if not is_unusual():
            digests = opened.digests()
            yield FRAMES, (opened.frames, digests)
            whole = opened.whole()
            if not is_unusual() and not strict_problems(data):
                yield WHOLE, whole
                pages = {number: page for number, digest in enumerate(digests) if (page := known.page(digest))}
                yield from pages.items()
                for number in sorted(set(range(len(digests))) - set(pages)):
                    if not is_wanted(number):
                        return
                    page = opened.page(number)
                    if is_unusual():
                        break
                    known.add_pages([(digests[number], page)])
                    yield number, page
                else:
                    return
        yield NOTHING, None
    except Exception:
        yield NOTHING, None
    finally:
        logging.getLogger("pypdf").removeHandler(remarks)


class _Remarks(logging.Handler):
    """Notes whether pypdf logs anything, and keeps it from standard error."""

    found = False

    def emit(self, record: logging.LogRecord) -> None:
        """Note it."""
        del record
        self.found = True


def send(connection: socket.socket, data: bytes) -> None:
    """Send something to the other side. Raises :class:`OSError`."""
    connection.sendall(len(data).to_bytes(8, "big") + data)


def receive(connection: socket.socket) -> bytes | None:
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
