"""The entries of a ``.bib`` as frozen data, before their LaTeX is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cvpdf.bibliography.latex.user_macros import Macros
from cvpdf.diagnostics import Diagnostic, Span
from cvpdf.source import nodes
from cvpdf.source.nodes import Text
from cvpdf.source.read import SourceFile


class BibField(NamedTuple):
    """A field of an entry."""

    name: str
    """In lower case."""
    value: str
    """LaTeX without the delimiters around it; the parts of ``"a" # macro`` are joined."""
    span: Span
    """The place of the value, without delimiters if it is a single text."""
    name_span: Span

    def part(self, start: int, end: int) -> Span:
        """Return the place of a part of the value, or that of the whole if it was joined of several texts."""
        lines = self.value.split("\n")
        first = self.span
        if first.end_line - first.line != len(lines) - 1 or first.end_column != len(lines[-1]) + (
            first.column if len(lines) == 1 else 1
        ):
            return self.span
        before, through = (self.value[:offset].split("\n") for offset in (start, end))
        places = [
            (first.line + len(rows) - 1, len(rows[-1]) + (first.column if len(rows) == 1 else 1))
            for rows in (before, through)
        ]
        return Span(first.file, *places[0], *places[1])


@dataclass(frozen=True)
class BibEntry:
    """An entry."""

    type: str
    """In lower case, without the sign ``@``."""
    key: Text
    fields: Mapping[str, BibField]
    span: Span
    """The place of ``@type``."""
    macros: Macros = field(default_factory=dict, repr=False)
    """What the preamble of its file defines."""

    def value(self, name: str) -> str:
        """Return the value of a field; empty if it is not given."""
        field = self.fields.get(name)
        return field.value if field else ""


class BibFile(NamedTuple):
    """What a file contains. ``source`` is ``None`` if there is no text to show."""

    source: SourceFile | None
    entries: tuple[BibEntry, ...]
    diagnostics: tuple[Diagnostic, ...]
    works: tuple[nodes.Mapping, ...] = ()
    """The publications of a file of CSL-JSON, which has no entries."""
    left_out: tuple[str, ...] = ()
    """The keys, or else the types, of entries that are not returned because of errors."""
