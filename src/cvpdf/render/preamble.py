"""The part of a preamble that a precompiled format can contain: the packages that it loads."""

from __future__ import annotations

import re

_CLASS = r"\documentclass{cvpdf}"
_LOADS = re.compile(r"\\(?:usepackage|RequirePackage)(?:\[[\w\-,=. ]*\])?\{[\w\-, ]+\}(?:\s*%.*)?")
_FONTS = re.compile(r"\{[\w\-, ]*-fonts\}")
"""The package of a document's own fonts: TeX does not dump which file belongs to which font."""


def dumpable(tex: str) -> str:
    """Return LaTeX that loads the packages of a document and dumps a format; ``""`` for another class.

    The document must begin with ``\\documentclass{cvpdf}``. The lines directly after it that load packages are
    included; anything in between might change what they load. The document executes all of it again, but finds it
    loaded.
    """
    lines = iter(line for line in tex.splitlines() if line.strip() and not line.startswith("%"))
    if next(lines, "").strip() != _CLASS:
        return ""
    loads = []
    for line in lines:
        if not _LOADS.fullmatch(line.strip()) or _FONTS.search(line):
            break
        loads.append(line.strip())
    return "\n".join([_CLASS, *loads, r"\cvdump", ""])
