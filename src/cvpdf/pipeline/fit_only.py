"""Fitting the variants of a cv.yaml without a PDF, for ``cvpdf fit``."""

from __future__ import annotations

from collections.abc import Sequence

from cvpdf.diagnostics import Diagnostic, ExitCode, has_errors
from cvpdf.files.lock import locked
from cvpdf.files.read import read_bytes
from cvpdf.files.write import not_writable
from cvpdf.fitting.messages import not_fitted
from cvpdf.fitting.report import FitResult, VariantFit
from cvpdf.latex.formats import default_folder
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.latex.typesetter import ColdTypesetter
from cvpdf.pipeline import record, up_to_date
from cvpdf.pipeline.context import open_context
from cvpdf.pipeline.failure import exit_code_of
from cvpdf.pipeline.fitted import fit_selection
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Observer, Options
from cvpdf.schema.resume import Resume
from cvpdf.schema.suggest import unknown_variant
from cvpdf.selection.settings import resolve, variant_names


def fit_variants(options: Options) -> FitResult:
    """Fit the requested variants, or all that have ``fit``. No results are written."""
    toolchain = find_toolchain()
    content, unreadable = read_bytes(options.cv)
    if content is None:
        return FitResult((unreadable,) if unreadable else (), (), ExitCode.INVALID_CV, None)
    loaded = load(options.cv, content=content)
    resume = loaded.resume
    if resume is None:
        return FitResult(loaded.diagnostics, (), ExitCode.INVALID_CV, loaded.source)
    fitted = [name for name in variant_names(resume) if resolve(resume, name).fit is not None]
    wrong = _wrong(resume, options.variants, fitted)
    if wrong is not None:
        return FitResult((wrong,), (), ExitCode.USAGE, loaded.source)
    inputs = up_to_date.fingerprint_inputs(options, content, toolchain)
    last = record.read(options.output_dir)
    build = open_context(options, inputs, toolchain, resume, loaded.diagnostics, last, Observer())
    latex = ColdTypesetter(LatexSettings(toolchain, default_folder(), options.timeout))
    try:
        with locked(options.output_dir):
            selections = [build.select(name) for name in options.variants or fitted]
            answers = [(selection, *fit_selection(selection, build, latex)) for selection in selections]
    except OSError as failure:
        diagnostics = (*loaded.diagnostics, not_writable(options.output_dir, failure))
        return FitResult(diagnostics, (), ExitCode.LATEX_FAILED, loaded.source)
    finally:
        latex.close()
    # The parts that rules hide come from the selection before the fit, which drops parts itself.
    fits = [VariantFit(fit.report, fit.what_if, selection.dropped) for selection, fit, _ in answers if fit is not None]
    problems = [problem for _, _, of_variant in answers for problem in of_variant]
    code = exit_code_of(problems) if has_errors(problems) else ExitCode.OK
    diagnostics = tuple(dict.fromkeys([*loaded.diagnostics, *problems]))
    return FitResult(diagnostics, tuple(fits), code, loaded.source)


def _wrong(resume: Resume, names: Sequence[str], fitted: Sequence[str]) -> Diagnostic | None:
    """Return the error about a variant that does not exist or is not fitted."""
    known = variant_names(resume)
    for name in names:
        if name not in known:
            return unknown_variant(name, known)
        if name not in fitted:
            return not_fitted(name, resolve(resume, name).variant.span, fitted)
    return None
