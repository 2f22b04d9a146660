"""The part of a document's preamble that a precompiled format can hold: what it loads."""

from __future__ import annotations

import re

_CLASS = r"\documentclass{cvpdf}"
_LOADS = re.compile(r"\\(?:usepackage|RequirePackage)(?:\[[\w\-,=. ]*\])?\{[\w\-, ]+\}(?:\s*%.*)?")
_SETUP = re.compile(r"^\\cvsetup\{((?:[^{}]|\{[^{}]*\})*)\}", re.M)
_NO_KEYS = re.compile(r"(?<!\\)%.*|\{[^{}]*\}")
"""What of ``\\cvsetup`` looks like keys at most: comments, and texts in braces."""
_NAMES_PACKAGES = re.compile(r"\s*(font|cjk)\s*=\s*([a-z-]+)\s*")


def dumpable(tex: str) -> str:
    """Return the LaTeX that loads what a document loads and then dumps, or ``""`` if that cannot be told.

    The document must begin with ``\\documentclass{cvpdf}``. Lines that load packages, directly behind it, are taken in;
    of ``\\cvsetup``, if it comes next, only the keys that load something: what comes before it might change what these
    load. Everything is executed again when the document is set, but finds itself loaded.
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
