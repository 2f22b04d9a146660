"""What strace records, and the processes whose memory counts."""

import os
import subprocess
import sys

import pytest
from benchmarks.processes import memory_is_measurable, process_tree, traced


def test_opened_pdfs_and_started_programs() -> None:
    log = """\
10 execve("/usr/bin/cvpdf", ["cvpdf", "build"], 0x7ffc /* 20 vars */) = 0
10 openat(AT_FDCWD, "/home/a/build/full.tex", O_RDONLY|O_CLOEXEC) = 3
10 openat(AT_FDCWD, "/home/a/build/full.pdf", O_RDONLY|O_CLOEXEC) = 3
10 open("old.PDF", O_RDONLY) = -1 ENOENT (No such file or directory)
11 execve("/usr/bin/pdflatex", ["pdflatex", "build/other.pdf"], 0x7ffc /* 20 vars */) = 0
"""
    assert traced(log) == ["/home/a/build/full.pdf", "old.PDF", "/usr/bin/pdflatex"]


@pytest.mark.skipif(not memory_is_measurable(), reason="there is no /proc")
def test_children_of_children_belong_to_the_tree() -> None:
    code = "import subprocess, sys; p = subprocess.Popen(['cat']); print(p.pid, flush=True); p.wait()"
    with subprocess.Popen((sys.executable, "-c", code), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        grandchild = int(process.stdout.readline())
        assert process_tree(process.pid) == {process.pid, grandchild}
        assert {process.pid, grandchild} < process_tree(os.getpid())
        process.stdin.close()
