"""The bibliography."""

from typing import Literal

from cvpdf.schema.dates import FreeDate
from cvpdf.schema.links import Arxiv, Doi, Url
from cvpdf.schema.model import Marks
from cvpdf.schema.text import Key, Line, Prose

EQUAL = "*"
"""Behind an author's name: contributed equally."""
CORRESPONDING = "†"
"""Behind an author's name: corresponding author."""


class Author(Line):
    """An author as typed, given name first, with marks behind the name: `*` equal contribution, `†` corresponding."""

    __slots__ = ()

    @property
    def bare(self) -> str:
        """The name without marks."""
        return self.rstrip(EQUAL + CORRESPONDING + " ")

    @property
    def marks(self) -> str:
        """The marks, in the order typed."""
        return self[len(self.bare) :].replace(" ", "")


class Publication(Marks):
    """One work, referred to by its key."""

    key: Key
    """A short name, unique in the file."""
    title: Line
    """Title, exactly as it is to be printed."""
    authors: tuple[Author, ...]
    """Authors in order, given name first; `*` behind a name means equal contribution, `†` corresponding author."""
    status: Literal["published", "preprint"] = "published"
    """`published` (also accepted and in press) or `preprint` (also submitted and under review)."""
    venue: Line | None = None
    """Journal, proceedings or publisher in full."""
    venue_short: Line | None = None
    """The venue's usual short name with its year: SC ’23."""
    date: FreeDate | None = None
    """When it was published."""
    note: Prose | None = None
    """A remark: Best paper award, under review …"""
    doi: Doi | None = None
    """DOI."""
    arxiv: Arxiv | None = None
    """arXiv number."""
    url: Url | None = None
    """Another address: the publisher's page, code, data."""
