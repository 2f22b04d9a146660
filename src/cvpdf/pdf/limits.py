"""The inspection of a PDF from elsewhere, in a process of its own: no file can hang, crash or starve the tool.

The parsers are pypdf (Python) and those of qpdf and pdfium (C++). A hostile file can make any of them loop, fill the
memory, or fall over; then the child ends, and the parent reports it.
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
from cvpdf.pdf import FILE, Inspection, inspect
from cvpdf.pdf.messages import quoted

SECONDS = 30.0
"""The time that one file may take."""
MEGABYTES = 1024
"""The address space that one file may take, where the system can limit it (not on Windows)."""


def inspect_limited(path: Path, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Inspection:
    """Run the checks that need no source, in a child process with limits.

    If the child does not come back, the only diagnostic is ``check-timeout`` or ``check-crashed``, an error. Nothing is
    raised.
    """
    # -P keeps the present folder, where anything may lie, out of the child's search for modules.
    command = [sys.executable, "-P", "-m", __name__, str(path), str(megabytes)]
    try:
        child = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        message = f"the checks were given up after {seconds:g} s"
        return _failed(error("check-timeout", message, Span.point(str(path)), "write the file anew, or split it"))
    except (OSError, ValueError) as problem:
        return _failed(_crashed(path, f"the checks did not start: {problem}"))
    if child.returncode == 0 and child.stdout:
        # Our own child wrote it, with the rights that we have ourselves.
        result = pickle.loads(child.stdout)
        if isinstance(result, Inspection):
            return result
    return _failed(_crashed(path, _reason(child, megabytes)))


def _failed(diagnostic: Diagnostic) -> Inspection:
    return Inspection().plus(FILE, [diagnostic])


def _crashed(path: Path, reason: str) -> Diagnostic:
    return error("check-crashed", reason, Span.point(str(path)), "write the file anew; no importer should be sent this")


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
    """Be the child: inspect one file and write the pickled outcome to standard output."""
    # What a parser prints must not get into the answer.
    answer = os.dup(1)
    os.dup2(2, 1)
    _limit_memory(int(megabytes) * 1024 * 1024)
    try:
        outcome = pickle.dumps(inspect(Path(path), None))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    with os.fdopen(answer, "wb") as stream:
        stream.write(outcome)
    # Without the tidying up of three parsers, which takes time and can crash too.
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
