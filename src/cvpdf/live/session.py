"""A watching session: it builds, waits for a change, and builds what the change affects.

Between two builds everything that takes time to load stays loaded: Python's modules, and for each document an engine
that has loaded its format and waits (:mod:`cvpdf.live.warm_typesetter`).
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.expectation import Expectation
from cvpdf.latex.cancellation import Cancellation, CancelledError
from cvpdf.latex.formats import default_folder
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.live.changes import Changes
from cvpdf.live.events import Event, Finished, Notify, Started, VariantDone, VariantTypeset
from cvpdf.live.warm_typesetter import WarmTypesetter
from cvpdf.pipeline import up_to_date
from cvpdf.pipeline.compile import compile_cv
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Observer, Options
from cvpdf.render.expected import expectation as expectation_of
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.report.severities import strict_report
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve


@contextmanager
def _collect_garbage_afterwards() -> Iterator[None]:
    """Keep Python from collecting garbage during a save, where that may take as long as LaTeX."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        if was_enabled:
            gc.enable()


class Session:
    """Builds once, then at every change until :meth:`stop`. ``notify`` receives every event."""

    def __init__(self, options: Options, notify: Notify) -> None:
        self._options = options
        self._notify_outside = notify
        self._notifying = threading.Lock()
        self._stop = threading.Event()
        self._preferred: str | None = None
        self._revision = 0
        self._toolchain = find_toolchain()
        self._cancellation = Cancellation()
        settings = LatexSettings(self._toolchain, default_folder(), options.timeout, self._cancellation)
        self._latex = WarmTypesetter(settings)
        self._observer = Observer(typeset=self._typeset, finished=self._done)

    def prefer(self, variant: str) -> None:
        """Build this variant first from now on: it is the one that the user looks at."""
        self._preferred = variant

    def stop(self) -> None:
        """End :meth:`run` soon; from any thread."""
        self._stop.set()
        self._cancellation.cancel()

    def run(self) -> None:
        """Build and watch; blocks until :meth:`stop`."""
        changes = Changes(self._options.cv)
        try:
            while not self._stop.is_set():
                with _collect_garbage_afterwards():
                    changes.begin()
                    changes.remember(self._rebuild().inputs)
                    self._latex.warm_up()
                changes.wait(self._stop)
        except CancelledError:
            # Only stop() cancels.
            pass
        finally:
            self._latex.close()

    def _rebuild(self) -> BuildReport:
        self._revision += 1
        self._notify(Started(self._revision))
        started = time.perf_counter()
        report = self._build()
        if self._options.strict:
            report = strict_report(report)
        if self._revision == 1:
            self._notify_unchanged(report)
        self._notify(Finished(self._revision, report, time.perf_counter() - started))
        return report

    def _build(self) -> BuildReport:
        inputs = up_to_date.read_inputs(self._options, self._toolchain)
        if isinstance(inputs, Diagnostic):
            return BuildReport((inputs,), (), ExitCode.INVALID_CV)
        report = compile_cv(self._options, inputs, self._latex, self._observer, self._preferred)
        # Once in a session is enough.
        return report.naming_templates(inputs.own_templates()) if self._revision == 1 else report

    def _notify_unchanged(self, report: BuildReport) -> None:
        """Send the PDFs that were in place before this session."""
        unchanged = [variant for variant in report.variants if variant.outcome == "unchanged" and variant.summary]
        given = self._options
        resume = load(given.cv, theme=given.theme, keep_going=given.keep_going).resume if unchanged else None
        for variant in unchanged:
            if resume is None or variant.summary is None:
                return
            expectation = expectation_of(select(resume, resolve(resume, variant.variant, self._options.language)))
            with suppress(OSError):
                self._typeset(variant.variant, Path(variant.summary.path).read_bytes(), expectation)

    def _typeset(self, name: str, pdf: bytes, expectation: Expectation) -> None:
        self._notify(VariantTypeset(self._revision, name, pdf, expectation))

    def _done(self, report: VariantReport) -> None:
        self._notify(VariantDone(self._revision, report))

    def _notify(self, event: Event) -> None:
        with self._notifying:
            self._notify_outside(event)
