"""The variables that engines run with: a short list, so that the same input gives the same PDF everywhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path

from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain, absolute_parts

_SEARCH_PATHS = (
    *("BIBINPUTS", "BSTINPUTS", "ENCFONTS", "LUAINPUTS", "OPENTYPEFONTS", "OSFONTDIR", "T1FONTS"),
    *("TEXFONTMAPS", "TEXINPUTS", "TFMFONTS", "TTFONTS", "VFFONTS"),
)
"""Variables of the user's by which TeX finds packages and fonts."""

_SYSTEM = (
    *("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "TEMP", "TMP", "TMPDIR"),
    *("USERPROFILE", "APPDATA", "LOCALAPPDATA"),
)
"""Variables without which programs do not start, on Windows most of all."""

_FONT_FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/Library/Fonts", "~/Library/Fonts", "/System/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}
"""Where OpenType and TrueType fonts are, by system; found without fontconfig."""

_FIXED = {
    "openin_any": "p",
    "openout_any": "p",
    "max_print_line": "1000",
    "error_line": "254",
    "half_error_line": "238",
    "FORCE_SOURCE_DATE": "1",
    # Making a missing .tfm with METAFONT fails after half a second in all cases but museum pieces.
    "MKTEXTFM": "0",
}

_DAY = 86400
"""Seconds."""

_HERE = ("", ".", "./", ".//")


def source_date_epoch() -> int:
    """Return the time that engines take for now: SOURCE_DATE_EPOCH if it is set, else the beginning of today (UTC)."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    return int(time.time()) // _DAY * _DAY


def environment(
    toolchain: Toolchain, engine: Engine, folder: Path, source_date_epoch: int, outer: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the variables for a run in ``folder``; ``outer`` (default: those of this process) are the user's.

    Kept are the user's TeX trees (TEXMFHOME and the like) and search paths (TEXINPUTS and the like), whose relative
    parts are taken from the present folder, since the run has another one; the folder of the run always comes first.
    The embedded pdfTeX gets no trees of another TeX, only the user's search path. Without a usable home folder, LuaTeX
    keeps its font cache in ``folder/home``; pdfTeX writes nothing there. With ``openin_any=p`` TeX opens files of
    ``folder`` and of those paths and trees, and no other; it writes to ``folder`` alone.
    """
    user = os.environ if outer is None else outer
    kept = {name: user[name] for name in _SYSTEM if name in user}
    paths = ("TEXINPUTS",) if toolchain.uses_embedded(engine) else _SEARCH_PATHS
    for name in paths:
        if name in user:
            kept[name] = _from_here(user[name])
    if "TEXINPUTS" in kept:
        kept["TEXINPUTS"] = os.pathsep.join((".", kept["TEXINPUTS"]))
    if toolchain.uses_embedded(engine):
        # No bitmap fonts by the METAFONT of another TeX that happens to be installed.
        kept["MKTEXPK"] = "0"
    else:
        kept["OSFONTDIR"] = kept.get("OSFONTDIR") or font_search_path(user)
        kept |= {name: text for name, text in user.items() if name.startswith("TEXMF") and name != "TEXMFOUTPUT"}
    locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return (
        kept
        | _FIXED
        | {
            "PATH": _search_path(toolchain, engine),
            "HOME": _home(user, engine, folder),
            "LANG": locale,
            "LC_ALL": locale,
            "SOURCE_DATE_EPOCH": str(source_date_epoch),
        }
    )


def _search_path(toolchain: Toolchain, engine: Engine) -> str:
    """Return the path by which latexmk finds the engine by its name: so nothing in it needs quoting."""
    program = toolchain.engine(engine)
    path = absolute_parts(toolchain.path) or absolute_parts(os.defpath)
    return os.pathsep.join(filter(None, (str(program.parent) if program else "", path)))


def _home(user: Mapping[str, str], engine: Engine, folder: Path) -> str:
    home = user["HOME"] if "HOME" in user else _home_of_the_account()
    if home and Path(home).is_dir() and os.access(home, os.W_OK):
        return home
    private = folder.absolute()
    if engine == "lualatex":
        private /= "home"
        private.mkdir(exist_ok=True)
    return str(private)


def _home_of_the_account() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


def _from_here(paths: str) -> str:
    """Make the relative parts of a search path absolute. Parts with kpathsea's own signs are left as they are."""
    here = Path.cwd()
    parts = paths.split(os.pathsep)
    return os.pathsep.join(
        part if part in _HERE or part[0] in "~$!{" or Path(part).is_absolute() else f"{here}/{part}" for part in parts
    )


def _font_folders(home: str | None) -> list[str]:
    """Return the system's and the user's font folders that exist."""
    folders = (
        place.replace("~", home) if home else place for place in _FONT_FOLDERS.get(sys.platform, _FONT_FOLDERS["linux"])
    )
    return [folder for folder in folders if Path(folder).is_dir()]


def font_search_path(user: Mapping[str, str]) -> str:
    """Return the value of OSFONTDIR, by which LuaTeX finds those fonts by file name; the user's own value if set.

    Debian's TeX knows /usr/share/fonts by itself; TeX Live's own knows no folder outside of TeX.
    """
    return user.get("OSFONTDIR") or os.pathsep.join(f"{folder}//" for folder in _font_folders(user.get("HOME")))


def present_fonts(names: Collection[str], user: Mapping[str, str]) -> dict[str, Path]:
    """Return the font files of these names in the folders of :func:`font_search_path`."""
    found: dict[str, Path] = {}
    for place in filter(None, font_search_path(user).split(os.pathsep)):
        for folder, _, files in os.walk(place.rstrip("/") or "/"):
            for name in set(files).intersection(names).difference(found):
                found[name] = Path(folder, name)
    return found
