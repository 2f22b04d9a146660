"""The text by which a person recognises a part of the CV."""

from __future__ import annotations

from cvpdf.diagnostics import Span
from cvpdf.schema.model import Highlight
from cvpdf.source.nodes import Text


def label_of(item: object) -> tuple[str, Span | None]:
    """Return the title of an entry, a publication or a section, or the text of a bullet, with its place."""
    if isinstance(item, Highlight):
        return str(item.text), item.text.span
    form = getattr(item, "form", None)
    value = getattr(item, form.title if form else "title", item)
    return str(value), value.span if isinstance(value, Text) else None
