from __future__ import annotations

from typing import Any

import pytest

from cvpdf.bibliography.fields import Publication, to_publication
from cvpdf.bibliography.read_bib import parse_bib


def converted(text: str) -> Publication:
    file = parse_bib("p.bib", text.encode())
    assert not file.diagnostics
    [entry] = file.entries
    return to_publication(entry)


def work(fields: str, kind: str = "article") -> dict[str, Any]:
    node = converted(f"@{kind}{{a, {fields}}}").node
    return {name: value for name, value in node.items() if name not in ("key", "type")}


@pytest.mark.parametrize(
    ("kind", "fields", "found"),
    [
        ("article", "journal = {J}, number = 3, pages = {1--12}", {"venue": "J", "issue": "3", "pages": "1–12"}),
        ("article", "journaltitle = {J}, eid = {17}", {"venue": "J", "article_number": "17"}),
        ("techreport", "number = {TR-3}, institution = {I}", {"number": "TR-3", "institution": "I"}),
        ("article", "title = {A}, subtitle = {B}", {"title": "A: B"}),
        ("article", "title = {Why?}, subtitle = {B}", {"title": "Why? B"}),
        ("phdthesis", "school = {U}", {"genre": "PhD thesis", "institution": "U"}),
        ("thesis", "type = {mathesis}", {"genre": "Master’s thesis"}),
        ("misc", "howpublished = {\\url{https://a.example/x}}", {"url": "https://a.example/x"}),
        ("misc", "howpublished = {Poster}", {"note": "Poster"}),
        ("inproceedings", "series = {CHI '24}", {"venue_short": "CHI ’24"}),
        ("inproceedings", "series = {Lecture Notes}", {"series": "Lecture Notes"}),
        ("inproceedings", "address = {X}, location = {Y}", {"place": "X", "event_place": "Y"}),
        ("inproceedings", "organization = {ORG}", {"publisher": "ORG"}),
        ("article", "year = 2024, month = mar", {"date": "2024-03"}),
        ("article", 'year = 2024, month = "10~" # mar', {"date": "2024-03-10"}),
        ("article", "year = 2024, month = 3, day = 5", {"date": "2024-03-05"}),
        ("article", "year = 2024, month = {Spring}", {"date": "Spring 2024"}),
        ("article", "date = {2024-03-10}", {"date": "2024-03-10"}),
        ("article", "date = {2021/2023}", {"date": "2021–2023"}),
        ("article", "date = {2021/}", {"date": "2021"}),
        ("article", "year = {in press}", {"status": "in_press"}),
        ("article", "pubstate = {submitted}, year = 2026", {"status": "submitted", "date": "2026"}),
        ("article", "langid = {ngerman}", {"language": "de"}),
        ("article", "pmid = {31452104}", {"pubmed": "31452104"}),
        ("article", "url = {https://aclanthology.org/2020.acl-main.1/}", {"acl": "2020.acl-main.1"}),
        ("article", "keywords = {a, b; c}", {"keywords": ["a", "b", "c"]}),
        ("article", "tags = {x}, equal = {1, 2}", {"tags": ["x"], "equal": ["1", "2"]}),
        ("article", "code = {https://c.example}", {"links": [{"label": "code", "url": "https://c.example"}]}),
        ("article", "timestamp = {now}", {"extra": {"timestamp": "now"}}),
        ("article", "isbn = {0-226-10403-6 (paper)}", {"isbn": "0-226-10403-6"}),
        ("article", "title = {}, note = { }", {}),
    ],
)
def test_fields(kind: str, fields: str, found: dict[str, Any]) -> None:
    assert work(fields, kind) == found


@pytest.mark.parametrize(
    ("kind", "fields", "type_", "number"),
    [
        ("misc", "eprint = {2301.00001}, archiveprefix = {arXiv}", "preprint", "2301.00001"),
        ("article", "eprint = {2301.00001v2}, eprinttype = {arxiv}, journal = {J}", "article", "2301.00001v2"),
        ("article", "journal = {arXiv preprint arXiv:2301.00001}", "preprint", "2301.00001"),
        ("article", "journal = {CoRR}, volume = {abs/2301.00001}", "preprint", "2301.00001"),
        ("online", "eprint = {math/0307200}, eprinttype = {arxiv}", "preprint", "math/0307200"),
        ("inproceedings", "booktitle = {B}", "paper", None),
        ("strange", "title = {T}", "other", None),
    ],
)
def test_types_and_arxiv(kind: str, fields: str, type_: str, number: str | None) -> None:
    node = converted(f"@{kind}{{a, {fields}}}").node
    assert (node["type"], node.get("arxiv"), "eprint" in node.get("extra", {})) == (type_, number, False)


def test_authors_and_what_is_said_of_them() -> None:
    fields = (
        "author = {Tess Hof and Bo Li and others}, collaboration = {RAIN}, editor = {Cy Ray},"
        'author+an = {1=equal; 2=equal; 2=corresponding}, author+an:orcid = {1="0000-0002-1825-0097"}'
    )
    found = work(fields)
    assert found == {
        "authors": [
            {"given": "Tess", "family": "Hof", "orcid": "0000-0002-1825-0097"},
            {"given": "Bo", "family": "Li"},
            {"group": "RAIN Collaboration"},
        ],
        "others": "true",
        "editors": [{"given": "Cy", "family": "Ray"}],
        "equal": ["1", "2"],
        "corresponding": ["2"],
    }


def test_values_have_their_places() -> None:
    node = converted("@misc{a,\n  title = {T},\n  year = 2024}").node
    assert [str(node[name].span) for name in ("key", "title", "date")] == ["p.bib:1:7", "p.bib:2:12", "p.bib:3:10"]
    assert str(node.key_spans["title"]) == "p.bib:2:3"


def test_what_latex_leaves_is_a_warning_at_its_place() -> None:
    [problem] = converted(r"@misc{a, title = {A \strange{T}}}").diagnostics
    assert (problem.severity, problem.code, str(problem.span)) == ("warning", "bib-latex", "p.bib:1:21")
