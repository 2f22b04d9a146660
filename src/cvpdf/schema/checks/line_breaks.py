"""Notes for line breaks that are not printed: in names, titles and other texts of one line."""

from __future__ import annotations

from collections.abc import Iterator

from cvpdf.diagnostics import Diagnostic, note
from cvpdf.schema.model import Model, values


def check(model: Model) -> Iterator[Diagnostic]:
    """Yield a note for each value in which a line break that was typed becomes a space."""
    for value in values(model):
        if getattr(value, "line_breaks", 0):
            message = "the line breaks in this text are printed as spaces"
            hint = "write it on one line: only paragraphs, lists and addresses keep their line breaks"
            yield note("lost-line-break", message, value.span, hint)
