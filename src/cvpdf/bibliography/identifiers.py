"""The numbers of works in the forms that cv.yaml accepts, from the many forms in which exports write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
"""Regular expression of an arXiv number."""
DOI = r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s]+"
"""Regular expression of a DOI."""
_WEB = r"(?:https?://)?(?:www\.)?"

_RECORDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "doi": re.compile(rf"{_WEB}(?:dx\.)?doi\.org/({DOI})", re.I),
        "arxiv": re.compile(rf"{_WEB}arxiv\.org/(?:abs|pdf)/({ARXIV})(?:\.pdf)?", re.I),
        "acl": re.compile(_WEB + r"(?:aclanthology\.org/|aclweb\.org/anthology/)([\w.-]+?)(?:\.pdf)?/?"),
        "openreview": re.compile(_WEB + r"openreview\.net/(?:forum|pdf)\?id=([\w-]{6,20})"),
        "pubmed": re.compile(_WEB + r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)([1-9]\d{0,8})/?"),
        "pmc": re.compile(_WEB + r"(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/(PMC\d{1,9})/?"),
        "hal": re.compile(_WEB + r"(?:hal\.science|hal\.archives-ouvertes\.fr)/([a-z]+-\d{6,10}(?:v\d+)?)"),
        "ssrn": re.compile(
            r"(?:https?://)?(?:www\.|papers\.)?ssrn\.com/(?:sol3/papers\.cfm\?abstract_id=|abstract=)(\d{5,8})"
        ),
    }
)
"""The addresses of records, whose number is a field of its own."""

_FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "doi": re.compile(DOI, re.I),
        "arxiv": re.compile(ARXIV),
        "pubmed": re.compile(r"(?<!\d)[1-9]\d{0,8}(?!\d)"),
        "pmc": re.compile(r"PMC\d{1,9}(?!\d)"),
        "acl": re.compile(r"(?<![\w.-])(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[\w-]+\.\d+)(?![\w.-])"),
        "openreview": re.compile(r"[\w-]{6,20}$"),
        "hal": re.compile(r"[a-z]+-\d{6,10}(?:v\d+)?"),
        "ssrn": re.compile(r"(?<!\d)\d{5,8}(?!\d)"),
        "dblp": re.compile(r"[a-z]+(?:/[\w.+-]+)+"),
        "url": re.compile(
            r"(?:https?://)?[^\s<>\"{}|\\^`/:@.]+(?:\.[^\s<>\"{}|\\^`/:@.]+)+(?::\d+)?(?:[/?#][^\s<>\"{}|\\^`]*)?"
        ),
    }
)
CHECKED = frozenset({*_FORMS, "isbn", "issn"})
"""The fields whose numbers must have a form."""


def record(address: str) -> tuple[str, str] | None:
    """Return the field and the number of the register that an address belongs to."""
    address = re.sub("(?<=doi.org/)(.*)%2F", r"\1/", address.strip(), flags=re.I)
    for field, form in _RECORDS.items():
        if match := form.fullmatch(address):
            return (field, match[1]) if number_of(field, match[1]) else None
    return None


def number_of(field: str, text: str) -> str:
    """Return the first number of a register in a text; empty if there is none of the right form."""
    if field == "isbn":
        found = re.findall(r"(?<![\dX])(?:97[89][\s‐–-]?)?(?:\d[\s‐–-]?){9}[\dXx](?![\dX])", text)
        return next((isbn for isbn in found if isbn_matches(isbn)), "")
    if field == "issn":
        found = re.findall(r"(?<!\d)\d{4}[‐–-]?\d{3}[\dXx](?!\d)", text)
        return next((re.sub("[‐–]", "-", issn) for issn in found if issn_matches(issn)), "")
    match = _FORMS[field].search(text)
    if match is None:
        return ""
    if field == "arxiv":
        return match[0] if _month_exists(match[0]) else ""
    return match[0].rstrip(".,;") if field in ("doi", "url") else match[0]


def isbn_matches(isbn: str) -> bool:
    """Return whether the check digit of an ISBN of 10 or 13 digits is right (ISO 2108)."""
    digits = re.sub(r"[\s‐–-]", "", isbn).upper()
    if len(digits) == 10:
        return sum((10 - k) * (10 if c == "X" else int(c)) for k, c in enumerate(digits)) % 11 == 0
    return digits.isdigit() and sum((1, 3)[k % 2] * int(c) for k, c in enumerate(digits)) % 10 == 0


def issn_matches(issn: str) -> bool:
    """Return whether the check digit of an ISSN is right (ISO 3297)."""
    digits = re.sub(r"[‐–-]", "", issn).upper()
    return sum((8 - k) * (10 if c == "X" else int(c)) for k, c in enumerate(digits)) % 11 == 0


def _month_exists(number: str) -> bool:
    """Return whether an arXiv number has a month, and as many digits as numbers of its year."""
    new = re.match(r"(\d\d)(\d\d)\.(\d+)", number)
    year, month = new.groups()[:2] if new else (number.split("/")[1][:2], number.split("/")[1][2:4])
    digits = new is None or len(new[3]) == (5 if int(year) >= 15 else 4)
    return 1 <= int(month) <= 12 and digits
