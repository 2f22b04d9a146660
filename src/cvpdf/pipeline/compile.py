"""All stages for one cv.yaml: load it, compile its variants side by side, and write the build record."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, ExitCode, error
from cvpdf.files.private_folder import locked
from cvpdf.files.write import not_writable
from cvpdf.latex.get_latex import how_to_get_latex
from cvpdf.latex.typesetter import Typesetter
from cvpdf.pipeline import record as records
from cvpdf.pipeline import up_to_date
from cvpdf.pipeline.context import BuildContext, open_context
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Observer, Options
from cvpdf.pipeline.outputs import remove_stale_fonts
from cvpdf.pipeline.record import Record, VariantRecord
from cvpdf.pipeline.up_to_date import Inputs
from cvpdf.pipeline.variant import Compiled, compile_variant
from cvpdf.report.results import BuildReport
from cvpdf.schema.built_in import all_languages, language_of
from cvpdf.schema.resume import Resume
from cvpdf.schema.suggest import undeclared_language, unknown_variant
from cvpdf.selection.settings import resolve, variant_names
from cvpdf.themes.theme import ThemeError

_SIGNAL_CHECK = 0.2
"""Seconds between two returns to Python while threads work: a wait without end would not notice a signal."""


def compile_cv(
    options: Options, inputs: Inputs, latex: Typesetter, observer: Observer, first: str | None = None
) -> BuildReport:
    """Compile the variants of a cv.yaml that has been read; ``first`` is compiled before all others."""
    loaded = load(options.cv, None, inputs.content, options.theme, options.own_templates, options.keep_going)
    if loaded.resume is None:
        files = (*inputs.files, *loaded.files)
        return BuildReport(loaded.diagnostics, (), ExitCode.INVALID_CV, loaded.source, files)
    names = requested(options, loaded.resume)
    if isinstance(names, Diagnostic):
        return BuildReport((names,), (), ExitCode.USAGE, loaded.source, inputs.files)
    loaded = loaded.about(options.language or language_of(loaded.resume, name) for name in names)

    def failed(problem: Diagnostic, exit_code: int) -> BuildReport:
        return BuildReport((*loaded.diagnostics, problem), (), exit_code, loaded.source, inputs.files)

    if not inputs.toolchain.has_engine and not options.tex_only:
        return failed(no_latex(), ExitCode.LATEX_MISSING)
    try:
        with locked(options.output_dir):
            # Another build may have finished while this one waited for the lock.
            last = records.read(options.output_dir, options.language)
            unchanged = up_to_date.unchanged(options, last, inputs)
            if unchanged is not None:
                return unchanged
            build = open_context(options, inputs, loaded, last, observer, latex)
            compiled = _compile_variants(names, build, latex, first)
            # Another build may use the folders as soon as the lock is released.
            latex.wait()
            remove_stale_fonts(options.output_dir)
            if not options.tex_only:
                records.write(_new_record(compiled, build), options.output_dir, options.language)
    except ThemeError as problem:
        return failed(problem.diagnostic, ExitCode.LATEX_FAILED)
    except OSError as problem:
        return failed(not_writable(options.output_dir, problem), ExitCode.LATEX_FAILED)
    reports = tuple(variant.report for variant in compiled)
    exit_code = max((report.exit_code for report in reports), default=ExitCode.OK)
    files = (*inputs.files, *(Path(path) for path, _ in build.named))
    return BuildReport(loaded.diagnostics, reports, exit_code, loaded.source, files)


def requested(options: Options, resume: Resume) -> list[str] | Diagnostic:
    """Return the variants to compile, by default all of them, or the error that one or the language does not exist."""
    known = variant_names(resume)
    for name in options.variants:
        if name not in known:
            return unknown_variant(name, known)
    names = list(dict.fromkeys(options.variants)) or list(known)
    if options.language is None:
        return names
    languages = all_languages(resume)
    if options.language not in languages:
        return undeclared_language(options.language, languages)
    return _taken_output(names, options.language, resume) or names


def _taken_output(names: Sequence[str], language: str, resume: Resume) -> Diagnostic | None:
    """Return the error that a variant in another language than its own would replace the PDF of another variant."""
    outputs = {resolve(resume, name).output.casefold(): name for name in variant_names(resume)}
    for name in names:
        output = resolve(resume, name, language).output
        other = outputs.get(output.casefold(), name)
        if other != name:
            message = f"variant `{name}` in `{language}` and variant `{other}` both write `{output}.pdf`"
            return error("duplicate-output", message, None, f"build `--variant {other}`, or give it another `output:`")
    return None


def _compile_variants(names: list[str], build: BuildContext, latex: Typesetter, first: str | None) -> list[Compiled]:
    """Compile variants side by side. Engines are processes of their own, so threads keep every core busy."""
    batches = [[first], [name for name in names if name != first]] if first in names else [names]
    compiled: dict[str, Compiled] = {}
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        try:
            for batch in batches:
                futures = {name: pool.submit(compile_variant, name, build, latex) for name in batch}
                pending = set(futures.values())
                while pending:
                    _, pending = wait(pending, timeout=_SIGNAL_CHECK)
                compiled |= {name: future.result() for name, future in futures.items()}
        except BaseException:
            # Ctrl-C reaches this thread only; the engines for which the others wait must end too.
            pool.shutdown(wait=False, cancel_futures=True)
            latex.close()
            raise
    return [compiled[name] for name in names]


def _new_record(compiled: Sequence[Compiled], build: BuildContext) -> Record:
    """Return the record after a build. Variants that were not requested or failed keep their last entry."""
    fingerprint, last = build.inputs.fingerprint, build.record
    entries: dict[str, VariantRecord] = {
        variant.report.variant: variant.record._replace(inputs=fingerprint)
        for variant in compiled
        if variant.record is not None
    }
    if build.options.variants or any(variant.report.outcome == "failed" for variant in compiled):
        kept = dict(last.variants)
        if build.named != last.named:
            # With another photo or font, no variant that was not compiled now can be known to be current.
            kept = {name: entry._replace(inputs="") for name, entry in kept.items()}
        return Record(last.complete, build.named, last.skipped, {**kept, **entries})
    skipped = tuple(variant.report.variant for variant in compiled if variant.report.outcome == "skipped")
    return Record(fingerprint, build.named, skipped, entries)


def no_latex() -> Diagnostic:
    """Return the error that no engine is installed."""
    return error("latex-missing", "LaTeX is not installed", None, f"{how_to_get_latex()}; see `cvpdf doctor`")
