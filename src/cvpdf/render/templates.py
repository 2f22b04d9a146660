"""Where templates are found: the user's own folder first, then the ones that come with cvpdf, file by file."""

from __future__ import annotations

from pathlib import Path

FOLDER = "latex_templates"
CLASS_FILE = "cvpdf.cls"


def built_in_folder() -> Path:
    """Return the folder of the templates that come with cvpdf: in the package, or beside `src/` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / FOLDER
    return installed if installed.is_dir() else package.parent.parent / FOLDER


def folders(beside: Path) -> tuple[Path, ...]:
    """Return the folders to look in, for a cv.yaml in the folder ``beside``."""
    own = beside / FOLDER
    return (own, built_in_folder()) if own.is_dir() else (built_in_folder(),)


def find(name: str, places: tuple[Path, ...]) -> Path | None:
    """Return the file of this name in the first folder that has it."""
    return next((folder / name for folder in places if (folder / name).is_file()), None)


def names(places: tuple[Path, ...]) -> list[str]:
    """Return the templates that a variant can name: those on the first level."""
    return sorted({file.name for folder in places for file in folder.glob("*.tex.j2")})
