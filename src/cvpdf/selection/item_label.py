"""The text by which a person recognises a part of the CV."""

from __future__ import annotations

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Highlight
from cvpdf.schema.text import Line


def label_of(item: object) -> tuple[str, Span | None]:
    """Return the text that identifies an entry, bullet, publication or section for a person, and its place.

    For an entry this is the text that the templates print first.
    """
    if isinstance(item, Highlight):
        return str(item.text), item.text.span
    for name in ("title", "company", "course", "institution", "name", "role", "organization", "position", "label"):
        value = getattr(item, name, None)
        if isinstance(value, Line):
            return str(value), value.span
    value = getattr(item, "language", None)
    return (str(value), getattr(value, "span", None)) if value else (str(item), getattr(item, "span", None))
