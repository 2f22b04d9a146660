"""The citation styles that a cv.yaml names, read and attached to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cvpdf.diagnostics import Diagnostic, Span, has_errors, note
from cvpdf.schema.checks.author_notes import own_index
from cvpdf.schema.citation_style import CitationStyle, is_csl
from cvpdf.schema.load import Loaded
from cvpdf.schema.resume import Resume
from cvpdf.schema.sections import PublicationsSection
from cvpdf.selection.apply_variant import select
from cvpdf.selection.selection import Selection
from cvpdf.selection.settings import resolve, variant_names
from cvpdf.themes.style_files import is_path, read_style
from cvpdf.themes.theme import built_in_folder, folders_for

if TYPE_CHECKING:
    from cvpdf.render.content.blocks import Content


def with_styles(loaded: Loaded, own_templates: bool) -> Loaded:
    """Return a valid CV with its citation styles, or the errors in them."""
    assert loaded.resume is not None
    beside = loaded.path.parent
    folders = folders_for(beside, own_templates)
    styles: dict[str, CitationStyle] = {}
    problems: list[Diagnostic] = []
    for name, span in dict(_named_styles(loaded.resume)).items():
        style, found = _read(name, folders, beside, span)
        problems += found
        if style is not None:
            styles[name] = style
    loaded.resume.set_styles(styles)
    if not problems and any(not style.file.is_relative_to(built_in_folder()) for style in styles.values()):
        problems += _failures(loaded.resume)
    paths = (style.file for name, style in styles.items() if is_path(name) or (is_csl(name) and name.endswith(".csl")))
    loaded = (loaded.with_diagnostics(problems) if problems else loaded)._replace(files=(*loaded.files, *paths))
    return loaded._replace(resume=None) if has_errors(problems) else loaded


def _read(
    name: str, folders: Sequence[Path], beside: Path, span: Span | None
) -> tuple[CitationStyle | None, list[Diagnostic]]:
    if not is_csl(name):
        return read_style(name, folders, beside, span)
    from cvpdf.themes.csl_files import read_csl

    return read_csl(name, beside, span)


def _named_styles(resume: Resume) -> Iterator[tuple[str, Span | None]]:
    """Yield the styles that themes, the design, variants and sections name, each with its place."""
    designs = (resume.design, *(variant.design for variant in resume.variants.values()))
    for look in (*(tokens.publications for tokens in resume.themes), *(one.publications for one in designs if one)):
        yield str(look.style), look.style.span
    for section in resume.sections:
        if isinstance(section, PublicationsSection) and section.style is not None:
            yield str(section.style), section.style.span


def _failures(resume: Resume) -> list[Diagnostic]:
    """Return the errors of styles of the user's own, which print every work once here: a style is a program."""
    from cvpdf.render.content.styles.template import StyleError
    from cvpdf.render.content.walk import walk

    found: dict[Diagnostic, None] = {}
    for name in variant_names(resume):
        try:
            selection = select(resume, resolve(resume, name))
            found |= dict.fromkeys(_cut_names(selection, walk(selection)))
        except StyleError as problem:
            found[problem.diagnostic] = None
    return list(found)


def _cut_names(selection: Selection, content: Content) -> Iterator[Diagnostic]:
    """Yield a note for each work whose list of authors a style ends before the name of the person of the CV."""
    for work in (work for section in content.sections for group in section.groups for work in group.works):
        authors = selection.publications[str(work.source.key)].authors
        shown = (run for part in work.parts for phrase in part.phrases for run in phrase.runs)
        if len(own_index(authors, selection.basics)) == 1 and not any(run.own_name for run in shown):
            message = f"the citation style leaves your name out of the authors of `{work.source.key}`"
            yield note("own-name-cut", message, work.source.key.span, "choose a style that prints longer lists")
