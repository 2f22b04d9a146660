"""The tokens of a design as keys of ``\\cvsetup``."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.schema.design import Design
from cvpdf.schema.values.text import Flag

_KEYS = {
    "colours": {"ink": "ink", "quiet": "quiet"},
    "header": {
        "layout": "header",
        "name_size": "name-size",
        "name_style": "name-style",
        "headline": "headline",
        "separator": "separator",
        "icons": "icons",
    },
    "sections": {
        "form": "section-form",
        "case": "section-case",
        "size": "section-size",
        "colour": "section-colour",
        "space": "section-space",
    },
    "entries": {"heads": "entry-heads", "second": "entry-second", "space": "entry-space"},
    "dates": {"place": "entry-date", "width": "date-width"},
    "lists": {"bullet": "bullet", "indent": "bullet-indent", "space": "bullet-space"},
    "publications": {"title": "work-title", "years": "work-years"},
    "links": {"style": "links"},
    "foot": {"form": "foot"},
}
"""The key of each token, by group, but for those that `base.tex.j2` always prints."""


def token_lines(design: Design) -> Iterator[str]:
    """Yield a line for each group, with the tokens that differ from the defaults of the class."""
    plain = Design.model_construct()
    for group, keys in _KEYS.items():
        own, default = getattr(design, group), getattr(plain, group)
        pairs = ((key, getattr(own, name), getattr(default, name)) for name, key in keys.items())
        if line := ", ".join(f"{key}={_typed(value)}" for key, value, usual in pairs if value != usual):
            yield line


def _typed(value: object) -> str:
    if isinstance(value, Flag):
        return str(bool(value)).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
