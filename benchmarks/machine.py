"""What a reader must know of the machine to compare figures with his own, and nothing by which it could be found."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path
from statistics import median

CORES = 2
"""The targets are for so many."""

_LOOPS = 60
_STEPS = 1_500_000
"""Of a loop that takes some hundredths of a second."""
_PAUSE = 0.05


def confine() -> None:
    """Keep this process, and all that it starts, to two cores, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def machine() -> dict[str, str]:
    """Return what there is, by name."""
    found = {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "TeX": _first_line("pdflatex", "--version"),
        "latexmk": _first_line("latexmk", "--version"),
        "cvpdf": _commit(),
    }
    if hasattr(os, "getloadavg"):
        found["load before"] = f"{os.getloadavg()[0]:.1f}"
    found["unsteadiness"] = _unsteadiness()
    return {name: text for name, text in found.items() if text}


def _unsteadiness() -> str:
    """Return how much longer than usual the same loop takes at worst: so much of a worst value is the machine's."""
    seconds = []
    for _ in range(_LOOPS):
        time.sleep(_PAUSE)
        began = time.perf_counter()
        for _ in range(_STEPS):
            pass
        seconds.append(time.perf_counter() - began)
    usual = median(seconds)
    often = sum(one > 1.2 * usual for one in seconds)
    loop = f"one and the same loop of {usual:.3f} s"
    return f"{loop} takes up to {max(seconds) / usual:.1f} times as long; {often} of {_LOOPS} take more than 1.2 times"


def _processor() -> str:
    """Return the processor's name, if Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _first_line(*command: str) -> str:
    """Return the first line that a program writes; nothing if there is no such program."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return next((line for line in done.stdout.splitlines() if line.strip()), "")


def _commit() -> str:
    """Return the commit of the working tree, and whether the program differs from it."""
    commit = _first_line("git", "rev-parse", "--short", "HEAD")
    changed = _first_line("git", "status", "--porcelain", "--", "src", "latex_templates")
    return f"commit {commit}{' with changes' if changed else ''}" if commit else ""
