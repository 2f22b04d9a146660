"""DOI, arXiv number and ORCID iD: which are rejected, and the bare forms and targets of the others."""

from __future__ import annotations

import pytest

from tests.support import PERSON, refused, resume_of, work

DOIS = (
    "11.1145/1", "10.11/x", "10.1145", "10.1145/", "10.1145/a b", "doi", "https://example.org/10.1145/1",
    "'10.1145x/1'", "1e3",
)  # fmt: skip
ARXIV = (
    "2513.12345", "2500.12345", "250.12345", "2509.1786", "2509.178633", "1412.12345", "1501.1234", "2509-17863",
    "hep-th/9913001", "hep-th/99010", "Hep-th/9901001", "9901001", "2509.17863v", "https://example.org/2509.17863",
    "٢509.17863",
)  # fmt: skip
ORCIDS = ("0000-0002-1825-009", "0000000218250097", "me", "0000-0002-1825-009٧")
CHECK_DIGITS = ("0000-0002-1825-0096", "0000-0002-1852-0097", "0000-0002-1825-009X", "0000-0002-1825-009x")

WRONG = (
    *((work(f"doi: §{typed}"), "bad-doi", ["is not a DOI", "10.1145/3581784.3607073"]) for typed in DOIS),
    *((work(f"arxiv: §{typed}"), "bad-arxiv", ["is not an arXiv number", "2509.17863"]) for typed in ARXIV),
    (work("arxiv: §1412.12345"), "bad-arxiv", ["four digits after the dot until 2014, five since 2015"]),
    *((f"{PERSON}  orcid: §{typed}\n", "bad-orcid", ["is not an ORCID iD", "0000-0002-1825-0097"]) for typed in ORCIDS),
    *((f"{PERSON}  orcid: §{typed}\n", "bad-orcid", ["check digit", "compare"]) for typed in CHECK_DIGITS),
)


@pytest.mark.parametrize(("snippet", "code", "words"), WRONG)
def test_rejected(snippet: str, code: str, words: list[str]) -> None:
    refused(snippet, code, *words)


OLD_DOI = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
OLD_DOI_TARGET = "10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O"


@pytest.mark.parametrize(
    ("typed", "bare", "target"),
    [
        ("10.1145/3581784.3607073", "10.1145/3581784.3607073", "10.1145/3581784.3607073"),
        ("doi:10.1145/1", "10.1145/1", "10.1145/1"),
        ("DOI: 10.1145/1", "10.1145/1", "10.1145/1"),
        ("DOI 10.1145/1", "10.1145/1", "10.1145/1"),
        ("https://doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
        ("http://dx.doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
        ("https://www.doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
        ("doi.org/10.1145/1", "10.1145/1", "10.1145/1"),
        ("10.1000.10/123456", "10.1000.10/123456", "10.1000.10/123456"),
        ("10.1007/978-3-030-58580-8_1", "10.1007/978-3-030-58580-8_1", "10.1007/978-3-030-58580-8_1"),
        (OLD_DOI, OLD_DOI, OLD_DOI_TARGET),
        ("https://doi.org/" + OLD_DOI_TARGET, OLD_DOI, OLD_DOI_TARGET),
        ("10.1000/a#b?c%d", "10.1000/a#b?c%d", "10.1000/a%23b%3Fc%25d"),
        ("10.1000/é", "10.1000/é", "10.1000/%C3%A9"),
    ],
)
def test_doi(typed: str, bare: str, target: str) -> None:
    doi = resume_of(work(f'doi: "{typed}"')).publications[0].doi
    assert doi is not None
    assert (doi, doi.target) == (bare, f"https://doi.org/{target}")


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("2509.17863", "2509.17863"),
        ("2509.17863v2", "2509.17863v2"),
        ("0704.0001", "0704.0001"),
        ("1412.9999", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("arXiv:2509.17863", "2509.17863"),
        ("arxiv: 2509.17863", "2509.17863"),
        ("https://arxiv.org/abs/2509.17863v1", "2509.17863v1"),
        ("http://www.arxiv.org/pdf/2509.17863.pdf", "2509.17863"),
        ("https://arxiv.org/pdf/2509.17863", "2509.17863"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("cond-mat/0703123v3", "cond-mat/0703123v3"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
    ],
)
def test_arxiv(typed: str, bare: str) -> None:
    arxiv = resume_of(work(f'arxiv: "{typed}"')).publications[0].arxiv
    assert arxiv is not None
    assert (arxiv, arxiv.target) == (bare, f"https://arxiv.org/abs/{bare}")


@pytest.mark.parametrize("bare", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
@pytest.mark.parametrize("before", ["", "https://orcid.org/", "http://www.orcid.org/", "orcid.org/", "ORCID: "])
def test_orcid(bare: str, before: str) -> None:
    orcid = resume_of(f"{PERSON}  orcid: '{before}{bare}'\n").basics.orcid
    assert orcid is not None
    assert (orcid, orcid.target) == (bare, f"https://orcid.org/{bare}")
