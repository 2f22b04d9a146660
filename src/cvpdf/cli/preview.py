"""``cvpdf preview``."""

from __future__ import annotations

import errno
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

from cvpdf.cli.declared import Argument, option, variant_option
from cvpdf.cli.output import Form, show
from cvpdf.diagnostics import ExitCode, Severity, error
from cvpdf.pipeline.options import Options
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS

EXAMPLES = (
    "Examples: `cvpdf preview` shows ./cv.yaml in the browser, and every change as soon as it is saved; "
    "`cvpdf preview --variant onepage`; `cvpdf preview --no-open --port 0` takes a free port and prints the address. "
    "Ctrl-C ends it. Needs pip install 'cvpdf[preview]'. Exit code 0: ended by Ctrl-C, 2: wrong usage."
)

NEEDED = ("starlette", "uvicorn", "watchfiles")
DEFAULT_PORT = 8642
_LAST_PORT = 65535


def run(
    cv: Annotated[Path, Argument("The CV.")] = Path("cv.yaml"),
    variant: Annotated[str | None, variant_option("The variant to begin with.")] = None,
    output_dir: Annotated[Path, option("Folder for the results.", "--output-dir", "-o")] = Path("build"),
    engine: Annotated[
        Literal["auto", "pdflatex", "lualatex"] | None, option("LaTeX engine, whatever the variants say.", "--engine")
    ] = None,
    strict: Annotated[bool, option("Turn warnings into errors.", "--strict")] = False,
    timeout: Annotated[float, option("Seconds that LaTeX may take for one variant.", "--timeout", min=1)] = 60,
    port: Annotated[int, option("Port on 127.0.0.1; 0 takes a free one.", "--port", min=0)] = DEFAULT_PORT,
    open_: Annotated[bool, option("Open the page in the browser.", "--open/--no-open")] = True,
) -> int:
    """Show the CV in the browser, and every change of it as soon as it is saved."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        message = f"the preview needs what is not installed: {', '.join(missing)}"
        return _refused("preview-missing", message, "pip install 'cvpdf[preview]'")
    from cvpdf.live.events import Event, Finished, Notify
    from cvpdf.live.session import Session
    from cvpdf.preview.server import listen, serve

    if port > _LAST_PORT:
        return _refused("bad-port", f"there is no port {port}", f"ports end at {_LAST_PORT}")
    try:
        listener = listen(port)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            message = f"port {port} is taken, perhaps by another preview"
            return _refused("port-taken", message, "`--port 0` takes a free one")
        return _refused("bad-port", f"port {port} cannot be used: {problem.strerror}", "`--port 0` takes a free one")
    options = Options(cv, output_dir, (), engine, False, strict, timeout)

    def ready(address: str) -> None:
        print(f"{cv} is shown at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)
        if open_:
            _open(address)

    def watch(tell: Notify) -> Session:
        def told(event: Event) -> None:
            tell(event)
            if isinstance(event, Finished) and event.revision == 1:
                _show_unknown(begin, [one.variant for one in event.report.variants])

        return Session(options, told)

    begin = variant or BUILT_IN_VARIANTS[0]
    try:
        serve(watch, listener, cv, begin, ready)
    except KeyboardInterrupt:
        # This is how a preview ends.
        print(file=sys.stderr)
    return ExitCode.OK


def _refused(code: str, message: str, hint: str) -> int:
    show([error(code, message, None, hint)], None, Form.PEOPLE)
    return ExitCode.USAGE


def _show_unknown(variant: str, known: list[str]) -> None:
    """Warn about an unknown variant once the variants are known; the page shows another one."""
    if known and variant not in known:
        from cvpdf.schema.suggest import unknown_variant

        show([unknown_variant(variant, known)._replace(severity=Severity.WARNING)], None, Form.PEOPLE)


def _open(address: str) -> None:
    """Open the page, unless the only browser there is would take over the terminal."""
    import threading
    import webbrowser

    has_screen = sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if has_screen or os.environ.get("BROWSER"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
