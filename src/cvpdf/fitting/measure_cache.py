"""What the blocks of a variant measure: as last time, if nothing that goes in has changed, or by a run of LaTeX."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cvpdf.files.fingerprint import fingerprint
from cvpdf.files.read import read_bytes
from cvpdf.fitting.blocks import Measured, read
from cvpdf.latex.measure import BLOCKS, BODY, Measurement, measure, source
from cvpdf.latex.process import Cancellation
from cvpdf.latex.toolchain import Toolchain, identity
from cvpdf.live.engine_pool import Press
from cvpdf.render import Abilities, Measurable
from cvpdf.render.preamble import dumpable
from cvpdf.selection.settings import FitBounds
from cvpdf.themes.theme import Theme

_STEP = {"pdflatex": 0.25, "lualatex": 0.5}
"""Points between the type sizes tried. LuaLaTeX loads its fonts anew for each, which takes half a second."""


_KEY = "measured.key"
"""The file that says of which input the measurements are."""


class Workshop(NamedTuple):
    """What measuring needs besides the selection: templates, LaTeX, and a private folder with what LaTeX reads."""

    theme: Theme
    abilities: Abilities
    toolchain: Toolchain
    folder: Path
    files: dict[str, bytes]
    timeout: float
    source_date_epoch: int
    cancellation: Cancellation
    press: Press | None = None


def layouts(bounds: FitBounds, step: float) -> list[tuple[float, float]]:
    """Return the type sizes and line spacings to measure: each size once, and the smallest also with the tightest."""
    low, high = bounds.font_size
    count = max(1, round((high - low) / step)) if high > low else 0
    sizes = [round(low + (high - low) * i / count, 3) for i in range(count + 1)] if count else [low]
    tight, wide = bounds.line_spacing
    return [*((size, wide) for size in sizes), *([(low, tight)] if tight < wide else [])]


def measured_last(folder: Path) -> Measured:
    """Return what was measured last in a folder. Raises :class:`OSError` and :class:`ValueError` if it is not there."""
    content, problem = read_bytes(folder / BLOCKS)
    if content is None:
        raise FileNotFoundError(problem.message if problem else "")
    return read(content.decode("ascii").splitlines())


def measured(document: Measurable, bounds: FitBounds, workshop: Workshop) -> Measured | str:
    """Measure, or take what an earlier run with the same input has measured; a text says why it failed."""
    folder = workshop.folder
    tex = source(document.preamble, layouts(bounds, _STEP[document.engine]))
    texts = {**workshop.files, "cv.tex": tex.encode(), BODY: document.body.encode()}
    key = fingerprint([identity(workshop.toolchain, document.engine), sorted(texts.items())])
    kept = folder / _KEY
    try:
        if kept.read_text("ascii") == key:
            return measured_last(folder)
    except (OSError, ValueError):
        pass
    # Whatever happens next, what is there then is not of the last input.
    kept.unlink(missing_ok=True)
    measurement = _measure(texts, document, workshop)
    if measurement.blocks is None:
        return measurement.reason
    try:
        found = read(measurement.blocks)
    except ValueError as problem:
        return str(problem)
    kept.write_text(key, "ascii")
    return found


def _measure(texts: dict[str, bytes], document: Measurable, workshop: Workshop) -> Measurement:
    return measure(
        workshop.folder,
        texts,
        document.engine,
        workshop.toolchain,
        timeout=workshop.timeout,
        source_date_epoch=workshop.source_date_epoch,
        cancellation=workshop.cancellation,
        preamble=dumpable(document.preamble),
        press=workshop.press,
    )
