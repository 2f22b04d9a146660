"""A fitted variant, set as it was fitted last time while LaTeX still measures whether it will be so again.

After a small change it mostly is: then the PDF is there when fitting has decided, and may have been read by then. If it
is not, the variant is set as it was decided, and the guess has cost some processor time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

from cvpdf.latex import TypesetResult
from cvpdf.pipeline.prepare import Job
from cvpdf.report.results import VariantReport
from cvpdf.selection import Selection


class Guess:
    """What is begun of one variant before it is decided. :meth:`finish` must be called in the end.

    ``typeset`` sets a variant, and calls what it is given with it when the engine is under way.
    """

    def __init__(
        self,
        render: Callable[[Selection], Job | VariantReport],
        typeset: Callable[[Job, Callable[[], None]], TypesetResult],
    ) -> None:
        self._render = render
        self._typeset = typeset
        self._job: Job | None = None
        self._result: Future[TypesetResult] | None = None

    def begin(self, selection: Selection) -> None:
        """Render a selection, and begin to set it, unless that was what was set last. Raises what rendering raises.

        Comes back when the engine is under way: two threads of Python at once are slower, and the engine takes longest.
        """
        job = self._render(selection)
        if isinstance(job, VariantReport):
            return
        self._job = job
        if _is_in_work(job):
            return
        thread = ThreadPoolExecutor(1, thread_name_prefix="cvpdf-guess")
        under_way = Event()
        self._result = thread.submit(self._typeset, job, under_way.set)
        self._result.add_done_callback(lambda _: under_way.set())
        thread.shutdown(wait=False)
        under_way.wait()

    def rendered(self, selection: Selection) -> Job | None:
        """Return the rendered variant if this selection was guessed."""
        return self._job if self._job is not None and self._job.selection == selection else None

    def result(self, job: Job) -> TypesetResult | None:
        """Return the outcome of setting a variant, if it was set; wait for it. Raises what setting raises."""
        if self._result is None or self._job is None or self._job.rendered.tex != job.rendered.tex:
            self.finish()
            return None
        result, self._result = self._result.result(), None
        return result

    def finish(self) -> None:
        """Wait until nothing is being set any more."""
        if self._result is not None:
            wait([self._result])


def _is_in_work(job: Job) -> bool:
    """Whether the private folder holds the same document; then there is probably nothing to set."""
    try:
        return (job.folder / "cv.tex").read_bytes() == job.rendered.tex.encode()
    except OSError:
        return False
