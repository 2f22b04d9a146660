"""The publications and their authors."""

from typing import Literal

from cvpdf.schema.dates import FreeDate
from cvpdf.schema.identifiers import Arxiv, Doi
from cvpdf.schema.links import Url
from cvpdf.schema.model import Marks
from cvpdf.schema.text import Key, Line, Prose, Title

EQUAL = "*"
"""Mark after an author's name: equal contribution."""
CORRESPONDING = "†"
"""Mark after an author's name: corresponding author."""


class Author(Line):
    """An author as typed, given name first; a mark after it means equal contribution (`*`) or corresponding (`†`)."""

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
    """A publication. Projects and `keep_with` refer to it by its key."""

    key: Key
    """Short name, unique in the file."""
    title: Title
    """Title, exactly as printed, except that `*…*` around whole words is italics: `*E. coli* in lakes`."""
    authors: tuple[Author, ...]
    """Authors in order, given name first. `*` after a name marks equal contribution, `†` the corresponding author."""
    status: Literal["published", "preprint"] = "published"
    """`published` (includes accepted and in press) or `preprint` (includes submitted and under review)."""
    venue: Line | None = None
    """Full name of the journal, proceedings or publisher."""
    venue_short: Line | None = None
    """Short name of the venue with its year: SC ’23."""
    date: FreeDate | None = None
    """Date of publication."""
    note: Prose | None = None
    """Remark, such as “Best paper award” or “under review”."""
    doi: Doi | None = None
    """DOI, such as `10.1145/3581784.3607073`."""
    arxiv: Arxiv | None = None
    """arXiv number, such as `2509.17863`."""
    url: Url | None = None
    """Another address, such as the publisher's page, code or data."""

    @property
    def full_venue(self) -> Line | None:
        """The full name of the venue, unless it is the same as the short one."""
        same = self.venue and self.venue_short and self.venue.casefold() == self.venue_short.casefold()
        return None if same else self.venue
