"""The fitting stage of a variant: its content, and the correction if the PDF is not as high as predicted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from cvpdf.diagnostics import Diagnostic, has_errors, warning
from cvpdf.files.private_folder import private_file
from cvpdf.fitting import last_choice, measure_cache, messages
from cvpdf.fitting.blocks import Layouts, Measure, Measured, MeasureFailure
from cvpdf.fitting.fit import Fit, fit
from cvpdf.fitting.optimiser.problem import POINT
from cvpdf.latex.measure import BODY, source
from cvpdf.latex.result import TypesetResult
from cvpdf.latex.toolchain import identity
from cvpdf.latex.typesetter import TexDocument, Typesetter
from cvpdf.pipeline.context import BuildContext
from cvpdf.pipeline.document import Content, Document, render_document, support_files
from cvpdf.pipeline.failure import NotCompiledError, failed
from cvpdf.pipeline.options import Observer
from cvpdf.pipeline.outputs import keep
from cvpdf.pipeline.photo import photo_problems
from cvpdf.render.preamble import dumpable
from cvpdf.render.rendering import Measurable
from cvpdf.selection.selection import Selection

_TOLERANCE = 1.0
"""Points by which the PDF may be higher than predicted. It may be lower by less than a line, which holds no text."""


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
    measure = _measure(selection, build, latex)

    def prefetch_and_measure(document: Measurable, layouts: Layouts) -> Measured | MeasureFailure:
        if latex.prefetches and not height_deficit and not build.options.tex_only:
            predicted = _predicted(selection, build, document.fonts.letters)
            if predicted is not None:
                latex.prefetch(predicted)
        return measure(document, layouts)

    return fit(selection, build.theme, build.fonts(selection), prefetch_and_measure, height_deficit, build.cancelled)


def fit_variant(candidates: Selection, build: BuildContext, latex: Typesetter) -> Content:
    """Return what a variant shows of its candidates: what fits, if it is fitted, else everything.

    Raises :class:`cvpdf.pipeline.failure.NotCompiledError` if that is not possible, or if the photo cannot be used.
    """
    diagnostics = (
        *build.notes(candidates.settings.name),
        *photo_problems(build.photo(candidates), build.resume, candidates),
    )
    if candidates.settings.fit is None or has_errors(diagnostics):
        if has_errors(diagnostics):
            raise failed(candidates.settings.name, diagnostics)
        return Content(candidates, diagnostics)
    return _content(candidates, *fit_selection(candidates, build, latex), diagnostics)


def height_difference(document: Document, typeset: TypesetResult) -> float:
    """Return by how many points the PDF of a fitted variant is higher than predicted; 0 within the tolerance."""
    if document.content.fit is None or typeset.pdf is None:
        return 0.0
    # The deficit is allowed for in the fit, so it shows up in the difference again.
    fit = document.content.fit
    difference = fit.report.difference(typeset.figures) - document.content.height_deficit
    line = fit.heights.line(fit.choice.layout) / POINT
    return difference if difference > _TOLERANCE or difference <= -line else 0.0


def fit_again(
    document: Document, difference: float, candidates: Selection, build: BuildContext, latex: Typesetter
) -> Content:
    """Fit a variant whose PDF is not as high as predicted to pages that hold that much less. Raises as fit_variant."""
    deficit = document.content.height_deficit + difference
    diagnostics = (*document.diagnostics, inexact(document, difference, build))
    return _content(candidates, *fit_selection(candidates, build, latex, deficit), diagnostics, deficit)


def inexact(document: Document, difference: float, build: BuildContext) -> Diagnostic:
    """Return the warning that a PDF is not as high as predicted, with what can have caused it."""
    fit = document.content.fit
    tall = fit.heights.first_tall(fit.choice.solution.chosen) if fit else None
    own = str(build.theme.folders[0]) if len(build.theme.folders) > 1 else ""
    span = document.selection.settings.variant.span
    return messages.inexact(document.name, span, difference, own, (tall.text, tall.span) if tall else None)


def _content(
    candidates: Selection,
    fit: Fit | None,
    problems: Sequence[Diagnostic],
    earlier: Sequence[Diagnostic],
    deficit: float = 0.0,
) -> Content:
    diagnostics = tuple(dict.fromkeys([*earlier, *problems]))
    if has_errors(problems):
        raise failed(candidates.settings.name, diagnostics)
    letters = fit.letters if fit else frozenset()
    return Content(fit.selection if fit else candidates, diagnostics, fit, deficit, letters)


def _predicted(selection: Selection, build: BuildContext, letters: frozenset[str]) -> TexDocument | None:
    """Return the document that follows from the last choice, if there is one; problems show up when it is needed."""
    entry = build.record.variants.get(selection.settings.name)
    choice = last_choice.from_data(entry.choice) if entry is not None else None
    predicted = last_choice.predict(selection, choice)
    if predicted is None:
        return None
    with suppress(NotCompiledError):
        content = Content(predicted, (), letters=letters)
        return render_document(content, replace(build, observer=Observer())).tex
    return None


def _measure(selection: Selection, build: BuildContext, latex: Typesetter) -> Measure:
    """Return the function that measures blocks, or takes the measurements of an earlier run with the same input."""
    name = selection.settings.name
    folder = build.folder(name) / "fit"
    support = support_files(selection, build)

    def run(document: Measurable, layouts: Layouts) -> Sequence[str] | MeasureFailure:
        texts = {"cv.tex": source(document.preamble, layouts).encode(), BODY: document.body.encode()}
        preamble = dumpable(document.preamble)
        files = {**support, **document.fonts.files, **texts}
        measurement = latex.measure(TexDocument(folder, files, document.engine, preamble))
        if measurement.blocks is None:
            log = keep(build.options.output_dir, f"{selection.settings.stem}.fit", folder, "log")
            return MeasureFailure(measurement.reason, log)
        return measurement.blocks

    programs = [identity(build.inputs.toolchain, engine) for engine in ("pdflatex", "lualatex")]
    heights = private_file(build.options.output_dir, f"{selection.settings.stem}.heights")
    return measure_cache.cached(run, heights, [programs, sorted(support.items())])
