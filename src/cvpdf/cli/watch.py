"""``cvpdf watch``."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal

from cvpdf.cli.declared import Argument, option, variant_option
from cvpdf.cli.output import Form, count, echo, show
from cvpdf.diagnostics import ExitCode, Severity, error
from cvpdf.pipeline.options import Options
from cvpdf.report.results import BuildReport, VariantReport

EXAMPLES = (
    "Examples: `cvpdf watch` builds all variants of ./cv.yaml at every save; `cvpdf watch --variant onepage`; "
    "`cvpdf watch --format lines` for editors. Ctrl-C ends it. Needs pip install 'cvpdf[watch]'. "
    "Exit code 0: ended by Ctrl-C, 2: wrong usage, 128 and a signal's number: ended by that."
)


def run(
    cv: Annotated[Path, Argument("The CV.")] = Path("cv.yaml"),
    variant: Annotated[
        list[str] | None,
        variant_option("Build only this variant; can be repeated."),
    ] = None,
    output_dir: Annotated[Path, option("Folder for the results.", "--output-dir", "-o")] = Path("build"),
    engine: Annotated[
        Literal["auto", "pdflatex", "lualatex"] | None, option("LaTeX engine, whatever the variants say.", "--engine")
    ] = None,
    strict: Annotated[bool, option("Turn warnings into errors.", "--strict")] = False,
    timeout: Annotated[float, option("Seconds that LaTeX may take for one variant.", "--timeout", min=1)] = 60,
    form: Annotated[Form, option("How complaints are written: people or lines.", "--format")] = Form.PEOPLE,
    quiet: Annotated[bool, option("Write errors only.", "--quiet", "-q")] = False,
) -> int:
    """Build at every save of cv.yaml, of a template or of the photo."""
    if find_spec("watchfiles") is None:
        return _refused("watch-missing", "watching needs the package watchfiles", "pip install 'cvpdf[watch]'")
    if form.is_document:
        return _refused("bad-format", "a session without end is no document", "use --format lines")
    if not cv.is_file():
        return _refused("file-missing", f"there is no file `{cv}` to watch", "`cvpdf new` writes a starter cv.yaml")
    from cvpdf.live.events import Event, Finished
    from cvpdf.live.session import Session

    def tell(event: Event) -> None:
        if isinstance(event, Finished):
            _report(event.report, event.seconds, form, quiet)
            if event.revision == 1 and not quiet:
                print(f"watching {cv}; Ctrl-C ends it", file=sys.stderr, flush=True)

    session = Session(Options(cv, output_dir, tuple(variant or ()), engine, False, strict, timeout), tell)
    noted = _note_signals()
    try:
        session.run()
    except KeyboardInterrupt:
        if noted:
            return 128 + noted[0]
        # This is how watching ends.
        print(file=sys.stderr)
    return ExitCode.OK


def _note_signals() -> list[int]:
    """Return a list in which the signals will stand that end the program, but for Ctrl-C.

    While watchfiles waits, it makes the same exception of all of them.
    """
    noted: list[int] = []

    def handler(usual: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], object]:
        def note(number: int, frame: FrameType | None) -> None:
            noted.append(number)
            usual(number, frame)

        return note

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        usual = signal.getsignal(number) if number is not None else None
        if number is not None and callable(usual):
            signal.signal(number, handler(usual))
    return noted


def _report(result: BuildReport, seconds: float, form: Form, quiet: bool) -> None:
    found = result.all_diagnostics()
    show(found, result.source, form, Severity.ERROR if quiet else Severity.NOTE)
    if quiet:
        return
    made = [_made(one) for one in result.variants if one.outcome in ("built", "failed")]
    what = ", ".join(made) or ("nothing to do" if result.exit_code == ExitCode.OK else "nothing was built")
    numbers = count(found)
    echo(f"{time.strftime('%H:%M:%S')}  {what}: {seconds:.2f} s{f', {numbers}' if numbers else ''}")


def _made(one: VariantReport) -> str:
    if one.outcome == "failed" or one.summary is None:
        return f"{one.variant} failed"
    pages = f"{one.summary.pages} page{'' if one.summary.pages == 1 else 's'}"
    return f"{one.variant} {pages}"


def _refused(code: str, message: str, hint: str) -> int:
    show([error(code, message, None, hint)], None, Form.PEOPLE)
    return ExitCode.USAGE
