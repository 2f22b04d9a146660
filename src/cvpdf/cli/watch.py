"""``cvpdf watch``."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from cvpdf.cli.output import TextForm, count, echo, needs_a_file, refuse, show, tell
from cvpdf.cli.parameters import (
    AllowLua,
    Cv,
    Engine,
    KeepGoing,
    Language,
    NoTemplates,
    Output,
    Quiet,
    Strict,
    TextDiagnostics,
    Timeout,
    Variants,
)
from cvpdf.diagnostics import Diagnostic, ExitCode, Severity
from cvpdf.files.read import read_bytes
from cvpdf.installation import package_command
from cvpdf.pipeline.options import Options, checked
from cvpdf.report.results import BuildReport, VariantReport

EXAMPLES = """
cvpdf watch                   # all variants of ./cv.yaml; Ctrl-C stops it
cvpdf watch --variant onepage
cvpdf watch --format lines    # for editors
"""
EXIT_CODES = "0 stopped by Ctrl-C, 1 cv.yaml cannot be read, 2 wrong usage, 128 + N stopped by signal N"


def run(
    cv: Cv = Path("cv.yaml"),
    variant: Variants = None,
    language: Language = None,
    output: Output = Path("build"),
    engine: Engine = None,
    allow_lua: AllowLua = False,
    no_templates: NoTemplates = False,
    strict: Strict = False,
    keep_going: KeepGoing = False,
    timeout: Timeout = 60,
    form: TextDiagnostics = TextForm.PEOPLE,
    quiet: Quiet = False,
) -> int:
    """Build whenever cv.yaml, a template or the photo is saved. Needs pip install 'cvpdf[watch]'."""
    if find_spec("watchfiles") is None:
        message = "watch needs a package that is not installed: watchfiles"
        return refuse("watch-missing", message, f"type `{package_command('cvpdf[watch]')}`")
    if code := needs_a_file("watch", cv):
        return code
    given = Options(cv, output, tuple(variant or ()), engine, False, strict, timeout, own_templates=not no_templates)
    options = checked(given._replace(allow_lua=allow_lua, language=language, keep_going=keep_going))
    if isinstance(options, Diagnostic):
        show([options], None, form)
        return ExitCode.USAGE
    _, unreadable = read_bytes(cv)
    if unreadable is not None:
        show([unreadable], None, form)
        return ExitCode.INVALID_CV
    from cvpdf.live.events import Event, Finished
    from cvpdf.live.session import Session

    def report(event: Event) -> None:
        if isinstance(event, Finished):
            _report(event.report, event.seconds, form, quiet)
            if event.revision == 1 and not quiet:
                tell(f"watching {cv}; Ctrl-C stops it")

    session = Session(options, report)
    received = _record_signals()
    try:
        session.run()
    except KeyboardInterrupt:
        if received:
            return 128 + received[0]
        # The usual way to stop watching.
        tell()
    return ExitCode.OK


def _record_signals() -> list[int]:
    """Return a list that receives the number of each SIGTERM or SIGHUP.

    watchfiles raises KeyboardInterrupt for all of them, so the exception does not show which signal it was.
    """
    received: list[int] = []

    def recording(usual: Callable[[int, FrameType | None], object]) -> Callable[[int, FrameType | None], object]:
        def handler(number: int, frame: FrameType | None) -> None:
            received.append(number)
            usual(number, frame)

        return handler

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        usual = signal.getsignal(number) if number is not None else None
        if number is not None and callable(usual):
            signal.signal(number, recording(usual))
    return received


def _report(report: BuildReport, seconds: float, form: TextForm, quiet: bool) -> None:
    diagnostics = report.all_diagnostics()
    show(diagnostics, report.source, form, Severity.ERROR if quiet else Severity.NOTE)
    if quiet:
        return
    results = [_result(variant) for variant in report.variants if variant.outcome in ("built", "failed")]
    text = ", ".join(results) or ("nothing to do" if report.exit_code == ExitCode.OK else "nothing was built")
    numbers = count(diagnostics)
    echo(f"{time.strftime('%H:%M:%S')}  {text}: {seconds:.2f} s{f', {numbers}' if numbers else ''}")


def _result(variant: VariantReport) -> str:
    if variant.outcome == "failed" or variant.summary is None:
        return f"{variant.variant} failed"
    pages = variant.summary.pages
    return f"{variant.variant} {pages} page{'' if pages == 1 else 's'}"
