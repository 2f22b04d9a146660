"""The page of a design: paper, fonts, sizes, margins; and the types of values of a design."""

import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Tag, WithJsonSchema

from cvpdf.schema.model import Model
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
    str, BeforeValidator(length("width", 20, 60)), WithJsonSchema({"type": "string", "examples": ["38mm"]})
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


def _some(value: Any) -> Any:
    if value in ([], ()):
        raise fault("bad-value", "the list of fonts is empty", "write the name of a family, such as `charter`")
    return value


Names = Annotated[
    tuple[Line, ...],
    BeforeValidator(_some),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "minItems": 1}),
]
Font = Annotated[
    Annotated[Line, Tag("name")] | Annotated[FontFiles, Tag("files")] | Annotated[Names, Tag("names")],
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
