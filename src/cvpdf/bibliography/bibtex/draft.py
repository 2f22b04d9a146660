"""A publication while it is made of an entry: its node, the fields that are left, and the problems."""

from __future__ import annotations

from cvpdf.bibliography.bibtex.homes import HOMES
from cvpdf.bibliography.latex.text import Form, plain
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.diagnostics import Diagnostic, note, warning
from cvpdf.source import nodes
from cvpdf.source.nodes import Text


class Draft:
    """The state of a publication."""

    def __init__(self, entry: BibEntry) -> None:
        self.entry = entry
        self.problems: list[Diagnostic] = []
        self.node = nodes.Mapping(entry.span)
        self.left = {name: field for name, field in entry.fields.items() if field.value.strip()}

    def text(self, value: str, field: BibField | None = None) -> Text:
        """Return a text at the place of a field, or of the entry."""
        return Text(value, field.span if field else self.entry.span, quoted=True)

    def put(self, name: str, value: nodes.Node, field: BibField | None = None) -> None:
        """Add a field of the publication."""
        self.node[name] = value
        self.node.key_spans[name] = field.name_span if field else self.entry.span

    def take(self, name: str, field: BibField, text: str) -> None:
        """Put a field where it belongs; it is no longer left."""
        self.left.pop(field.name, None)
        if text.strip():
            self.put(name, self.text(text, field), field)

    def said(self, field: BibField, form: Form = "line") -> str:
        """Return the text of a field, and report what of its LaTeX is not known."""
        read = plain(field.value, form, self.entry.macros)
        for problem in read.problems:
            own = HOMES[field.name].field if field.name in HOMES else field.name
            hint = f"another text can be given in cv.yaml: `publications: [{{key: {self.entry.key}, {own}: …}}]`"
            place = field.part(problem.start, problem.end)
            self.problems.append(warning("bib-latex", problem.message, place, hint))
        return read.text

    def left_out(self, field: BibField, reason: str, is_warning: bool = False) -> None:
        """Report a field that only goes to `extra`, because the schema would refuse the whole work."""
        report = warning if is_warning else note
        hint = "correct it, or delete the field"
        self.problems.append(
            report("bad-bib-field", f"{reason}; the field `{field.name}` is left out", field.span, hint)
        )
