"""The whole of ``cv.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import PrivateAttr

from cvpdf.schema.basics import Basics
from cvpdf.schema.bibliography import Bibliography
from cvpdf.schema.citation_style import CitationStyle
from cvpdf.schema.design import DEFAULT_THEME, Design, Tokens, as_design
from cvpdf.schema.locale import Locale
from cvpdf.schema.model import Model, changed
from cvpdf.schema.publications import Publication
from cvpdf.schema.sections import Section
from cvpdf.schema.translations import Places
from cvpdf.schema.values.text import Key
from cvpdf.schema.variants import CheckRule, Variant


@dataclass(frozen=True, eq=False)
class Translations:
    """The same CV in each of its languages."""

    resumes: Mapping[str, Resume]
    default: str
    elsewhere: Mapping[str, Places]
    """For each language, the places of texts that are shown in another one."""


class Resume(Model):
    """The top level of cv.yaml."""

    basics: Basics
    """Name, contact details and summary."""
    sections: tuple[Section, ...] = ()
    """Sections of the CV, in the order of the page."""
    bibliography: tuple[Bibliography, ...] = ()
    """BibTeX and CSL-JSON files whose works are added to `publications`."""
    publications: tuple[Publication, ...] = ()
    """Publications. Sections of kind `publications` list them; projects refer to them by key."""
    variants: dict[Key, Variant] = {}  # noqa: RUF012 (pydantic copies it)
    """Changes to the built-in variants `full`, `onepage` and `publications`, and variants of your own."""
    checks: dict[Key, CheckRule] = {}  # noqa: RUF012
    """Severities that differ from the default and allowed texts, for all variants; see `docs/checks.md`."""
    design: Design = Design.model_construct()
    """Design of the document."""
    locale: Locale = Locale.model_construct()
    """Language, dates and labels."""

    _translations: Translations | None = PrivateAttr(None)
    _themes: Mapping[str, Tokens] = PrivateAttr({})
    _theme: str | None = PrivateAttr(None)
    _styles: Mapping[str, CitationStyle] = PrivateAttr({})

    def set_translations(self, translations: Translations) -> None:
        """Record the same CV in its other languages."""
        self._translations = translations

    def set_themes(self, themes: Mapping[str, Tokens], theme: str | None) -> None:
        """Record the themes by name, also for the CV in other languages; ``theme`` is that of all variants."""
        for resume in self._translations.resumes.values() if self._translations else (self,):
            resume._themes, resume._theme = themes, theme

    def set_styles(self, styles: Mapping[str, CitationStyle]) -> None:
        """Record the citation styles by name, also for the CV in other languages."""
        for resume in self._translations.resumes.values() if self._translations else (self,):
            resume._styles = styles

    @property
    def styles(self) -> Mapping[str, CitationStyle]:
        """The citation styles that this file names, by name."""
        return self._styles

    @property
    def themes(self) -> tuple[Tokens, ...]:
        """The themes that this file names."""
        return tuple(self._themes.values())

    def themed(self, theme: str | None) -> Design:
        """Return the design of the CV with a theme; with none, that of the default one."""
        tokens = self._themes.get(str(self._theme or theme or DEFAULT_THEME))
        return self.design if tokens is None else changed(as_design(tokens), self.design)

    def in_language(self, language: str) -> Resume:
        """Return the CV with the texts of a language; itself if it has none of that language."""
        return self._translations.resumes.get(language, self) if self._translations else self

    @property
    def default_language(self) -> str:
        """The language of variants that state none."""
        return self._translations.default if self._translations else str(self.locale.language)

    @property
    def elsewhere(self) -> Places:
        """The places of texts that are shown in another language, because a translation is missing."""
        return self._translations.elsewhere[str(self.locale.language)] if self._translations else ()
