"""What this user can type to get LaTeX, or a part of it that is missing."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from cvpdf.installation import apt_command, package_command
from cvpdf.latex.packages import provider
from cvpdf.latex.toolchain import embedded_program, find_embedded

_DEBIAN = "latexmk texlive-latex-base texlive-latex-recommended"
_TEX_LIVE = "install TeX Live, which needs no root rights: https://tug.org/texlive"


def how_to_get_latex() -> str:
    """Return what this user can type on this machine. The embedded LaTeX needs no root rights."""
    if embedded_program() is None:
        apt = apt_command()
        otherwise = f"type `{apt} {_DEBIAN}`" if apt else _TEX_LIVE
        return f"there is no embedded LaTeX for {platform.system()} {platform.machine()}; {otherwise}"
    path = find_embedded()
    if path is not None and not os.access(path, os.X_OK):
        return f"type `chmod +x '{path}'`, because the embedded LaTeX is not executable"
    return f"type `{package_command('cvpdf[tinytex]')}`, which installs an embedded LaTeX"


def how_to_get(name: str, path: str) -> str:
    """Return how this user installs a file or program of LaTeX; ``path`` is the search path for programs."""
    debian, tex_live = provider(name)
    ways = []
    if debian and (apt := apt_command()):
        ways.append(f"`{apt} {debian}`")
    manager = shutil.which("tlmgr", path=path)
    if tex_live and manager and not Path(manager).resolve().is_relative_to("/usr/share"):
        # Debian's own tlmgr installs nothing.
        ways.append(f"`tlmgr install {tex_live}`")
    if ways:
        return f"type {' or '.join(ways)}"
    packages = " or ".join(filter(None, (debian and f"`{debian}` of Debian", tex_live and f"`{tex_live}` of TeX Live")))
    return f"ask an administrator for the package {packages}, or {_TEX_LIVE}"
