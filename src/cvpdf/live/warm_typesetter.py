"""The typesetter of sessions: engines wait with their format loaded, and a probable document is typeset early."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.measure import Measurement
from cvpdf.latex.result import TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.typesetter import ColdTypesetter, TexDocument
from cvpdf.live.engine_pool import EnginePool


class _Prefetched(NamedTuple):
    document: TexDocument
    result: Future[TypesetResult]


class WarmTypesetter:
    """Like :class:`cvpdf.latex.typesetter.ColdTypesetter`, with the same results, and with engines that wait.

    latexmk is not used: the direct driver decides whether the engine runs again. A document that was typeset early is
    the answer only if it is equal to the one that is wanted.
    """

    prefetches = True

    def __init__(self, settings: LatexSettings) -> None:
        self._pool = EnginePool()
        toolchain = settings.toolchain._replace(latexmk=None)
        self._cold = ColdTypesetter(replace(settings, toolchain=toolchain, run_once=self._pool.run))
        self._prefetched: dict[Path, _Prefetched] = {}
        self._lock = threading.Lock()

    def typeset(self, document: TexDocument) -> TypesetResult:
        """Return the result of an equal document that was prefetched, or typeset this one."""
        prefetched = self._take(document.folder)
        if prefetched is not None:
            result = prefetched.result.result()
            if prefetched.document == document:
                return result
        return self._cold.typeset(document)

    def measure(self, document: TexDocument) -> Measurement:
        """Measure the blocks of a document."""
        return self._cold.measure(document)

    def prefetch(self, document: TexDocument) -> None:
        """Start typesetting a document, unless it is the one that was typeset last in its folder."""
        if _is_in_place(document):
            return
        earlier = self._take(document.folder)
        if earlier is not None:
            wait([earlier.result])
        thread = ThreadPoolExecutor(1, thread_name_prefix="cvpdf-prefetch")
        with self._lock:
            self._prefetched[document.folder] = _Prefetched(document, thread.submit(self._cold.typeset, document))
        thread.shutdown(wait=False)

    def wait(self) -> None:
        """Return when no prefetched document is being typeset any more."""
        with self._lock:
            results = [prefetched.result for prefetched in self._prefetched.values()]
        wait(results)

    def work_folder(self) -> Path:
        """Return the folder in which all documents get folders; engines wait there between two saves."""
        return self._cold.work_folder()

    def cancelled(self) -> bool:
        """Whether everything is to end soon."""
        return self._cold.cancelled()

    def warm_up(self) -> None:
        """Start engines for the documents that were typeset or measured last."""
        # An engine that starts while another one works in its folder would read half of a document.
        self.wait()
        self._pool.refill()

    def close(self) -> None:
        """End all programs, and remove the work folder, which engines that still ran were writing to."""
        self._cold.close()
        self.wait()
        self._pool.close()
        self._cold.close()

    def _take(self, folder: Path) -> _Prefetched | None:
        with self._lock:
            return self._prefetched.pop(folder, None)


def _is_in_place(document: TexDocument) -> bool:
    """Return whether the folder contains this document already; then there is probably nothing to typeset."""
    try:
        return (document.folder / "cv.tex").read_bytes() == document.files["cv.tex"]
    except OSError:
        return False
