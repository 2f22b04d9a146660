"""The fonts of a document, from what ``design.font`` and ``design.fonts`` ask for and from the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, get_args

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors, note
from cvpdf.files.read import read_bytes
from cvpdf.fonts.find import built_in
from cvpdf.fonts.find.folders import package_folders
from cvpdf.fonts.find.installed import CHARTER, Installed, find, fonts_of, installed
from cvpdf.fonts.find.unknown import unknown_font
from cvpdf.fonts.font_error import FontError
from cvpdf.fonts.font_reader import characters
from cvpdf.fonts.font_set import NEAREST, Family, FontFile, FontSet, Script, Style
from cvpdf.fonts.read.font_info import SUFFIXES, FontInfo
from cvpdf.languages.tags import primary

MAX_BYTES = 200_000_000
"""Limit for a font file; the largest collections of East Asian fonts have 130 MB."""


class Wanted(NamedTuple):
    """The name of a family or the path of a file, and the place in cv.yaml that asks for it."""

    text: str
    span: Span | None = None


Font = Wanted | Mapping[Style, Wanted]
"""A name, a path, or a path for each style; ``regular`` is there."""

DEFAULT = Wanted("charter")

_STYLES: dict[Style, str] = {"regular": "Regular", "italic": "Italic", "bold": "Bold", "bold_italic": "BoldItalic"}
"""The styles in the names of files."""


class Chosen(NamedTuple):
    """The fonts of a document, and the errors and notes about them. Without errors there are fonts."""

    fonts: FontSet | None
    problems: tuple[Diagnostic, ...]


def font_set(
    font: Font = DEFAULT, fonts: Mapping[str, Font] | None = None, language: str = "en", folder: Path = Path()
) -> Chosen:
    """Return the fonts of a document in a language (a BCP 47 tag).

    ``fonts`` is for scripts: ``han``, ``kana``, ``hangul``, and ``mono`` for code. Paths are relative to ``folder``.
    """
    problems: list[Diagnostic] = []

    def choose(font: Font, needed: Sequence[Style]) -> Installed | None:
        result = _installed(font, folder)
        if isinstance(result, list):
            problems.extend(result)
            return None
        if result.forbidden:
            problems.append(_unusable(font if isinstance(font, Wanted) else font["regular"], result.forbidden))
        if missing := [style for style in needed if result.family.file(style) is None]:
            problems.append(_missing_styles(result.family, missing, font))
        return result

    main = choose(font, ("italic", "bold", "bold_italic"))
    by_script = {name: choose(one, ("bold",)) for name, one in (fonts or {}).items()}
    lacking = [_without(script, by_script, fonts or {}) for script in _LETTERS]
    problems += [problem for problem in lacking if problem is not None]
    if main is None or has_errors(problems):
        return Chosen(None, tuple(problems))
    mono = by_script.get("mono")
    own = [replace(one.family, scripts=(s,)) for s in get_args(Script) if (one := by_script.get(s)) is not None]
    if main.scripts:
        own.append(replace(main.family, scripts=main.scripts))
    wide = (*own, *_wide(language, main.sans))
    mono_family = mono.family if mono else built_in.MONO
    chosen = FontSet(main.family, mono_family, _donors(main), wide, language, main.leading)
    return Chosen(chosen, tuple(problems))


def _installed(font: Font, folder: Path) -> Installed | list[Diagnostic]:
    if isinstance(font, Wanted):
        if is_path(font.text):
            fonts = _read(font, folder)
            return [fonts] if isinstance(fonts, Diagnostic) else installed(fonts[0].family, _alike(fonts), "file")
        return find(font.text) or [unknown_font(font.text, font.span)]
    read = {style: _read(wanted, folder) for style, wanted in font.items()}
    if problems := [fonts for fonts in read.values() if isinstance(fonts, Diagnostic)]:
        return problems
    first = {style: fonts[0] for style, fonts in read.items() if not isinstance(fonts, Diagnostic)}
    files = tuple(
        (style, one.file(one.nearest_weight(700 if "bold" in style else 400), "italic" in style))
        for style, one in first.items()
    )
    family = installed(first["regular"].family, [first["regular"]], "file")
    return replace(family, family=Family(family.family.name, files))


def is_path(text: str) -> bool:
    """Whether a text is the path of a font file, and not the name of a family."""
    return "/" in text or "\\" in text or text.lower().endswith(SUFFIXES)


def _read(wanted: Wanted, folder: Path) -> list[FontInfo] | Diagnostic:
    """Return the fonts of a file. As for a photo, the path is relative to the folder of cv.yaml, or absolute."""
    path = folder / wanted.text
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        _, problem = read_bytes(path, limit=MAX_BYTES, code="bad-font", span=wanted.span)
        if problem is not None:
            return problem if path.exists() else problem._replace(hint="the path is relative to cv.yaml")
    try:
        return fonts_of(str(path))
    except FontError as problem:
        return _unusable(wanted, problem.reason)


def _unusable(wanted: Wanted, reason: str) -> Diagnostic:
    hint = "choose another font; `cvpdf fonts` lists the installed families"
    return error("bad-font", f"`{wanted.text}` {reason}", wanted.span, hint)


_LETTERS: dict[Script, tuple[str, str, str]] = {
    "han": ("Chinese", "\u4e00", "\u9fff"),
    "kana": ("Japanese", "\u3041", "\u30fa"),
    "hangul": ("Korean", "\uac00", "\ud7a3"),
}
"""The letters of each script: what they are called, the first and the last one."""


def _without(script: Script, chosen: Mapping[str, Installed | None], fonts: Mapping[str, Font]) -> Diagnostic | None:
    """Return the error that the font for a script has no letter of it."""
    one = chosen.get(script)
    regular = one.family.file("regular") if one else None
    if one is None or regular is None or one.forbidden:
        return None
    what, first, last = _LETTERS[script]
    try:
        if any(first <= letter <= last for letter in characters(regular)):
            return None
    except FontError as problem:
        return error("bad-font", str(problem), _place(fonts[script]))
    message = f"the font `{one.family.name}` has no {what} letters"
    hint = f"choose another font for `{script}`; `cvpdf fonts` shows which letters each family has"
    return error("font-without-script", message, _place(fonts[script]), hint)


def _alike(fonts: list[FontInfo]) -> list[FontInfo]:
    """Return the fonts of the first family of a file."""
    return [font for font in fonts if font.family == fonts[0].family]


def _place(font: Font) -> Span | None:
    return font.span if isinstance(font, Wanted) else font["regular"].span


_NAMES: dict[Style, str] = {"regular": "regular", "bold": "bold", "italic": "italic", "bold_italic": "bold italic"}


def _present(family: Family, style: Style) -> Style:
    """Return the style in which a family sets a style that it may lack."""
    return next(near for near in NEAREST[style] if family.file(near) is not None)


def _missing_styles(family: Family, missing: Sequence[Style], font: Font) -> Diagnostic:
    names = " and no ".join(_NAMES[style] for style in missing)
    instead = [f"{_NAMES[style]} text is {_NAMES[_present(family, style)]}" for style in missing]
    message = f"the font `{family.name}` has no {names}: {', '.join(instead)}"
    hint = "`cvpdf fonts` lists families with all four styles"
    if not isinstance(font, Wanted):
        hint = "add the paths of more files: " + ", ".join(f"`{style}: …`" for style in missing)
    return note("font-style-missing", message, _place(font), hint)


def regions(language: str) -> tuple[str, ...]:
    """Return the regional forms of Han in the order in which a language prefers them."""
    return {"ja": ("JP", "SC", "KR"), "ko": ("KR", "JP", "SC")}.get(primary(language), ("SC", "JP", "KR"))


def _wide(language: str, sans: bool) -> tuple[Family, ...]:
    """Return the families for Han, kana and Hangul. Beside a sans-serif family, those of its kind come first."""
    serif = [built_in.WIDE[region] for region in regions(language)]
    noto = [family for region in regions(language) for family in _noto_sans(region, ("regular", "bold"))]
    return tuple([*noto, *serif] if sans else [*serif, *noto])


def _donors(main: Installed) -> tuple[Family, ...]:
    """Return the families that lend what the main one lacks."""
    if main is CHARTER:
        return built_in.DONORS
    alike = _noto_sans("", tuple(_STYLES)) if main.sans else ()
    return (*alike, built_in.CHARTER, *built_in.DONORS)


def _noto_sans(region: str, styles: Sequence[Style]) -> tuple[Family, ...]:
    """Return Noto Sans, or its family for a region, from the package rendercv-fonts; nothing if it is not installed.

    Its files are not asked for their names: every document needs this.
    """
    for folder in package_folders("rendercv_fonts"):
        paths = [folder / "Noto Sans" / f"NotoSans{region}-{_STYLES[style]}.ttf" for style in styles]
        if all(map(Path.is_file, paths)):
            files = tuple((style, FontFile(str(path))) for style, path in zip(styles, paths, strict=True))
            return (Family(f"Noto Sans {region}".strip(), files),)
    return ()
