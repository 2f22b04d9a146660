"""Reading a PDF for the checks while it is still decided whether LaTeX runs again."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from cvpdf.ahead import Ahead

if TYPE_CHECKING:
    from cvpdf.pdf import Expectation, Reading


class Reader:
    """Reads the PDFs of one variant, each as soon as the engine has written it."""

    def __init__(self) -> None:
        self._data: bytes | None = None
        self._reading: Reading | None = None
        self._thread: Thread | None = None
        self._preparing: Thread | None = None

    def load(self, ahead: Ahead | None) -> None:
        """Import the checks while LaTeX runs; whoever needs them before that is done waits for it."""
        _load_checks(ahead is None)

    def expect(self, expectation: Expectation) -> None:
        """Make the checks ready for a PDF that will be read, while the engine is at it."""
        if self._preparing is None:
            self._preparing = Thread(target=_prepare, args=(expectation,), name="cvpdf-prepare")
            self._preparing.start()

    def begin(self, pdf: Path, ahead: Ahead | None) -> None:
        """Begin to read a PDF, unless it is the one that is being read, and forget the one before."""
        try:
            data = pdf.read_bytes()
        except OSError:
            return
        if data == self._data:
            return
        if ahead is not None:
            ahead.begin(data)
        self._wait()
        self._data = data
        self._thread = Thread(target=self._read, args=(pdf, data, ahead), name="cvpdf-reader")
        self._thread.start()

    def reading(self, data: bytes) -> Reading | None:
        """Return what was read, if it is of a PDF that holds ``data``; wait until it is read."""
        self.finish()
        return self._reading if data == self._data else None

    def finish(self) -> None:
        """Wait until nothing is being read any more: a process must not end while a library is in the middle of it."""
        self._wait()
        if self._preparing is not None:
            self._preparing.join()
            self._preparing = None

    def _wait(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _read(self, pdf: Path, data: bytes, ahead: Ahead | None) -> None:
        from cvpdf.pdf import read_pdf

        self._reading = None
        # Who asks in vain reads it himself, and tells of that.
        with suppress(MemoryError):
            self._reading = read_pdf(pdf, data, ahead)


def _prepare(expectation: Expectation) -> None:
    from cvpdf.pdf import prepare

    # What is not worked out here is so by the checks, which tell of it.
    with suppress(Exception):
        prepare(expectation)


@cache
def _load_checks(pypdf: bool) -> None:
    # No daemon: where Python ends by itself, in programs that use this package, it would crash while it is importing
    # pikepdf. (Commands end without waiting for any thread.)
    Thread(target=_preload, args=(pypdf,), name="cvpdf-preload").start()


def _preload(pypdf: bool) -> None:
    from cvpdf.pdf import preload

    preload(pypdf)
