"""The part of a document's preamble that a precompiled format can hold: what it loads."""

from __future__ import annotations

import re

_CLASS = r"\documentclass{cvpdf}"
_LOADS = re.compile(r"\\(?:usepackage|RequirePackage)(?:\[[\w\-,=. ]*\])?\{[\w\-, ]+\}(?:\s*%.*)?")
_SETUP = re.compile(r"\\cvsetup\{(.*?)\n\}", re.S)
_NAMES_PACKAGES = re.compile(r"\b(font|cjk)=([a-z-]+)")


def dumpable(tex: str) -> str:
    """Return the LaTeX that loads what a document loads and then dumps, or ``""`` if that cannot be told.

    The document must begin with ``\\documentclass{cvpdf}``. Lines that load packages, directly behind it, are taken in;
    of ``\\cvsetup`` only the keys that load something. Everything is executed again when the document is set, but finds
    itself loaded.
    """
    lines = iter(line for line in tex.splitlines() if line.strip() and not line.startswith("%"))
    if next(lines, "").strip() != _CLASS:
        return ""
    loads = []
    for line in lines:
        if not _LOADS.fullmatch(line.strip()):
            break
        loads.append(line.strip())
    setup = _SETUP.search(tex)
    keys = ",".join(f"{key}={value}" for key, value in _NAMES_PACKAGES.findall(setup[1])) if setup else ""
    return "\n".join([_CLASS, *loads, rf"\cvpreload{{{keys}}}" if keys else "", r"\cvdump", ""])
