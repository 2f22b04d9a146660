"""Commands in turns, and what is computed from their times."""

import sys
from functools import partial
from pathlib import Path

import pytest
from benchmarks.timing import MeasurementError, Spread, Task, interleaved, processor_run, ratios, run, spread


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def test_spread() -> None:
    assert spread([3.0, 1.0, 2.0, 10.0]) == Spread(2.5, 1.0, 10.0)


def test_ratios_compare_runs_of_the_same_round() -> None:
    # The machine slows down from round to round.
    assert ratios([2.0, 4.0, 16.0], [1.0, 2.0, 8.0]) == [2.0, 2.0, 2.0]
    with pytest.raises(ValueError, match="zip"):
        ratios([1.0, 2.0], [1.0])


def test_rounds_alternate_their_order(tmp_path: Path) -> None:
    order: list[str] = []
    tasks = [Task(python(""), tmp_path, partial(order.append, name)) for name in "ab"]
    seconds = interleaved(tasks, 2)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert [len(values) for values in seconds] == [2, 2]
    assert all(value > 0 for values in seconds for value in values)


def test_a_failing_command_is_reported_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(MeasurementError, match="exit code 1:\nno such luck"):
        run(Task(python("raise SystemExit('no such luck')"), tmp_path))


def test_commands_run_in_their_folder(tmp_path: Path) -> None:
    made = tmp_path / "made"
    run(Task(python("open('made', 'w')"), tmp_path, check=lambda: made.rename(tmp_path / "checked")))
    assert (tmp_path / "checked").is_file()


def test_processor_time_is_that_of_the_command(tmp_path: Path) -> None:
    busy, idle = "sum(range(3_000_000))", "import time; time.sleep(0.5)"
    assert processor_run(Task(python(busy), tmp_path)) > 0
    assert processor_run(Task(python(idle), tmp_path)) < run(Task(python(idle), tmp_path))
