"""The publications of a selection as their citation styles print them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cvpdf.diagnostics import Span, error
from cvpdf.render.content.blocks import Part, Work
from cvpdf.render.content.runs import Phrase, Series
from cvpdf.render.content.styles import joining
from cvpdf.render.content.styles.template import StyleError, StyleTemplate
from cvpdf.render.content.styles.values import Value, in_series
from cvpdf.schema.form import DOT
from cvpdf.schema.model import Marks
from cvpdf.schema.publications import LINKS, NOT_PRINTED, Publication
from cvpdf.selection.selection import NumberedPublication, Selection
from cvpdf.source.nodes import Text
from cvpdf.themes.style_files import built_in_style

_FIELDS = tuple(name for name in Publication.model_fields if name not in {"key", *NOT_PRINTED, *Marks.model_fields})
_REMARKS = ("note",)
"""Fields that are printed at the end if a style does not print them."""


class Works:
    """Prints publications. `fields` yields the phrases of a field, `series` joins those of several."""

    def __init__(
        self,
        selection: Selection,
        fields: Callable[[Any, str], Iterator[Phrase]],
        series: Callable[[Any, tuple[str, ...]], Series],
    ) -> None:
        self._selection = selection
        self._fields = fields
        self._series = series
        self._styles: dict[str, StyleTemplate] = {}

    def work(self, numbered: NumberedPublication, style: str) -> Work:
        """Return a publication in a style. Raises :class:`StyleError` if the style has an error."""
        work = numbered.work
        parts = self._parts(work, style)
        printed = {part.role for part in parts}
        links = (phrase for name in LINKS if name not in printed for phrase in self._fields(work, name))
        return Work(numbered.number, parts, Series(tuple(links), DOT), work)

    def _parts(self, work: Publication, style: str) -> tuple[Part, ...]:
        fields = self._values(work)
        text, values = self._template(style).fill(fields)
        printed = {value.role for value in values}
        if "title" not in printed:
            template = self._source(style)
            message = f"citation style `{style}` does not print the title of `{work.key}`"
            raise StyleError(error("style-error", message, Span.point(str(template.file)), r"print it: `\VAR{title}`"))
        for name in _REMARKS:
            value = fields[name]
            if isinstance(value, Value) and name not in printed:
                text += f". \x01{len(values)}\x02."
                values.append(value)
        return joining.parts(text, values)

    def _values(self, work: Publication) -> dict[str, object]:
        """Return the variables of a style: each field of a publication, and what is made of them."""
        values: dict[str, object] = {}
        for name in _FIELDS:
            field = getattr(work, name)
            if isinstance(field, tuple) and all(isinstance(part, Text) for part in field):
                values[name] = in_series(name, self._series(work, (name,))) if field else None
            else:
                values[name] = Value(name, self._fields(work, name)) if isinstance(field, Text) else field
        values["kind"] = work.kind
        values["full_venue"] = values["venue"] if work.full_venue else None
        return values

    def _template(self, style: str) -> StyleTemplate:
        if style not in self._styles:
            self._styles[style] = StyleTemplate(self._source(style), {"label": self._selection.locale.label})
        return self._styles[style]

    def _source(self, style: str) -> Any:
        return self._selection.styles.get(style) or built_in_style(style)
