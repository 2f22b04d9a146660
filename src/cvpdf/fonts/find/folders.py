"""Where font files are: in Python packages of fonts, in the folders of the system and the user, and in TeX's trees."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from cvpdf.files.fingerprint import stamp
from cvpdf.fonts.read.font_info import SUFFIXES

_SYSTEM = {
    "linux": (
        *("{data}/fonts", "~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
        "/run/current-system/sw/share/X11/fonts",
    ),
    "darwin": ("~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"),
    "win32": ("{local}/Microsoft/Windows/Fonts", "{windows}/Fonts"),
}
"""The user's folder comes first. No library is asked: fontconfig is not everywhere, and no other knows TeX's trees."""

_TEX = (
    *("{texmfhome}", "~/texmf", "~/Library/texmf", "~/.texlive20*/texmf-dist", "~/texlive/20*/texmf-dist"),
    *("/usr/local/texlive/20*/texmf-dist", "/usr/local/texlive/texmf-local", "/usr/share/texmf"),
    *("/usr/share/texlive/texmf-dist", "/usr/share/texmf-dist", "C:/texlive/20*/texmf-dist"),
    *("{local}/Programs/MiKTeX", "C:/Program Files/MiKTeX"),
)
_MOST_FILES = 20_000
"""A complete TeX Live has 5,000 font files."""


class Place(NamedTuple):
    """Some folders that are searched together."""

    name: str
    """The package that one could install: `fontpkg-lato`; or `system` or `TeX`."""
    folders: tuple[Path, ...]

    def files(self) -> list[tuple[str, tuple[int, int]]]:
        """Return path, size and time of change of each font file, in a fixed order."""
        found: dict[str, tuple[int, int]] = {}
        for path in (path for folder in self.folders for path in _walk(folder)):
            if (state := stamp(path)) is not None:
                found[path] = state
            if len(found) >= _MOST_FILES:
                break
        return sorted(found.items())


def places() -> Iterator[Place]:
    """Yield the places in the order in which a family is searched. Packages are the same on every machine."""
    names = sorted(module.name for module in iter_modules() if module.name.startswith("fontpkg_"))
    for name in (*names, "rendercv_fonts"):
        if folders := package_folders(name):
            yield Place(name.replace("_", "-"), folders)
    yield Place("system", tuple(_existing(_SYSTEM.get(sys.platform, _SYSTEM["linux"]))))
    trees = _existing(_TEX)
    kinds = [tree / "fonts" / kind for tree in trees for kind in ("opentype", "truetype")]
    yield Place("TeX", tuple(filter(Path.is_dir, kinds)))


def package_folders(name: str) -> tuple[Path, ...]:
    """Return the folder of a Python package, which is not imported; nothing if it is not installed."""
    spec = find_spec(name)
    return tuple(map(Path, (spec.submodule_search_locations or ()) if spec else ()))


def _existing(patterns: tuple[str, ...]) -> list[Path]:
    """Return the folders that exist, newer releases of TeX Live first."""
    variables = {
        "data": os.environ.get("XDG_DATA_HOME", ""),
        "local": os.environ.get("LOCALAPPDATA", ""),
        "windows": os.environ.get("SYSTEMROOT", "C:/Windows"),
        "texmfhome": os.environ.get("TEXMFHOME", ""),
    }
    found: dict[Path, None] = {}
    for pattern in patterns:
        try:
            path = Path(pattern.format_map(variables)).expanduser()
        except RuntimeError:
            # No home folder is known.
            continue
        if not path.is_absolute():
            continue
        root = Path(path.anchor)
        some = root.glob(str(path.relative_to(root))) if "*" in pattern else (path,)
        found |= dict.fromkeys(sorted(filter(Path.is_dir, some), reverse=True))
    return list(found)


def _walk(folder: Path) -> Iterator[str]:
    """Yield the font files below a folder. Links to folders are followed, each folder once."""
    seen = set()
    for here, folders, files in os.walk(folder, followlinks=True):
        folders.sort()
        real = os.path.realpath(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        yield from (f"{here}{os.sep}{name}" for name in sorted(files) if name.lower().endswith(SUFFIXES))
