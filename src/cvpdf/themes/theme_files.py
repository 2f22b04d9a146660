"""Themes as data: finding the file of a theme, and reading its tokens."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from cvpdf.diagnostics import Diagnostic, Span, error, has_errors
from cvpdf.quoting import quoted
from cvpdf.schema.design import DEFAULT_THEME, ThemeFile
from cvpdf.schema.errors.explain import explain
from cvpdf.source.compose import compose
from cvpdf.source.read import read_source
from cvpdf.themes.theme import leaves, outside

FOLDER = "themes"
"""Name of the folder of themes in a folder of templates."""


def theme_names(folders: Iterable[Path]) -> list[str]:
    """Return the names of the themes in folders of templates."""
    return sorted({file.stem for folder in folders for file in (folder / FOLDER).glob("*.yaml")})


def all_themes(folders: Sequence[Path]) -> tuple[dict[str, ThemeFile], list[Diagnostic]]:
    """Return the themes by name, the default first, and the errors in their files."""
    themes, problems = {}, []
    for name in sorted(theme_names(folders), key=lambda name: (name != DEFAULT_THEME, name)):
        file = theme_file(name, folders, Path())
        tokens, found = read_theme(file, folders) if file else (None, [])
        problems += found
        if tokens is not None:
            themes[name] = tokens
    return themes, problems


def is_path(theme: str) -> bool:
    """Whether a theme is given by the path of its file, and not by its name."""
    return "/" in theme or "\\" in theme or theme.lower().endswith((".yaml", ".yml"))


def theme_file(name: str, folders: Sequence[Path], beside: Path) -> Path | None:
    """Return the file of a theme, given by its name or by a path that is relative to the folder `beside`."""
    files = [beside / name] if is_path(name) else [folder / FOLDER / f"{name}.yaml" for folder in folders]
    # Path.is_file raises OSError for names that are too long and folders that may not be read.
    return next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113


def unknown_theme(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    """Return the error that there is no such theme."""
    if is_path(name):
        hint = "the path is relative to the folder of cv.yaml"
        return error("unknown-theme", f"there is no file `{quoted(name)}`", span, hint)
    names = theme_names(folders)
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(names)}"
    return error("unknown-theme", f"there is no theme `{quoted(name)}`", span, hint)


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
