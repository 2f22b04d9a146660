"""What a reader must know of the machine to compare figures with his own, and nothing by which it could be found."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

CORES = 2
"""The targets are for so many."""


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
    return {name: text for name, text in found.items() if text}


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
