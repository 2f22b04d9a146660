"""The types of works, with their names in CSL and in BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

WorkType = Literal[
    "article", "magazine", "newspaper", "paper", "abstract", "poster", "talk", "book", "edited_book", "proceedings",
    "chapter", "entry", "thesis", "preprint", "manuscript", "report", "patent", "software", "dataset", "review",
    "editorial", "standard", "video", "webpage", "other",
]  # fmt: skip


class Names(NamedTuple):
    """What others call a type of works."""

    csl: str
    """Type of the Citation Style Language 1.0.2."""
    bibtex: tuple[str, ...] = ()
    """Types of entries of BibTeX and biblatex that mean it. The first is the one to write."""
    genre: str = ""
    """What tells it from other types with the same name in CSL."""
    heading: str = "other_works"
    """Key of the label above a group of such works."""


NAMES: Mapping[WorkType, Names] = MappingProxyType(
    {
        "article": Names("article-journal", ("article", "suppperiodical"), heading="articles"),
        "magazine": Names("article-magazine", heading="articles"),
        "newspaper": Names("article-newspaper", heading="articles"),
        "paper": Names("paper-conference", ("inproceedings", "conference"), heading="conference_papers"),
        "abstract": Names("paper-conference", genre="Abstract", heading="talks_and_posters"),
        "poster": Names("speech", genre="Poster", heading="talks_and_posters"),
        "talk": Names("speech", heading="talks_and_posters"),
        "book": Names("book", ("book", "mvbook"), heading="books"),
        "edited_book": Names("book", ("collection", "mvcollection", "periodical"), heading="books"),
        "proceedings": Names("book", ("proceedings", "mvproceedings"), heading="books"),
        "chapter": Names(
            "chapter", ("incollection", "inbook", "bookinbook", "suppbook", "suppcollection"), heading="chapters"
        ),
        "entry": Names("entry-encyclopedia", ("inreference", "reference", "mvreference"), heading="chapters"),
        "thesis": Names("thesis", ("thesis", "phdthesis", "mastersthesis"), heading="theses"),
        "preprint": Names("article", ("preprint",), heading="preprints"),
        "manuscript": Names("manuscript", ("unpublished",)),
        "report": Names("report", ("techreport", "report"), heading="reports"),
        "patent": Names("patent", ("patent",), heading="patents"),
        "software": Names("software", ("software",), heading="software"),
        "dataset": Names("dataset", ("dataset",), heading="datasets"),
        "review": Names("review", ("review",), heading="articles"),
        "editorial": Names("article-journal", genre="Editorial", heading="articles"),
        "standard": Names("standard", ("standard",)),
        "video": Names("motion_picture", ("movie", "video")),
        "webpage": Names("webpage", ("online", "electronic", "www")),
        "other": Names("document", ("misc", "booklet", "manual", "artwork", "audio", "image", "music", "performance")),
    }
)
"""The names of each type, in the order of groups by type."""

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "articles": "J", "conference_papers": "C", "books": "B", "chapters": "Ch", "theses": "Th", "preprints": "A",
        "reports": "R", "patents": "P", "software": "S", "datasets": "D", "talks_and_posters": "T", "other_works": "O",
    }
)  # fmt: skip
"""The letters before the numbers of the works below each heading, where a list asks for them."""

TYPES: tuple[WorkType, ...] = get_args(WorkType)

OF_BIBTEX: Mapping[str, WorkType] = MappingProxyType(
    {bibtex: name for name, names in NAMES.items() for bibtex in names.bibtex}
)
"""The type that a type of entries of BibTeX or biblatex means."""

OF_CSL: Mapping[str, WorkType] = MappingProxyType(
    {
        **{names.csl: name for name, names in reversed(list(NAMES.items())) if not names.genre},
        "article-journal": "article",
        "post": "webpage",
        "post-weblog": "webpage",
        "broadcast": "video",
        "song": "other",
        "review-book": "review",
        "collection": "edited_book",
        "periodical": "edited_book",
        "entry": "entry",
        "entry-dictionary": "entry",
        "event": "talk",
        "hearing": "report",
    }
)
"""The type that a type of CSL means; others are `other`."""

Status = Literal["published", "in_press", "accepted", "under_review", "submitted", "preprint", "in_preparation"]

STATUSES: tuple[Status, ...] = get_args(Status)
"""How far a work has come, in the order of groups by status."""

STATUS_HEADINGS: Mapping[str, str] = MappingProxyType({"preprint": "preprints"})
"""Keys of the labels above groups of works by status, where they are not the status itself."""
