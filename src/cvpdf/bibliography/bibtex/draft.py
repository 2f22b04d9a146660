"""A publication while it is made of an entry: its node, the fields that are left, and the problems."""

from __future__ import annotations

from difflib import get_close_matches

from cvpdf.bibliography.bibtex.homes import HOMES
from cvpdf.bibliography.latex.text import Form, plain
from cvpdf.bibliography.records import BibEntry, BibField
from cvpdf.diagnostics import Diagnostic, note, warning
from cvpdf.source import nodes
from cvpdf.source.nodes import Text

_PRINTED = ("author", "editor", "title", "journal", "booktitle", "year", "volume", "pages", "publisher")
_NO_MISTAKES = frozenset({"editora", "editorb", "editorc", "editors", "subtitle", "booktitle", "volumes", "notes"})
"""Fields of other programs whose names are almost those of others."""


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

    def misspelt(self, field: BibField) -> None:
        """Report a field whose name is almost that of a field which every style prints, and which is not given."""
        missing = [name for name in _PRINTED if name not in self.entry.fields and abs(len(name) - len(field.name)) < 2]
        if field.name not in _NO_MISTAKES and (close := get_close_matches(field.name, missing, 1, 0.8)):
            message = f"the field `{field.name}` is not known, and is not printed"
            self.problems.append(warning("unknown-field", message, field.name_span, f"did you mean `{close[0]}`?"))

    def without_title(self) -> None:
        """Take another name for the title of a work that has none."""
        for name in ("issuetitle", "shorttitle", "eventtitle", "maintitle"):
            if "title" not in self.node and (field := self.left.get(name)) is not None:
                self.take("title", field, self.said(field, "title"))
