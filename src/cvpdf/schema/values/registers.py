"""The numbers of works in registers, each with the address of its record; and ISBN and ISSN, which have none."""

from __future__ import annotations

import re
from typing import ClassVar, Self

from cvpdf.bibliography.identifiers import isbn_matches, issn_matches
from cvpdf.schema.values.links import Link
from cvpdf.schema.values.text import Line
from cvpdf.schema.values.value import fault
from cvpdf.source.nodes import Text


class RegisterNumber(Link):
    """A number in a register, bare, behind its name, or as the address of its record."""

    __slots__ = ()
    register: ClassVar[str]
    """The name that may be typed before the number."""
    label: ClassVar[str]
    """The name that is printed before the number, unless the number begins with it."""
    form: ClassVar[str]
    """Regular expression of the number."""
    address: ClassVar[str]
    """Address of the record; `{}` is the place of the number."""
    before: ClassVar[str]
    """Regular expression of what stands before the number in addresses of records."""
    example: ClassVar[str]

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the form, without any network request."""
        typed = text.strip()
        address, name = rf"(?:https?://)?(?:www\.)?{cls.before}", rf"{re.escape(cls.register)}(?:\s*:\s*|\s+)"
        bare = re.sub(f"^(?:{address}|{name})", "", typed, flags=re.I).rstrip("/")
        if not re.fullmatch(cls.form, bare):
            hint = f"example: {cls.example}"
            raise fault("bad-number", f"`{typed}` is not a number of {cls.register}", hint)
        return cls(bare, text.span)

    @property
    def target(self) -> str:
        """The address of the record."""
        return self.address.format(self)


class PubMed(RegisterNumber):
    """A number of PubMed (PMID)."""

    __slots__ = ()
    expected = "a PubMed number"
    register, label = "PMID", "PubMed"
    form = r"[1-9]\d{0,8}"
    address = "https://pubmed.ncbi.nlm.nih.gov/{}/"
    before = r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)"
    example = "31452104"


class PubMedCentral(RegisterNumber):
    """A number of PubMed Central (PMCID)."""

    __slots__ = ()
    expected = "a PubMed Central number"
    register, label = "PMCID", "PMC"
    form = r"PMC\d{1,9}"
    address = "https://pmc.ncbi.nlm.nih.gov/articles/{}/"
    before = r"(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|(?:ncbi\.nlm\.nih\.gov/)?pmc/articles/)"
    example = "PMC6710001"


class Acl(RegisterNumber):
    """A number of the ACL Anthology."""

    __slots__ = ()
    expected = "an ACL Anthology number"
    register, label = "ACL", "ACL"
    form = r"(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[\w-]+\.\d+)"
    address = "https://aclanthology.org/{}/"
    before = r"(?:aclanthology\.org/|aclweb\.org/anthology/)"
    example = "2020.acl-main.1"


class OpenReview(RegisterNumber):
    """The name of a forum of OpenReview."""

    __slots__ = ()
    expected = "an OpenReview number"
    register, label = "OpenReview", "OpenReview"
    form = r"[\w-]{6,20}"
    address = "https://openreview.net/forum?id={}"
    before = r"openreview\.net/(?:forum|pdf)\?id="
    example = "rJ4km2R5t7"


class Dblp(RegisterNumber):
    """A key of dblp."""

    __slots__ = ()
    expected = "a dblp key"
    register, label = "dblp", "dblp"
    form = r"[a-z]+(?:/[\w.+-]+)+"
    address = "https://dblp.org/rec/{}"
    before = r"dblp\.(?:org|uni-trier\.de)/rec/"
    example = "conf/sc/HofB23"


class Hal(RegisterNumber):
    """A number of the archive HAL."""

    __slots__ = ()
    expected = "a HAL number"
    register, label = "HAL", "HAL"
    form = r"[a-z]+-\d{6,10}(?:v\d+)?"
    address = "https://hal.science/{}"
    before = r"hal\.(?:science|archives-ouvertes\.fr)/"
    example = "hal-01234567"


class Ssrn(RegisterNumber):
    """A number of SSRN."""

    __slots__ = ()
    expected = "an SSRN number"
    register, label = "SSRN", "SSRN"
    form = r"\d{5,8}"
    address = "https://ssrn.com/abstract={}"
    before = r"(?:papers\.)?ssrn\.com/(?:sol3/papers\.cfm\?abstract_id=|abstract=)"
    example = "3456789"


REGISTERS: tuple[type[RegisterNumber], ...] = (PubMed, PubMedCentral, Acl, OpenReview, Dblp, Hal, Ssrn)


class Isbn(Line):
    """An ISBN of 10 or 13 digits, with hyphens as typed."""

    __slots__ = ()
    expected = "an ISBN"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the digits and the check digit (ISO 2108)."""
        bare = re.sub(r"^(?:urn:)?isbn(?:-1[03])?\s*:?\s*", "", text.strip(), flags=re.I)
        digits = re.sub(r"[\s‐–-]", "", bare).upper()
        if not re.fullmatch(r"\d{9}[\dX]|97[89]\d{10}", digits):
            raise fault("bad-isbn", f"`{text}` is not an ISBN", "it has 10 digits, or 13 that start with 978 or 979")
        if not isbn_matches(digits):
            raise fault("bad-isbn", f"the check digit of `{text}` does not match", "compare the digits with the book")
        return cls(bare, text.span)


class Issn(Line):
    """An ISSN."""

    __slots__ = ()
    expected = "an ISSN"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check the digits and the check digit (ISO 3297)."""
        bare = re.sub(r"^issn\s*:?\s*", "", text.strip(), flags=re.I).upper()
        digits = bare.replace("-", "")
        if not re.fullmatch(r"\d{7}[\dX]", digits):
            raise fault("bad-issn", f"`{text}` is not an ISSN", "example: 0317-8471")
        if not issn_matches(digits):
            raise fault("bad-issn", f"the check digit of `{text}` does not match", "compare it with the journal")
        return cls(f"{digits[:4]}-{digits[4:]}", text.span)
