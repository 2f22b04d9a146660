"""Fitting the variants of a cv.yaml without a PDF, for ``cvpdf fit``."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, ExitCode, has_errors
from cvpdf.files.private_folder import locked
from cvpdf.files.write import not_writable
from cvpdf.fitting.fit import Fit
from cvpdf.fitting.messages import not_fitted
from cvpdf.fitting.report import FitResult, VariantFit
from cvpdf.latex.formats import default_folder
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.typesetter import ColdTypesetter, Typesetter
from cvpdf.pipeline import record, up_to_date
from cvpdf.pipeline.compile import no_latex, requested
from cvpdf.pipeline.context import BuildContext, open_context
from cvpdf.pipeline.failure import exit_code_of
from cvpdf.pipeline.fitted import fit_selection
from cvpdf.pipeline.load import load
from cvpdf.pipeline.options import Observer, Options
from cvpdf.schema.built_in import language_of
from cvpdf.schema.resume import Resume
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve, variant_names
from cvpdf.themes.theme import ThemeError


def fit_variants(options: Options) -> FitResult:
    """Fit the requested variants, or all that have ``fit``. No results are written."""
    inputs = up_to_date.read_inputs(options)
    if isinstance(inputs, Diagnostic):
        return FitResult((inputs,), (), ExitCode.INVALID_CV, None)
    loaded = load(options.cv, None, inputs.content, options.theme, options.own_templates, options.keep_going)
    resume = loaded.resume
    if resume is None:
        return FitResult(loaded.diagnostics, (), ExitCode.INVALID_CV, loaded.source)
    names = _fitted(options, resume)
    if isinstance(names, Diagnostic):
        return FitResult((names,), (), ExitCode.USAGE, loaded.source)
    loaded = loaded.about(options.language or language_of(resume, name) for name in names)
    if not inputs.toolchain.has_engine:
        return FitResult((*loaded.diagnostics, no_latex()), (), ExitCode.LATEX_MISSING, loaded.source)
    latex = ColdTypesetter(LatexSettings(inputs.toolchain, default_folder(), options.timeout))
    try:
        with locked(options.output_dir):
            last = record.read(options.output_dir, options.language)
            build = open_context(options, inputs, loaded, last, Observer(), latex)
            selections = [build.select(name) for name in names]
            answers = [(selection, *_fit(selection, build, latex)) for selection in selections]
    except ThemeError as problem:
        return FitResult((*loaded.diagnostics, problem.diagnostic), (), ExitCode.LATEX_FAILED, loaded.source)
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


def _fit(selection: Selection, build: BuildContext, latex: Typesetter) -> tuple[Fit | None, list[Diagnostic]]:
    lua = build.lua_problem(selection.settings)
    return fit_selection(selection, build, latex) if lua is None else (None, [lua])


def _fitted(options: Options, resume: Resume) -> list[str] | Diagnostic:
    """Return the variants to fit, by default all with ``fit``, or the error that one is unknown or not fitted."""
    fitted = [name for name in variant_names(resume) if resolve(resume, name, options.language).fit is not None]
    wanted = requested(options, resume)
    if isinstance(wanted, Diagnostic):
        return wanted
    for name in options.variants:
        if name not in fitted:
            return not_fitted(name, resolve(resume, name).variant.span, fitted)
    return wanted if options.variants else fitted
