"""A watching session: it builds, waits for a change, and builds what the change touches.

Between two builds everything that takes time to load stays loaded: Python's modules, and for each variant an engine
that has loaded its format, has set the document's beginning and waits for the rest. latexmk is not asked here; the
engine runs again only if its auxiliary files say so.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cvpdf.diagnostics import ExitCode
from cvpdf.expectation import Expectation
from cvpdf.files.read import read_bytes
from cvpdf.latex.formats import default_folder
from cvpdf.latex.process import Cancellation, CancelledError
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.live.changes import Changes
from cvpdf.live.engine_pool import Press
from cvpdf.live.events import Event, Finished, Started, Tell, VariantDone, VariantSet
from cvpdf.pipeline import record as records
from cvpdf.pipeline import up_to_date as build_inputs
from cvpdf.pipeline.compile import build_with
from cvpdf.pipeline.early import Tools, again, with_heads
from cvpdf.pipeline.options import Listener, Options
from cvpdf.render.strings import expectation as expectation_of
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.report.severities import strict_result
from cvpdf.schema.load import load
from cvpdf.selection import resolve, select

_HEAD_START = 5.0
"""Seconds for which the variant that is looked at may have the processor for itself."""


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Let Python look for garbage at the end, and not in the midst of a build, where it may take as long as LaTeX."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        if looks:
            gc.enable()


class Session:
    """Builds once, then at every change until :meth:`stop`. ``tell`` hears of everything."""

    def __init__(self, options: Options, tell: Tell) -> None:
        self._options = options
        self._tell_outside = tell
        self._telling = threading.Lock()
        self._stop = threading.Event()
        self._preferred: str | None = None
        self._revision = 0
        self._first_is_set = threading.Event()
        self._first: str | None = None
        listener = Listener(self._choose_first, self._before, self._was_set, self._done)
        self._tools = Tools(Press(default_folder()), Cancellation(), listener)
        self._toolchain = find_toolchain()

    def prefer(self, variant: str) -> None:
        """Set this variant first from now on: somebody is looking at it."""
        self._preferred = variant

    def stop(self) -> None:
        """End :meth:`run` soon; from any thread."""
        self._stop.set()
        self._tools.switch.cancel()
        self._first_is_set.set()

    def run(self) -> None:
        """Build and watch; blocks until :meth:`stop`."""
        changes = Changes(self._options.cv)
        try:
            while not self._stop.is_set():
                with _garbage_left_alone():
                    changes.begin()
                    changes.remember(self._rebuild().inputs)
                    self._expect()
                if self._revision == 1:
                    # What was loaded for the first build stays, so it need not be gone through again.
                    gc.freeze()
                changes.wait(self._stop)
        except CancelledError:
            # Only stop() cancels.
            pass
        finally:
            gc.unfreeze()
            self._tools.close()

    def _rebuild(self) -> BuildReport:
        self._revision += 1
        self._tell(Started(self._revision))
        began = time.perf_counter()
        result = self._build()
        if self._options.strict:
            result = strict_result(result)
        if self._revision == 1:
            self._tell_unchanged(result)
        self._tell(Finished(self._revision, result, time.perf_counter() - began))
        return result

    def _build(self) -> BuildReport:
        options = self._options
        content, unreadable = read_bytes(options.cv)
        if content is None:
            return BuildReport((unreadable,) if unreadable else (), (), ExitCode.INVALID_CV)
        inputs = build_inputs.gather(options, content, self._toolchain)
        return build_with(options, self._toolchain._replace(latexmk=None), inputs, self._tools)

    def _expect(self) -> None:
        """Start an engine for each document that will be set after the next change."""
        documents = again(self._options, records.read(self._options.output_dir))
        self._tools.press.expect(with_heads(documents), self._toolchain, self._tools.switch)

    def _tell_unchanged(self, result: BuildReport) -> None:
        """Tell of PDFs that were there before this session."""
        there = [one for one in result.variants if one.outcome == "unchanged" and one.summary is not None]
        resume = load(self._options.cv).resume if there else None
        for one in there:
            if resume is None or one.summary is None:
                return
            expectation = expectation_of(select(resume, resolve(resume, one.variant)))
            with suppress(OSError):
                self._was_set(one.variant, Path(one.summary.path).read_bytes(), expectation)

    def _choose_first(self, names: Sequence[str]) -> str | None:
        self._first_is_set.clear()
        self._first = self._preferred if self._preferred in names else next(iter(names), None)
        return self._first

    def _before(self, name: str) -> None:
        # The one that is looked at has the processor for itself until it is set.
        if name != self._first and not self._stop.is_set():
            self._first_is_set.wait(_HEAD_START)

    def _was_set(self, name: str, pdf: bytes, expectation: Expectation) -> None:
        self._tell(VariantSet(self._revision, name, pdf, expectation))
        if name == self._first:
            self._first_is_set.set()

    def _done(self, result: VariantReport) -> None:
        if result.variant == self._first:
            self._first_is_set.set()
        self._tell(VariantDone(self._revision, result))

    def _tell(self, event: Event) -> None:
        with self._telling:
            self._tell_outside(event)
