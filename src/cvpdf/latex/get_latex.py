"""What this user can type to get LaTeX, or a part of it that is missing."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
from pathlib import Path

from cvpdf.installation import apt_command, package_command
from cvpdf.latex.packages import Provider, provider, provider_of_patterns
from cvpdf.latex.toolchain import Toolchain, embedded_program, find_embedded, find_toolchain
from cvpdf.quoting import visible

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


def how_to_get(name: str, toolchain: Toolchain | None = None) -> str:
    """Return how this user installs a file or program of LaTeX: `` type `apt-get install latexmk` ``."""
    return _how_to_install(name, provider(name), toolchain or find_toolchain())


def how_to_get_patterns(name: str) -> str | None:
    """Return how this user installs hyphenation patterns (``ngerman``); ``None`` if their package is not known."""
    found = provider_of_patterns(name)
    return _how_to_install(name, found, find_toolchain()) if found.debian else None


def _how_to_install(name: str, found: Provider, toolchain: Toolchain) -> str:
    apt = apt_command()
    manager = shutil.which("tlmgr", path=toolchain.path)
    if manager and Path(manager).resolve().is_relative_to("/usr/share"):
        manager = None  # Debian's own installs nothing.
    ways = []
    if apt and found.debian:
        # The embedded LaTeX reads no files of Debian's.
        ways.append(f"`{apt} {f'{_DEBIAN} ' * toolchain.embedded}{found.debian}`")
    if manager and found.tex_live:
        ways.append(f"`tlmgr install {found.tex_live}`")
    elif manager and not found.debian:
        ways.append(f"`tlmgr search --global --file {shlex.quote(name)}`, which shows its package")
    if ways:
        return f"type {' or '.join(ways)}"
    if toolchain.embedded:
        return f"the embedded LaTeX does not have it; {_TEX_LIVE}"
    packages = (found.debian and f"`{found.debian}` of Debian", found.tex_live and f"`{found.tex_live}` of TeX Live")
    package = f"the package {' or '.join(filter(None, packages))}" if any(packages) else f"`{visible(name)}`"
    return f"ask an administrator for {package}, or {_TEX_LIVE}"
