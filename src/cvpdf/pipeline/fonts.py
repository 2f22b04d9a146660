"""The fonts that a design asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, note
from cvpdf.fonts.find.choose import Chosen, Font, Wanted, font_set, is_path
from cvpdf.fonts.find.installed import find
from cvpdf.fonts.find.unknown import unknown_font
from cvpdf.fonts.font_set import Style
from cvpdf.schema.built_in import all_languages
from cvpdf.schema.design import Design
from cvpdf.schema.page import FontFiles, Page
from cvpdf.schema.resume import Resume
from cvpdf.schema.values.text import Line
from cvpdf.selection.settings import resolve, variant_names


def chosen_fonts(design: Design, language: str, folder: Path) -> Chosen:
    """Return the fonts of a design for text in a language; paths are relative to the folder of cv.yaml."""
    by_script = {script: _font(font) for script, font in design.page.fonts if font is not None}
    chosen = font_set(_font(design.page.font), by_script, language, folder)
    chosen = chosen._replace(problems=(*chosen.problems, *_replaced(design.page)))
    if chosen.fonts is None:
        return chosen
    small_capitals = "smallcaps" in (design.sections.case, design.header.name_style)
    return chosen._replace(fonts=replace(chosen.fonts, small_capitals=small_capitals))


def font_problems(resume: Resume, folder: Path, language: str | None = None) -> tuple[Diagnostic, ...]:
    """Return the errors and notes about the fonts of all variants, in one or else in all languages, each once."""
    languages = (language,) if language else all_languages(resume)
    variants = [resolve(resume, name, tag) for name in variant_names(resume) for tag in languages]
    wanted = [(variant.design, str(variant.locale.language)) for variant in variants]
    different = {repr((design.page.font, design.page.fonts, tag)): (design, tag) for design, tag in wanted}
    found = (chosen_fonts(design, tag, folder).problems for design, tag in different.values())
    return tuple(dict.fromkeys(problem for problems in found for problem in problems))


def named_fonts(resume: Resume, folder: Path, language: str | None) -> list[Path]:
    """Return the font files that the variants name by path, each once."""
    pages = [resolve(resume, name, language).design.page for name in variant_names(resume)]
    fonts = [font for one in pages for font in (one.font, *dict(one.fonts).values()) if font is not None]
    wanted = [path for font in map(_font, fonts) for path in ([font] if isinstance(font, Wanted) else font.values())]
    return list(dict.fromkeys(folder / path.text for path in wanted if is_path(path.text)))


def _first_installed(names: tuple[Line, ...]) -> Line:
    """Return the first font that is installed; the first of all if none is."""
    return next((name for name in names if is_path(name) or find(name)), names[0])


def _replaced(page: Page) -> Iterator[Diagnostic]:
    """Yield a note for each list of fonts whose first one is not installed."""
    for names in (page.font, *dict(page.fonts).values()):
        if isinstance(names, tuple) and (used := _first_installed(names)) is not names[0]:
            missing = unknown_font(str(names[0]), names[0].span)
            message = f"the font `{names[0]}` is not installed, so `{used}` is used"
            yield note("font-replaced", message, missing.span, missing.hint)


def _font(font: Line | FontFiles | tuple[Line, ...]) -> Font:
    if isinstance(font, tuple):
        font = _first_installed(font)
    if isinstance(font, Line):
        return Wanted(str(font), font.span)
    styles: tuple[tuple[Style, Line | None], ...] = (
        ("regular", font.regular),
        ("bold", font.bold),
        ("italic", font.italic),
        ("bold_italic", font.bold_italic),
    )
    return {style: Wanted(str(path), path.span) for style, path in styles if path is not None}
