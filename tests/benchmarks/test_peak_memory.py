"""The memory of one process, without its children."""

import sys
from pathlib import Path

import pytest
from benchmarks.peak_memory import can_be_measured, mark, parent, peak, private

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


def test_what_a_fork_shares_counts_once(tmp_path: Path) -> None:
    code = "import os, time; a = bytearray(60_000_000); f = os.fork(); {}; time.sleep(0.4); f and os.wait()"
    shared = peak((sys.executable, "-c", code.format("0")), tmp_path)
    assert 55 < peak((sys.executable, "-c", code.format("f or a.reverse()")), tmp_path) - shared < 65


def test_what_is_given_back_before_the_end_counts(tmp_path: Path) -> None:
    code = "import time; a = bytearray(60_000_000); del a; time.sleep(0.05)"
    plain = peak((sys.executable, "-c", "import time; time.sleep(0.05)"), tmp_path)
    assert 55 < peak((sys.executable, "-c", code), tmp_path) - plain < 65


def test_another_program_does_not_count_but_a_worker_does(tmp_path: Path) -> None:
    other = tmp_path / "other-program"
    other.write_bytes(Path(sys.executable).resolve().read_bytes())
    other.chmod(0o755)
    needs = "import time; a = bytearray(60_000_000); time.sleep(0.4); open('done', 'a').write('x')"
    starts = "import subprocess, sys; subprocess.run([sys.argv[1], '-S', '-I', '-c', sys.argv[2]], check=True)"
    alone = peak((sys.executable, "-c", starts, sys.executable, ""), tmp_path)
    assert peak((sys.executable, "-c", starts, str(other), needs), tmp_path) < alone + 20
    assert peak((sys.executable, "-c", starts, sys.executable, needs), tmp_path) > alone + 55
    assert (tmp_path / "done").read_text() == "xx"
