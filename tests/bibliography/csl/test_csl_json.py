from __future__ import annotations

import json
from typing import Any

import pytest

from cvpdf.bibliography.csl.csl_json import CslFile, csl_works, is_json
from cvpdf.source.read import SourceFile


def read(items: object) -> CslFile:
    return csl_works(SourceFile("w.json", json.dumps(items, ensure_ascii=False, indent=2)))


def work(**item: Any) -> dict[str, Any]:
    file = read([{"id": "a", "type": "article-journal", **item}])
    assert file.diagnostics == ()
    return {name: value for name, value in file.works[0].items() if name not in ("key", "type")}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"title": "<i>E. coli</i> in H<sub>2</sub>O"}, {"title": "*E. coli* in H₂O"}),
        ({"title": '<span class="nocase">eBay</span> &amp; A*'}, {"title": "eBay & A*"}),
        ({"title": ["Rain"], "container-title": ["J. Invent.", "JI"]}, {"title": "Rain", "venue": "J. Invent."}),
        ({"page": "117-132", "volume": 3, "issue": "4"}, {"volume": "3", "issue": "4", "pages": "117–132"}),
        ({"issued": {"date-parts": [[2024, 5, 3]]}}, {"date": "2024-05-03"}),
        ({"issued": {"date-parts": [["2024", "5"]]}}, {"date": "2024-05"}),
        ({"issued": {"date-parts": [[2022], [2024]]}}, {"date": "2022–2024"}),
        ({"issued": {"date-parts": [[2024]], "season": "1"}}, {"date": "Spring 2024"}),
        ({"issued": {"literal": "in press"}}, {"status": "in_press"}),
        ({"issued": {"raw": "2024-05"}}, {"date": "2024-05"}),
        ({"issued": {"date-parts": [[None]]}}, {}),
        ({"issued": {"raw": "2024-13-5"}}, {"date": "2024"}),
        ({"issued": {"literal": "3000"}}, {}),
        ({"issued": "2024-5-3"}, {"date": "2024-05-03"}),
        ({"DOI": "https://doi.org/10.1000/182", "URL": "https://doi.org/10.1000/182"}, {"doi": "10.1000/182"}),
        ({"URL": "https://arxiv.org/abs/2301.00001"}, {"arxiv": "2301.00001"}),
        ({"number": "arXiv:2301.00001"}, {"arxiv": "2301.00001"}),
        ({"note": "PMID: 31452104\nPMCID: PMC6710001"}, {"pubmed": "31452104", "pmc": "PMC6710001"}),
        ({"note": "Best paper.\nPMID: 31452104"}, {"note": "Best paper.", "pubmed": "31452104"}),
        ({"language": "en_US", "keyword": "a, b"}, {"language": "en-US", "keywords": ["a", "b"]}),
        ({"ISSN": "1234-5678", "source": "DOI.org"}, {"extra": {"ISSN": "1234-5678", "source": "DOI.org"}}),
        ({"status": "submitted"}, {"status": "submitted"}),
    ],
)
def test_fields(item: dict[str, Any], found: dict[str, Any]) -> None:
    assert work(**item) == found


@pytest.mark.parametrize(
    ("person", "author"),
    [
        ({"family": "Hof", "given": "Tess"}, {"family": "Hof", "given": "Tess"}),
        (
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
            {"family": "Berg", "given": "Jan", "particle": "van der", "suffix": "Jr."},
        ),
        ({"literal": "Rain Collaboration"}, {"group": "Rain Collaboration"}),
        ({"name": "Rain Group", "sequence": "first"}, {"group": "Rain Group"}),
        ({"given": "Plato"}, {"family": "Plato"}),
        (
            {"family": "Hof", "ORCID": "http://orcid.org/0000-0002-1825-0097"},
            {"family": "Hof", "orcid": "0000-0002-1825-0097"},
        ),
    ],
)
def test_names(person: dict[str, str], author: dict[str, str]) -> None:
    assert work(author=[person, {"literal": "et al."}]) == {"authors": [author], "others": "true"}


@pytest.mark.parametrize(
    ("csl", "more", "type_"),
    [
        ("article-journal", {}, "article"),
        ("paper-conference", {}, "paper"),
        ("speech", {"genre": "Poster"}, "poster"),
        ("speech", {}, "talk"),
        ("article", {}, "preprint"),
        ("strange", {}, "other"),
    ],
)
def test_types(csl: str, more: dict[str, str], type_: str) -> None:
    assert read([{"id": 1, "type": csl, **more}]).works[0]["type"] == type_


def test_publishers_of_theses_are_institutions() -> None:
    [item] = read({"id": "a b", "type": "thesis", "publisher": "U", "title": "T"}).works
    assert (item["institution"], item["key"]) == ("U", "a-b")


def test_places() -> None:
    file = read({"items": [{"id": "x", "type": "book", "title": "T", "author": [{"family": "Hof"}]}, "text"]})
    [item] = file.works
    assert str(item["title"].span) == "w.json:6:17"
    assert str(item["authors"][0]["family"].span) == "w.json:9:22"
    assert [(d.code, str(d.span)) for d in file.diagnostics] == [("not-csl", "w.json:13:6")]


@pytest.mark.parametrize("content", [b'\xef\xbb\xbf [{"id": 1}]', b"[ ]\n", b'{\n"items":\t[]}'])
def test_what_is_json(content: bytes) -> None:
    assert is_json(content)


@pytest.mark.parametrize("content", [b"@misc{a}", b"", b'{"q"@misc{a,}', b"[1] @misc{a}", b"{A {b}}", b"{} @misc{a}"])
def test_what_is_not_json(content: bytes) -> None:
    assert not is_json(content)
