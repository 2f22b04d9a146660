"""One variant, from the CV to the published PDF: each line of :func:`_compile` is a stage."""

from __future__ import annotations

import time
from functools import cache, partial
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors, note
from cvpdf.files.fingerprint import stamped
from cvpdf.files.write import not_writable
from cvpdf.fitting import last_choice
from cvpdf.latex import log_diagnostics
from cvpdf.latex.result import Failure, TypesetResult
from cvpdf.latex.typesetter import Typesetter
from cvpdf.pdf.inspection import Inspection, inspect, preload
from cvpdf.pipeline.context import BuildContext
from cvpdf.pipeline.document import Document, render_document
from cvpdf.pipeline.failure import NotCompiledError, failed
from cvpdf.pipeline.fitted import fit_again, fit_variant, height_difference, inexact
from cvpdf.pipeline.outputs import foreign_file, keep, pdf_path, publish_files
from cvpdf.pipeline.record import VariantRecord
from cvpdf.report import severities
from cvpdf.report.allowances import with_allowances
from cvpdf.report.fit_text import one_line
from cvpdf.report.results import VariantReport, VariantSummary
from cvpdf.selection.selection import Selection

_MAX_CORRECTIONS = 2
"""How often a variant is fitted again whose height is not as predicted."""


class Compiled(NamedTuple):
    """The report of a variant, and its entry in the build record if a PDF is in place."""

    report: VariantReport
    record: VariantRecord | None = None


class Proof(NamedTuple):
    """A PDF that passed all checks, with what they reported."""

    pdf: bytes
    inspection: Inspection
    diagnostics: tuple[Diagnostic, ...]


def compile_variant(name: str, build: BuildContext, latex: Typesetter) -> Compiled:
    """Compile one variant, unless its PDF is already in place. Nothing is raised for anything that is wrong."""
    try:
        compiled = _compile(name, build, latex)
    except NotCompiledError as end:
        compiled = Compiled(end.report)
    except OSError as problem:
        problems = (*build.notes(name), not_writable(build.options.output_dir, problem))
        compiled = Compiled(VariantReport(name, "failed", problems, exit_code=ExitCode.LATEX_FAILED))
    build.observer.finished(compiled.report)
    return compiled


def _compile(name: str, build: BuildContext, latex: Typesetter) -> Compiled:
    started = time.perf_counter()
    candidates = build.select(name)
    if candidates.is_empty and not build.options.variants:
        return _skipped(candidates)
    if (lua := build.lua_problem(candidates.settings)) is not None:
        raise failed(name, (*build.notes(name), lua))
    document = render_document(fit_variant(candidates, build, latex), build)
    if (foreign := foreign_file(build.options.output_dir, document, build.record)) is not None:
        raise failed(name, (*document.diagnostics, foreign), ExitCode.LATEX_FAILED)
    if build.options.tex_only:
        return _publish_tex(document, build)
    current = build.record.current(name, pdf_path(build.options.output_dir, document), document.fingerprint)
    if current is not None:
        return Compiled(VariantReport(name, "unchanged", current.diagnostics, current.summary), current)
    typeset = _typeset(document, build, latex)
    for _ in range(_MAX_CORRECTIONS):
        difference = height_difference(document, typeset)
        if not difference:
            break
        document = render_document(fit_again(document, difference, candidates, build, latex), build)
        typeset = _typeset(document, build, latex)
    proof = _check(document, typeset, build)
    return _publish(document, typeset, proof, build, started)


def _skipped(selection: Selection) -> Compiled:
    name, span = selection.settings.name, selection.settings.variant.span
    skipped = note("empty-variant", f"variant `{name}` has no content and is skipped", span)
    return Compiled(VariantReport(name, "skipped", (skipped,)))


def _typeset(document: Document, build: BuildContext, latex: Typesetter) -> TypesetResult:
    build.observer.step(document.name, "typesetting")
    _import_pdf_readers()
    return latex.typeset(document.tex)


@cache
def _import_pdf_readers() -> None:
    """Import the libraries of the checks while LaTeX runs; not as a daemon, as pikepdf must finish its import."""
    Thread(target=preload, name="cvpdf-preload").start()


def _check(document: Document, typeset: TypesetResult, build: BuildContext) -> Proof:
    """Read the PDF back and run every check. Raises :class:`NotCompiledError` if there is no PDF or a check fails."""
    rendered, settings = document.rendered, document.selection.settings
    messages = log_diagnostics.check(typeset.messages, rendered.source_map.locate, rendered.expectation)
    if typeset.pdf is None:
        known = severities.without_pdf(messages, settings.checks)
        raise _without_pdf(document, typeset, known, has_errors(messages), build)
    pdf = typeset.pdf.read_bytes()
    keep(build.options.output_dir, document.stem, document.tex.folder, "log")
    build.observer.typeset(document.name, pdf, rendered.expectation)
    build.observer.step(document.name, "checking")
    inspection = inspect(pdf_path(build.options.output_dir, document), rendered.expectation, pdf).plus("log", messages)
    allow = partial(with_allowances, allowed=settings.allowed, expectation=rendered.expectation)
    inspection = severities.inspected(inspection, settings.checks, build.options.strict, allow)
    difference = height_difference(document, typeset)
    still_inexact = (inexact(document, difference, build),) if difference else ()
    diagnostics = (*document.diagnostics, *still_inexact, *inspection.diagnostics)
    if has_errors(severities.with_severities(diagnostics, {}, build.options.strict)):
        place = pdf_path(build.options.output_dir, document)
        message = f"`{place}` was not replaced, because the new PDF fails a check"
        failing = keep(build.options.output_dir, document.stem, document.tex.folder, "pdf")
        kept = note("not-replaced", message, None, f"the PDF that fails is {failing}" if failing else None)
        code = ExitCode.CHECK_FAILED
        report = VariantReport(document.name, "failed", (*diagnostics, kept), None, code, inspection=inspection)
        raise NotCompiledError(report)
    return Proof(pdf, inspection, diagnostics)


def _without_pdf(
    document: Document,
    typeset: TypesetResult,
    messages: tuple[Diagnostic, ...],
    explained: bool,
    build: BuildContext,
) -> NotCompiledError:
    """Return the end of a variant without a PDF, with the reason, unless LaTeX's own errors explain it."""
    reason = "LaTeX failed" if explained else typeset.explanation
    keep(build.options.output_dir, document.stem, document.tex.folder, "tex")
    log = keep(build.options.output_dir, document.stem, document.tex.folder, "log")
    hint = f"the whole log is {log}" if log else None
    span = document.selection.settings.variant.span
    failure = error(str(typeset.failure), f"variant `{document.name}`: {reason}", span, hint)
    code = ExitCode.LATEX_MISSING if typeset.failure is Failure.LATEX_MISSING else ExitCode.LATEX_FAILED
    return failed(document.name, (*document.diagnostics, *messages, failure), code)


def _publish_tex(document: Document, build: BuildContext) -> Compiled:
    """Write the ``.tex`` and what belongs beside it."""
    files = publish_files(build.options.output_dir, document, None)
    return Compiled(VariantReport(document.name, "built", document.diagnostics, tex=files[0]))


def _publish(document: Document, typeset: TypesetResult, proof: Proof, build: BuildContext, started: float) -> Compiled:
    """Replace the last results by the new ones."""
    build.observer.step(document.name, "writing")
    files = publish_files(build.options.output_dir, document, proof.pdf)
    figures, inspection = typeset.figures or {}, proof.inspection
    summary = VariantSummary(
        variant=document.name,
        path=str(files[0]),
        pages=inspection.pages,
        fill=figures["used"] / figures["available"] if figures.get("available") else 0.0,
        passed=len(inspection.passed),
        checks=len(inspection.passed) + len(inspection.failed),
        seconds=time.perf_counter() - started,
        engine=document.rendered.engine,
        names=inspection.passed,
        fit=one_line(document.content.fit.report) if document.content.fit else "",
    )
    choice = last_choice.to_data(document.content.fit.last_choice) if document.content.fit else None
    fonts = build.fonts(document.selection).fonts if document.rendered.fonts.files else None
    read = stamped(map(Path, fonts.paths())) if fonts else ()
    record = VariantRecord("", document.fingerprint, stamped(files), summary, proof.diagnostics, choice, read)
    return Compiled(VariantReport(document.name, "built", proof.diagnostics, summary), record)
