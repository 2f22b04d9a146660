"""Commands timed as whole processes, in turns, so that a ratio holds while the speed of the machine drifts.

A round runs every task once, and the next round runs them in the opposite order. A ratio compares two runs of the same
round.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


class MeasurementError(Exception):
    """A command failed or did not do what is measured; the message contains the end of its output."""


@dataclass(frozen=True, slots=True)
class Task:
    """A command to be timed in a folder. ``prepare`` runs before it and ``check`` after it; neither is timed."""

    command: tuple[str, ...]
    folder: Path
    prepare: Callable[[], object] = lambda: None
    check: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, minimum and maximum of some values."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Return the spread of at least one value."""
    return Spread(statistics.median(values), min(values), max(values))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return the ratio of each round; both sequences have one value a round."""
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def run(task: Task) -> float:
    """Run a task once and return its seconds. Raises `MeasurementError`."""
    task.prepare()
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            task.command, cwd=task.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        exit_code = process.wait()
        seconds = time.perf_counter() - begin
        if exit_code != 0:
            output.seek(0)
            end = output.read().decode("utf-8", "replace")[-2000:]
            raise MeasurementError(f"`{' '.join(task.command)}` ended with exit code {exit_code}:\n{end}")
    task.check()
    return seconds


def processor_run(task: Task) -> float:
    """Run a task once and return the processor time of its processes in seconds. Raises `MeasurementError`."""
    task.prepare()
    before = os.times()
    run(replace(task, prepare=lambda: None))
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def interleaved(tasks: Sequence[Task], rounds: int, measure: Callable[[Task], float] = run) -> list[list[float]]:
    """Run the tasks in turns and return what ``measure`` returns for each task, one value a round.

    One round before the others does not count.
    """
    rows = []
    for number in range(rounds + 1):
        order = list(range(len(tasks)))
        if number % 2:
            order.reverse()
        seconds = {index: measure(tasks[index]) for index in order}
        rows.append([seconds[index] for index in range(len(tasks))])
    return [list(column) for column in zip(*rows[1:], strict=True)]
