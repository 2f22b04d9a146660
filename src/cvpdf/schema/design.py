"""Design: the tokens of a theme, and what cv.yaml changes of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Tag, WithJsonSchema, model_validator

from cvpdf.schema.model import Model, changed
from cvpdf.schema.values.numbers import Number
from cvpdf.schema.values.text import Flag, Line
from cvpdf.schema.values.value import describe, fault

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72.27}


def length(name: str, least: int, most: int) -> Callable[[Any], str]:
    """Return the function that checks a length within bounds in mm, and returns it in TeX's notation."""

    def checked(value: Any) -> str:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", value) if isinstance(value, str) else None
        if match is None:
            hint = "example: 20mm, 2cm or 0.8in"
            typed = value if isinstance(value, str) else ""
            if number := re.fullmatch(r"(\d+)(?:[.,](\d+))?\s*(mm|cm|in|pt|)", typed):
                hint = f"type `{number[1]}{'.' + number[2] if number[2] else ''}{number[3] or 'mm'}`"
            raise fault("bad-length", f"expected a length, got {describe(value)}", hint)
        if not least <= millimetres(match[0]) <= most:
            raise fault("bad-length", f"the {name} `{value}` is out of range", f"use {least}mm to {most}mm")
        return match[1] + match[2]

    return checked


def millimetres(length: str) -> float:
    """Return a length in TeX's notation in millimetres."""
    return float(length[:-2]) * _UNITS[length[-2:]]


_COLOURS = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "grey": "808080", "white": "FFFFFF", "maroon": "800000",
    "red": "FF0000", "purple": "800080", "fuchsia": "FF00FF", "green": "008000", "lime": "00FF00", "olive": "808000",
    "yellow": "FFFF00", "navy": "000080", "blue": "0000FF", "teal": "008080", "aqua": "00FFFF", "orange": "FFA500",
}  # fmt: skip
"""The basic colours of CSS."""


def _colour(value: Any) -> Any:
    """Return a colour as six hexadecimal digits."""
    typed = value.strip() if isinstance(value, str) else ""
    if name := _COLOURS.get(typed.lower()):
        return name
    match = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", typed, re.I)
    if match is None:
        hint = (
            'write six hexadecimal digits in quotes (without them `#` starts a comment), as in "#1f4e79", or a name: '
        )
        raise fault("bad-colour", f"expected a colour, got {describe(value)}", hint + ", ".join(_COLOURS))
    digits = match[1].upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


# An editor reads an unquoted 112233 or 1e3000 as a number.
_COLOUR_SCHEMA = {"type": ["string", "number"], "examples": ["#1f4e79"]}
Length = Annotated[
    str, BeforeValidator(length("margin", 5, 60)), WithJsonSchema({"type": "string", "examples": ["20mm"]})
]
Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema(_COLOUR_SCHEMA)]
FontSize = Annotated[float, Number(8, 12, "pt", whole=False)]
LineSpacing = Annotated[float, Number(0.9, 1.5, whole=False)]
Spacing = Annotated[float, Number(0.3, 2, whole=False)]
Space = Annotated[float, Number(0, 3, whole=False)]
Size = Annotated[float, Number(0.8, 4, whole=False)]
ColumnWidth = Annotated[
    str, BeforeValidator(length("width", 0, 60)), WithJsonSchema({"type": "string", "examples": ["38mm"]})
]


class FontFiles(Model):
    """The files of a font family, as paths relative to cv.yaml: TrueType, OpenType or a collection."""

    whole: ClassVar[bool] = True  # a bold from another family fits no text

    regular: Line
    """Upright letters of normal weight."""
    bold: Line | None = None
    """Bold letters."""
    italic: Line | None = None
    """Italics."""
    bold_italic: Line | None = None
    """Bold italics."""


def _form_of_font(value: Any) -> str:
    if isinstance(value, dict | FontFiles):
        return "files"
    return "names" if isinstance(value, list | tuple) else "name"


Font = Annotated[
    Annotated[Line, Tag("name")] | Annotated[FontFiles, Tag("files")] | Annotated[tuple[Line, ...], Tag("names")],
    Discriminator(_form_of_font),
]
"""The name of a family, the path of a file, a path for each style, or names: the first that is installed is used."""


class ScriptFonts(Model):
    """Fonts for scripts that the main font lacks, and for code. Each is given like `font`."""

    han: Font | None = None
    """Chinese letters, and those of Chinese origin in Japanese and Korean."""
    kana: Font | None = None
    """Hiragana and katakana."""
    hangul: Font | None = None
    """Korean letters."""
    mono: Font | None = None
    """The typewriter face, for code."""


class Margins(Model):
    """The margins of the page."""

    top: Length = "18mm"
    """Top margin."""
    bottom: Length = "19mm"
    """Bottom margin."""
    left: Length = "23mm"
    """Left margin."""
    right: Length = "23mm"
    """Right margin."""


def _margins(value: Any) -> Any:
    """Use one length for all four sides."""
    return dict.fromkeys(("top", "bottom", "left", "right"), value) if isinstance(value, str) else value


MarginsOrOne = Annotated[Margins, BeforeValidator(_margins)]


class Page(Model):
    """The page and its type."""

    paper: Literal["a4", "letter"] = "a4"
    """Paper size."""
    font: Font = Line("charter")
    """A font family, a file, or a mapping of styles to files; see [fonts.md](fonts.md). A list is tried in order."""
    fonts: ScriptFonts = ScriptFonts.model_construct()
    """Fonts for Han, kana and Hangul letters, and for code."""
    font_size: FontSize = 10.5
    """Text size in points, from 8 to 12."""
    line_spacing: LineSpacing = 1.0
    """Line spacing as a multiple of the typeface's normal one, from 0.9 to 1.5."""
    spacing: Spacing = 1.0
    """White space between sections, entries and bullets as a multiple of the normal one, from 0.3 to 2."""
    margins: MarginsOrOne = Margins.model_construct()
    """One length for all four sides, or a mapping with `top`, `bottom`, `left` and `right`."""
    hyphenation: Flag = Flag("false")
    """Hyphenate words at line ends. Off by default, because résumé parsers do not find a hyphenated keyword."""


class Colours(Model):
    """Colours: hexadecimal digits in quotes, such as `"#1f4e79"`, or a name, such as `navy`."""

    accent: Colour = "1F4E79"
    """Titles of sections, links, titles of works, icons, the banner."""
    ink: Colour = "000000"
    """Text."""
    quiet: Colour = "545454"
    """Dates, second lines, authors and the foot; on white it should have a contrast of at least 7:1."""


class HeaderLook(Model):
    """Name and contact."""

    layout: Literal["left", "center", "banner"] = "left"
    """`banner` prints the header on a ground of the accent colour, from edge to edge of the paper."""
    name_size: Size = 2.3
    """Size of the name as a multiple of `font_size`."""
    name_style: Literal["bold", "regular", "split", "upper", "smallcaps"] = "bold"
    """`split` prints the given name light and the family name bold; `upper` prints capitals."""
    headline: Literal["accent", "quiet", "italic"] = "accent"
    """Style of the headline."""
    separator: Literal["dot", "bar", "none"] = "dot"
    """What is between items on one line."""
    icons: Flag = Flag("false")
    """Draw a sign before each contact. Signs are drawings, not letters, so no parser reads them."""


class SectionLook(Model):
    """Titles of sections."""

    form: Literal["rule", "plain", "center", "center-rule", "bar"] = "rule"
    """`rule` has a line below, `bar` one beside the title."""
    case: Literal["none", "upper", "smallcaps"] = "none"
    """`upper` prints capitals, also in the text of the PDF; `smallcaps` needs a font that has small capitals."""
    size: Size = 1.3
    """Size as a multiple of `font_size`."""
    colour: Literal["accent", "ink"] = "accent"
    """Colour of the title."""
    space: Space = 1.15
    """White space above, as a multiple of the font size."""


class EntryLook(Model):
    """Entries: employers, degrees, projects."""

    heads: Literal["stacked", "inline"] = "stacked"
    """`stacked` prints position and location below the employer; `inline` beside it, which saves lines."""
    second: Literal["italic", "plain"] = "italic"
    """Style of the second line."""
    space: Space = 0.85
    """White space between entries, as a multiple of the font size."""


class DateLook(Model):
    """Dates of entries."""

    place: Literal["right", "second", "left"] = "right"
    """`right` of the title, right of the `second` line, or in a column at the `left`."""
    width: ColumnWidth = "0mm"
    """Width of a column at the left, with the gap beside it."""


class ListLook(Model):
    """Bullets."""

    bullet: Literal["dot", "dash"] = "dot"
    """The sign."""
    indent: Space = 0.5
    """White space before the sign, in em."""
    space: Space = 0.15
    """White space between bullets, as a multiple of the font size."""


class WorkLook(Model):
    """Lists of publications."""

    title: Literal["accent", "bold", "italic", "plain"] = "accent"
    """Style of the title."""
    years: Literal["heading", "margin"] = "heading"
    """Where the years are, if works are grouped by year; `margin` needs a column for dates at the left."""


class LinkLook(Model):
    """Links."""

    style: Literal["accent", "ink", "quiet"] = "accent"
    """Colour."""


class FootLook(Model):
    """The foot of each page of a document of several pages."""

    form: Literal["page-of", "page", "none"] = "page-of"
    """`page-of` prints “Name · 1/3”, `page` “Name · Page 1”."""


class Tokens(Model):
    """The tokens of a theme. What is not given is that of the theme `classic`."""

    page: Page = Page.model_construct()
    """Paper, fonts, sizes, margins."""
    colours: Colours = Colours.model_construct()
    """Colours."""
    header: HeaderLook = HeaderLook.model_construct()
    """Name and contact."""
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

    standard: Literal["ua1", "none"] = "ua1"
    """`ua1` writes a tagged PDF for screen readers (PDF/UA-1), `none` one without tags."""
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
