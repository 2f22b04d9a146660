"""What all variants of a build have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cvpdf.diagnostics import Diagnostic
from cvpdf.files.fingerprint import stamp
from cvpdf.latex.typesetter import Typesetter
from cvpdf.pipeline.options import Observer, Options
from cvpdf.pipeline.photo import PhotoFile, read_photo
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
    resume: Resume
    notes: tuple[Diagnostic, ...]
    """Notes and warnings about cv.yaml. Each variant carries them, so that a build of that variant alone shows them."""
    photo: PhotoFile | Diagnostic | None
    photo_stamp: tuple[str, tuple[int, int] | None] | None
    """Path and stamp of the photo's file, taken before the file was read."""
    theme: Theme
    record: Record
    observer: Observer
    work_folder: Path
    """The folder in which documents get folders; see :mod:`cvpdf.latex.work_folder`."""
    cancelled: Callable[[], bool]
    """Whether the build is to end soon."""

    @property
    def abilities(self) -> Abilities:
        """What the installed LaTeX can typeset."""
        toolchain = self.inputs.toolchain
        return Abilities(self.options.tex_only or toolchain.lualatex is not None, not toolchain.embedded)

    def select(self, name: str) -> Selection:
        """Return everything that a variant may show, for the engine that will typeset it."""
        toolchain, settings = self.inputs.toolchain, resolve(self.resume, name)
        if self.options.engine is not None:
            settings = settings._replace(engine=self.options.engine)
        if self.options.output_name is not None:
            settings = settings._replace(output=self.options.output_name)
        if settings.engine == "auto" and toolchain.pdflatex is None and toolchain.lualatex is not None:
            settings = settings._replace(engine="lualatex")
        return select(self.resume, settings)

    def folder(self, name: str) -> Path:
        """Return the folder in which a variant is typeset."""
        return self.work_folder / name


def open_context(
    options: Options,
    inputs: Inputs,
    resume: Resume,
    notes: Sequence[Diagnostic],
    record: Record,
    observer: Observer,
    latex: Typesetter,
) -> BuildContext:
    """Read the files that all variants share. Raises :class:`cvpdf.themes.theme.ThemeError` and OSError."""
    photo_stamp = None
    photo: PhotoFile | Diagnostic | None = None
    if resume.basics.photo is not None:
        file = options.cv.parent / resume.basics.photo.file
        photo_stamp = (str(file), stamp(file))
        photo = read_photo(options.cv.parent, resume.basics.photo)
    theme = load_theme(inputs.folders)
    work, notes = latex.work_folder(), tuple(notes)
    return BuildContext(
        options, inputs, resume, notes, photo, photo_stamp, theme, record, observer, work, latex.cancelled
    )
