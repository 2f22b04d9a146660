"""The publications of a selection as their citation styles print them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvpdf.diagnostics import Span, error
from cvpdf.render.content.blocks import Part, Work
from cvpdf.render.content.phrases import Phrases
from cvpdf.render.content.runs import Phrase, Series
from cvpdf.render.content.styles import joining
from cvpdf.render.content.styles.functions import Functions
from cvpdf.render.content.styles.template import StyleError, StyleTemplate
from cvpdf.render.content.styles.values import DATE_PARTS, DateValue, LinkValue, People, Value, word
from cvpdf.render.latex import Latex
from cvpdf.schema.citation_style import is_csl
from cvpdf.schema.form import DOT
from cvpdf.schema.model import Marks
from cvpdf.schema.publications import LABELS, LINKS, NOT_PRINTED, Publication
from cvpdf.schema.values.dates import FreeDate
from cvpdf.schema.values.links import Link
from cvpdf.selection.selection import NumberedPublication, Selection
from cvpdf.source.nodes import Text
from cvpdf.themes.style_files import built_in_style

if TYPE_CHECKING:
    from cvpdf.render.content.styles.csl import CslStyle

FIELDS = tuple(name for name in Publication.model_fields if name not in {"key", *NOT_PRINTED, *Marks.model_fields})
_NUMBERS = {"isbn": "ISBN", "issn": "ISSN"}
_INNER = str.maketrans("“”„«»「」", "‘’‚‹›『』")
"""Quotation marks within others."""
_REST = Latex("\x04")
"""The place of the fields that a style does not print, if it says one."""
_LAST = ("status", "award", "note")
"""What comes last of that."""
_SAID = {"in_press": ("to appear", "forthcoming"), "accepted": ("to appear", "forthcoming")}
"""Other words for how far a work has come."""


class Works:
    """Prints publications. `fields` yields the phrases of a field, `series` joins those of several."""

    def __init__(
        self,
        selection: Selection,
        phrases: Phrases,
        fields: Callable[[Any, str], Iterator[Phrase]],
        series: Callable[[Any, tuple[str, ...]], Series],
    ) -> None:
        self._selection = selection
        self._locale = selection.locale
        self._phrases = phrases
        self._fields = fields
        self._series = series
        self._functions = Functions(selection.locale, phrases.author)
        self._styles: dict[str, StyleTemplate] = {}
        self._csl_styles: dict[str, CslStyle] = {}

    def work(self, numbered: NumberedPublication, style: str) -> Work:
        """Return a publication in a style. Raises :class:`StyleError` if the style has an error."""
        work = numbered.work
        parts, left_out = self._parts(work, style)
        done = left_out | {part.role for part in parts}
        numbers = [phrase for name in LINKS if name not in done for phrase in self._fields(work, name)]
        numbers += [phrase for name in _NUMBERS if name not in done for phrase in self._number(work, name)]
        numbers += [self._phrases.linked(link.label, link.url, "link") for link in work.links]
        return Work(numbered.number, parts, Series(tuple(numbers), DOT), work, left_out)

    def _parts(self, work: Publication, style: str) -> tuple[tuple[Part, ...], frozenset[str]]:
        if is_csl(style):
            return self._csl(style).parts(self._selection.publications[str(work.key)], FIELDS)
        fields = self._values(work)
        text, values, left_out = self._template(style).fill(fields)
        # A style may make text of a value that it does not print then.
        shown = [values[int(index)] for index in re.findall("\x01([0-9]+)\x02", text)]
        printed, texts = {value.role for value in shown}, {value.casefold() for value in shown}
        if "title" not in printed:
            template = self._source(style)
            message = f"citation style `{style}` does not print the title of `{work.key}`"
            raise StyleError(error("style-error", message, Span.point(str(template.file)), r"print it: `\VAR{title}`"))
        rest = ""
        for name in (*(name for name in FIELDS if name not in _LAST), *_LAST):
            value = fields[name]
            is_done = name in printed or name in left_out or name in LINKS or name in _NUMBERS
            if isinstance(value, Value) and not is_done and value.casefold() not in texts:
                labelled = (
                    self._functions.capital(self._functions.label(LABELS[name], value)) if name in LABELS else value
                )
                rest += f". \x01{len(values)}\x02."
                values.append(labelled if isinstance(labelled, Value) else value)
        for index in re.findall("“\x01([0-9]+)\x02", text):
            values[int(index)] = values[int(index)].translated(_INNER)
        before, _, after = text.partition(_REST)
        text = f"{before} {rest} {after.replace(_REST, '')}"
        return joining.parts(self._in_language(text), values), left_out

    def _values(self, work: Publication) -> dict[str, object]:
        """Return the variables of a style: each field of a publication, and what is made of them."""
        values = {name: self._value(work, name, getattr(work, name)) for name in FIELDS}
        when = values["date"]
        values |= {part: getattr(when, part) if isinstance(when, DateValue) else None for part in DATE_PARTS}
        values["status"] = self._status(work)
        values |= {"kind": work.kind, "rest": _REST}
        values["full_venue"] = values["venue"] if work.full_venue else None
        if work.event and work.venue and work.event.casefold() in work.venue.casefold():
            values["event"] = None  # `Proceedings of` it says so
        if work.publisher and work.publisher == work.institution:
            values["publisher"] = None
        return values

    def _value(self, work: Publication, name: str, field: Any) -> object:
        if name in ("authors", "editors"):
            others = Value("", (word(self._locale.label("et_al")),)) if name == "authors" and work.others else None
            return People.of(name, self._series(work, (name,)), field, others) if field else None
        if name in _NUMBERS:
            return next((Value(name, (phrase,)) for phrase in self._number(work, name)), None)
        phrase = next(self._fields(work, name), None) if isinstance(field, Text) else None
        if phrase is None:
            return None
        if isinstance(field, FreeDate):
            return DateValue.of(phrase, field, self._locale)
        if isinstance(field, Link):
            return LinkValue.of(name, phrase, field)
        value = Value(name, (phrase,))
        return value.shown_as(re.sub(r"(?<=\d)\s?-\s?(?=\d)|\s?--\s?", "–", value)) if name == "pages" else value

    def _number(self, work: Publication, name: str) -> Iterator[Phrase]:
        """Yield the number of a book or journal with what it is before it."""
        for phrase in self._fields(work, name):
            value = Value(name, (phrase,)).shown_as(f"{_NUMBERS[name]}\u00a0{phrase.text}")
            yield value.phrases[0]

    def _status(self, work: Publication) -> Value | None:
        """Return how far a work has come, unless it is published, or another field says so."""
        if work.status in ("published", "preprint"):
            return None
        label = self._locale.label(work.status)
        said = " ".join(str(field).casefold() for field in (work.date, work.note, work.venue, work.genre) if field)
        words = (label, work.status.replace("_", " "), *_SAID.get(work.status, ()))
        return None if any(one.casefold() in said for one in words) else Value("status", (word(label),))

    def _in_language(self, text: str) -> str:
        """Return the words of a style with the quotation marks of the language; only American commas are inside."""
        before, after = self._locale.label_around("quotes")
        if self._locale.language in ("en", "en-US"):
            return text
        text = re.sub("([.,])”", r"”\1", text)
        return text.translate({ord("“"): before, ord("”"): after})

    def _template(self, style: str) -> StyleTemplate:
        if style not in self._styles:
            self._styles[style] = StyleTemplate(self._source(style), self._functions.named())
        return self._styles[style]

    def _csl(self, style: str) -> CslStyle:
        from cvpdf.render.content.styles.csl import CslStyle
        from cvpdf.themes.csl_files import read_csl

        if style not in self._csl_styles:
            read = self._selection.styles.get(style)
            if read is None:
                read, problems = read_csl(style, Path())
                if read is None:
                    raise StyleError(problems[0])
            self._csl_styles[style] = CslStyle(read, self._selection, self._phrases, self._status)
        return self._csl_styles[style]

    def _source(self, style: str) -> Any:
        return self._selection.styles.get(style) or built_in_style(style)
