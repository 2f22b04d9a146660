"""Looks and language: everything that the class file is told."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from cvpdf.schema.model import Model
from cvpdf.schema.text import Flag, Key, Line, describe, fault, number

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72.27}


def _length(value: Any) -> Any:
    """Check a margin between 5 and 60 mm; return it as TeX writes it."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", value) if isinstance(value, str) else None
    if match is None:
        raise fault("bad-length", f"a length is wanted here, not {describe(value)}", "example: 20mm, 2cm or 0.8in")
    if not 5 <= float(match[1]) * _UNITS[match[2]] <= 60:
        raise fault("bad-length", f"`{value}` is no usable margin", "margins are from 5mm to 60mm")
    return match[1] + match[2]


def _colour(value: Any) -> Any:
    """Return a colour as six hexadecimal digits."""
    match = re.fullmatch(r"#?([0-9a-fA-F]{6})", value) if isinstance(value, str) else None
    if match is None:
        hint = 'six hexadecimal digits in quotes (`#` begins a comment otherwise): "#1f4e79"'
        raise fault("bad-colour", f"a colour is wanted here, not {describe(value)}", hint)
    return match[1].upper()


Length = Annotated[str, BeforeValidator(_length), WithJsonSchema({"type": "string", "examples": ["20mm"]})]
Colour = Annotated[str, BeforeValidator(_colour), WithJsonSchema({"type": "string", "examples": ["#1f4e79"]})]
FontSize = Annotated[float, number(8, 12, "pt", whole=False)]
LineSpacing = Annotated[float, number(0.9, 1.5, whole=False)]
Spacing = Annotated[float, number(0.3, 2, whole=False)]
Font = Literal["charter", "latin-modern", "latin-modern-sans", "pagella", "termes", "heros"]


class Margins(Model):
    """The four margins."""

    top: Length = "18mm"
    """Top margin."""
    bottom: Length = "18mm"
    """Bottom margin."""
    left: Length = "20mm"
    """Left margin."""
    right: Length = "20mm"
    """Right margin."""


def _margins(value: Any) -> Any:
    """Take one length for all four sides."""
    return dict.fromkeys(("top", "bottom", "left", "right"), value) if isinstance(value, str) else value


class Design(Model):
    """Looks. Every field can be changed for a single variant."""

    paper: Literal["a4", "letter"] = "a4"
    """Paper size."""
    font: Font = "charter"
    """Typeface. `pagella`, `termes` and `heros` need TeX Gyre (Debian: tex-gyre and fonts-texgyre)."""
    font_size: FontSize = 10
    """Size of the text in points, from 8 to 12."""
    line_spacing: LineSpacing = 1.0
    """Distance of lines as a multiple of the typeface's own."""
    spacing: Spacing = 1.0
    """White space between sections, entries and bullets as a multiple of the usual."""
    margins: Annotated[Margins, BeforeValidator(_margins)] = Margins.model_construct()
    """One length for all sides, or `top`, `bottom`, `left` and `right`."""
    entry_heads: Literal["stacked", "inline"] = "stacked"
    """`stacked` puts position and place below the employer; `inline` beside it, which saves lines."""
    accent: Colour = "1F4E79"
    """Colour of section headings and links."""
    hyphenation: Flag = Flag("false")
    """Break words at line ends. Off, since parsers lose a hyphenated keyword."""


class Locale(Model):
    """Language and dates."""

    language: Line = Line("en")
    """Language tag (BCP 47) of the text, such as `en`, `en-GB`, `de`, `zh-Hans`; month names follow it."""
    date_style: Literal["short", "long", "numeric", "iso"] = "short"
    """`Jan 2023`, `January 2023`, `01/2023` or `2023-01`."""
    dates: Literal["typographic", "ascii"] = "typographic"
    """Period with an en dash, or with a plain hyphen for importers that lose the dash."""
    labels: dict[Key, Line] = {}  # noqa: RUF012 (pydantic copies it)
    """Words that cvpdf itself prints, in your language: see `docs/cv-yaml.md` for their keys."""

    def label(self, key: str) -> str:
        """Return one of the words that cvpdf itself prints."""
        return str(self.labels.get(Key(key), LABELS[key]))


LABELS = {
    "present": "Present",
    "page": "Page",
    "advisor": "Advisor",
    "advisors": "Advisors",
    "thesis": "Thesis",
    "courses": "Courses",
    "grade": "Grade",
    "published": "Published",
    "preprints": "Preprints",
    "published_in": "Published in",
    "undated": "Undated",
    "equal_contribution": "Equal contribution",
    "corresponding_author": "Corresponding author",
}
"""The words that cvpdf itself prints, in English."""
