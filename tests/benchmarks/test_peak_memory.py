"""The memory of one process, without its children."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.peak_memory import can_be_measured, mark, parent, peak, private

from benchmarks import peak_memory

pytestmark = pytest.mark.skipif(not can_be_measured(), reason="there is no /proc")

STATUS = "Name:\tpython\nPPid:\t12\nVmHWM:\t    1000 kB\nVmRSS:\t     900 kB\n"


def test_status_is_read() -> None:
    assert mark(STATUS) == 1_024_000
    assert parent(STATUS) == 12
    # A process that has ended, but is still listed, has no memory.
    assert mark("Name:\tpython\nPPid:\t12\n") == 0


def test_private_memory_is_read() -> None:
    rollup = "Rss: 90 kB\nShared_Dirty: 70 kB\nPrivate_Clean: 4 kB\nPrivate_Dirty: 6 kB\nPrivate_Hugetlb: 0 kB\n"
    assert private(rollup) == 10_240
    assert private("") == 0


ENDS_WHEN_SEEN = """
import os, sys, time
{}
open(f"ready-{{os.getpid()}}", "w").close()
while not os.path.exists("seen"):
    time.sleep(0.01)
"""


@pytest.fixture
def peak_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., float]:
    """``peak_of(code, *command)``: the peak of a program that ends as soon as its memory has been looked at.

    If the code forks, ``processes`` is 2.
    """
    look = peak_memory._workers

    def peak_of(code: str, *command: str, processes: int = 1) -> float:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        looks = 0

        def counted(process: int) -> set[int]:
            nonlocal looks
            found = look(process)
            looks += len(list(folder.glob("ready-*"))) == processes
            if looks == 4:
                (folder / "seen").touch()
            return found

        monkeypatch.setattr(peak_memory, "_workers", counted)
        return peak((*(command or (sys.executable, "-c")), ENDS_WHEN_SEEN.format(code)), folder)

    return peak_of


def test_what_a_fork_shares_counts_once(peak_of: Callable[..., float]) -> None:
    code = "a = bytearray(60_000_000); f = os.fork(); {}"
    shared = peak_of(code.format("0"), processes=2)
    assert 55 < peak_of(code.format("f or a.reverse()"), processes=2) - shared < 65


def test_what_is_given_back_before_the_end_counts(peak_of: Callable[..., float]) -> None:
    assert 55 < peak_of("a = bytearray(60_000_000); del a") - peak_of("") < 65


def test_another_program_does_not_count_but_a_worker_does(tmp_path: Path, peak_of: Callable[..., float]) -> None:
    other = tmp_path / "other-program"
    other.write_bytes(Path(sys.executable).resolve().read_bytes())
    other.chmod(0o755)
    starts = "import subprocess, sys; subprocess.run([sys.argv[1], '-S', '-I', '-c', sys.argv[2]], check=True)"
    starting = (sys.executable, "-c", starts)
    needs = "a = bytearray(60_000_000)"
    alone = peak_of("", *starting, sys.executable)
    assert peak_of(needs, *starting, str(other)) < alone + 20
    assert peak_of(needs, *starting, sys.executable) > alone + 55
