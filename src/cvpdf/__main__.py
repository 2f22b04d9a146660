"""The entry point: whatever happens, the user sees a sentence and never a traceback.

Nothing but the standard library is imported before the handlers are in place, so that Ctrl-C ends the first tenth of a
second as cleanly as any other.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line."""
    try:
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _terminate)
        from cvpdf.cli import plain

        call = plain.read(sys.argv[1:], os.environ)
        if call is None:
            from cvpdf.cli.program import app

            app()
        else:
            sys.exit(call())
    except KeyboardInterrupt:
        # typer turns Ctrl-C into the same exit.
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe has gone, as with `| head`; Python would complain again when it flushes at exit. The exit
        # code is typer's.
        _drop_output()
        sys.exit(1)
    except Exception as problem:
        if os.environ.get("CVPDF_TRACEBACK"):
            raise
        if isinstance(problem, OSError) and not problem.filename:
            print(f"error[not-writable]: the output cannot be written: {problem.strerror}", file=sys.stderr)
            _drop_output()
            sys.exit(4)
        print(f"error[internal]: {type(problem).__name__}: {problem}", file=sys.stderr)
        print("  hint: this is a defect of cvpdf; with CVPDF_TRACEBACK=1 it shows where it happened", file=sys.stderr)
        sys.exit(70)


def _terminate(number: int, _frame: FrameType | None) -> None:
    """Let SIGTERM, and a terminal that is closed, end a build as cleanly as Ctrl-C."""
    raise SystemExit(128 + number)


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
