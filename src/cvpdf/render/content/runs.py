"""Text as it is printed, without any output format: runs in one style, and the values of cv.yaml made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cvpdf.diagnostics import Span
from cvpdf.render.content.punctuation import comma_after, stop_after
from cvpdf.schema.form import COMMA, DOT
from cvpdf.schema.values.paragraphs import BULLET


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    target: str = ""
    """The URI of a link, or empty."""
    own_name: bool = False
    """Whether this is the name of the person of the CV, in a list of authors."""
    light: bool = False
    """Whether it stays in normal weight where the text around it is bold."""
    span: Span | None = None
    """The place in cv.yaml, if it is another one than that of the whole phrase."""
    tied: bool = False
    """Whether a line breaks at its spaces only if it would be very short otherwise."""
    language: str | None = None
    """The language, if it is another one than that of the document."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One value of cv.yaml as it is printed."""

    runs: tuple[Run, ...]
    what: str = "text"
    """What messages call it: `degree`, `bullet`."""
    span: Span | None = None
    """The value's place in cv.yaml."""
    target_span: Span | None = None
    """The place of the address that it links to, if that is a value of its own."""
    marker: str | None = None
    """For an item of a list `•` or its number, `1.`; empty for a paragraph that belongs to the item before it."""
    level: int = 0
    """1 for an item below another one."""

    @property
    def text(self) -> str:
        """The text that a reader sees."""
        return "".join(run.text for run in self.runs)

    @property
    def numbered_text(self) -> str:
        """The text with the number before it, if it is an item with a number."""
        return f"{self.marker} {self.text}" if self.marker and self.marker != BULLET else self.text

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses that it links to."""
        return tuple(dict.fromkeys(run.target for run in self.runs if run.target))

    @property
    def comma(self) -> str:
        """The comma between it and what follows; empty if it ends with a comma, semicolon or colon."""
        return comma_after(self.text)

    @property
    def stop(self) -> str:
        """The full stop after it; empty if it ends with a closing mark of its own."""
        return stop_after(self.text)


@dataclass(frozen=True, slots=True)
class Series:
    """Phrases on one line, with a separator between."""

    phrases: tuple[Phrase, ...] = ()
    separator: str = COMMA
    """With its spaces. A comma is left out after a phrase that ends with a mark of its own."""

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self.phrases)

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def after(self, phrase: Phrase) -> str:
        """Return the separator after one of its phrases; empty after the last one."""
        if phrase is self.phrases[-1]:
            return ""
        return self.separator if phrase.comma or self.separator == DOT else self.separator[1:]
