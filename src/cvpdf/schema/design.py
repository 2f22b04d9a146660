"""Design: the tokens of a theme, and what cv.yaml changes of them."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from cvpdf.schema.look import (
    Colours,
    DateLook,
    EntryLook,
    FootLook,
    HeaderLook,
    LinkLook,
    ListLook,
    SectionLook,
    WorkLook,
)
from cvpdf.schema.model import Model, changed
from cvpdf.schema.page import Colour, Font, FontSize, LineSpacing, MarginsOrOne, Page, ScriptFonts, Spacing
from cvpdf.schema.photo import PhotoLook
from cvpdf.schema.values.text import Flag, Line
from cvpdf.schema.values.value import fault

DEFAULT_THEME = "classic"
"""The theme of a design that names none."""


class Tokens(Model):
    """The tokens of a theme. What is not given is that of the theme `classic`."""

    page: Page = Page.model_construct()
    """Paper, fonts, sizes, margins."""
    colours: Colours = Colours.model_construct()
    """Colours."""
    header: HeaderLook = HeaderLook.model_construct()
    """Name and contact."""
    photo: PhotoLook = PhotoLook.model_construct()
    """The photo, if `basics` has one and does not say otherwise."""
    sections: SectionLook = SectionLook.model_construct()
    """Titles of sections."""
    entries: EntryLook = EntryLook.model_construct()
    """Entries: employers, degrees, projects."""
    dates: DateLook = DateLook.model_construct()
    """Dates of entries."""
    lists: ListLook = ListLook.model_construct()
    """Bullets."""
    publications: WorkLook = WorkLook.model_construct()
    """Lists of publications."""
    links: LinkLook = LinkLook.model_construct()
    """Links."""
    foot: FootLook = FootLook.model_construct()
    """The foot of each page."""


class ThemeFile(Tokens):
    """A theme: a file with the tokens that differ from those of `classic`."""

    description: Line
    """One sentence for `cvpdf themes`."""


class Design(Tokens):
    """A theme, and changes to it. A variant can override every field. Fields with a value are short forms of tokens."""

    SHORT_FORMS: ClassVar[dict[str, tuple[str, str]]] = {
        **{
            name: ("page", name)
            for name in ("paper", "font", "fonts", "font_size", "line_spacing", "spacing", "margins", "hyphenation")
        },
        "accent": ("colours", "accent"),
        "entry_heads": ("entries", "heads"),
    }
    """Group and name of the token that each short form means."""

    standard: Literal["ua1", "ua1+a2a", "none"] = "ua1"
    """`ua1` is tagged for screen readers (PDF/UA-1), `ua1+a2a` also for archives (PDF/A-2a), `none` has no tags."""
    theme: Line | None = None
    """Name of a theme (`cvpdf themes` lists them), or path of the file of one; see [themes.md](themes.md)."""
    paper: Literal["a4", "letter"] | None = None
    """Paper size."""
    font: Font | None = None
    """Name of a font family, path of a font file, or mapping of styles to paths; see [fonts.md](fonts.md)."""
    fonts: ScriptFonts | None = None
    """Fonts for Han, kana and Hangul letters, and for code."""
    font_size: FontSize | None = None
    """Text size in points, from 8 to 12."""
    line_spacing: LineSpacing | None = None
    """Line spacing as a multiple of the typeface's normal one, from 0.9 to 1.5."""
    spacing: Spacing | None = None
    """White space between sections, entries and bullets as a multiple of the normal one, from 0.3 to 2."""
    margins: MarginsOrOne | None = None
    """One length for all four sides, or a mapping with `top`, `bottom`, `left` and `right`."""
    hyphenation: Flag | None = None
    """Hyphenate words at line ends. Off by default, because résumé parsers do not find a hyphenated keyword."""
    accent: Colour | None = None
    """Colour of headings and links: hexadecimal digits in quotes, such as `"#1f4e79"`, or a name, such as `navy`."""
    entry_heads: Literal["stacked", "inline"] | None = None
    """`stacked` prints position and location below the employer; `inline` beside it, which saves lines."""

    @model_validator(mode="after")
    def _in_groups(self) -> Design:
        """Return the design with each short form at the place that it means."""
        update: dict[str, Any] = {}
        given = set(self.model_fields_set)
        for name in self.SHORT_FORMS.keys() & given:
            group, field = self.SHORT_FORMS[name]
            known: Model = update.get(group, getattr(self, group))
            if field in known.model_fields_set:
                message = f"`{name}` and `{field}` of `{group}` are the same"
                raise fault("given-twice", message, "remove one of them", name)
            update[group] = changed(known, type(known).model_construct({field}, **{field: getattr(self, name)}))
            update[name] = None
        if not update:
            return self
        groups = update.keys() - self.SHORT_FORMS.keys()
        fields = {name: getattr(self, name) for name in type(self).model_fields} | update
        return type(self).model_construct(given - self.SHORT_FORMS.keys() | groups, **fields)


def as_design(tokens: Tokens) -> Design:
    """Return a design with exactly the tokens of a theme."""
    given = tokens.model_fields_set & Tokens.model_fields.keys()
    return Design.model_construct(given, **{name: getattr(tokens, name) for name in Tokens.model_fields})
