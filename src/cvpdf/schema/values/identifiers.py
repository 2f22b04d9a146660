"""Identifiers with a resolver: DOI, arXiv, ORCID."""

from __future__ import annotations

import re
from typing import Self
from urllib.parse import quote, unquote

from cvpdf.schema.values.links import Link
from cvpdf.schema.values.value import fault
from cvpdf.source.nodes import Text


class Doi(Link):
    """A DOI, bare or as a ``doi.org`` address."""

    __slots__ = ()
    expected = "a DOI"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Return the bare DOI: a prefix ``10.`` with four to nine digits, a slash, a suffix (DOI Handbook, 2.2)."""
        bare = re.sub(r"^doi[:\s]\s*", "", text.strip(), flags=re.I)
        address = re.match(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", bare, flags=re.I)
        if address:
            bare = unquote(bare[address.end() :])
        if not re.fullmatch(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s]+", bare):
            raise fault("bad-doi", f"`{text}` is not a DOI", "example: 10.1145/3581784.3607073")
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address at the DOI resolver."""
        return "https://doi.org/" + quote(str(self), safe="/:;()._-")


class Arxiv(Link):
    """An arXiv number, new (``2509.17863``) or old (``hep-th/9901001``), with or without a version."""

    __slots__ = ()
    expected = "an arXiv number"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check form and month: four digits after the dot until 2014, five since 2015 (arXiv identifier scheme)."""
        typed = text.strip()
        bare = re.sub(r"^(?:https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)", "", typed, flags=re.I)
        bare = re.sub(r"\.pdf$", "", bare)
        new = re.fullmatch(r"(\d\d)(\d\d)\.(\d{4,5})(v\d+)?", bare, flags=re.A)
        old = re.fullmatch(r"[a-z-]+(?:\.[A-Z]{2})?/(\d\d)(\d\d)\d{3}(v\d+)?", bare, flags=re.A)
        hint = "example: 2509.17863"
        match = new or old
        if match is None or not 1 <= int(match[2]) <= 12:
            raise fault("bad-arxiv", f"`{typed}` is not an arXiv number", hint)
        if new and len(new[3]) != (5 if int(new[1]) >= 15 else 4):
            message = f"`{typed}` is not an arXiv number: it has four digits after the dot until 2014, five since 2015"
            raise fault("bad-arxiv", message, hint)
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address of the abstract."""
        return f"https://arxiv.org/abs/{self}"


class Orcid(Link):
    """An ORCID iD, bare or as an ``orcid.org`` address."""

    __slots__ = ()
    expected = "an ORCID iD"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the form and the check digit (ISO 7064 11,2)."""
        before = r"^(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid[:\s]\s*)"
        bare = re.sub(before, "", text.strip(), flags=re.I).rstrip("/").upper()
        if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", bare, flags=re.A):
            raise fault("bad-orcid", f"`{text}` is not an ORCID iD", "example: 0000-0002-1825-0097")
        total = 0
        for digit in bare.replace("-", "")[:-1]:
            total = (total + int(digit)) * 2
        expected = "0123456789X"[(12 - total % 11) % 11]
        if bare[-1] != expected:
            raise fault(
                "bad-orcid", f"the check digit of `{bare}` does not match", "compare the digits with your ORCID record"
            )
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address of the record."""
        return f"https://orcid.org/{self}"
