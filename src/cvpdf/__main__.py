"""The entry point: whatever happens, the user sees a sentence and never a traceback.

Nothing but the standard library is imported before the handlers are in place, so that Ctrl-C ends the first tenth of a
second as cleanly as any other.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # importing it from typing would take as long as asking the process that stands by
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_BY_SIGNAL = 128
"""Exit codes from here on tell of a signal."""


_GARBAGE = 300_000
"""So many new objects make Python look for garbage: more than most commands make, of which hardly any is garbage."""

_SWITCH = 0.001
"""Seconds after which a thread makes room for another one."""


def main() -> None:
    """Run the command line."""
    _end(ended(lambda: _run(sys.argv[1:])))


def _run(words: list[str]) -> int:
    from cvpdf.cli import plain

    call = plain.read(words, os.environ)
    if call is not None:
        return call()
    from cvpdf.cli.program import app

    app()
    return 0


def ended(work: Callable[[], int]) -> int:
    """Do a command's work, whatever happens in it, and return the exit code."""
    # Threads that wait for LaTeX have little to do, and should not wait for those that have much.
    sys.setswitchinterval(_SWITCH)
    # A search takes up to 10 ms. (Sessions that last look for it between two saves.)
    gc.set_threshold(_GARBAGE)
    try:
        for name in ("SIGTERM", "SIGHUP"):
            # What is ignored, as SIGHUP under nohup, stays so.
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                signal.signal(getattr(signal, name), _terminate)
        return work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        # typer turns Ctrl-C into the same exit.
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone, as with `| head`; Python would complain again when it flushes at exit. The exit
        # code is typer's.
        _drop_output()
        return 1
    except Exception as problem:
        if os.environ.get("CVPDF_TRACEBACK"):
            raise
        if isinstance(problem, OSError) and not problem.filename:
            print(f"error[not-writable]: the output cannot be written: {problem.strerror}", file=sys.stderr)
            _drop_output()
            return 4
        print(f"error[internal]: {type(problem).__name__}: {problem}", file=sys.stderr)
        print("  hint: this is a defect of cvpdf; with CVPDF_TRACEBACK=1 it shows where it happened", file=sys.stderr)
        return 70


def _terminate(number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM, and a terminal that is closed, end a build as cleanly as Ctrl-C."""
    raise SystemExit(_BY_SIGNAL + number)


def _end(code: int) -> None:
    """End the process as soon as everything is written: to take everything apart first would only take time."""
    for stream in (sys.stdout, sys.stderr):
        # Python has no stream where the descriptor was closed.
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):
                # Python's own way of ending says what is the matter.
                sys.exit(code)
    os._exit(code)


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
