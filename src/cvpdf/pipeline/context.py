"""What all variants of a build have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cvpdf.diagnostics import Diagnostic
from cvpdf.files.lock import PRIVATE_FOLDER
from cvpdf.latex.toolchain import Toolchain
from cvpdf.pipeline.options import Observer, Options
from cvpdf.pipeline.photo import Photo, read_photo
from cvpdf.pipeline.record import Record
from cvpdf.pipeline.up_to_date import Inputs
from cvpdf.render.rendering import Abilities
from cvpdf.schema.resume import Resume
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve
from cvpdf.themes.theme import Theme, load_theme


@dataclass(frozen=True)
class BuildContext:
    """What all variants of a build have in common."""

    options: Options
    inputs: Inputs
    toolchain: Toolchain
    resume: Resume
    notes: tuple[Diagnostic, ...]
    """Notes and warnings about cv.yaml. Each variant carries them, so that a build of that variant alone shows them."""
    photo: Photo | Diagnostic | None
    theme: Theme
    record: Record
    observer: Observer

    @property
    def photo_path(self) -> Path | None:
        """The photo's file, whether it exists or not."""
        photo = self.resume.basics.photo
        return self.options.cv.parent / photo if photo else None

    @property
    def abilities(self) -> Abilities:
        """What the installed LaTeX can typeset."""
        return Abilities(self.options.tex_only or self.toolchain.lualatex is not None, not self.toolchain.embedded)

    def select(self, name: str) -> Selection:
        """Return everything that a variant may show, for the engine that will typeset it."""
        settings = resolve(self.resume, name)
        if self.options.engine is not None:
            settings = settings._replace(engine=self.options.engine)
        if self.options.output_name is not None:
            settings = settings._replace(output=self.options.output_name)
        if settings.engine == "auto" and self.toolchain.pdflatex is None and self.toolchain.lualatex is not None:
            settings = settings._replace(engine="lualatex")
        return select(self.resume, settings)

    def folder(self, name: str) -> Path:
        """Return the private folder of a variant."""
        return self.options.output_dir / PRIVATE_FOLDER / name


def open_context(
    options: Options,
    inputs: Inputs,
    toolchain: Toolchain,
    resume: Resume,
    notes: Sequence[Diagnostic],
    record: Record,
    observer: Observer,
) -> BuildContext:
    """Read the files that all variants share."""
    photo = resume.basics.photo
    content = read_photo(options.cv.parent, photo) if photo else None
    theme = load_theme(inputs.folders)
    return BuildContext(options, inputs, toolchain, resume, tuple(notes), content, theme, record, observer)
