from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import has_errors
from cvpdf.schema.load import Loaded, load
from cvpdf.schema.works import read_works

BIB = """@misc{good, title = {Good}, author = {Tess Hof}}
@misc{b author = {x}}
@misc{comma, author = {Tess Hof} title = {Comma}}
@misc{untitled, author = {Tess Hof}}
@misc{good, title = {Again}}
@misc{, title = {No key}}
@misc{open, title = {A {b}, author = {Tess Hof}
"""
CV = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\nbibliography: [p.bib]\n"
WRONG = ["bib-syntax", "bib-syntax", "missing-field", "duplicate-key", "no-key", "bib-syntax"]


def loaded(folder: Path, more: str = "", *, keep_going: bool = True) -> Loaded:
    (folder / "p.bib").write_text(BIB, encoding="utf-8")
    (folder / "cv.yaml").write_text(CV + more, encoding="utf-8")
    return load(folder / "cv.yaml", keep_going=keep_going)


def test_good_entries_are_kept_and_the_others_are_named(tmp_path: Path) -> None:
    found = loaded(tmp_path, "publications: [{key: untitled, priority: 3}, {key: b, note: N}, {key: good, note: N}]\n")
    assert found.resume is not None, found.diagnostics
    assert [(str(work.key), str(work.note)) for work in found.resume.publications] == [("good", "N"), ("comma", "None")]
    summary, *others = found.diagnostics
    assert (summary.code, str(summary.span)) == ("entries-left-out", f"{tmp_path}/cv.yaml:3:1")
    assert summary.message == "5 entries are left out because of errors: `b`, `good`, `@misc`, `open`, `untitled`"
    assert [d.code for d in others] == ["unknown-publication", *WRONG]
    assert others[3].hint == "add `title = {…}` to it"
    assert [d.span.line for d in others[1:] if d.span] == [2, 3, 4, 5, 6, 7]


def test_keys_of_a_file_that_cannot_be_read_are_not_reported(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV + "publications: [{key: a, note: N}]\n", encoding="utf-8")
    assert [d.code for d in load(tmp_path / "cv.yaml").diagnostics if d.is_error] == ["bibliography-unreadable"]


def test_without_it_they_fail(tmp_path: Path) -> None:
    found = loaded(tmp_path, keep_going=False)
    assert found.resume is None
    assert [d.code for d in found.diagnostics if d.is_error] == WRONG


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ("@misc{bad, titel = {T}, author = {Tess Hof}}", False),
        ("@misc{bad, title = {T}, author = {Tess Hof}, crossref = {none}}", True),
        ("@misc{GOOD, title = {T}, author = {Tess Hof}}", False),
        ("<!DOCTYPE html>", False),
    ],
)
def test_what_is_left_out(tmp_path: Path, wrong: str, kept: bool) -> None:
    (tmp_path / "q.bib").write_text(wrong, encoding="utf-8")
    (tmp_path / "p.bib").write_text("@misc{good, title = {Good}, author = {Tess Hof}}", encoding="utf-8")
    (tmp_path / "cv.yaml").write_text(CV.replace("p.bib", "p.bib, q.bib"), encoding="utf-8")
    assert load(tmp_path / "cv.yaml").resume is None
    found = load(tmp_path / "cv.yaml", keep_going=True)
    assert found.resume is not None, found.diagnostics
    assert ["good", "bad"][: 1 + kept] == [work.key for work in found.resume.publications]


def test_errors_of_the_cv_still_fail(tmp_path: Path) -> None:
    for more in ("publications: [{key: good, doi: x}]\n", "languages: x\n"):
        assert loaded(tmp_path, more).resume is None
    (tmp_path / "cv.yaml").write_text(CV.replace("p.bib", "none.bib"), encoding="utf-8")
    assert load(tmp_path / "cv.yaml", keep_going=True).resume is None


def test_works_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@inproceedings{a, title = {A}, crossref = {b}}", encoding="utf-8")
    (tmp_path / "b.bib").write_text(
        "@proceedings{b, title = {B}}\n@misc{c, title = {C}, doi = {x}, url = {y}}", "utf-8"
    )
    works, problems = read_works([tmp_path / "a.bib", tmp_path / "b.bib"], keep_going=False)
    assert [(work["key"], work.get("venue")) for work in works] == [("a", "B"), ("c", None)]
    assert not has_errors(problems)
    works, problems = read_works([tmp_path / "none.bib"], keep_going=True)
    assert (works, [d.code for d in problems]) == ([], ["bibliography-unreadable"])
