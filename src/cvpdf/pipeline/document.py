"""The render stage of a variant: the document for LaTeX, with all that goes into its folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.files.fingerprint import fingerprint
from cvpdf.fitting.fit import Fit
from cvpdf.latex.typesetter import TexDocument
from cvpdf.pipeline.context import BuildContext
from cvpdf.pipeline.failure import failed
from cvpdf.pipeline.photo import PhotoFile
from cvpdf.render.rendering import Rendered, render
from cvpdf.report.fit_text import full
from cvpdf.selection.selection import Selection


class Content(NamedTuple):
    """What a variant shows, with the diagnostics so far."""

    selection: Selection
    diagnostics: tuple[Diagnostic, ...]
    fit: Fit | None = None
    height_deficit: float = 0.0
    """Points by which a page holds less than LaTeX has measured; see :func:`cvpdf.fitting.fit.fit`."""
    letters: frozenset[str] = frozenset()
    """The letters of the document that was measured, so that this one has the same fonts."""


@dataclass(frozen=True)
class Document:
    """A rendered variant."""

    content: Content
    rendered: Rendered
    tex: TexDocument
    diagnostics: tuple[Diagnostic, ...]
    environment: str
    """Hash of the programs and templates; see :class:`cvpdf.pipeline.up_to_date.Inputs`."""

    @property
    def selection(self) -> Selection:
        """What the variant shows."""
        return self.content.selection

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.selection.settings.name

    @property
    def stem(self) -> str:
        """The name of its files in the private folder."""
        return self.selection.settings.stem

    @cached_property
    def fit_report(self) -> str:
        """The text of the report beside the PDF; empty for variants that are not fitted."""
        return full(self.content.fit.report, all_of_it=True) if self.content.fit else ""

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that can change this PDF, or the diagnostics about it."""
        checks = sorted((code, str(level)) for code, level in self.selection.settings.checks.items())
        files = [part for name in sorted(self.tex.files) for part in (name, self.tex.files[name])]
        allowed = sorted((code, [(t, t.span) for t in some]) for code, some in self.selection.settings.allowed.items())
        about = [self.rendered.expectation, self.diagnostics, checks, allowed, self.fit_report]
        return fingerprint([*files, self.tex.engine, *about, self.environment])


def render_document(content: Content, build: BuildContext) -> Document:
    """Render the content. Raises :class:`cvpdf.pipeline.failure.NotCompiledError` if that is not possible."""
    selection, name = content.selection, content.selection.settings.name
    build.observer.step(name, "rendering")
    rendered, problems = render(selection, build.theme, build.fonts(selection), build.cancelled, content.letters)
    # A problem of the text may have been reported already when it was measured.
    diagnostics = tuple(dict.fromkeys([*content.diagnostics, *problems]))
    if rendered is None or has_errors(diagnostics):
        raise failed(name, diagnostics)
    files = {"cv.tex": rendered.tex.encode(), **support_files(selection, build), **rendered.fonts.files}
    tex = TexDocument(build.folder(name), files, rendered.engine, rendered.preamble)
    return Document(content, rendered, tex, diagnostics, build.inputs.environment)


def support_files(selection: Selection, build: BuildContext) -> dict[str, bytes]:
    """Return what LaTeX reads beside the document: the class, its packages, and the photo."""
    photo = build.photo(selection)
    return {**build.theme.support, **({photo.name: photo.content} if isinstance(photo, PhotoFile) else {})}
