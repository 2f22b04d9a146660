"""How each type of value is printed: as LaTeX for the templates, and as plain text for the checks.

The two are next to each other so that they say the same.
"""

from __future__ import annotations

from cvpdf.render import markdown
from cvpdf.render.dates import NO_BREAK, date_text, period_text
from cvpdf.render.latex import Escaper, Latex
from cvpdf.render.profiles import profile_target
from cvpdf.render.sourcemap import Marker, without_marks
from cvpdf.render.works import reference_text, work_target
from cvpdf.schema.basics import Profile
from cvpdf.schema.dates import Date
from cvpdf.schema.entries import Period
from cvpdf.schema.identifiers import Arxiv
from cvpdf.schema.links import Link, Url
from cvpdf.schema.model import Highlight
from cvpdf.schema.publications import Author, Publication
from cvpdf.schema.text import Key, Prose
from cvpdf.selection.selection import Selection
from cvpdf.source.nodes import Text


class Printer:
    """Prints the values of one selection for one engine."""

    def __init__(self, selection: Selection, escaper: Escaper, marker: Marker) -> None:
        self.locale = selection.locale
        self.publications = selection.publications
        self.escape = escaper
        self.marker = marker
        own = (selection.basics.name, *selection.basics.other_names)
        self.own_names = {_folded(name) for name in own}

    def latex(self, value: object) -> str:
        """Return a value as LaTeX. Everything is escaped but :class:`Latex` itself; ``None`` prints nothing."""
        if isinstance(value, Text):
            return value if isinstance(value, Latex) else self.marker.mark(value.span) + self._text(value)
        if value is None:
            return ""
        if isinstance(value, Highlight):
            return self.latex(value.text)
        if isinstance(value, Profile):
            return self.profile(value)
        # str() of an undefined value raises, as it must.
        return self.escape.text(str(value))

    def _text(self, value: Text) -> str:
        if isinstance(value, Prose):
            return "".join(self._run(run) for run in markdown.runs(value))
        if isinstance(value, Author):
            return self._author(value)
        if isinstance(value, Date):
            return self.escape.text(date_text(value, self.locale))
        if isinstance(value, Link):
            return self.escape.link(value.target, self.escape.text(shown_text(value)))
        return self.escape.text(value)

    def _run(self, run: markdown.Run) -> str:
        latex = rf"\cvcode{{{self.escape.text(run.text)}}}" if run.code else self.escape.text(run.text)
        if run.italic:
            latex = rf"\cvemph{{{latex}}}"
        if run.bold:
            latex = rf"\cvstrong{{{latex}}}"
        return self.escape.link(run.target, latex) if run.target else latex

    def _author(self, author: Author) -> str:
        name = self.escape.text(_tied(author.bare))
        if _folded(author.bare) in self.own_names:
            name = rf"\cvme{{{name}}}"
        return name + self.escape.text(author.marks)

    def period(self, period: Period) -> Latex:
        """Print when something was."""
        first = period.date or period.start_date or period.end_date
        mark = self.marker.mark(first.span if first is not None else None)
        return Latex(mark + self.escape.text(period_text(period, self.locale)))

    def linked(self, text: Text | None, link: Link | None) -> Latex:
        """Print a text that leads somewhere, if there is somewhere to lead."""
        shown = self.latex(text)
        return Latex(self.escape.link(link.target, shown) if link is not None and text else shown)

    def works(self, keys: tuple[Key, ...]) -> list[Latex]:
        """Print short references to works of the bibliography, each leading to the work."""
        found = []
        for key in keys:
            work = self.publications[str(key)]
            shown = self.marker.mark(key.span) + self.escape.text(reference_text(work))
            target = work_target(work)
            found.append(Latex(self.escape.link(target.target, shown) if target else shown))
        return found

    def venue(self, work: Publication) -> Latex:
        """Print where a work appeared: the short name in bold, the full one in italics."""
        short = rf"\cvstrong{{{self.latex(work.venue_short)}}}" if work.venue_short else ""
        full = rf"\cvvenue{{{self.latex(work.venue)}}}" if work.venue else ""
        return Latex(", ".join(part for part in (short, full) if part))

    def profile(self, profile: Profile) -> Latex:
        """Print an account: network and user name, linked if the address is known."""
        network, name = (part.with_value(part.replace(" ", NO_BREAK)) for part in (profile.network, profile.username))
        shown = f"{self.latex(network)}: {self.latex(name)}"
        target = profile_target(profile)
        return Latex(self.escape.link(target, shown) if target else shown)

    def join(self, values: object, separator: str = ", ") -> Latex:
        """Print what there is of several values, with a separator between; the separator is escaped like any text."""
        assert not isinstance(values, str), "join takes a list"
        parts = [self.latex(value) for value in values if value]  # type: ignore[attr-defined]
        return Latex(self.latex(separator).join(part for part in parts if without_marks(part)))


def shown_text(link: Link) -> str:
    """Return the text by which a link is shown."""
    if isinstance(link, Url):
        return link.shown
    return f"arXiv:{link}" if isinstance(link, Arxiv) else str(link)


def _folded(name: str) -> str:
    return " ".join(name.replace(".", " ").casefold().split())


def _tied(name: str) -> str:
    """Keep a name of two or three words on one line, and of longer ones the last two words."""
    words = name.split(" ")
    if len(words) <= 3:
        return NO_BREAK.join(words)
    return " ".join([*words[:-2], NO_BREAK.join(words[-2:])])
