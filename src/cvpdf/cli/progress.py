"""The moving line on a terminal while a build runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cvpdf.options import Progress


@contextmanager
def live() -> Iterator[Progress]:
    """Show a spinner with what each variant is doing; it disappears when the build is done."""
    from rich.console import Console

    console = Console(stderr=True)
    doing: dict[str, str] = {}
    lock = Lock()
    with console.status("reading") as status:

        def tell(variant: str, what: str) -> None:
            with lock:
                doing[variant] = what
                status.update(", ".join(f"{name}: {now}" for name, now in doing.items()))

        yield tell
