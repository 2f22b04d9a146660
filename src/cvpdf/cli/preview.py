"""``cvpdf preview``."""

from __future__ import annotations

import errno
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from cvpdf.cli.completion import variant_names
from cvpdf.cli.output import needs_a_file, refuse, show, tell
from cvpdf.cli.parameters import AllowLua, Cv, Engine, KeepGoing, Language, NoTemplates, OutputDir, Strict, Timeout
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity
from cvpdf.files.read import read_bytes
from cvpdf.installation import package_command
from cvpdf.pipeline.options import Options, checked
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS

EXAMPLES = """
cvpdf preview                       # Ctrl-C stops it
cvpdf preview --variant onepage
cvpdf preview --no-open --port 0    # print the address
"""
EXIT_CODES = "0 stopped by Ctrl-C, 1 cv.yaml cannot be read, 2 wrong usage"

PACKAGES = ("starlette", "uvicorn", "watchfiles")
DEFAULT_PORT = 8642
_LAST_PORT = 65535


def run(
    cv: Cv = Path("cv.yaml"),
    variant: Annotated[
        str | None,
        typer.Option("--variant", metavar="VARIANT", help="The variant to show first.", autocompletion=variant_names),
    ] = None,
    language: Language = None,
    output_dir: OutputDir = Path("build"),
    engine: Engine = None,
    allow_lua: AllowLua = False,
    no_templates: NoTemplates = False,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    timeout: Timeout = 60,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, help="Port on 127.0.0.1; 0 means any free port.")
    ] = DEFAULT_PORT,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> int:
    """Show the CV in the browser and update it at every save. Needs pip install 'cvpdf[preview]'."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        message = f"preview needs packages that are not installed: {', '.join(missing)}"
        return refuse("preview-missing", message, f"type `{package_command('cvpdf[preview]')}`")
    if code := needs_a_file("preview", cv):
        return code
    given = Options(cv, output_dir, (), engine, False, strict, timeout, own_templates=not no_templates)
    given = given._replace(allow_lua=allow_lua, language=language, keep_going=keep_going)
    options = checked(given, folder_only=True)
    if isinstance(options, Diagnostic):
        show([options], None)
        return ExitCode.USAGE
    _, unreadable = read_bytes(cv)
    if unreadable is not None:
        show([unreadable], None)
        return ExitCode.INVALID_CV
    from cvpdf.live.events import Event, Finished, Notify
    from cvpdf.live.session import Session
    from cvpdf.preview.server import listen, serve

    if port > _LAST_PORT:
        return refuse("bad-port", f"port {port} is out of range", f"the last port is {_LAST_PORT}")
    try:
        listener = listen(port)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            message = f"port {port} is in use, perhaps by another preview"
            return refuse("port-taken", message, "--port 0 uses any free port")
        return refuse("bad-port", f"port {port} cannot be used: {problem.strerror}", "--port 0 uses any free port")

    def ready(address: str) -> None:
        tell(f"{cv} is shown at {address} (Ctrl-C stops it)")
        if open_:
            _open(address)

    def watch(tell: Notify) -> Session:
        def handle(event: Event) -> None:
            tell(event)
            if isinstance(event, Finished) and event.revision == 1:
                _warn_unknown(first, [one.variant for one in event.report.variants])

        return Session(options, handle)

    first = variant or BUILT_IN_VARIANTS[0]
    try:
        serve(watch, listener, cv, first, ready, lambda problem: show([problem], None))
    except KeyboardInterrupt:
        # The usual way to stop the preview.
        tell()
    return ExitCode.OK


def _warn_unknown(variant: str, known: list[str]) -> None:
    """Warn about an unknown variant once the variants are known; the page shows another one."""
    if known and variant not in known:
        from cvpdf.schema.suggest import unknown_variant

        show([unknown_variant(variant, known)._replace(severity=Severity.WARNING)], None)


def _open(address: str) -> None:
    """Open the page in a browser, but not in one that would take over the terminal."""
    import threading
    import webbrowser

    has_screen = sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if has_screen or os.environ.get("BROWSER"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
