"""Inspect an untrusted PDF in a child process with limits, so that no file can hang or crash cvpdf or fill the memory.

The parsers are pypdf (Python) and those of qpdf and pdfium (C++). A hostile file can make any of them loop, fill the
memory or crash; then the child ends, and the parent reports it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.pdf.codes import FILE
from cvpdf.pdf.inspection import Inspection, inspect
from cvpdf.quoting import quoted

SECONDS = 30.0
"""Timeout for one file."""
MEGABYTES = 1024
"""Limit of the address space for one file, where the system supports it (not Windows)."""


def inspect_limited(path: Path, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Inspection:
    """Return the outcome of the checks that need no source, run in a child process with limits.

    If the child fails, the only diagnostic is ``check-timeout`` or ``check-crashed``, an error. Nothing is raised.
    """
    # -P keeps the working folder, which may contain anything, out of the child's module search path.
    command = [sys.executable, "-P", "-m", __name__, str(path), str(megabytes)]
    try:
        child = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        message = f"the checks timed out after {seconds:g} s"
        return _failed(error("check-timeout", message, Span.point(str(path)), "regenerate the file, or split it"))
    except (OSError, ValueError) as problem:
        return _failed(_crashed(path, f"the checks did not start: {problem}"))
    if child.returncode == 0 and child.stdout:
        # Safe: our own child wrote it, with our own rights.
        result = pickle.loads(child.stdout)
        if isinstance(result, Inspection):
            return result
    return _failed(_crashed(path, _reason(child, megabytes)))


def _failed(diagnostic: Diagnostic) -> Inspection:
    return Inspection().plus(FILE.name, [diagnostic])


def _crashed(path: Path, reason: str) -> Diagnostic:
    return error("check-crashed", reason, Span.point(str(path)), "regenerate the file; do not send it to an importer")


def _reason(child: subprocess.CompletedProcess[bytes], megabytes: int) -> str:
    if child.returncode == _OUT_OF_MEMORY:
        return f"the checks need more than {megabytes} MB of memory"
    if child.returncode < 0:
        with suppress(ValueError):
            return f"the checks crashed ({signal.Signals(-child.returncode).name})"
    last = child.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"the checks crashed: {quoted(last, 160) or f'exit code {child.returncode}'}"


_OUT_OF_MEMORY = 99


def _main(path: str, megabytes: str) -> None:
    """Inspect one file, in the child, and write the pickled outcome to standard output."""
    # Output of the parsers must not mix with the result.
    result = os.dup(1)
    os.dup2(2, 1)
    _limit_memory(int(megabytes) * 1024 * 1024)
    try:
        outcome = pickle.dumps(inspect(Path(path), None))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    with os.fdopen(result, "wb") as stream:
        stream.write(outcome)
    # Skip the cleanup of three parsers, which takes time and can crash too.
    sys.stderr.flush()
    os._exit(0)


def _limit_memory(size: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):  # macOS has no such limit; a lower one may be set already
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(ValueError, OSError):  # no core files
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
