"""The LaTeX components that are installed or missing, and how to install them, as data for the command line."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.get_latex import how_to_get, how_to_get_latex
from cvpdf.latex.toolchain import Toolchain, find_embedded, present_files, versions

CLASS_FILES = ("keyval.sty", "xcolor.sty", "fontenc.sty", "glyphtounicode.tex")
"""LaTeX's files that the class loads."""

_PROGRAMS = {
    "latexmk": "reruns LaTeX as often as necessary; optional",
    "pdflatex": "default engine",
    "lualatex": "for templates of your own that need it; optional",
    "kpsewhich": "used by this command only",
}


class Status(StrEnum):
    """The state of an item."""

    FOUND = "found"
    MISSING = "missing"
    BROKEN = "broken"
    """It is installed but does not run."""


class Item(NamedTuple):
    """One program or package. ``remedy`` is how to install it, if it is missing."""

    name: str
    status: Status
    purpose: str
    version: str = ""
    path: Path | None = None
    remedy: str = ""


class Report(NamedTuple):
    """All items; ``usable`` says whether pdfLaTeX runs and the class has its packages."""

    items: tuple[Item, ...]
    usable: bool


def examine(toolchain: Toolchain) -> Report:
    """Look for everything that cvpdf can use. Each program is started once, which takes some tenths of a second."""
    programs = [*_programs(toolchain), _embedded(toolchain)]
    files = present_files(toolchain, CLASS_FILES)
    packages = [_file(name, files, toolchain) for name in CLASS_FILES]
    runs = any(item.status is Status.FOUND for item in programs if item.name == "pdflatex")
    usable = runs and all(item.status is Status.FOUND for item in packages)
    return Report((*programs, *packages), usable)


def _programs(toolchain: Toolchain) -> list[Item]:
    lines = versions(toolchain)
    items = []
    for name, purpose in _PROGRAMS.items():
        path: Path | None = getattr(toolchain, name)
        status = Status.MISSING if path is None else Status.FOUND if lines[name] else Status.BROKEN
        remedy = "" if status is Status.FOUND else _remedy(name, toolchain)
        items.append(Item(name, status, purpose, lines.get(name, ""), path, remedy))
    return items


def _remedy(name: str, toolchain: Toolchain) -> str:
    """Return what this user can do. LaTeX comes first; a part of it is of no use alone."""
    if name == "pdflatex" or (toolchain.pdflatex is None and name != "lualatex"):
        return how_to_get_latex()
    if toolchain.embedded and name in ("latexmk", "kpsewhich"):
        return "not needed by the embedded LaTeX"
    return how_to_get(name, toolchain)


def _embedded(toolchain: Toolchain) -> Item:
    name, path = "embedded LaTeX", find_embedded()
    use = "in use, as no pdflatex is on the path" if toolchain.embedded else "a pdflatex for machines without LaTeX"
    if path is None:
        return Item(name, Status.MISSING, use, remedy=how_to_get_latex())
    if not os.access(path, os.X_OK):
        return Item(name, Status.BROKEN, use, path=path, remedy=how_to_get_latex())
    return Item(name, Status.FOUND, use, path=path)


def _file(name: str, files: dict[str, Path], toolchain: Toolchain) -> Item:
    purpose = "the class loads it"
    if name not in files:
        return Item(name, Status.MISSING, purpose, remedy=_remedy(name, toolchain))
    return Item(name, Status.FOUND, purpose, path=files[name])
