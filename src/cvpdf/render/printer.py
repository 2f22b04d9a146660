"""From phrases and values to LaTeX, for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from cvpdf.languages.dates import NO_BREAK
from cvpdf.render.breaks import breaks_of, marked
from cvpdf.render.content.blocks import Part
from cvpdf.render.content.phrases import Phrases
from cvpdf.render.content.punctuation import comma_after
from cvpdf.render.content.runs import Phrase, Run, Series
from cvpdf.render.latex import Escaper, Latex
from cvpdf.render.sourcemap import Marker, without_marks
from cvpdf.schema.basics import Profile
from cvpdf.schema.entries import Period
from cvpdf.schema.form import DOT
from cvpdf.schema.model import Highlight
from cvpdf.schema.publications import Publication
from cvpdf.schema.values.contacts import Labelled
from cvpdf.schema.values.links import Link
from cvpdf.schema.values.text import Key, Prose
from cvpdf.selection.selection import Selection
from cvpdf.source.nodes import Text


class Printer:
    """Prints what one selection contains for one engine."""

    def __init__(self, selection: Selection, escaper: Escaper, marker: Marker) -> None:
        self.locale = selection.locale
        self.escape = escaper
        self.marker = marker
        self._phrases = Phrases(selection)
        self._hyphenated = bool(selection.settings.design.page.hyphenation)

    def latex(self, value: object) -> str:
        """Return a value as LaTeX. Everything is escaped but :class:`Latex` itself; ``None`` prints nothing."""
        if isinstance(value, Latex):
            return value
        if value is None:
            return ""
        if isinstance(value, Phrase):
            return self._phrase(value)
        if isinstance(value, Part):
            return "".join(map(self._phrase, value.phrases))
        if isinstance(value, Run):
            return self._link(value.target, [value])
        if isinstance(value, Series):
            if value.separator == DOT:
                return self.join(value, Latex(r" \cvsep "))
            return "".join(self._phrase(part) + self.escape.text(value.after(part)) for part in value)
        if isinstance(value, Text):
            return self._phrase(self._phrases.value(value))
        if isinstance(value, Highlight):
            return self._phrase(self._phrases.value(value.text))
        if isinstance(value, Labelled):
            return self._phrase(self._phrases.labelled(value))
        if isinstance(value, Profile):
            return self._phrase(self._phrases.profile(value))
        if isinstance(value, tuple) and value and all(isinstance(part, Prose) for part in value):
            return self.join(value, " ")  # the blocks of a text, as one paragraph
        # str() of an undefined value raises, as it must.
        return self.escape.text(str(value))

    def _phrase(self, phrase: Phrase) -> str:
        links = (self._link(target, runs) for target, runs in groupby(phrase.runs, lambda run: run.target))
        return self.marker.mark(phrase.span) + "".join(links)

    def _link(self, target: str, runs: Iterable[Run]) -> str:
        parts = (
            (language, "".join(map(self._run, some))) for language, some in groupby(runs, lambda run: run.language)
        )
        latex = "".join(rf"\cvlang{{{language}}}{{{part}}}" if language else part for language, part in parts)
        return self.escape.link(target, latex) if target else latex

    def _run(self, run: Run) -> str:
        latex = self.escape.text(marked(run, enclose=self._hyphenated))
        if run.code:
            latex = rf"\cvcode{{{latex}}}"
        if run.italic:
            latex = rf"\cvemph{{{latex}}}"
        if run.bold:
            latex = rf"\cvstrong{{{latex}}}"
        if run.light:
            latex = rf"\cvlight{{{latex}}}"
        if run.own_name:
            latex = rf"\cvme{{{latex}}}"
        return self.marker.mark(run.span) + latex

    def metadata(self, value: object) -> Latex:
        """Print a text, or several with commas between, for ``\\cvmetadata``: exactly as typed, without markup."""
        if isinstance(value, Latex):
            return value
        texts = value if isinstance(value, list | tuple) and not isinstance(value, Phrase) else [value]
        parts = (text.text if isinstance(text, Phrase) else str(text) for text in texts if text is not None)
        return Latex(self.escape.metadata(", ".join(parts)))

    def outline(self, heading: Phrase) -> Latex:
        """Print the command for a heading whose text in the outline cannot be taken from its LaTeX."""
        text = self.escape.metadata(breaks_of(heading).text)
        return Latex("" if text == without_marks(self.latex(heading)) else rf"\cvoutline{{{text}}}")

    def label(self, key: str, value: Latex | None = None) -> str:
        """Return a word that cvpdf prints, with ``value`` at the place of its number or date."""
        if value is None:
            return self.locale.label(key)
        before, after = (self.escape.text(part.replace(" ", NO_BREAK)) for part in self.locale.label_around(key))
        return Latex(f"{before}{self.latex(value)}{after}")

    def period(self, period: Period) -> Latex:
        """Print when something was."""
        return Latex(self.latex(self._phrases.period(period)))

    def linked(self, text: Text | None, link: Link | None) -> Latex:
        """Print a text that links to an address, if there is one."""
        return Latex(self._phrase(self._phrases.linked(text, link)) if text else "")

    def works(self, keys: tuple[Key, ...]) -> list[Latex]:
        """Print short references to publications, each with its link."""
        return [Latex(self._phrase(self._phrases.reference(key))) for key in keys]

    def venue(self, work: Publication) -> Latex:
        """Print where a publication appeared: its short name, and its full one in italics."""
        short = rf"\cvvenueshort{{{self.latex(work.venue_short)}}}" if work.venue_short else ""
        full = rf"\cvvenue{{{self.latex(work.full_venue)}}}" if work.full_venue else ""
        between = f"{comma_after(work.venue_short)} " if work.venue_short and full else ""
        return Latex(short + between + full)

    def join(self, values: object, separator: str = ", ") -> Latex:
        """Print what there is of several values, with a separator between; the separator is escaped like any text."""
        assert not isinstance(values, str), "join takes a list"
        parts = [self.latex(value) for value in values if value]  # type: ignore[attr-defined]
        return Latex(self.latex(separator).join(part for part in parts if without_marks(part)))
