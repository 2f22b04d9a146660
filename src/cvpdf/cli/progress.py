"""The line on a terminal that shows what a build is doing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from cvpdf.pipeline.options import Progress

if TYPE_CHECKING:
    from rich.status import Status


@contextmanager
def live() -> Iterator[Progress]:
    """Show a spinner with the current step of each variant until the build is done.

    It appears with the first step: a build with nothing to do does not import rich and starts no thread.
    """
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
                    from rich.console import Console

                    status = stack.enter_context(Console(stderr=True).status(text))
                else:
                    status.update(text)

        yield progress
