"""One variant from its ``.tex`` to the checked PDF in its place."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from threading import Thread

from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors, note
from cvpdf.files.fingerprint import stamped
from cvpdf.files.write import not_writable
from cvpdf.fitting import agreement
from cvpdf.latex import Failure, TypesetResult, typeset
from cvpdf.latex.environment import source_date_epoch
from cvpdf.latex.process import nothing
from cvpdf.pipeline import outputs as results
from cvpdf.pipeline import record as records
from cvpdf.pipeline.guess import Guess
from cvpdf.pipeline.options import Options, silent
from cvpdf.pipeline.prepare import Job, Shop, prepare, refitted, rendered
from cvpdf.pipeline.record import Made, Record
from cvpdf.report import severities
from cvpdf.report.fit_text import one_line
from cvpdf.report.results import VariantReport, VariantSummary

_CORRECTIONS = 2
"""How often a variant is fitted again whose height was not as predicted."""


def make(shop: Shop, name: str, last: Record) -> tuple[VariantReport, Made | None]:
    """Select, fit, render, typeset, inspect and put in place one variant, unless its PDF is there already."""
    # What is only guessed is no progress to tell of.
    silently = shop._replace(progress=silent)
    guess = Guess(partial(rendered, silently), partial(_typeset, silently))
    try:
        return _made(shop, name, last, guess)
    except OSError as problem:
        failed = not_writable(shop.options.output_dir, problem)
        return VariantReport(name, "failed", (*shop.noted, failed), exit_code=ExitCode.LATEX_FAILED), None
    finally:
        guess.finish()


def _made(shop: Shop, name: str, last: Record, guess: Guess) -> tuple[VariantReport, Made | None]:
    options = shop.options
    began = time.perf_counter()
    job = prepare(shop, name, guess)
    if isinstance(job, VariantReport):
        return job, None
    if options.tex_only:
        return put_tex(options, job, last), None
    earlier = last.variants.get(job.name)
    pdf_path = results.pdf_path(options.output_dir, job)
    if (
        earlier is not None
        and job.made_as(earlier.fingerprint)
        and earlier.row.path == str(pdf_path)
        and records.in_place(earlier)
    ):
        return VariantReport(job.name, "unchanged", earlier.diagnostics, earlier.row), earlier

    foreign = results.foreign(options.output_dir, job, last)
    if foreign is not None:
        return VariantReport(job.name, "failed", (*job.diagnostics, foreign), exit_code=ExitCode.LATEX_FAILED), None
    try:
        set_ = _set(shop, job, guess)
        return (set_, None) if isinstance(set_, VariantReport) else _checked(shop, *set_, began)
    except OSError as problem:
        failed = not_writable(options.output_dir, problem)
        return VariantReport(job.name, "failed", (*job.diagnostics, failed), exit_code=ExitCode.LATEX_FAILED), None


def _checked(shop: Shop, job: Job, result: TypesetResult, began: float) -> tuple[VariantReport, Made | None]:
    """Inspect what was set, and put it in place."""
    options, progress = shop.options, shop.progress
    pdf_path = results.pdf_path(options.output_dir, job)
    pdf = result.pdf.read_bytes() if result.pdf is not None else b""
    if result.pdf is not None:
        shop.tools.listener.was_set(job.name, pdf, job.rendered.expectation)
    progress(job.name, "checking")
    from cvpdf.latex import log_diagnostics as log
    from cvpdf.pdf import inspect, read_pdf

    rendered = job.rendered
    checks = job.selection.settings.checks
    messages = log.check(result.messages, rendered.source_map.locate, rendered.expectation)
    if result.pdf is None:
        said = severities.explaining(messages, checks)
        found = [*job.diagnostics, *said, _failure(job, result, has_errors(messages))]
        code = ExitCode.LATEX_MISSING if result.failure is Failure.LATEX_MISSING else ExitCode.LATEX_FAILED
        return VariantReport(job.name, "failed", tuple(found), exit_code=code), None
    inspection = inspect(result.pdf, rendered.expectation, read_pdf(result.pdf, pdf)).plus("log", messages)
    inspection = severities.settled(inspection, checks, options.strict)
    found = [*job.diagnostics, *inspection.diagnostics]
    if has_errors(severities.judged(found, {}, options.strict)):
        hint = f"the PDF that fails is {result.pdf}"
        message = f"`{pdf_path}` is left as it was, since the new PDF fails a check"
        found.append(note("not-replaced", message, None, hint))
        code = ExitCode.CHECK_FAILED
        return VariantReport(job.name, "failed", tuple(found), None, code, inspection=inspection), None

    progress(job.name, "writing")
    files = results.put_in_place(options.output_dir, job, pdf)
    figures = result.figures or {}
    row = VariantSummary(
        variant=job.name,
        path=str(pdf_path),
        pages=inspection.pages,
        fill=figures["used"] / figures["available"] if figures.get("available") else 0.0,
        passed=len(inspection.passed),
        checks=len(inspection.passed) + len(inspection.failed),
        seconds=time.perf_counter() - began,
        engine=rendered.engine,
        names=inspection.passed,
        fit=one_line(job.fitted.report) if job.fitted else "",
    )
    made = Made("", job.fingerprint, stamped(files), row, tuple(found), result.format_name)
    return VariantReport(job.name, "built", tuple(found), row), made


def _set(shop: Shop, job: Job, guess: Guess) -> tuple[Job, TypesetResult] | VariantReport:
    """Typeset a variant. If a fitted one does not come out as high as predicted, it is fitted again, twice at most."""
    result = guess.result(job) or _typeset(shop, job)
    short = 0.0
    for corrections in range(_CORRECTIONS + 1):
        if job.fitted is None or result.pdf is None:
            break
        # What was found missing before is allowed for, so it comes again.
        off = agreement.difference(job.fitted.report, result.figures) - short
        if abs(off) <= agreement.TOLERANCE:
            break
        short += off
        settings = job.selection.settings
        said = (*job.diagnostics, agreement.inexact(job.name, settings.variant.span, off))
        if corrections == _CORRECTIONS:
            return replace(job, diagnostics=said), result
        again = refitted(shop, job, short)
        if isinstance(again, VariantReport):
            return again._replace(diagnostics=(*said, *again.diagnostics))
        job = replace(again, diagnostics=tuple(dict.fromkeys([*said, *again.diagnostics])))
        result = _typeset(shop, job)
    return job, result


def _typeset(shop: Shop, job: Job, under_way: Callable[[], None] | None = None) -> TypesetResult:
    shop.progress(job.name, "typesetting")
    _load_checks()
    results.lay_out(job)
    return typeset(
        job.folder,
        job.rendered.engine,
        shop.toolchain,
        timeout=shop.options.timeout,
        source_date_epoch=source_date_epoch(),
        cancellation=shop.tools.switch,
        preamble=job.rendered.preamble,
        press=shop.tools.press,
        meanwhile=under_way or nothing,
    )


@cache
def _load_checks() -> None:
    """Import what the checks need while LaTeX runs."""
    # No daemon: where Python ends by itself, in programs that use this package, it would crash while it is importing
    # pikepdf.
    Thread(target=_preload, name="cvpdf-preload").start()


def _preload() -> None:
    from cvpdf.pdf import preload

    preload()


def put_tex(options: Options, job: Job, last: Record) -> VariantReport:
    """Put in place the ``.tex`` of one variant, without running LaTeX."""
    foreign = results.foreign(options.output_dir, job, last)
    if foreign is not None:
        return VariantReport(job.name, "failed", (*job.diagnostics, foreign), exit_code=ExitCode.LATEX_FAILED)
    files = results.put_in_place(options.output_dir, job, None)
    return VariantReport(job.name, "built", job.diagnostics, tex=files[0])


def _failure(job: Job, result: TypesetResult, explained: bool) -> Diagnostic:
    """Say that a variant has no PDF; why, unless LaTeX's own errors stand beside it."""
    reason = "LaTeX failed" if explained else result.explanation
    hint = f"the whole log is {job.folder / 'cv.log'}"
    return error(str(result.failure), f"variant `{job.name}`: {reason}", job.selection.settings.variant.span, hint)
