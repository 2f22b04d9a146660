"""Where OpenType and TrueType fonts lie on a machine, found without fontconfig."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

_FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/Library/Fonts", "~/Library/Fonts", "/System/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}


def font_folders(home: str | None) -> list[str]:
    """Return the system's and the user's font folders that exist."""
    folders = (place.replace("~", home) if home else place for place in _FOLDERS.get(sys.platform, _FOLDERS["linux"]))
    return [folder for folder in folders if Path(folder).is_dir()]


def search_path(user: Mapping[str, str]) -> str:
    """Return the value of OSFONTDIR, by which LuaTeX finds those fonts by file name; the user's own value if set.

    Debian's TeX knows /usr/share/fonts by itself; TeX Live's own knows no folder outside of TeX.
    """
    return user.get("OSFONTDIR") or os.pathsep.join(f"{folder}//" for folder in font_folders(user.get("HOME")))


def present_fonts(names: Collection[str], user: Mapping[str, str]) -> dict[str, Path]:
    """Return the font files of these names in the folders of :func:`search_path`."""
    found: dict[str, Path] = {}
    for place in filter(None, search_path(user).split(os.pathsep)):
        for folder, _, files in os.walk(place.rstrip("/") or "/"):
            for name in set(files).intersection(names).difference(found):
                found[name] = Path(folder, name)
    return found
