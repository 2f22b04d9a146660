from __future__ import annotations

import pytest

from cvpdf.bibliography.identifiers import number_of, record


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://doi.org/10.1145/3581784.3607073", ("doi", "10.1145/3581784.3607073")),
        ("http://dx.doi.org/10.1000%2F182", ("doi", "10.1000/182")),
        ("https://arxiv.org/abs/2301.00001v2", ("arxiv", "2301.00001v2")),
        ("https://arxiv.org/pdf/2301.00001.pdf", ("arxiv", "2301.00001")),
        ("https://aclanthology.org/2020.acl-main.1/", ("acl", "2020.acl-main.1")),
        ("https://aclanthology.org/volumes/2020.acl-main/", None),
        ("https://openreview.net/forum?id=rJ4km2R5t7", ("openreview", "rJ4km2R5t7")),
        ("https://pubmed.ncbi.nlm.nih.gov/31452104/", ("pubmed", "31452104")),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6710001/", ("pmc", "PMC6710001")),
        ("https://hal.science/hal-01234567", ("hal", "hal-01234567")),
        ("https://ssrn.com/abstract=3456789", ("ssrn", "3456789")),
        ("https://example.org/10.1145/3581784", None),
    ],
)
def test_records(address: str, found: tuple[str, str] | None) -> None:
    assert record(address) == found


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        ("doi", "https://doi.org/10.1000/182.", "10.1000/182"),
        ("doi", "none", ""),
        ("arxiv", "arXiv:2301.00001 [cs]", "2301.00001"),
        ("arxiv", "2313.00001", ""),
        ("arxiv", "2301.0001", ""),
        ("arxiv", "hep-th/9901001", "hep-th/9901001"),
        ("isbn", "978-3-16-148410-0 (hbk), 0-19-852663-6", "978-3-16-148410-0"),
        ("isbn", "????, 3-540-63293-Y, 0-19-852663-6 (paper)", "0-19-852663-6"),
        ("isbn", "978-3-16-148410-1", ""),
        ("issn", "1234-5678, 03178471", "03178471"),
        ("issn", "0317–8471 (print)", "0317-8471"),
        ("issn", "0317-8472", ""),
        ("pubmed", "PMID: 31452104", "31452104"),
        ("url", "www.example.org/a b", "www.example.org/a"),
        ("url", "see there", ""),
        ("url", "https://example.org:8080/x?y=1#z", "https://example.org:8080/x?y=1#z"),
        ("url", "ftp://ftp.example.org/a", "ftp.example.org/a"),
    ],
)
def test_numbers(field: str, text: str, number: str) -> None:
    assert number_of(field, text) == number
