"""Fitting the variants of a cv.yaml without making a PDF: what ``cvpdf fit`` shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, ExitCode, error, has_errors
from cvpdf.files.lock import locked
from cvpdf.files.read import read_bytes
from cvpdf.files.write import not_writable
from cvpdf.fitting.messages import not_fitted
from cvpdf.fitting.results import FitResult, VariantFit
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pipeline import up_to_date as build_inputs
from cvpdf.pipeline.options import Options, silent

if TYPE_CHECKING:
    from cvpdf.schema.resume import Resume


def fit_variants(options: Options) -> FitResult:
    """Fit the variants asked for, or all that are fitted. Nothing is put in place."""
    from cvpdf.latex.formats import default_folder
    from cvpdf.live.engine_pool import Press
    from cvpdf.pipeline.early import Tools
    from cvpdf.pipeline.prepare import Shop, exit_code, fit_selection
    from cvpdf.schema.load import load
    from cvpdf.selection import resolve, variant_names

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
    inputs = build_inputs.gather(options, content, toolchain)
    shop = Shop.open(options, toolchain, inputs, loaded, silent, Tools(Press(default_folder())))
    try:
        with locked(options.output_dir):
            wanted = [shop.selection(name) for name in options.variants or fitted]
            answers = [(selection, *fit_selection(shop, selection)) for selection in wanted]
    except OSError as failure:
        found = (*loaded.diagnostics, not_writable(options.output_dir, failure))
        return FitResult(found, (), ExitCode.LATEX_FAILED, loaded.source)
    # What the rules hide comes from before the fit, which drops things itself.
    fits = [VariantFit(one.report, one.what_if, whole.dropped) for whole, one, _ in answers if one is not None]
    problems = [problem for _, _, some in answers for problem in some]
    code = exit_code(problems) if has_errors(problems) else ExitCode.OK
    found = tuple(dict.fromkeys([*loaded.diagnostics, *problems]))
    return FitResult(found, tuple(fits), code, loaded.source)


def _wrong(resume: Resume, names: Sequence[str], fitted: Sequence[str]) -> Diagnostic | None:
    """Complain about a variant that there is not, or that is not fitted."""
    from cvpdf.schema.suggest import did_you_mean
    from cvpdf.selection import resolve, variant_names

    known = variant_names(resume)
    for name in names:
        if name not in known:
            return error("unknown-variant", f"there is no variant `{name}`", None, did_you_mean(name, known))
        if name not in fitted:
            return not_fitted(name, resolve(resume, name).variant.span, fitted)
    return None
