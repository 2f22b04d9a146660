"""A theme: the folders of templates, and the LaTeX files that a `.tex` needs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.files.read import read_bytes

FOLDER = "latex_templates"
"""Name of the folder beside cv.yaml whose files replace those of cvpdf."""

SUPPORT = (".cls", ".sty")
"""Suffixes of the LaTeX files that belong beside a `.tex`."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Where templates are found, and what the documents made from them load."""

    folders: tuple[Path, ...]
    """Folders of templates; a file in an earlier one replaces the file of the same name in a later one."""
    support: Mapping[str, bytes]
    """The class and the packages that belong beside a `.tex`, by file name."""

    def find(self, name: str) -> Path | None:
        """Return the file of this name in the first folder that has it."""
        return _find(name, self.folders)

    def template_names(self) -> list[str]:
        """Return the templates that a variant can name: those on the first level."""
        return sorted({file.name for folder in self.folders for file in folder.glob("*.tex.j2")})


class ThemeError(Exception):
    """A file of a theme cannot be read; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def load_theme(folders: tuple[Path, ...]) -> Theme:
    """Return the theme of these folders, with the content of its support files.

    The last folder decides which support files there are; an earlier folder may replace each of them. Raises
    :class:`ThemeError` if a file cannot be read.
    """
    support: dict[str, bytes] = {}
    for name in sorted(file.name for file in folders[-1].iterdir() if file.suffix in SUPPORT):
        path = _find(name, folders)
        if path is not None:
            if leaves(path, next(folder for folder in folders if path.is_relative_to(folder))):
                raise ThemeError(outside(path))
            content, problem = read_bytes(path, code="template-unreadable")
            if content is None:
                assert problem is not None
                raise ThemeError(problem)
            support[name] = content
    return Theme(folders, support)


def folders_for(beside: Path, own_templates: bool = True) -> tuple[Path, ...]:
    """Return the folders of templates for a cv.yaml in the folder `beside`: the user's own first, if it exists."""
    own = beside / FOLDER
    try:
        return (own, built_in_folder()) if own_templates and own.is_dir() else (built_in_folder(),)
    except OSError:
        return (built_in_folder(),)


def own_files(own: Path, built_in: Path) -> tuple[Path, ...]:
    """Return the templates, classes and packages in the user's own folder that are used, without unchanged copies."""
    files = [file for file in sorted(own.rglob("*")) if file.suffix in (".j2", *SUPPORT)]
    return tuple(file for file in files if _is_used(file, built_in / file.relative_to(own)))


def _is_used(file: Path, replaced: Path) -> bool:
    if not replaced.is_file():
        return file.suffix not in SUPPORT
    content, _ = read_bytes(file)
    return content != replaced.read_bytes()


def leaves(path: Path, folder: Path) -> bool:
    """Whether a file of a folder is a symbolic link that leads out of that folder."""
    return not path.resolve().is_relative_to(folder.resolve())


def outside(link: Path | str) -> Diagnostic:
    """Return the error that a file of a theme is a symbolic link that leads out of its folder."""
    message = f"`{link}` is a symbolic link that leads out of the folder of templates"
    return error("template-link", message, Span.point(str(link)), "copy the file into the folder")


def built_in_folder() -> Path:
    """Return the folder of the templates that come with cvpdf: in the package, or beside `src/` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / FOLDER
    return installed if installed.is_dir() else package.parent.parent / FOLDER


def _find(name: str, folders: tuple[Path, ...]) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)
