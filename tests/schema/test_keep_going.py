from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.schema.load import Loaded, load

GOOD = "@misc{good, title = {Rain}, author = {Tess Hof}}\n"
CV = "basics: {name: Tess Hof}\nbibliography: [p.bib]\nsections: [{kind: publications, title: P}]\n"


def loaded(folder: Path, bib: str, keep_going: bool, cv: str = CV) -> Loaded:
    (folder / "p.bib").write_text(bib, encoding="utf-8")
    (folder / "cv.yaml").write_text(cv, encoding="utf-8")
    return load(folder / "cv.yaml", keep_going=keep_going)


@pytest.mark.parametrize(
    "wrong",
    [
        "@misc{bad, title = {T}, author = {Tess Hof}, priority = {9}}",
        "@misc{bad, author = {Tess Hof}}",
        "@misc{bad, titel = {T}, author = {Tess Hof}}",
        "@misc{bad, title = {T}, author = {Tess Hof}, equal = {3}}",
        "@misc{bad, title = {T} author = {Tess Hof}, crossref = {none}}",
        "@misc{GOOD, title = {T}, author = {Tess Hof}}",
        "@misc{bad, title = {T",
    ],
)
def test_wrong_entries_are_left_out(tmp_path: Path, wrong: str) -> None:
    assert loaded(tmp_path, GOOD + wrong, keep_going=False).resume is None
    found = loaded(tmp_path, GOOD + wrong, keep_going=True)
    assert found.resume is not None, found.diagnostics
    assert "good" in [work.key for work in found.resume.publications]
    warnings = [d for d in found.diagnostics if d.severity == "warning"]
    assert warnings
    assert all(d.span is not None and d.span.file.endswith("p.bib") for d in warnings)
    assert "is left out" in warnings[0].message


def test_errors_of_cv_yaml_stay(tmp_path: Path) -> None:
    wrong = CV.replace("kind: publications", "kind: publikations")
    assert loaded(tmp_path, GOOD, keep_going=True, cv=wrong).resume is None
