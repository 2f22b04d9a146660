"""The files of citation styles: those that come with cvpdf, and those of the user."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.files.read import read_bytes
from cvpdf.quoting import quoted
from cvpdf.schema.citation_style import CitationStyle
from cvpdf.themes.theme import built_in_folder, leaves, outside

FOLDER = "styles"
"""Name of the folder of citation styles in a folder of templates."""
SUFFIX = ".j2"


def style_names(folders: Iterable[Path]) -> list[str]:
    """Return the names of the styles in folders of templates."""
    return sorted({file.stem for folder in folders for file in (folder / FOLDER).glob(f"*{SUFFIX}")})


def is_path(style: str) -> bool:
    """Whether a style is given by the path of its file, and not by its name."""
    return "/" in style or "\\" in style or style.lower().endswith(SUFFIX)


def read_style(
    name: str, folders: Sequence[Path], beside: Path, span: Span | None = None
) -> tuple[CitationStyle | None, list[Diagnostic]]:
    """Return a style, given by its name or by a path that is relative to the folder `beside`, or the errors."""
    files = [beside / name] if is_path(name) else [folder / FOLDER / f"{name}{SUFFIX}" for folder in folders]
    # Path.is_file raises OSError for names that are too long and folders that may not be read.
    file = next((file for file in files if os.path.isfile(file)), None)  # noqa: PTH113
    if file is None:
        return None, [_unknown_style(name, folders, span)]
    folder = next((folder for folder in folders if file.is_relative_to(folder)), None)
    if folder is not None and leaves(file, folder):
        return None, [outside(file)]
    content, problem = read_bytes(file, code="style-unreadable")
    if content is None:
        assert problem is not None
        return None, [problem]
    try:
        return CitationStyle(name, file, content.decode("utf-8-sig")), []
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        message = f"the citation style is not encoded in UTF-8: {wrong.reason}"
        return None, [error("style-unreadable", message, Span.point(str(file), line), "save the file as UTF-8")]


@cache
def built_in_style(name: str) -> CitationStyle:
    """Return a style that comes with cvpdf."""
    style, problems = read_style(name, (built_in_folder(),), Path())
    assert style is not None, problems
    return style


def _unknown_style(name: str, folders: Sequence[Path], span: Span | None) -> Diagnostic:
    if is_path(name):
        hint = "the path is relative to the folder of cv.yaml"
        return error("unknown-style", f"there is no file `{quoted(name)}`", span, hint)
    names = style_names(folders)
    close = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    hint = f"did you mean `{close[0]}`?" if close else f"one of: {', '.join(names)}, or `csl:…` for any CSL style"
    return error("unknown-style", f"there is no citation style `{quoted(name)}`", span, hint)
