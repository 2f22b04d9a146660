"""What all variants of a build have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cvpdf.diagnostics import Diagnostic
from cvpdf.files.fingerprint import stamp
from cvpdf.fonts.find.choose import Chosen
from cvpdf.latex.typesetter import Typesetter
from cvpdf.pipeline.fonts import chosen_fonts, named_fonts
from cvpdf.pipeline.options import Observer, Options, lua_not_allowed, lua_not_fitted
from cvpdf.pipeline.photo import PhotoFile, read_photo
from cvpdf.pipeline.record import Record, Stamps
from cvpdf.pipeline.up_to_date import Inputs
from cvpdf.render.photo import photo_name
from cvpdf.schema.built_in import language_of
from cvpdf.schema.load import Loaded
from cvpdf.schema.resume import Resume
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import Settings, resolve
from cvpdf.source.nodes import Text
from cvpdf.themes.theme import Theme, load_theme


@dataclass(frozen=True)
class BuildContext:
    """What all variants of a build have in common."""

    options: Options
    inputs: Inputs
    loaded: Loaded
    named: Stamps
    """The photo and the files of fonts and themes that cv.yaml names, stamped before they were read."""
    theme: Theme
    record: Record
    observer: Observer
    work_folder: Path
    """The folder in which documents get folders; see :mod:`cvpdf.latex.work_folder`."""
    cancelled: Callable[[], bool]
    """Whether the build is to end soon."""
    _fonts: dict[str, Chosen] = field(default_factory=dict)
    """The fonts that were chosen so far."""
    _photos: dict[str, PhotoFile | Diagnostic] = field(default_factory=dict)
    """The photo in the looks that were needed so far."""

    @property
    def resume(self) -> Resume:
        """The CV."""
        assert self.loaded.resume is not None
        return self.loaded.resume

    def notes(self, name: str) -> tuple[Diagnostic, ...]:
        """Return the notes about cv.yaml that a variant carries, so that a build of it alone shows them."""
        return self.loaded.about([self.options.language or language_of(self.resume, name)]).diagnostics

    def select(self, name: str) -> Selection:
        """Return everything that a variant may show."""
        settings = resolve(self.resume, name, self.options.language)
        if self.options.engine is not None:
            settings = settings._replace(engine=self.options.engine)
        if self.options.output_name is not None:
            settings = settings._replace(output=self.options.output_name)
        return select(self.resume, settings)

    def fonts(self, selection: Selection) -> Chosen:
        """Return the fonts of a variant, with the errors and notes about them."""
        design, language = selection.settings.design, str(selection.locale.language)
        key = repr((design, language))
        if key not in self._fonts:
            self._fonts[key] = chosen_fonts(design, language, self.options.cv.parent)
        return self._fonts[key]

    def photo(self, selection: Selection) -> PhotoFile | Diagnostic | None:
        """Return the photo as a variant prints it, or why it cannot be used; ``None`` if it shows none."""
        photo = selection.basics.photo
        if photo is None:
            return None
        look = photo.look(selection.settings.design.photo)
        key = photo_name(photo, look)
        if key not in self._photos:
            self._photos[key] = read_photo(self.options.cv.parent, photo, look)
        return self._photos[key]

    def lua_problem(self, settings: Settings) -> Diagnostic | None:
        """Return the error that a variant needs LuaLaTeX, which may not run, or for which it cannot be fitted."""
        if settings.engine != "lualatex":
            return None
        place = settings.engine.span if isinstance(settings.engine, Text) else settings.variant.span
        if settings.fit is not None:
            return lua_not_fitted(settings.name, place)
        if self.options.allow_lua or self.options.tex_only:
            return None
        return lua_not_allowed(f"`engine: lualatex` of variant `{settings.name}`", place)

    def folder(self, name: str) -> Path:
        """Return the folder in which a variant is typeset."""
        return self.work_folder / name


def open_context(
    options: Options,
    inputs: Inputs,
    loaded: Loaded,
    record: Record,
    observer: Observer,
    latex: Typesetter,
) -> BuildContext:
    """Read the files that all variants share. Raises :class:`cvpdf.themes.theme.ThemeError` and OSError."""
    assert loaded.resume is not None
    folder, wanted = options.cv.parent, loaded.resume.basics.photo
    photos = [folder / wanted.file] if wanted is not None else []
    files = (*photos, *named_fonts(loaded.resume, folder, options.language), *loaded.files)
    named = tuple((str(file), stamp(file)) for file in files)
    theme = load_theme(inputs.folders)
    work = latex.work_folder()
    return BuildContext(options, inputs, loaded, named, theme, record, observer, work, latex.cancelled)
