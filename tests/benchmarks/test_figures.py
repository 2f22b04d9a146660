"""Statistics, and what is held against a target."""

import sys
from pathlib import Path

import pytest
from benchmarks.figures import Group, Report, Row, as_json, compared, earlier_rows
from benchmarks.timing import CommandFailed, Sample, Spread, Task, by_turns, ratio, run, spread


def samples(*walls: float) -> list[Sample]:
    return [Sample(wall, wall / 2) for wall in walls]


def test_spread() -> None:
    assert spread([3.0, 1.0, 2.0, 10.0]) == Spread(2.5, 1.0, 10.0)


def test_ratios_are_those_of_pairs() -> None:
    # The machine slows down to a half: each pair says 2, while the medians would say 4 / 1.
    assert ratio([2.0, 4.0, 8.0], [1.0, 2.0, 4.0]) == Spread(2.0, 2.0, 2.0)
    with pytest.raises(ValueError, match="zip"):
        ratio([1.0, 2.0], [1.0])


def test_compared_fills_in_the_figures() -> None:
    row = compared(Row("a", "work", limit=2.0), samples(3.0, 5.0, 4.0), samples(2.0, 2.0, 2.0))
    assert row.ours == Spread(4.0, 3.0, 5.0)
    assert row.theirs == Spread(2.0, 2.0, 2.0)
    assert (row.value, row.cpu, row.met) == (2.0, 2.0, True)


@pytest.mark.parametrize(
    ("row", "value", "met"),
    [
        (Row("a", "", ratio=Spread(1.5, 1.0, 1.7), limit=1.5), 1.5, True),
        (Row("a", "", ratio=Spread(1.51, 1.0, 1.7), limit=1.5), 1.51, False),
        (Row("a", "", ratio=Spread(0.2, 0.1, 0.31), judged="worst ratio", limit=0.3), 0.31, False),
        (Row("a", "", ours=Spread(89.0, 80.0, 95.0), unit="MB", judged="figure", limit=90), 89.0, True),
        (Row("a", "", judged="claim", claim=False), 0.0, False),
        (Row("a", "", judged="figure", limit=0.08), None, None),
        (Row("a", "", judged="claim"), None, None),
    ],
)
def test_what_is_judged(row: Row, value: float | None, met: bool | None) -> None:
    assert row.has_target
    assert row.value == value
    assert row.met is met


def test_rows_without_a_target_are_left_out_of_the_targets() -> None:
    asked, told = Row("asked", "", limit=1.0), Row("told", "")
    report = Report({}, (Group("one", (told, asked)), Group("two", (told,))))
    assert report.targets == [asked]


def test_kept_reports_are_found_again_by_key() -> None:
    row = Row("a", "work", ours=Spread(1.0, 1.0, 1.0), ratio=Spread(1.2, 1.0, 1.5), judged="worst ratio", limit=1.3)
    data = as_json(Report({"cores": "2"}, (Group("one", (row,), ("remark",)),)))
    assert data["machine"] == {"cores": "2"}
    assert earlier_rows(data)["a"]["value"] == 1.5


def test_turns_go_there_and_back(tmp_path: Path) -> None:
    order: list[str] = []
    tasks = [
        Task(name, (sys.executable, "-c", ""), tmp_path, prepare=lambda name=name: order.append(name))  # type: ignore[misc]
        for name in "ab"
    ]
    found = by_turns(tasks, 2)
    assert order == ["b", "a", "a", "b", "b", "a"]
    assert [len(found[name]) for name in "ab"] == [2, 2]
    assert all(sample.wall > 0 and sample.cpu > 0 for sample in found["a"])


def test_a_command_that_fails_is_told_with_what_it_wrote(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no such luck"):
        run(Task("fails", (sys.executable, "-c", "raise SystemExit('no such luck')"), tmp_path))


def test_commands_run_in_their_folder(tmp_path: Path) -> None:
    here = Path.cwd()
    run(Task("write", (sys.executable, "-c", "open('made', 'w')"), tmp_path))
    assert (tmp_path / "made").is_file()
    assert Path.cwd() == here
