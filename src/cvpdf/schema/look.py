"""The look of a design: colours, and the form of each part of a document."""

from typing import Literal

from cvpdf.schema.citation_style import DEFAULT_STYLE
from cvpdf.schema.model import Model
from cvpdf.schema.page import Colour, ColumnWidth, Size, Space
from cvpdf.schema.values.text import Flag, Line


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
    width: ColumnWidth = "38mm"
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
    style: Line = Line(DEFAULT_STYLE)
    """Citation style: `venue-first`, `ieee`, `acm`, `apa`, `chicago`, `nature`, `vancouver`; one of your own, by its
    name or the path of its file; or `csl:` with the name or the path of any CSL style. See
    [publications.md](publications.md#styles)."""


class LinkLook(Model):
    """Links."""

    style: Literal["accent", "ink", "quiet"] = "accent"
    """Colour."""


class FootLook(Model):
    """The foot of each page of a document of several pages."""

    form: Literal["page-of", "page", "none"] = "page-of"
    """`page-of` prints “Name · 1/3”, `page` “Name · Page 1”."""
