from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.schema.load import Loaded, load

BIB = """@article{hof2024, title = {Rain}, author = {Hof, Tess and Li, Bo}, year = 2024, tags = {wet}}
@misc{li2023,
  title = {Snow}, author = {Bo Li},
  doi = {wrong}}
"""
CV = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\n"


def loaded(folder: Path, cv: str, **files: str) -> Loaded:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    (folder / "cv.yaml").write_text(CV + cv, encoding="utf-8")
    return load(folder / "cv.yaml")


def complaints(found: Loaded) -> list[tuple[str, str]]:
    return [(d.code, ":".join(str(d.span).rsplit("/", 1)[-1].split(":"))) for d in found.diagnostics]


def test_works_of_a_bibliography_stand_beside_those_of_the_cv(tmp_path: Path) -> None:
    cv = """bibliography: [p.bib, {file: q.bib, tags: [talk]}]
publications:
  - {key: own, title: Own, authors: [Tess Hof], date: 2020}
  - {key: hof2024, equal: [1, 2], tags: [good], note: Better}
"""
    found = loaded(
        tmp_path, cv, p_bib=BIB.replace("wrong", "10.5555/a"), q_bib="@misc{t, title = {Talk}, author = {T. Hof}}"
    )
    assert found.resume is not None, found.diagnostics
    works = {str(work.key): work for work in found.resume.publications}
    assert list(works) == ["own", "hof2024", "li2023", "t"]
    rain = works["hof2024"]
    assert (rain.title, rain.authors, rain.tags, rain.note) == (
        "Rain",
        ("Tess Hof*", "Bo Li*"),
        ("wet", "good"),
        "Better",
    )
    assert works["t"].tags == ("talk",)
    assert [path.name for path in found.files] == ["p.bib", "q.bib"]
    assert str(works["li2023"].title.span).endswith("p.bib:3:12")


@pytest.mark.parametrize(
    ("cv", "bib", "found"),
    [
        ("bibliography: [p.bib]", BIB.replace("{Bo Li}", "{Tess Hof}"), [("bad-bib-field", "p.bib:4:10")]),
        ("bibliography: [none.bib]", "", [("bibliography-unreadable", "cv.yaml:3:16")]),
        ("bibliography: [p.bib]", "@misc{a, title = {T}", [("bib-syntax", "p.bib:1:1")]),
        ("bibliography: [p.bib]", "@misc{a, author = {Tess Hof}}", [("missing-field", "p.bib:1:7")]),
        (
            "bibliography: [p.bib, ./p.bib]",
            "@misc{a, title = {T}, author = {Tess Hof}}",
            [("duplicate-key", "p.bib:1:7")],
        ),
        (
            "bibliography: [p.bib]\npublications: [{key: hof2042, tags: [x]}]",
            "@misc{hof2024, title = {T}, author = {Tess Hof}}",
            [("unknown-publication", "cv.yaml:4:22")],
        ),
        ("bibliography: [p.bib]", "<html>", [("foreign-file", "p.bib:1:1")]),
        ("bibliography: [{files: p.bib}]", "", [("unknown-key", "cv.yaml:3:17")]),
    ],
)
def test_complaints(tmp_path: Path, cv: str, bib: str, found: list[tuple[str, str]]) -> None:
    assert complaints(loaded(tmp_path, cv, p_bib=bib)) == found


def test_books_that_papers_refer_to_are_not_listed(tmp_path: Path) -> None:
    bib = """@inproceedings{a, title = {A}, author = {Tess Hof}, crossref = {b}}
@proceedings{b, title = {Days}, year = 2024}
"""
    found = loaded(tmp_path, "bibliography: [p.bib]", p_bib=bib)
    assert found.resume is not None
    [paper] = found.resume.publications
    assert (paper.key, paper.venue, paper.date) == ("a", "Days", "2024")
    named = loaded(tmp_path, "bibliography: [p.bib]\npublications: [{key: b}]", p_bib=bib)
    assert named.resume is not None
    assert [work.key for work in named.resume.publications] == ["a", "b"]


def test_csl_json_is_a_bibliography(tmp_path: Path) -> None:
    (tmp_path / "talks.json").write_text('[{"id": "t1", "type": "speech", "title": "On <i>rain</i>"}]')
    cv = "bibliography: [{file: talks.json, tags: [talk]}, p.bib]"
    resume = loaded(tmp_path, cv, p_bib=BIB).resume
    assert resume is not None
    work = resume.publications[0]
    assert (work.key, work.title, work.tags) == ("t1", "On *rain*", ("talk",))


def test_preprints_are_merged_if_wanted(tmp_path: Path) -> None:
    bib = """@misc{p, title = {How rain falls}, author = {Hof, Tess}, eprint = {2301.00001}, archiveprefix = {arXiv}}
@article{a, title = {How Rain Falls}, author = {Hof, Tess}, journal = {J}, year = 2024}
"""
    apart = loaded(tmp_path, "bibliography: [p.bib]", p_bib=bib)
    assert [d.code for d in apart.diagnostics] == ["preprint-and-published"]
    one = loaded(tmp_path, "bibliography: [{file: p.bib, merge_preprints: true}]", p_bib=bib)
    assert one.resume is not None
    assert one.diagnostics == ()
    assert [(work.key, work.arxiv) for work in one.resume.publications] == [("a", "2301.00001")]


def test_sets_are_left_out(tmp_path: Path) -> None:
    bib = "@misc{a, title = {T}, author = {Tess Hof}}\n@set{s, entryset = {a}}"
    found = loaded(tmp_path, "bibliography: [p.bib]", p_bib=bib)
    assert found.resume is not None
    assert [str(work.key) for work in found.resume.publications] == ["a"]
    assert complaints(found) == [("bib-set", "p.bib:2:6")]


def test_a_book_of_ones_own_that_a_paper_refers_to(tmp_path: Path) -> None:
    bib = "@inproceedings{a, title = {T}, author = {Tess Hof}, crossref = {b}}\n"
    bib += "@proceedings{b, editor = {Hof, T.}, title = {B}}"
    found = loaded(tmp_path, "bibliography: [p.bib]", p_bib=bib)
    assert complaints(found) == [("not-listed", "p.bib:2:14")]
    found = loaded(tmp_path, "bibliography: [p.bib]", p_bib=bib.replace("Hof, T.", "Li, Bo"))
    assert complaints(found) == []
    found = loaded(tmp_path, "bibliography: [p.bib]\npublications: [{key: b}]", p_bib=bib)
    assert found.resume is not None
    assert [str(work.key) for work in found.resume.publications] == ["a", "b"]
