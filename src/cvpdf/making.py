"""One variant from its ``.tex`` to the checked PDF in its place."""

from __future__ import annotations

import datetime as dt
import os
import time

from cvpdf import record as records
from cvpdf import results, severities
from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors, note
from cvpdf.inspect import inspect, log
from cvpdf.jobs import Job
from cvpdf.options import Options, Progress, VariantResult
from cvpdf.publish import not_writable
from cvpdf.record import Made, Record, Row
from cvpdf.typeset import Cancellation, Failure, TypesetResult, typeset
from cvpdf.typeset.toolchain import Toolchain


def make(
    job: Job, options: Options, toolchain: Toolchain, last: Record, progress: Progress, switch: Cancellation
) -> tuple[VariantResult, Made | None]:
    """Typeset, inspect and put in place one variant, unless its PDF is there already."""
    earlier = last.variants.get(job.name)
    pdf_path = results.pdf_path(options.output_dir, job)
    if (
        earlier is not None
        and earlier.fingerprint == job.fingerprint
        and earlier.row.path == str(pdf_path)
        and records.in_place(earlier)
    ):
        return VariantResult(job.name, "unchanged", earlier.diagnostics, earlier.row), earlier

    foreign = results.foreign(options.output_dir, job, last)
    if foreign is not None:
        return VariantResult(job.name, "failed", (*job.diagnostics, foreign), exit_code=ExitCode.LATEX_FAILED), None
    try:
        return _make(job, options, toolchain, progress, switch)
    except OSError as problem:
        failed = not_writable(options.output_dir, problem)
        return VariantResult(job.name, "failed", (*job.diagnostics, failed), exit_code=ExitCode.LATEX_FAILED), None


def _make(
    job: Job, options: Options, toolchain: Toolchain, progress: Progress, switch: Cancellation
) -> tuple[VariantResult, Made | None]:
    pdf_path = results.pdf_path(options.output_dir, job)
    began = time.perf_counter()
    progress(job.name, "typesetting")
    results.lay_out(job)
    result = typeset(
        job.folder,
        job.rendered.engine,
        toolchain,
        timeout=options.timeout,
        source_date_epoch=source_date_epoch(),
        cancellation=switch,
    )
    progress(job.name, "checking")
    rendered = job.rendered
    checks = job.selection.settings.checks
    messages = log.check(result.messages, rendered.source_map.locate, rendered.expectation)
    if result.pdf is None:
        said = severities.explaining(messages, checks)
        found = [*job.diagnostics, *said, _failure(job, result, has_errors(messages))]
        code = ExitCode.LATEX_MISSING if result.failure is Failure.LATEX_MISSING else ExitCode.LATEX_FAILED
        return VariantResult(job.name, "failed", tuple(found), exit_code=code), None
    inspection = inspect(result.pdf, rendered.expectation).plus("log", messages)
    inspection = severities.settled(inspection, checks, options.strict)
    found = [*job.diagnostics, *inspection.diagnostics]
    if has_errors(severities.judged(found, {}, options.strict)):
        hint = f"the PDF that fails is {result.pdf}"
        message = f"`{pdf_path}` is left as it was, since the new PDF fails a check"
        found.append(note("not-replaced", message, None, hint))
        code = ExitCode.CHECK_FAILED
        return VariantResult(job.name, "failed", tuple(found), None, code, inspection=inspection), None

    progress(job.name, "writing")
    files = results.put_in_place(options.output_dir, job, result.pdf.read_bytes())
    figures = result.figures or {}
    row = Row(
        variant=job.name,
        path=str(pdf_path),
        pages=inspection.pages,
        fill=figures["used"] / figures["available"] if figures.get("available") else 0.0,
        passed=len(inspection.passed),
        checks=len(inspection.passed) + len(inspection.failed),
        seconds=time.perf_counter() - began,
        engine=rendered.engine,
        names=inspection.passed,
    )
    made = Made("", job.fingerprint, records.stamped(files), row, tuple(found))
    return VariantResult(job.name, "built", tuple(found), row), made


def put_tex(options: Options, job: Job, last: Record) -> VariantResult:
    """Put in place the ``.tex`` of one variant, without running LaTeX."""
    foreign = results.foreign(options.output_dir, job, last)
    if foreign is not None:
        return VariantResult(job.name, "failed", (*job.diagnostics, foreign), exit_code=ExitCode.LATEX_FAILED)
    files = results.put_in_place(options.output_dir, job, None)
    return VariantResult(job.name, "built", job.diagnostics, tex=files[0])


def source_date_epoch() -> int:
    """Return the time that engines take for now: SOURCE_DATE_EPOCH if it is set, else the beginning of today (UTC)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    return int(dt.datetime.combine(dt.datetime.now(dt.UTC).date(), dt.time(), dt.UTC).timestamp())


def _failure(job: Job, result: TypesetResult, explained: bool) -> Diagnostic:
    """Say that a variant has no PDF; why, unless LaTeX's own errors stand beside it."""
    reason = "LaTeX failed" if explained else result.explanation
    hint = f"the whole log is {job.folder / 'cv.log'}"
    return error(str(result.failure), f"variant `{job.name}`: {reason}", job.selection.settings.variant.span, hint)
