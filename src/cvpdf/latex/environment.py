"""The variables that engines run with: a short list, so that the same input gives the same PDF everywhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
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
            kept[name] = os.pathsep.join((".", _from_here(user[name])))
    if toolchain.uses_embedded(engine):
        # No bitmap fonts by the METAFONT of another TeX that happens to be installed.
        kept["MKTEXPK"] = "0"
    else:
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
