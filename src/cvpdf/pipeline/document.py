"""The render stage of a variant: the document for LaTeX, with all that goes into its folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cvpdf.diagnostics import Diagnostic, has_errors
from cvpdf.files.fingerprint import fingerprint
from cvpdf.fitting.fit import Fit
from cvpdf.latex.typesetter import TexDocument
from cvpdf.pipeline.context import BuildContext
from cvpdf.pipeline.failure import failed
from cvpdf.pipeline.photo import Photo
from cvpdf.render.rendering import Rendered, render
from cvpdf.report.fit_text import for_file
from cvpdf.selection.selection import Selection


@dataclass(frozen=True)
class Document:
    """A rendered variant."""

    selection: Selection
    rendered: Rendered
    tex: TexDocument
    diagnostics: tuple[Diagnostic, ...]
    environment: str
    """Hash of the programs and templates; see :class:`cvpdf.pipeline.up_to_date.Inputs`."""
    fit: Fit | None = None

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.selection.settings.name

    @cached_property
    def fit_report(self) -> str:
        """The text of the report beside the PDF; empty for variants that are not fitted."""
        return for_file(self.fit.report) if self.fit else ""

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that can change this PDF, or the diagnostics about it."""
        checks = sorted((code, str(level)) for code, level in self.selection.settings.checks.items())
        files = sorted(self.tex.files.items())
        about = [self.rendered.expectation, self.diagnostics, checks, self.fit_report]
        return fingerprint([files, self.tex.engine, *about, self.environment])


def render_document(
    selection: Selection, build: BuildContext, diagnostics: Iterable[Diagnostic] = (), fit: Fit | None = None
) -> Document:
    """Render a selection. Raises :class:`cvpdf.pipeline.failure.NotCompiledError` if it cannot be rendered."""
    name = selection.settings.name
    build.observer.step(name, "rendering")
    rendered, problems = render(selection, build.theme, build.abilities)
    # A problem of the text may have been reported already when it was measured.
    diagnostics = tuple(dict.fromkeys([*diagnostics, *problems]))
    if rendered is None or has_errors(diagnostics):
        raise failed(name, diagnostics)
    files = {"cv.tex": rendered.tex.encode(), **support_files(selection, build)}
    tex = TexDocument(build.folder(name), files, rendered.engine, rendered.preamble)
    return Document(selection, rendered, tex, diagnostics, build.inputs.environment, fit)


def support_files(selection: Selection, build: BuildContext) -> dict[str, bytes]:
    """Return what LaTeX reads beside the document: the class, its packages, and the photo."""
    photo = build.photo if selection.basics.photo else None
    return {**build.theme.support, **({photo.name: photo.content} if isinstance(photo, Photo) else {})}
