"""What is started before anything is known but what the last build was: LaTeX loads while Python does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from cvpdf.options import Listener, Options
from cvpdf.record import FOLDER, Made, Record
from cvpdf.typeset.environment import source_date_epoch
from cvpdf.typeset.formats import default_folder
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


@contextmanager
def made_ready(options: Options, toolchain: Toolchain, last: Record) -> Iterator[Tools]:
    """Start latexmk, and for each variant that was built before the engine, with its format; end what was not used."""
    if options.tex_only:
        yield Tools()
        return
    tools = Tools(Press(default_folder()))
    try:
        tools.press.start_judge(toolchain)
        for name in options.variants or last.variants:
            if name in last.variants:
                tools.press.expect(coming(options, name, last.variants[name]), toolchain, tools.switch)
        yield tools
    finally:
        tools.press.close()


def coming(options: Options, name: str, made: Made) -> list[Coming]:
    """Return what will be set to build a variant again: the measuring of a fitted one, and the document."""
    folder = options.output_dir / FOLDER / name
    engine: Engine = "lualatex" if made.row.engine == "lualatex" else "pdflatex"
    folders = [folder / "fit", folder] if made.row.fit else [folder]
    return [Coming(one, engine, made.format_name, source_date_epoch()) for one in folders]
