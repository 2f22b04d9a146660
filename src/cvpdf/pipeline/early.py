"""What is started before anything is known but what the last build was: LaTeX loads while Python does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cvpdf.files.lock import PRIVATE_FOLDER
from cvpdf.latex.environment import source_date_epoch
from cvpdf.latex.formats import default_folder, present
from cvpdf.latex.process import Cancellation
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain
from cvpdf.live.engine_pool import Coming, Press
from cvpdf.live.warm_engine import head_of
from cvpdf.pipeline.options import Listener, Options
from cvpdf.pipeline.record import Made, Record


@dataclass(frozen=True, slots=True)
class Tools:
    """What of LaTeX is ready, the switch that ends all of it, and who listens."""

    press: Press = field(default_factory=Press)
    switch: Cancellation = field(default_factory=Cancellation)
    listener: Listener = field(default_factory=Listener)

    def close(self) -> None:
        """End all of it."""
        # Also an engine that Ctrl-C has kept from being noted.
        self.switch.cancel()
        self.press.close()


def again(options: Options, last: Record) -> list[Coming]:
    """Return what will be set if a build is asked for what was built before."""
    made = last.variants
    return [one for name in options.variants or made if name in made for one in coming(options, name, made[name])]


def with_heads(documents: Iterable[Coming]) -> list[Coming]:
    """Return documents with their beginnings, as they stand in their folders now."""
    return [one._replace(head=head_in(one.folder)) for one in documents]


def head_in(folder: Path) -> str:
    """Return how the document in a folder begins; empty if there is none."""
    try:
        return head_of((folder / "cv.tex").read_bytes().decode())
    except (OSError, ValueError):
        return ""


@contextmanager
def made_ready(options: Options, toolchain: Toolchain, last: Record) -> Iterator[Tools]:
    """Start the engine, with its format, for each variant that was built before; close what was not used in the end."""
    if options.tex_only:
        yield Tools()
        return
    tools = Tools(Press(default_folder()))
    try:
        documents = _probable(options, last, tools.press.formats)
        tools.press.expect(documents[: _at_once()], toolchain, tools.switch)
        yield tools
    finally:
        tools.close()


def _at_once() -> int:
    """Return how many engines are started while Python has most of its work still before it.

    They take from it what they save elsewhere; and the last variants are often those that have not changed.
    """
    return (os.cpu_count() or 2) + 1


_USUAL = ("full", "onepage")
"""Variants that most people have. (A third engine would have no processor to load on.)"""


def _probable(options: Options, last: Record, formats: Path | None) -> list[Coming]:
    """Return what will probably be set: what was set last time, or in an empty folder what most people have."""
    if last.variants or formats is None:
        return again(options, last)
    latest = next((path.stem for path, _ in present(formats) if "-pdflatex-" in path.stem), "")
    # What was typed may be the name of no variant, but a way out of the folder.
    names = [name for name in options.variants or _USUAL if Path(name).name == name and name not in ("", "..")]
    return [
        Coming(options.output_dir / PRIVATE_FOLDER / name, "pdflatex", latest, source_date_epoch()) for name in names
    ]


def coming(options: Options, name: str, made: Made) -> list[Coming]:
    """Return what will be set to build a variant again: the measuring of a fitted one, and the document."""
    folder = options.output_dir / PRIVATE_FOLDER / name
    engine: Engine = "lualatex" if made.row.engine == "lualatex" else "pdflatex"
    folders = [folder / "fit", folder] if made.row.fit else [folder]
    return [Coming(one, engine, made.format_name, source_date_epoch()) for one in folders]
