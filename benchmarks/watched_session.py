"""A watching session in a process of its own, as `cvpdf watch` has one, which writes what happens and when: a line of
JSON an event.

Times are those of `time.monotonic`, the same clock for all processes. The session ends when standard input does.

Usage: python -m benchmarks.watched_session CV OUTPUT_DIR VARIANT
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from cvpdf.__main__ import guarded
from cvpdf.live.events import Event, VariantDone
from cvpdf.live.session import Session
from cvpdf.pipeline.options import Options


def tell(event: Event) -> None:
    """Write an event with the time at which it came."""
    said = {"event": type(event).__name__, "revision": event.revision, "at": time.monotonic()}
    if isinstance(event, VariantDone):
        said["outcome"] = event.report.outcome
    print(json.dumps(said), flush=True)


def main() -> None:
    cv, output_dir, variant = sys.argv[1:]
    session = Session(Options(Path(cv), Path(output_dir), (variant,)), tell)

    def stop_at_end() -> None:
        sys.stdin.read()
        session.stop()

    threading.Thread(target=stop_at_end, daemon=True).start()

    sys.exit(guarded(session.run))


if __name__ == "__main__":
    main()
