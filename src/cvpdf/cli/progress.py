"""The moving line on a terminal while a build runs."""

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
    """Show a spinner with what each variant is doing; it disappears when the build is done.

    It begins with the first variant: a build with nothing to do imports nothing for it and starts no thread.
    """
    doing: dict[str, str] = {}
    lock = Lock()
    with ExitStack() as shown:
        status: Status | None = None

        def tell(variant: str, what: str) -> None:
            nonlocal status
            with lock:
                doing[variant] = what
                text = ", ".join(f"{name}: {now}" for name, now in doing.items())
                if status is None:
                    from rich.console import Console

                    status = shown.enter_context(Console(stderr=True).status(text))
                else:
                    status.update(text)

        yield tell
