"""The publications."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import model_validator

from cvpdf.bibliography.work_types import Status, WorkType
from cvpdf.schema.authors import CORRESPONDING, EQUAL, STUDENT, AuthorField, with_marks
from cvpdf.schema.model import Marks, Model
from cvpdf.schema.values.dates import FreeDate
from cvpdf.schema.values.identifiers import Arxiv, Doi
from cvpdf.schema.values.language import Language
from cvpdf.schema.values.links import Link, Url
from cvpdf.schema.values.numbers import Number
from cvpdf.schema.values.registers import Acl, Dblp, Hal, Isbn, Issn, OpenReview, PubMed, PubMedCentral, Ssrn
from cvpdf.schema.values.text import Flag, Line, Prose, Title, WorkKey
from cvpdf.schema.values.value import fault

Position = Annotated[int, Number(1, 10_000)]
_MARKS = {"equal": EQUAL, "corresponding": CORRESPONDING, "students": STUDENT}

LINKS = ("doi", "arxiv", "pubmed", "pmc", "acl", "openreview", "dblp", "hal", "ssrn", "url")
"""The fields with addresses, in the order of the page."""
NOT_PRINTED = ("keywords", "abstract", "language", "extra", *_MARKS, "others", "type")
"""Fields that no style prints as they are."""
LABELS = {
    "editors": "edited_by",
    "volume": "volume",
    "issue": "number",
    "pages": "pages",
    "article_number": "article_number",
    "edition": "edition",
}
"""The keys of the labels of fields whose values do not say what they are."""


class WorkLink(Model):
    """An address with a label."""

    label: Line
    """What is there: `code`, `data`, `slides`, `video`, `poster`."""
    url: Url
    """The address."""


class Publication(Marks):
    """A publication. Projects and `keep_with` refer to it by its key."""

    key: WorkKey
    """Short name, unique in the file."""
    title: Title
    """Title, exactly as printed, except that `*…*` around whole words is italics: `*E. coli* in lakes`."""
    authors: tuple[AuthorField, ...] = ()
    """Authors in order, a text or `{given, particle, family, suffix}` or `{group}` each. `*` after a name marks equal
    contribution, `†` the corresponding author, `‡` a student whom you supervised."""
    others: Flag = Flag("false")
    """There are more authors than the list names; “et al.” is printed."""
    equal: tuple[Position, ...] = ()
    """Positions of the authors who contributed equally, from 1, in place of `*`."""
    corresponding: tuple[Position, ...] = ()
    """Positions of the corresponding authors, in place of `†`."""
    students: tuple[Position, ...] = ()
    """Positions of students whom you supervised, in place of `‡`."""
    type: WorkType | None = None
    """What it is. Styles and groups depend on it. Without it, a work with a venue counts as an article."""
    genre: Line | None = None
    """What is printed of the type: “PhD thesis”, “Technical report”, “Poster”."""
    status: Status = "published"
    """How far it has come. All but `published` and `preprint` are printed."""
    venue: Line | None = None
    """Full name of the journal, proceedings or book that it is part of."""
    venue_short: Line | None = None
    """Short name of the venue with its year: SC ’23."""
    volume: Line | None = None
    """Volume."""
    issue: Line | None = None
    """Issue within the volume."""
    pages: Line | None = None
    """Pages, such as `117–132`."""
    article_number: Line | None = None
    """Number of the article, if the journal has no pages."""
    number: Line | None = None
    """Number of a report, patent or standard, or of a volume in a series."""
    series: Line | None = None
    """Series that the book or report is part of."""
    edition: Line | None = None
    """Edition: `2`, or as printed, such as `Revised edition`."""
    editors: tuple[AuthorField, ...] = ()
    """Editors of the book or proceedings."""
    publisher: Line | None = None
    """Publisher."""
    place: Line | None = None
    """Place of the publisher or institution."""
    institution: Line | None = None
    """University of a thesis, institute of a report."""
    event: Line | None = None
    """Name of the conference, if it is not that of the proceedings."""
    event_place: Line | None = None
    """Place of the conference."""
    date: FreeDate | None = None
    """Date of publication."""
    award: Line | None = None
    """Award for this work, such as “Best paper award”."""
    note: Prose | None = None
    """Another remark."""
    doi: Doi | None = None
    """DOI, such as `10.1145/3581784.3607073`."""
    arxiv: Arxiv | None = None
    """arXiv number, such as `2509.17863`."""
    pubmed: PubMed | None = None
    """PubMed number, such as `31452104`."""
    pmc: PubMedCentral | None = None
    """PubMed Central number, such as `PMC6710001`."""
    acl: Acl | None = None
    """Number of the ACL Anthology, such as `2020.acl-main.1`."""
    openreview: OpenReview | None = None
    """Name of the forum at OpenReview."""
    dblp: Dblp | None = None
    """Key of dblp, such as `conf/sc/HofB23`."""
    hal: Hal | None = None
    """Number of the archive HAL, such as `hal-01234567`."""
    ssrn: Ssrn | None = None
    """SSRN number, such as `3456789`."""
    url: Url | None = None
    """Another address, such as the publisher's page."""
    links: tuple[WorkLink, ...] = ()
    """More addresses, each with a label: `[{label: code, url: …}]`."""
    isbn: Isbn | None = None
    """ISBN."""
    issn: Issn | None = None
    """ISSN."""
    language: Language | None = None
    """Language of the work, if it is another one than that of the CV. It is not printed."""
    keywords: tuple[Line, ...] = ()
    """Keywords. They are not printed."""
    abstract: Prose | None = None
    """Abstract. It is not printed."""
    extra: dict[str, Line] = {}  # noqa: RUF012 (pydantic copies it)
    """Fields of a bibliography that have no place here. They are not printed."""

    @model_validator(mode="after")
    def _with_marks(self) -> Publication:
        """Return the work with the marks after the names of its authors."""
        marks = {mark: getattr(self, field) for field, mark in _MARKS.items() if getattr(self, field)}
        if not marks:
            return self
        count = len(self.authors)
        for field in _MARKS:
            if wrong := [place for place in getattr(self, field) if place > count]:
                message = f"there is no author {wrong[0]}; the work has {count}"
                raise fault("no-such-author", message, "positions count from 1", field)
        changed = {"authors": with_marks(self.authors, marks)}
        fields: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(set(self.model_fields_set), **(fields | changed))

    @property
    def full_venue(self) -> Line | None:
        """The full name of the venue, unless it is the same as the short one."""
        same = self.venue and self.venue_short and self.venue.casefold() == self.venue_short.casefold()
        return None if same else self.venue

    @property
    def kind(self) -> WorkType:
        """The type, or what the other fields say of it."""
        if self.type is not None:
            return self.type
        if self.status == "preprint":
            return "preprint"
        return "article" if self.venue or self.venue_short else "other"

    @property
    def addresses(self) -> tuple[Link, ...]:
        """The numbers in registers and the address, in the order of the page."""
        return tuple(value for name in LINKS if (value := getattr(self, name)) is not None)
