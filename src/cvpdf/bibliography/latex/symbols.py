"""The signs and letters that macros without arguments stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def symbols() -> Mapping[str, str]:
    """Return the letters and signs of pylatexenc, by macro."""
    from pylatexenc.latex2text import get_default_latex_context_db

    specs = get_default_latex_context_db().iter_macro_specs()
    found = {spec.macroname: spec.simplify_repl for spec in specs if isinstance(spec.simplify_repl, str)}
    signs = {"%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}"}
    return {name: text for name, text in found.items() if len(text) == 1} | signs
