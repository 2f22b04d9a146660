"""Commands timed as whole processes, by turns, so that ratios hold while the machine's speed drifts.

A round runs every task once; the next one goes through them in the other direction. A ratio is that of two runs of the
same round, and what is given of it is the median over the rounds.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandFailed(Exception):
    """A command to be timed did not end with exit code 0; the message holds the end of what it wrote."""


def nothing() -> None:
    """Prepare or check nothing."""


@dataclass(frozen=True, slots=True)
class Task:
    """A command to be timed in a folder. ``prepare`` runs before it and ``check`` after it, both untimed."""

    name: str
    command: tuple[str, ...]
    folder: Path
    prepare: Callable[[], None] = nothing
    check: Callable[[], None] = nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """One run, in seconds: by the clock, and of the processors, with all processes that the command waited for."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and greatest of some figures, in their unit."""

    median: float
    least: float
    most: float


def spread(figures: Sequence[float]) -> Spread:
    """Return the spread of at least one figure."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return the spread of the ratios of figures of the same round; both have as many."""
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def walls(samples: Sequence[Sample]) -> list[float]:
    """Return the seconds by the clock."""
    return [sample.wall for sample in samples]


def processors(samples: Sequence[Sample]) -> float:
    """Return the median of the processor seconds."""
    return statistics.median(sample.cpu for sample in samples)


def spawn(command: Sequence[str], folder: Path, output: int) -> int:
    """Start a command and return its process id. It reads nothing and writes to the file descriptor ``output``."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, output, 2),
    ]
    # Unlike subprocess this waits for nothing before it returns, but it knows of no working folder.
    with contextlib.chdir(folder):
        return os.posix_spawnp(command[0], list(command), os.environ, file_actions=actions)


def run(task: Task) -> Sample:
    """Run a task once. Raises `CommandFailed`."""
    task.prepare()
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = spawn(task.command, task.folder, output.fileno())
        _, status, usage = os.wait4(process, 0)
        ended = time.perf_counter()
        if status != 0:
            raise CommandFailed(said(task.command, output.fileno()))
    task.check()
    return Sample(ended - began, usage.ru_utime + usage.ru_stime)


def said(command: Sequence[str], output: int) -> str:
    """Return a command and the end of what it wrote."""
    size = os.fstat(output).st_size
    text = os.pread(output, 2000, max(0, size - 2000)).decode("utf-8", "replace")
    return f"{' '.join(command)} failed:\n{text}"


def by_turns(tasks: Sequence[Task], runs: int, rest: float = 0.0) -> dict[str, list[Sample]]:
    """Run the tasks so many times by turns, after one round that does not count; return the samples by name.

    ``rest`` is the seconds before each run.
    """
    samples: dict[str, list[Sample]] = {task.name: [] for task in tasks}
    for number in range(runs + 1):
        for task in tasks if number % 2 else reversed(tasks):
            time.sleep(rest)
            sample = run(task)
            if number:
                samples[task.name].append(sample)
    return samples
