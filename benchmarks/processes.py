"""What the processes of one command use: their memory, the PDFs they open, the programs they start."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import MeasurementError, Task, run

PROC = Path("/proc")
INTERVAL = 0.002
"""Seconds between two samples of the memory."""

_TRACED_OPEN = re.compile(r'\bopen(?:at2?)?\([^"]*"((?:[^"\\]|\\.)*)"')
_TRACED_EXEC = re.compile(r'\bexecve\("((?:[^"\\]|\\.)*)"')

_AUDIT = """
import runpy, sys
log, sys.argv = open(sys.argv[1], "w", buffering=1), sys.argv[1:]
def hook(event, arguments):
    if event == "open" and str(arguments[0]).lower().endswith(".pdf"):
        print(arguments[0], file=log)
    elif event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"):
        print(arguments[0], file=log)
sys.addaudithook(hook)
runpy.run_module("cvpdf", run_name="__main__", alter_sys=True)
"""


def memory_is_measurable() -> bool:
    """Return whether this system reports the proportional memory of a process."""
    return (PROC / "self" / "smaps_rollup").is_file()


def peak_memory(command: Sequence[str], folder: Path) -> float:
    """Run a command and return the peak memory of its process tree in MB (10⁶ bytes). Raises `MeasurementError`.

    The memory is the sum of the processes' PSS (proportional set size): a page that several processes share counts
    once. The kernel keeps no maximum of it, so it is sampled.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_pss, process_tree(process.pid))))
            time.sleep(INTERVAL)
    if process.returncode != 0:
        raise MeasurementError(f"`{' '.join(command)}` ended with exit code {process.returncode}")
    return peak / 1e6


def process_tree(root: int) -> set[int]:
    """Return the identifiers of a process and of all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and (stat := _read(entry / "stat")):
            # The second field is the name in parentheses, which may contain spaces; the fourth is the parent.
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    tree, todo = {root}, [root]
    while todo:
        new = children.get(todo.pop(), [])
        tree.update(new)
        todo += new
    return tree


def _pss(process: int) -> int:
    lines = _read(PROC / str(process) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _read(file: Path) -> str:
    """Return the text of a file of /proc; an empty one if the process has ended."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def observed(python: str, cvpdf: str, arguments: Sequence[str], folder: Path) -> tuple[list[str], str]:
    """Return the PDFs that cvpdf opens and the programs that it starts, and the method by which they were observed.

    The method is strace where it is installed, otherwise an audit hook of Python, which does not see what libraries
    in C open.
    """
    log = folder / "observed.txt"
    if shutil.which("strace"):
        calls = "trace=execve,open,openat,openat2"
        command = ("strace", "-f", "-qq", "-s", "4096", "-e", calls, "-o", str(log), cvpdf, *arguments)
        run(Task(command, folder))
        return traced(log.read_text("utf-8", "replace")), "strace"
    run(Task((python, "-c", _AUDIT, str(log), *arguments), folder))
    return log.read_text("utf-8").splitlines(), "an audit hook"


def traced(log: str) -> list[str]:
    """Return the PDFs that were opened and the programs that were started, except the first one, from strace's log."""
    pdfs = {path for path in _TRACED_OPEN.findall(log) if path.lower().endswith(".pdf")}
    return [*sorted(pdfs), *_TRACED_EXEC.findall(log)[1:]]
