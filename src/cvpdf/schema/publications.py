"""The publications and their authors."""

import re
from typing import Literal

from cvpdf.schema.model import Marks
from cvpdf.schema.values.dates import FreeDate
from cvpdf.schema.values.identifiers import Arxiv, Doi
from cvpdf.schema.values.links import Url
from cvpdf.schema.values.text import Key, Line, Prose, Title

EQUAL = "*"
"""Mark after an author's name: equal contribution."""
CORRESPONDING = "†"
"""Mark after an author's name: corresponding author."""


_MARK = "[*†‡§¶‖#✉\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1d61]"
_AFTER = rf"(?P<after>(?:\s*(?:{_MARK}|\([^()]*\)|,?\d{{1,2}}(?!\d)|,(?=\s*(?:\d|{_MARK}))))*)"
"""Marks, footnote numbers and remarks after a name: `*`, `1,2`, `(corresponding)`."""
_MARKED = re.compile(rf"(?P<before>(?:{_MARK}\s*)*)(?P<name>.*?[^\W\d_].*?){_AFTER}")
_EMPHASISED = re.compile(rf"(?P<before>)(?P<sign>\*{{1,3}}|_{{1,3}})(?=[^\s*_])(?P<name>.*?[^\s*_])(?P=sign){_AFTER}")


class Author(Line):
    """An author as typed, given name first; a mark after it means equal contribution (`*`) or corresponding (`†`)."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[str, str, str]:
        """The marks before the name, the name, and the marks and remarks after it."""
        match = _EMPHASISED.fullmatch(self) or _MARKED.fullmatch(self)
        before, name, after = match.group("before", "name", "after") if match else ("", str(self), "")
        return before, name, after if after.strip(EQUAL + CORRESPONDING + " ") else after.replace(" ", "")

    @property
    def is_emphasised(self) -> bool:
        """Whether the name is in Markdown's bold or italics, by which other tools mark the person of the CV."""
        return _EMPHASISED.fullmatch(self) is not None

    @property
    def bare(self) -> str:
        """The name without marks."""
        return self.parts[1]

    @property
    def marks(self) -> str:
        """The marks that lists of publications explain, in the order typed."""
        before, _, after = self.parts
        return "".join(mark for mark in before + after if mark in EQUAL + CORRESPONDING)


class Publication(Marks):
    """A publication. Projects and `keep_with` refer to it by its key."""

    key: Key
    """Short name, unique in the file."""
    title: Title
    """Title, exactly as printed, except that `*…*` around whole words is italics: `*E. coli* in lakes`."""
    authors: tuple[Author, ...]
    """Authors in order, one item each. `*` after a name marks equal contribution, `†` the corresponding author."""
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
