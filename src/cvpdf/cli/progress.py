"""The progress of a build on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from cvpdf.cli.output import tell, use_colour
from cvpdf.pipeline.options import Progress, silent

if TYPE_CHECKING:
    from rich.status import Status


@contextmanager
def shown_progress(hidden: bool, verbose: bool) -> Iterator[Progress]:
    """Show progress: a changing line on a terminal, elsewhere plain lines with ``verbose`` only."""
    if hidden:
        yield silent
        return
    if verbose or not use_colour(sys.stderr):
        yield lambda variant, step: tell(f"{variant}: {step}") if verbose else None
        return
    steps: dict[str, str] = {}
    lock = Lock()
    with ExitStack() as stack:
        status: Status | None = None

        def progress(variant: str, step: str) -> None:
            nonlocal status
            with lock:
                steps[variant] = step
                text = ", ".join(f"{name}: {current}" for name, current in steps.items())
                if status is None:
                    # A build with nothing to do has no step, so it does not import rich and starts no thread.
                    from rich.console import Console

                    status = stack.enter_context(Console(stderr=True).status(text))
                else:
                    status.update(text)

        yield progress
