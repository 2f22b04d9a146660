"""The last build once more, but for what LaTeX does in it, and without any result.

A process that has just done something does it again in half the time: the memory that it needs is then its own and near
the processor, and what it caches (compiled templates, escaped texts, the texts of pages) is of this very CV.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from cvpdf.ahead import Ahead
from cvpdf.build import up_to_date as build_inputs
from cvpdf.build.early import Tools
from cvpdf.build.options import Options, silent
from cvpdf.build.prepare import Shop
from cvpdf.build.record import FOLDER
from cvpdf.files.read import read_bytes
from cvpdf.fitting.candidates import candidates
from cvpdf.fitting.choose import Fitted, decide
from cvpdf.fitting.measure_cache import measured_last
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.pdf import inspect, read_pdf
from cvpdf.render import measurable, render
from cvpdf.schema.load import load
from cvpdf.selection import Selection, variant_names


def rehearsal(options: Options, ahead: Ahead | None) -> Iterator[None]:
    """Rehearse a build piece by piece. The paths in ``options`` are absolute.

    Nothing is written but what is cached, and no program is started. A variant of which something is gone or has
    changed is left out.
    """
    content, _ = read_bytes(options.cv)
    if content is None:
        return
    toolchain = find_toolchain()
    inputs = build_inputs.gather(options, content, toolchain)
    loaded = load(options.cv, content=content)
    yield
    if loaded.resume is None:
        return
    shop = Shop.open(options, toolchain, inputs, loaded, silent, Tools())
    for name in options.variants or variant_names(loaded.resume):
        with suppress(Exception):
            yield from _variant(shop, shop.selection(name), ahead)


def _variant(shop: Shop, selection: Selection, ahead: Ahead | None) -> Iterator[None]:
    folder = shop.options.output_dir / FOLDER / selection.settings.name
    if selection.settings.fit is not None:
        document, _ = measurable(selection, shop.inputs.folders, shop.abilities)
        yield
        if document is None:
            return
        fitted = decide(selection, document, measured_last(folder / "fit"), candidates(selection))
        if not isinstance(fitted, Fitted):
            return
        selection = fitted.selection
        yield
    rendered, _ = render(selection, shop.inputs.folders, shop.abilities)
    yield
    if rendered is None:
        return
    pdf = folder / "cv.pdf"
    data, _ = read_bytes(pdf)
    if data is None:
        return
    if ahead is not None:
        ahead.begin(data)
    reading = read_pdf(pdf, data, ahead)
    yield
    inspect(pdf, rendered.expectation, reading)
    yield
