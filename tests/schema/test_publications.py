from __future__ import annotations

import pytest

from cvpdf.bibliography.work_types import NAMES, OF_BIBTEX, OF_CSL, TYPES
from cvpdf.schema.checks.author_notes import own_index
from tests.support import complaints, load_text, refused, work

BARE = "basics: {name: Tess Hof}\nsections: [{kind: publications, title: P}]\npublications:\n  - "


def test_marks_by_position_are_those_behind_names() -> None:
    resume = load_text(
        BARE + "{key: a, title: T, authors: [Tess Hof*, Bo Li, Cy Ray], equal: [1, 2], students: [3]}"
    ).resume
    assert resume is not None
    assert resume.publications[0].authors == ("Tess Hof*", "Bo Li*", "Cy Ray‡")
    refused(work("§equal: [2]"), "no-such-author", "there is no author 2; the work has 1")


def test_editors_are_enough() -> None:
    assert "no-authors" not in [code for code, *_ in complaints(BARE + "{key: a, title: T, editors: [Tess Hof]}")]


def test_marks_in_names_in_parts() -> None:
    text = "{key: a, title: T, authors: [{family: 'Hof*', given: Tess}, {family: Li, given: 'Bo*†'}], equal: [1, 2]}"
    resume = load_text(BARE + text).resume
    assert resume is not None
    hof, li = resume.publications[0].authors
    assert (hof, hof.name.family) == ("Tess Hof*", "Hof")
    assert (li, li.name.given) == ("Bo Li*†", "Bo")


def test_names_in_parts() -> None:
    text = "{key: a, title: T, authors: [{family: Berg, given: Jan, particle: van der}, {group: CERN Team}, Tess Hof]}"
    resume = load_text(BARE + text).resume
    assert resume is not None
    berg, team, _ = resume.publications[0].authors
    assert (berg, berg.name.family, berg.name.particle) == ("Jan van der Berg", "Berg", "van der")
    assert (team, team.name.group) == ("CERN Team", "CERN Team")
    assert [code for code, *_ in complaints(work("editors: [{given: Tess}]"))] == ["missing-field"]
    assert [code for code, *_ in complaints(work("editors: [{family: Hof, group: X}]"))] == ["given-twice"]


def test_the_author_with_the_orcid_of_the_person_is_the_person() -> None:
    authors = "[Tess Hof, {family: Hof, given: T., orcid: 0000-0002-1825-0097}]"
    text = f"{{key: a, title: T, authors: {authors}}}"
    resume = load_text(BARE.replace("Hof}", "Hof, orcid: 0000-0002-1825-0097}", 1) + text).resume
    assert resume is not None
    assert own_index(resume.publications[0].authors, resume.basics) == [1]


def test_a_work_without_authors() -> None:
    [problem] = load_text(BARE + "{key: a, title: T}").diagnostics
    assert (problem.severity, problem.code, problem.message) == ("warning", "no-authors", "`a` has no authors")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("type: thesis", "thesis"),
        ("status: preprint", "preprint"),
        ("venue: J", "article"),
        ("note: N", "other"),
    ],
)
def test_the_kind(fields: str, kind: str) -> None:
    resume = load_text(work(fields)).resume
    assert resume is not None
    assert resume.publications[0].kind == kind


def test_every_type_has_a_name_in_csl_and_comes_back() -> None:
    assert tuple(NAMES) == TYPES
    for name, names in NAMES.items():
        assert names.genre or OF_CSL[names.csl] in (name, *(other for other, o in NAMES.items() if o.csl == names.csl))
        assert all(OF_BIBTEX[bibtex] == name for bibtex in names.bibtex)
