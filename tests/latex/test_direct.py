"""Reruns without latexmk."""

from __future__ import annotations

from pathlib import Path

from cvpdf.latex.direct import MAX_RUNS, run_until_stable
from cvpdf.latex.process import Completed


def count(folder: Path, contents: list[str], code: int = 0) -> int:
    """Return how often a program is run that leaves these contents, one after the other, in cv.aux."""
    runs = 0

    def run() -> Completed:
        nonlocal runs
        (folder / "cv.aux").write_text(contents[min(runs, len(contents) - 1)])
        runs += 1
        return Completed(code, "", 0.0)

    assert run_until_stable(run, folder).returncode == code
    return runs


def test_until_the_files_stand_still(tmp_path: Path) -> None:
    assert count(tmp_path, ["a"]) == 2
    assert count(tmp_path, ["a"]) == 1
    assert count(tmp_path, ["b", "c", "c"]) == 3


def test_not_for_ever(tmp_path: Path) -> None:
    assert count(tmp_path, [str(n) for n in range(20)]) == MAX_RUNS


def test_not_after_a_failure(tmp_path: Path) -> None:
    assert count(tmp_path, ["x", "y"], code=1) == 1
