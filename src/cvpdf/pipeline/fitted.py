"""The fitting stage of a variant, and fitting it again if its PDF is not as high as predicted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from cvpdf.diagnostics import Diagnostic, has_errors, warning
from cvpdf.fitting import agreement, last_choice, measure_cache
from cvpdf.fitting.blocks import Layouts, Measure, MeasureFailure
from cvpdf.fitting.fit import Fit, fit
from cvpdf.latex.measure import BODY, source
from cvpdf.latex.result import TypesetResult
from cvpdf.latex.toolchain import identity
from cvpdf.latex.typesetter import TexDocument, Typesetter
from cvpdf.pipeline.context import BuildContext
from cvpdf.pipeline.document import Document, render_document, support_files
from cvpdf.pipeline.failure import NotCompiledError, failed
from cvpdf.pipeline.options import Observer
from cvpdf.render.preamble import dumpable
from cvpdf.render.rendering import Measurable
from cvpdf.selection.selection import Selection

_MAX_CORRECTIONS = 2
"""How often a variant is fitted again whose height was not as predicted."""


def fit_selection(
    selection: Selection, build: BuildContext, latex: Typesetter, height_deficit: float = 0.0
) -> tuple[Fit | None, list[Diagnostic]]:
    """Fit what a variant may show to its pages; ``None`` with errors if that is not possible.

    The document that the last choice would give is prefetched. ``height_deficit`` is in points; see
    :func:`cvpdf.fitting.fit.fit`. Without LaTeX, which only ``--tex-only`` allows, nothing is fitted.
    """
    name = selection.settings.name
    if not build.inputs.toolchain.has_engine:
        message = f"variant `{name}` is not fitted, because there is no LaTeX to measure with; it shows everything"
        return None, [warning("not-fitted", message, selection.settings.variant.span)]
    build.observer.step(name, "fitting")
    if latex.prefetches and not height_deficit and not build.options.tex_only:
        predicted = _predicted(selection, build)
        if predicted is not None:
            latex.prefetch(predicted)
    return fit(selection, build.theme, build.abilities, _measure(selection, build, latex), height_deficit)


def typeset_fitted(
    document: Document, selection: Selection, build: BuildContext, latex: Typesetter
) -> tuple[Document, TypesetResult]:
    """Typeset a variant. A fitted one whose height is not as predicted is fitted again, twice at most.

    ``selection`` is what the variant may show. Returns the document that was typeset last, with its result.
    """
    result = _typeset(document, build, latex)
    deficit = 0.0
    for corrections in range(_MAX_CORRECTIONS + 1):
        if document.fit is None or result.pdf is None:
            break
        # The deficit is allowed for in the fit, so it shows up in the difference again.
        difference = agreement.difference(document.fit.report, result.figures) - deficit
        if abs(difference) <= agreement.TOLERANCE:
            break
        deficit += difference
        span = document.selection.settings.variant.span
        diagnostics = (*document.diagnostics, agreement.inexact(document.name, span, difference))
        if corrections == _MAX_CORRECTIONS:
            return replace(document, diagnostics=diagnostics), result
        document = _fit_again(selection, build, latex, deficit, diagnostics)
        result = _typeset(document, build, latex)
    return document, result


def _fit_again(
    selection: Selection, build: BuildContext, latex: Typesetter, deficit: float, diagnostics: Sequence[Diagnostic]
) -> Document:
    refit, problems = fit_selection(selection, build, latex, deficit)
    diagnostics = tuple(dict.fromkeys([*diagnostics, *problems]))
    if refit is None or has_errors(problems):
        raise failed(selection.settings.name, diagnostics)
    return render_document(refit.selection, build, diagnostics, refit)


def _typeset(document: Document, build: BuildContext, latex: Typesetter) -> TypesetResult:
    build.observer.step(document.name, "typesetting")
    return latex.typeset(document.tex)


def _predicted(selection: Selection, build: BuildContext) -> TexDocument | None:
    """Return the document that follows from the last choice, if there is one; problems show up when it is needed."""
    entry = build.record.variants.get(selection.settings.name)
    choice = last_choice.from_data(entry.choice) if entry is not None else None
    predicted = last_choice.predict(selection, choice)
    if predicted is None:
        return None
    with suppress(NotCompiledError):
        return render_document(predicted, replace(build, observer=Observer())).tex
    return None


def _measure(selection: Selection, build: BuildContext, latex: Typesetter) -> Measure:
    """Return the function that measures blocks, or takes the measurements of an earlier run with the same input."""
    folder = build.folder(selection.settings.name) / "fit"
    support = support_files(selection, build)

    def run(document: Measurable, layouts: Layouts) -> Sequence[str] | MeasureFailure:
        texts = {"cv.tex": source(document.preamble, layouts).encode(), BODY: document.body.encode()}
        preamble = dumpable(document.preamble)
        measurement = latex.measure(TexDocument(folder, {**support, **texts}, document.engine, preamble))
        if measurement.blocks is None:
            return MeasureFailure(measurement.reason, folder / "cv.log")
        return measurement.blocks

    programs = [identity(build.inputs.toolchain, engine) for engine in ("pdflatex", "lualatex")]
    return measure_cache.cached(run, folder / "measurements", [programs, sorted(support.items())])
