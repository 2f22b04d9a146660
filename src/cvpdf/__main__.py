"""The entry point: it turns signals and unexpected exceptions into an exit code and a sentence, never a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType


def main() -> None:
    """Run the command line."""
    sys.exit(guarded(_run))


def _run() -> None:
    # Until here only the standard library is imported, so Ctrl-C during the imports ends cleanly too.
    from cvpdf.cli.program import app

    app()


def guarded(work: Callable[[], None]) -> int | str | None:
    """Run ``work`` and return the exit code of the process."""
    try:
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            # A signal that is ignored, as SIGHUP under nohup, stays ignored.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _exit_by_signal)
        work()
        return 0
    except SystemExit as end:
        return end.code
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader of the output has closed it, as `| head` does.
        _discard_output()
        return 1
    except Exception as problem:
        if os.environ.get("CVPDF_TRACEBACK"):
            raise
        if isinstance(problem, OSError) and problem.errno in (errno.EMFILE, errno.ENFILE):
            print("error[too-many-files]: the limit of open files is reached", file=sys.stderr)
            print("  hint: close other programs, or raise the limit: ulimit -n 1024", file=sys.stderr)
            return 4
        if isinstance(problem, OSError) and not problem.filename:
            print(f"error[not-writable]: cannot write the output: {problem.strerror}", file=sys.stderr)
            _discard_output()
            return 4
        print(f"error[internal]: {type(problem).__name__}: {problem}", file=sys.stderr)
        print("  hint: this is a bug in cvpdf; CVPDF_TRACEBACK=1 shows where it happens", file=sys.stderr)
        return 70


def _exit_by_signal(number: int, _frame: FrameType | None) -> None:
    # A second signal of the kind must not interrupt the end of the programs and of the lock.
    signal.signal(number, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _discard_output() -> None:
    """Redirect standard output to the null device, because Python flushes it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
