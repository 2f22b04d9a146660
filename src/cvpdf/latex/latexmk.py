"""Driving an engine by latexmk, which decides how often to run it."""

from __future__ import annotations

from cvpdf.latex.formats import Format
from cvpdf.latex.result import Engine
from cvpdf.latex.toolchain import Toolchain

OPTIONS = ("-interaction=nonstopmode", "-file-line-error", "-no-shell-escape")
"""For the engine: report all errors and go on, never ask, start no programs."""

_MODE: dict[Engine, str] = {"pdflatex": "-pdf", "lualatex": "-pdflua"}


def command(toolchain: Toolchain, engine: Engine, chosen: Format | None = None) -> list[str]:
    """Return the command that typesets ``cv.tex`` in the working folder, from a format if there is one.

    ``-norc``: no latexmkrc of the user's or of the system's changes the outcome. latexmk finds the engine by its name
    on the path of :func:`cvpdf.latex.environment.environment`; so no name of a folder ever meets a shell.
    """
    if toolchain.latexmk is None:
        raise ValueError("this toolchain has no latexmk")
    engine_command = [f"-{engine}={engine} {chosen.option()} %O %S"] if chosen else []
    return [str(toolchain.latexmk), "-norc", _MODE[engine], *engine_command, *OPTIONS, "cv.tex"]
