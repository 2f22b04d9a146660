"""The error about a family that is not installed: what was probably meant, and how to install it."""

from __future__ import annotations

import difflib

from cvpdf.diagnostics import Diagnostic, Span, error
from cvpdf.fonts.find.installed import all_families
from cvpdf.fonts.find.names import key, plain
from cvpdf.fonts.find.packages import KNOWN, SIMILAR, how_to_install


def unknown_font(name: str, span: Span | None) -> Diagnostic:
    """Return the error for a family that is not installed."""
    here = {key(one.family.name): one.family.name for one in all_families()}
    return error("unknown-font", f"no installed font family is called `{name}`", span, _advice(name, here))


def _advice(name: str, here: dict[str, str]) -> str:
    listing = "`cvpdf fonts` lists the installed families"
    if commands := how_to_install(name):
        return f"install it with {commands}; {listing}"
    if similar := SIMILAR.get(plain(name)):
        family = next((one for one in similar if key(one) in here), similar[0])
        install = "" if key(family) in here else f" (install it with {how_to_install(family)})"
        return f"use `{family}`, which looks similar{install}; {listing}"
    others = {key(known): known for known in KNOWN} | here
    close = difflib.get_close_matches(plain(name), others, n=3, cutoff=0.7)
    if not close:
        return f"{listing}; docs/fonts.md shows how to install more"
    installed = [f"`{others[one]}`" for one in close if one in here]
    missing = [f"`{others[one]}` ({how_to_install(others[one])})" for one in close if one not in here]
    return f"did you mean {' or '.join(installed + missing)}?"
