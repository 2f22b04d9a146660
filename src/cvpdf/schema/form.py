"""The printed form of an entry: which fields, in which order, with which labels. Each model states its own."""

from typing import Literal, NamedTuple

COMMA = ", "
DOT = " · "

Style = Literal["head", "short", "line", "item"]
"""The shape of an entry.

`head`: a head (title, date, subtitle, location) with details and bullets below it. `short`: one line with title,
subtitle and date, as long as no entry of its section has more than that; else a head. `line`: title and subtitle only.
`item`: a text that is an item of a list, with bullets below it.
"""


class Detail(NamedTuple):
    """One or more fields that are printed as a block of their own below the head of an entry."""

    fields: tuple[str, ...]
    label: str = ""
    """Key of the word before it, see `cvpdf/languages/en.yaml`; without one it is a paragraph."""
    label_of_one: str = ""
    """Key of the word before a single value, if that is another one."""
    separator: str = COMMA
    required: bool = False
    """Whether a fitted variant never leaves it out of an entry that it shows."""
    beside: bool = False
    """Whether it is short, and so is printed behind the subtitle, on the same line."""


class Form(NamedTuple):
    """The printed form of a model. Bullets and positions come below the details, in the order of their lists."""

    title: str
    """The field that names the entry; it links to the entry's `url`."""
    subtitle: tuple[str, ...] = ()
    details: tuple[Detail, ...] = (Detail(("summary",)),)
    style: Style = "head"
    parts: str = "roles"
    """The field with the parts that have a period of their own: positions, degrees."""
    qualifier: str = ""
    """A field that is printed in brackets behind the title."""
    title_rest: tuple[str, ...] = ()
    """Fields that follow the title on its line, or are the title if that is not given."""

    @property
    def detail_fields(self) -> tuple[str, ...]:
        """The fields below the head, without bullets and positions."""
        return tuple(name for detail in self.details for name in detail.fields)

    @property
    def optional_details(self) -> tuple[str, ...]:
        """The fields below the head that a fitted variant may leave out, each on its own."""
        optional = (detail for detail in self.details if not (detail.required or detail.beside))
        return tuple(name for detail in optional for name in detail.fields)
