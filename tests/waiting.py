"""Waiting for what other processes and threads do: for an event, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

PATIENCE = 120.0
"""Seconds after which a test gives up. Only a test that fails ever takes so long."""


def until(condition: Callable[[], Result]) -> Result:
    """Return the first result of ``condition`` that is true."""
    deadline = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < deadline, f"gave up after {PATIENCE:g} seconds"
        time.sleep(0.01)
    return result


def alive(pid: int) -> bool:
    """Return whether a process runs; a zombie that its new parent has not reaped yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def processes_in(folder: Path, *names: str) -> list[int]:
    """Return the processes that work in ``folder`` or below; only those with one of the names, if there are any."""
    running = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            here = (process / "cwd").resolve(strict=True).is_relative_to(folder.resolve())
            if here and (not names or (process / "comm").read_text().strip() in names):
                running.append(int(process.name))
        except OSError:
            continue
    return running


@contextmanager
def processor_seconds(limit: float) -> Iterator[None]:
    """Check that the block needs at most so much processor time of this thread, which other programs hardly change.

    The limits are many times what is needed: they fail for work that grows faster than its input, not for a slow
    machine.
    """
    began = time.thread_time()
    yield
    assert time.thread_time() - began < limit
