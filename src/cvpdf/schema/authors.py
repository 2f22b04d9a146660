"""The authors and editors of works."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from cvpdf.schema.model import Model
from cvpdf.schema.values.author_names import AuthorName, author_name
from cvpdf.schema.values.identifiers import Orcid
from cvpdf.schema.values.text import Line
from cvpdf.schema.values.value import ANY_SCALAR, fault
from cvpdf.source.nodes import Mapping

EQUAL = "*"
"""Mark after an author's name: equal contribution."""
CORRESPONDING = "†"
"""Mark after an author's name: corresponding author."""
STUDENT = "‡"
"""Mark after an author's name: a student whom the person of the CV supervised."""

MEANINGS = {EQUAL: "equal_contribution", CORRESPONDING: "corresponding_author", STUDENT: "supervised_student"}
"""The key of the label that explains each mark."""

_MARK = "[*†‡§¶‖#✉\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1d61]"
_AFTER = rf"(?P<after>(?:\s*(?:{_MARK}|\([^()]*\)|,?\d{{1,2}}(?!\d)|,(?=\s*(?:\d|{_MARK}))))*)"
"""Marks, footnote numbers and remarks after a name: `*`, `1,2`, `(corresponding)`."""
_MARKED = re.compile(rf"(?P<before>(?:{_MARK}\s*)*)(?P<name>.*?[^\W\d_].*?){_AFTER}")
_EMPHASISED = re.compile(rf"(?P<before>)(?P<sign>\*{{1,3}}|_{{1,3}})(?=[^\s*_])(?P<name>.*?[^\s*_])(?P=sign){_AFTER}")


class Author(Line):
    """An author as typed; a mark after the name says equal contribution (`*`), corresponding (`†`) or student (`‡`)."""

    __slots__ = ("_name", "_orcid", "_placed")
    _name: AuthorName
    _orcid: Orcid
    _placed: bool

    @property
    def parts(self) -> tuple[str, str, str]:
        """The marks before the name, the name, and the marks and remarks after it."""
        match = _EMPHASISED.fullmatch(self) or _MARKED.fullmatch(self)
        before, name, after = match.group("before", "name", "after") if match else ("", str(self), "")
        return before, name, after if after.strip("".join(MEANINGS) + " ") else after.replace(" ", "")

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
        return "".join(mark for mark in before + after if mark in MEANINGS)

    @property
    def name(self) -> AuthorName:
        """The name in parts: as given in a mapping, else as the text is read."""
        return getattr(self, "_name", None) or author_name(self.bare)

    @property
    def orcid(self) -> Orcid | None:
        """The ORCID iD, if it was given."""
        return getattr(self, "_orcid", None)

    @property
    def is_placed(self) -> bool:
        """Whether this is the person of the CV in a shortened list."""
        return getattr(self, "_placed", False)

    @property
    def is_in_parts(self) -> bool:
        """Whether the parts of the name were given, so that the text was made of them."""
        return hasattr(self, "_name")

    def marked(self, marks: str) -> Author:
        """Return the author with more marks."""
        new = "".join(mark for mark in marks if mark not in self.marks)
        return self._like(f"{self}{new}") if new else self

    def placed(self, place: int, total: str) -> Author:
        """Return the person of the CV with the place among all authors, of whom only some are printed: `(7/42)`."""
        author = self._like(f"{self} ({place}/{total})")
        author._placed = True
        return author

    @classmethod
    def gap(cls, remark: str = "") -> Author:
        """Return what is printed in place of the authors who are left out."""
        return cls(f"…{remark}")

    @property
    def is_gap(self) -> bool:
        """Whether this stands for authors who are left out."""
        return self.startswith("…")

    def _like(self, text: str) -> Author:
        author = Author(text, self.span, self.quoted)
        for slot in Author.__slots__:
            if hasattr(self, slot):
                setattr(author, slot, getattr(self, slot))
        return author

    @classmethod
    def from_parts(cls, parts: AuthorParts) -> Author:
        """Return the author with a name in parts."""
        first = next(text for text in (parts.group, parts.family) if text)
        given, particle, family, suffix, group = (
            str(text or "") for text in (parts.given, parts.particle, parts.family, parts.suffix, parts.group)
        )
        # `Hof*, Tess` in BibTeX: the mark is behind a part, and is none of its letters.
        marks = "".join(mark for mark in MEANINGS if mark in given[-3:] + family[-3:])
        given, family = (part.rstrip("".join(MEANINGS)) or part for part in (given, family))
        name = AuthorName(given, particle, family, suffix, group)
        author = cls(f"{name.natural}{marks}", first.span)
        author._name = name
        if parts.orcid is not None:
            author._orcid = parts.orcid
        return author


class AuthorParts(Model):
    """A name in parts, for names that a text does not tell apart."""

    given: Line | None = None
    """Given names or initials."""
    particle: Line | None = None
    """Small words before the family name: `van der`."""
    family: Line | None = None
    """Family name."""
    suffix: Line | None = None
    """What follows the name: `Jr.`, `III`."""
    group: Line | None = None
    """Name of a group in place of a person: `Consortium for Invented Studies`."""
    orcid: Orcid | None = None
    """ORCID iD; the author with yours is you."""

    @model_validator(mode="after")
    def _one_of(self) -> AuthorParts:
        if self.group is not None and (self.family or self.given):
            raise fault("given-twice", "an author is a person or a `group`, not both", "remove one of them", "group")
        if self.group is None and self.family is None:
            raise fault("missing-field", "`family` is missing", "a person with one name has only `family`")
        return self


def _author(data: Any) -> Any:
    return Author.from_parts(AuthorParts.model_validate(data)) if isinstance(data, (dict, Mapping)) else data


AuthorField = Annotated[
    Author,
    BeforeValidator(_author),
    WithJsonSchema(
        {
            "anyOf": [
                ANY_SCALAR,
                {
                    "type": "object",
                    "description": "A name in parts.",
                    "properties": {
                        name: {"type": "string", "description": f"{name.capitalize()} of the author."}
                        for name in AuthorParts.model_fields
                    },
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A text, or a mapping with the parts of the name."""


def with_marks(authors: Sequence[Author], marks: dict[str, Sequence[int]]) -> tuple[Author, ...]:
    """Return authors with marks at positions, which count from 1."""
    places = range(1, len(authors) + 1)
    new = ("".join(mark for mark, some in marks.items() if place in some) for place in places)
    return tuple(author.marked(some) for author, some in zip(authors, new, strict=True))
