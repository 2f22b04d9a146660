"""The themes that a cv.yaml names, read and attached to it."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.diagnostics import Diagnostic, Span, has_errors
from cvpdf.schema.design import DEFAULT_THEME, Tokens
from cvpdf.schema.load import Loaded
from cvpdf.schema.resume import Resume
from cvpdf.themes.theme import folders_for
from cvpdf.themes.theme_files import is_path, read_theme, theme_file, unknown_theme


def with_themes(loaded: Loaded, theme: str | None, own_templates: bool) -> Loaded:
    """Return a valid CV with its themes, or the errors in them; ``theme`` replaces those of all variants."""
    assert loaded.resume is not None
    beside = loaded.path.parent
    folders = folders_for(beside, own_templates)
    wanted = {theme: None} if theme is not None else dict(named_themes(loaded.resume))
    paths = []
    themes: dict[str, Tokens] = {}
    problems: list[Diagnostic] = []
    for name, span in wanted.items():
        file = theme_file(name, folders, beside)
        if file is None:
            problems.append(unknown_theme(name, folders, span))
            continue
        if is_path(name):
            paths.append(file)
        tokens, found = read_theme(file, folders)
        problems += found
        if tokens is not None:
            themes[name] = tokens
    loaded.resume.set_themes(themes, theme)
    loaded = (loaded.with_diagnostics(problems) if problems else loaded)._replace(files=(*loaded.files, *paths))
    return loaded._replace(resume=None) if has_errors(problems) else loaded


def named_themes(resume: Resume) -> Iterator[tuple[str, Span | None]]:
    """Yield the themes that the design and the variants name, each with its place; later ones may be the same."""
    if resume.design.theme is None:
        yield DEFAULT_THEME, None
    for design in (resume.design, *(variant.design for variant in resume.variants.values())):
        if design is not None and design.theme is not None:
            yield str(design.theme), design.theme.span
