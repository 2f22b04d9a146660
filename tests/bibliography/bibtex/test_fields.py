from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.bibliography.bibtex import homes
from cvpdf.bibliography.bibtex.fields import Publication, to_publication
from cvpdf.bibliography.bibtex.homes import HOMES
from cvpdf.bibliography.read_bib import parse_bib
from cvpdf.schema.publications import Publication as PublicationModel


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
        ("article", "tags = {x, my tag}, priority = 5", {"tags": ["x", "my-tag"], "priority": "5"}),
        ("article", "title = {}, booktitle = {P}", {"venue": "P"}),
        ("proceedings", "booktitle = {P}", {"title": "P"}),
        ("book", "title = {T}, maintitle = {M}, mainsubtitle = {N}", {"title": "T", "series": "M: N"}),
        ("incollection", "booktitle = {B}, booksubtitle = {S}, edition = {Second}", {"venue": "B: S", "edition": "2"}),
        ("article", "journal = {J}, shortjournal = {J}", {"venue": "J", "extra": {"shortjournal": "J"}}),
        ("article", "shortjournal = {J. A.}", {"venue_short": "J. A."}),
        ("article", "journal = {J A}, shortjournal = {J. A.}", {"venue": "J A", "extra": {"shortjournal": "J. A."}}),
        ("inproceedings", "booktitle = {Long}, shortbooktitle = {SC ’23}", {"venue": "Long", "venue_short": "SC ’23"}),
        ("article", "eid = {12}, pages = {12}", {"article_number": "12"}),
        ("article", "pages = {1-1--1-10}", {"pages": "1-1–1-10"}),
        ("article", "pages = {pp. 7-9}", {"pages": "7–9"}),
        ("article", "note = {To appear.}", {"status": "accepted"}),
        ("article", "note = {To appear in May}", {"note": "To appear in May"}),
        ("article", "note = {A}, addendum = {B.}", {"note": "A. B."}),
        ("article", "date = {2024-21}", {"date": "Spring 2024"}),
        ("article", "date = {2024-05-03/2024-05-07}", {"date": "2024-05"}),
        ("article", "year = {2024}, month = {3rd June}", {"date": "2024-06-03"}),
        ("article", "year = {2024}, month = jun # {/} # jul", {"date": "June/July 2024"}),
        ("article", "year = {2023-02-30}", {"date": "2023-02"}),
        ("article", "year = {n.d.}", {}),
        ("article", "year = {2018-2019}", {"date": "2018–2019"}),
        ("article", "date = {2020-00-00}", {"date": "2020"}),
        ("article", "editora = {A}, publisherinfo = {B}", {"extra": {"editora": "A", "publisherinfo": "B"}}),
        ("poster", "address = {Lyon}", {"event_place": "Lyon"}),
        ("article", "doi = {doi:10.1000/a\\_b}, url = {http://dx.doi.org/10.1000/a_b}", {"doi": "10.1000/a_b"}),
        ("article", "issn = {1234-5679 (print), 0317-8471}", {"issn": "1234-5679"}),
        ("article", "links = {code: https://a.example/x; my data: https://b.example}", {"links": [
            {"label": "code", "url": "https://a.example/x"}, {"label": "my data", "url": "https://b.example"}]}),
        ("unpublished", "note = {in preparation}", {"status": "in_preparation"}),
        ("misc", "publisher = {arXiv}, number = {arXiv:2301.00001}", {"arxiv": "2301.00001", "publisher": "arXiv"}),
        ("article", "code = {https://c.example}", {"links": [{"label": "code", "url": "https://c.example"}]}),
        ("article", "timestamp = {now}", {"extra": {"timestamp": "now"}}),
        ("article", "isbn = {0-226-10403-6 (paper)}", {"isbn": "0-226-10403-6"}),
        ("article", "title = {}, note = { }", {}),
    ],
)  # fmt: skip
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
        ("talk", "title = {T}", "talk", None),
        ("misc", "howpublished = {Poster at a fair}", "poster", None),
        ("unpublished", "eventtitle = {Days}", "talk", None),
        ("article", "entrysubtype = {newspaper}", "newspaper", None),
        ("book", "editor = {Cy Ray}", "edited_book", None),
        ("article", "journal = {bioRxiv}", "preprint", None),
        ("article", "journal = {arXiv e-prints}, eid = {arXiv:2301.00001}", "preprint", "2301.00001"),
        ("misc", "howpublished = {arXiv:2301.00001 [cs]}", "preprint", "2301.00001"),
        ("misc", "note = {See arXiv:2301.00001}", "other", None),
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


@pytest.mark.parametrize(
    ("entry", "severity", "code", "place"),
    [
        ("@misc{a, doi = {none yet}}", "warning", "bad-bib-field", "p.bib:1:17"),
        ("@misc{a, isbn = {978-3-16-148410-1}}", "note", "bad-bib-field", "p.bib:1:18"),
        ("@misc{a, priority = {prio1}}", "note", "bad-bib-field", "p.bib:1:22"),
        ("@misc{a, author = {A B}, equal = {2}}", "note", "bad-bib-field", "p.bib:1:35"),
        ("@misc{a, author = {A B}, author+an = {2=equal}}", "warning", "bib-annotation", "p.bib:1:39"),
        ("@artcle{a, title = {T}}", "warning", "unknown-entry-type", "p.bib:1:1"),
        ("@misc{a, author = {A. Bee, C. Dee, E. Eff}}", "warning", "bib-names", "p.bib:1:20"),
        ("@misc{a, date = {2020-13-45}}", "warning", "bad-bib-field", "p.bib:1:18"),
        ("@misc{a, year = 2020, month = 13}", "warning", "bad-bib-field", "p.bib:1:31"),
        ("@misc{a, auhtor = {Hof, Tess}}", "warning", "unknown-field", "p.bib:1:10"),
        ("@misc{a, year = 3000}", "note", "bad-bib-field", "p.bib:1:17"),
        ("@misc{a, title = {" + "A long title " * 5 + "…}}", "note", "cut-title", "p.bib:1:19"),
    ],
)
def test_complaints(entry: str, severity: str, code: str, place: str) -> None:
    [problem] = converted(entry).diagnostics
    assert (problem.severity, problem.code, str(problem.span)) == (severity, code, place)


NASTY = st.sampled_from(
    ["a", r"{\em x} y", "2024-13-45", "0800", "3000", "????", "http://x y", "*x* [a](javascript:b)", "`x`", "{{}}",
     "10.1000/abc def", "prio1", "no", "and", "1=equal; 9=corresponding", "Tess Hof, Bo Li, Cy Ray", r"\&", "~", "- a",
     "machine learning, x", r"\strange", "&lt;", "+1", ": x", "c. 1990", "published online", "arXiv:2313.00001", "12"]
)  # fmt: skip
NAMES = st.sampled_from(
    [name for name in (*HOMES, *homes.NAMES, *homes.LISTS, *homes.ELSEWHERE, *homes.LABELLED, *homes.NUMBERS)
     if name not in ("title", "crossref", "xdata")]
)  # fmt: skip


@given(st.sampled_from(["article", "misc", "book", "phdthesis", "strange"]), st.dictionaries(NAMES, NASTY, max_size=6))
def test_no_value_of_a_field_makes_the_schema_refuse_the_work(kind: str, fields: dict[str, str]) -> None:
    typed = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    [entry] = parse_bib("p.bib", f"@{kind}{{a, title = {{T}}, {typed}}}".encode()).entries
    assert PublicationModel.model_validate(to_publication(entry).node).title == "T"
