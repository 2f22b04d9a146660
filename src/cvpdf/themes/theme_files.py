"""Themes as data: finding the file of a theme, and reading its tokens."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors
from cvpdf.schema.design import ThemeFile
from cvpdf.schema.errors.explain import explain
from cvpdf.source.compose import compose
from cvpdf.source.read import read_source
from cvpdf.themes.theme import leaves, outside

FOLDER = "themes"
"""Name of the folder of themes in a folder of templates."""

DEFAULT = "classic"
"""The theme of a design that names none."""

_NAME = re.compile(r"[\w-]+")


def theme_names(folders: Iterable[Path]) -> list[str]:
    """Return the names of the themes in folders of templates."""
    return sorted({file.stem for folder in folders for file in (folder / FOLDER).glob("*.yaml")})


def all_themes(folders: Sequence[Path]) -> tuple[dict[str, ThemeFile], list[Diagnostic]]:
    """Return the themes by name, the default first, and the errors in their files."""
    themes, problems = {}, []
    for name in sorted(theme_names(folders), key=lambda name: (name != DEFAULT, name)):
        file = theme_file(name, folders, Path())
        tokens, found = read_theme(file, folders) if file else (None, [])
        problems += found
        if tokens is not None:
            themes[name] = tokens
    return themes, problems


def theme_file(name: str, folders: Sequence[Path], beside: Path) -> Path | None:
    """Return the file of a theme, given by its name or by a path that is relative to the folder `beside`."""
    if not _NAME.fullmatch(name):
        path = beside / name
        return path if path.is_file() else None
    files = (folder / FOLDER / f"{name}.yaml" for folder in folders)
    return next((file for file in files if file.is_file()), None)


def unknown_theme(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    """Return the error that there is no such theme."""
    if not _NAME.fullmatch(name):
        return error(
            "unknown-theme", f"there is no file `{name}`", span, "the path is relative to the folder of cv.yaml"
        )
    names = theme_names(folders)
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(names)}"
    return error("unknown-theme", f"there is no theme `{name}`", span, hint)


def read_theme(file: Path, folders: Sequence[Path]) -> tuple[ThemeFile | None, list[Diagnostic]]:
    """Return the tokens of a theme, or the errors in its file."""
    folder = next((folder for folder in folders if file.is_relative_to(folder)), None)
    if folder is not None and leaves(file, folder):
        return None, [outside(file)]
    source, problems = read_source(file)
    if source is None or has_errors(problems):
        return None, problems
    tree, found = compose(source)
    problems += found
    if tree is None or has_errors(problems):
        return None, problems
    try:
        return ThemeFile.model_validate(tree), problems
    except ValidationError as problem:
        return None, [*problems, *explain(problem, tree, ThemeFile)]
