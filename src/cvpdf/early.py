"""What is started before anything is known but what the last build was: LaTeX loads while Python does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cvpdf import ahead
from cvpdf.ahead import Ahead
from cvpdf.options import Listener, Options
from cvpdf.record import FOLDER, Made, Record
from cvpdf.typeset.environment import source_date_epoch
from cvpdf.typeset.formats import default_folder, present
from cvpdf.typeset.press import Coming, Press
from cvpdf.typeset.process import Cancellation
from cvpdf.typeset.result import Engine
from cvpdf.typeset.toolchain import Toolchain


@dataclass(frozen=True, slots=True)
class Tools:
    """What of LaTeX is ready, the switch that ends all of it, and who listens."""

    press: Press = field(default_factory=Press)
    switch: Cancellation = field(default_factory=Cancellation)
    listener: Listener = field(default_factory=Listener)
    ahead: Ahead | None = None
    """Reads PDFs as soon as they are there."""


@contextmanager
def made_ready(options: Options, toolchain: Toolchain, last: Record) -> Iterator[Tools]:
    """Start latexmk, and for each variant that was built before the engine, with its format; end what was not used."""
    if options.tex_only:
        yield Tools()
        return
    # First of all, since it is a fork: what is opened later is not its business.
    reading = ahead.start()
    tools = Tools(Press(default_folder()), ahead=reading)
    try:
        tools.press.start_judge(toolchain)
        for documents in _probable(options, last, tools.press.formats):
            tools.press.expect(documents, toolchain, tools.switch)
        yield tools
    finally:
        tools.press.close()
        if reading is not None:
            reading.close()


_USUAL = ("full", "onepage")
"""Variants that most people have. (A third engine would have no processor to load on.)"""


def _probable(options: Options, last: Record, formats: Path | None) -> Iterator[list[Coming]]:
    """Yield what will probably be set: what was set last time, or in an empty folder what people have, as they have it."""
    for name in options.variants or last.variants:
        if name in last.variants:
            yield coming(options, name, last.variants[name])
    if last.variants or formats is None:
        return
    latest = next((path.stem for path, _ in present(formats) if "-pdflatex-" in path.stem), "")
    for name in options.variants or _USUAL:
        yield [Coming(options.output_dir / FOLDER / name, "pdflatex", latest, source_date_epoch())]


def coming(options: Options, name: str, made: Made) -> list[Coming]:
    """Return what will be set to build a variant again: the measuring of a fitted one, and the document."""
    folder = options.output_dir / FOLDER / name
    engine: Engine = "lualatex" if made.row.engine == "lualatex" else "pdflatex"
    folders = [folder / "fit", folder] if made.row.fit else [folder]
    return [Coming(one, engine, made.format_name, source_date_epoch()) for one in folders]
