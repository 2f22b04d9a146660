"""One variant fitted to its pages: measured, chosen, set as loosely as it fits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.fitting.blocks import Measured, read
from cvpdf.fitting.candidates import Candidate, candidates
from cvpdf.fitting.decided import Fitted, decide, set_as
from cvpdf.fitting.remembered import recall, remember
from cvpdf.fitting.report import Layout
from cvpdf.record import fingerprint
from cvpdf.render import Abilities, Measurable, measurable
from cvpdf.render.preamble import dumpable
from cvpdf.typeset.measure import BODY, measure, source
from cvpdf.typeset.press import Press
from cvpdf.typeset.process import Cancellation
from cvpdf.typeset.toolchain import Toolchain, identity
from cvpdf.variants import Selection
from cvpdf.variants.settings import FitBounds

_STEP = {"pdflatex": 0.25, "lualatex": 0.5}
"""Points between the type sizes tried. LuaLaTeX loads its fonts anew for each, which takes half a second."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What measuring needs besides the selection: templates, LaTeX, and a private folder with what LaTeX reads."""

    templates: tuple[Path, ...]
    abilities: Abilities
    toolchain: Toolchain
    folder: Path
    files: dict[str, bytes]
    timeout: float
    source_date_epoch: int
    cancellation: Cancellation
    press: Press | None = None


def fit(
    selection: Selection, workshop: Workshop, short: float = 0.0, guess: Callable[[Selection], None] | None = None
) -> tuple[Fitted | None, list[Diagnostic]]:
    """Fit a selection of all that may be shown to its pages.

    ``short`` is by how many points a page of an earlier attempt turned out to hold less than was thought. While LaTeX
    measures, ``guess`` is told the selection that it will be if the choice is the same as last time. Returns ``None``
    with errors if it cannot be rendered or measured, or if what must be shown does not fit.
    """
    bounds = selection.settings.fit
    assert bounds is not None
    document, problems = measurable(selection, workshop.templates, workshop.abilities)
    if document is None:
        return None, problems
    tree: tuple[Candidate, ...] = ()

    def meanwhile() -> None:
        nonlocal tree
        # A guess may cost time, and nothing else; what is wrong will turn out again.
        with suppress(Exception):
            tree = candidates(selection)
            last = recall(workshop.folder, tree) if guess is not None else None
            if last is not None and guess is not None and _is_allowed(last[1], bounds):
                guess(set_as(selection, tree, *last, document.engine))

    found = _measured(document, bounds, workshop, meanwhile)
    if isinstance(found, str):
        hint = f"the whole log is {workshop.folder / 'cv.log'}"
        message = f"variant `{selection.settings.name}`: its blocks could not be measured: {found}"
        return None, [*problems, error("fit-failed", message, selection.settings.variant.span, hint)]
    tree = tree or candidates(selection)
    decided = decide(selection, document, found, tree, short)
    if isinstance(decided, Diagnostic):
        return None, [*problems, decided]
    if not short:
        with suppress(OSError):
            remember(workshop.folder, tree, decided.choice.solution.chosen, decided.choice.layout)
    return decided, problems


def _is_allowed(layout: Layout, bounds: FitBounds) -> bool:
    """Whether a layout of last time is within bounds, which may be others now."""
    return (
        bounds.font_size[0] <= layout.font_size <= bounds.font_size[1]
        and bounds.line_spacing[0] <= layout.line_spacing <= bounds.line_spacing[1]
        and bounds.spacing[0] <= layout.spacing <= bounds.spacing[1]
    )


def layouts(bounds: FitBounds, step: float) -> list[tuple[float, float]]:
    """Return the type sizes and line spacings to measure: each size once, and the smallest also with the tightest."""
    low, high = bounds.font_size
    count = max(1, round((high - low) / step)) if high > low else 0
    sizes = [round(low + (high - low) * i / count, 3) for i in range(count + 1)] if count else [low]
    tight, wide = bounds.line_spacing
    return [*((size, wide) for size in sizes), *([(low, tight)] if tight < wide else [])]


def measured_last(folder: Path) -> Measured:
    """Return what was measured last in a folder. Raises :class:`OSError` and :class:`ValueError` if it is not there."""
    return read((folder / "cv.blocks").read_text("ascii").splitlines())


def _measured(
    document: Measurable, bounds: FitBounds, workshop: Workshop, meanwhile: Callable[[], None]
) -> Measured | str:
    """Measure, or take what an earlier run with the same input has measured; a text says why it failed."""
    tex = source(document.preamble, layouts(bounds, _STEP[document.engine]))
    texts = {**workshop.files, "cv.tex": tex.encode(), BODY: document.body.encode()}
    programs = identity(workshop.toolchain, document.engine)
    key = fingerprint([programs, sorted(texts.items())])
    kept = workshop.folder / "measured.key"
    try:
        if kept.read_text("ascii") == key:
            return measured_last(workshop.folder)
    except (OSError, ValueError):
        pass
    measurement = measure(
        workshop.folder,
        texts,
        document.engine,
        workshop.toolchain,
        timeout=workshop.timeout,
        source_date_epoch=workshop.source_date_epoch,
        cancellation=workshop.cancellation,
        preamble=dumpable(document.preamble),
        press=workshop.press,
        meanwhile=meanwhile,
    )
    if measurement.blocks is None:
        return measurement.reason
    try:
        measured = read(measurement.blocks)
    except ValueError as problem:
        return str(problem)
    kept.write_text(key, "ascii")
    return measured
