"""The part of a preamble that a precompiled format can contain: the packages that it loads."""

from __future__ import annotations

import re

_CLASS = r"\documentclass{cvpdf}"
_LOADS = re.compile(r"\\(?:usepackage|RequirePackage)(?:\[[\w\-,=. ]*\])?\{[\w\-, ]+\}(?:\s*%.*)?")
_SETUP = re.compile(r"^\\cvsetup\{((?:[^{}]|\{[^{}]*\})*)\}", re.M)
_NO_KEYS = re.compile(r"(?<!\\)%.*|\{[^{}]*\}")
"""Parts of ``\\cvsetup`` that may look like keys: comments, and texts in braces."""
_NAMES_PACKAGES = re.compile(r"\s*(font|cjk)\s*=\s*([a-z-]+)\s*")


def dumpable(tex: str) -> str:
    """Return LaTeX that loads the packages of a document and dumps a format; ``""`` for another class.

    The document must begin with ``\\documentclass{cvpdf}``. The lines after it that load packages are included, and,
    if ``\\cvsetup`` comes next, those of its keys that load something; anything in between might change what they
    load. The document executes all of it again, but finds it loaded.
    """
    lines = iter(line for line in tex.splitlines() if line.strip() and not line.startswith("%"))
    if next(lines, "").strip() != _CLASS:
        return ""
    loads = []
    following = ""
    for line in lines:
        if not _LOADS.fullmatch(line.strip()):
            following = line
            break
        loads.append(line.strip())
    setup = _SETUP.search(tex) if following.startswith(r"\cvsetup{") else None
    given = _NO_KEYS.sub("", setup[1]).split(",") if setup else []
    keys = ",".join(f"{match[1]}={match[2]}" for key in given if (match := _NAMES_PACKAGES.fullmatch(key)))
    return "\n".join([_CLASS, *loads, rf"\cvpreload{{{keys}}}" if keys else "", r"\cvdump", ""])
