"""The entry point: it turns signals and unexpected exceptions into an exit code and a sentence, never a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType


def main() -> None:
    """Run the command line."""
    sys.exit(guarded(_run))


def _run() -> None:
    # Until here only the standard library is imported, so Ctrl-C during the imports ends cleanly too.
    from cvpdf.cli.program import app

    _handle_signals(_exit_by_signal)
    app()


def guarded(work: Callable[[], None]) -> int | str | None:
    """Run ``work`` and return the exit code of the process."""
    try:
        _handle_signals(_exit_at_once)
        _open_closed_streams()
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
        return _report(problem)


def _report(problem: Exception) -> int:
    """Write an unexpected exception as a message and return the exit code."""
    code, message, hint = _explained(problem)
    try:
        print(f"error{message}", file=sys.stderr)
        if hint:
            print(f"  hint: {hint}", file=sys.stderr)
    except (OSError, MemoryError):
        pass  # the exit code alone can report it
    _discard_output()
    return code


def _explained(problem: Exception) -> tuple[int, str, str]:
    """Return the exit code of an unexpected exception, its code with its message, and a hint."""
    if _is_lack_of_memory(problem):
        return (
            4,
            "[out-of-memory]: there is not enough memory",
            "close other programs, or raise the limit (`ulimit -v`)",
        )
    if isinstance(problem, OSError) and problem.errno in (errno.EMFILE, errno.ENFILE):
        hint = "close other programs, or raise the limit: ulimit -n 1024"
        return 4, "[too-many-files]: the limit of open files is reached", hint
    if isinstance(problem, OSError) and not problem.filename:
        return 4, f"[not-writable]: cannot write the output: {problem.strerror}", ""
    hint = "this is a bug in cvpdf; CVPDF_TRACEBACK=1 shows where it happens"
    return 70, f"[internal]: {type(problem).__name__}: {ascii(str(problem))[1:-1]}", hint


def _is_lack_of_memory(problem: Exception) -> bool:
    """Whether there was no memory for data, for a library that is imported, or for a thread."""
    if isinstance(problem, OSError):
        return problem.errno == errno.ENOMEM
    words = ("failed to map segment", "cannot allocate memory", "can't start new thread", "can't allocate")
    return isinstance(problem, MemoryError) or any(word in str(problem).lower() for word in words)


def _open_closed_streams() -> None:
    """Open the null device in place of standard streams that are closed.

    Otherwise the next file that is opened takes their place, and whatever is printed goes into it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
            os.set_inheritable(number, True)
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115


def _handle_signals(handler: Callable[[int, FrameType | None], None]) -> None:
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        number = getattr(signal, name, None)
        # A signal that is ignored, as SIGHUP under nohup, stays ignored.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _exit_at_once(number: int, _frame: FrameType | None) -> None:
    # While modules are imported there is nothing to clean up, and an exception may be lost in a callback.
    os._exit(128 + number)


def _exit_by_signal(number: int, _frame: FrameType | None) -> None:
    # A second signal of the kind must not interrupt the end of the programs and of the lock.
    signal.signal(number, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _discard_output() -> None:
    """Redirect output that cannot be written to the null device, because Python flushes it once more at exit."""
    for number in (1, 2):
        try:
            (sys.stdout if number == 1 else sys.stderr).flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), number)


if __name__ == "__main__":
    main()
