from __future__ import annotations

from typing import Any

import pytest

from cvpdf.bibliography.bibtex.fields import to_publication
from cvpdf.bibliography.duplicates import check, merged, pairs
from cvpdf.bibliography.read_bib import parse_bib
from cvpdf.source.nodes import Mapping

AUTHOR = "author = {Hof, Tess and Li, Bo}"
ARXIV = "eprint = {2301.00001}, archiveprefix = {arXiv}"


def works(*entries: str) -> list[Mapping]:
    """Return the works of entries such as `article: title = {T}`, with the keys a, b, c."""
    keyed = zip("abcdefgh", entries, strict=False)
    text = "\n".join(f"@{kind}{{{key}, {rest}}}" for key, entry in keyed for kind, _, rest in [entry.partition(": ")])
    return [to_publication(entry).node for entry in parse_bib("p.bib", text.encode()).entries]


def found(*entries: str) -> list[tuple[Any, ...]]:
    return [(str(pair.first["key"]), str(pair.second["key"]), pair.reason) for pair in pairs(works(*entries))]


RAIN = f"title = {{How rain falls in the hills}}, {AUTHOR}, year = 2023"


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("misc: title = {A}, doi = {10.1000/182X}", "misc: title = {B}, doi = {https://doi.org/10.1000/182x}", "doi"),
        (f"misc: title = {{A}}, {ARXIV}", "misc: title = {B}, eprint = {2301.00001v3}, eprinttype = {arxiv}", "arxiv"),
        (f"misc: title = {{A}}, {ARXIV}", f"article: title = {{B}}, journal = {{J}}, {ARXIV}", "preprint"),
        (
            "misc: title = {A}, doi = {10.48550/arXiv.2301.00001}",
            f"article: title = {{B}}, journal = {{J}}, {ARXIV}",
            "preprint",
        ),
        (f"article: {RAIN}", "article: title = {How {R}ain Falls in {\\em the} Hills!}, year = 2024", "title"),
        (f"article: {RAIN}", f"article: title = {{How rain falls in hills}}, {AUTHOR}, year = 2023", "title"),
        (f"article: {RAIN}", f"article: title = {{How rain falls in the hils}}, {AUTHOR}, year = 2023", "title"),
        (f"misc: {RAIN}, {ARXIV}", f"article: {RAIN}, journal = {{J}}, doi = {{10.1000/1}}", "preprint"),
        (f"article: {RAIN}, journal = {{J. Rain}}", f"article: {RAIN}, journal = {{Journal of Rain}}", "title"),
        # Other works:
        (f"article: {RAIN}, journal = {{J. Rain}}", f"article: {RAIN}, journal = {{Journal of Snow}}", None),
        (f"article: {RAIN}", "article: title = {How rain falls in the hills}, author = {Ray, Cy}, year = 2023", None),
        (f"article: {RAIN}", f"inproceedings: {RAIN}", None),
        (f"article: {RAIN}", f"article: {RAIN.replace('2023', '2019')}", None),
        (f"article: {RAIN}, doi = {{10.1000/1}}", f"article: {RAIN}, doi = {{10.1000/2}}", None),
        (f"article: {RAIN}", f"article: title = {{How snow falls in the hills}}, {AUTHOR}, year = 2023", None),
        (f"article: title = {{On all rain, 1}}, {AUTHOR}", f"article: title = {{On all rain, 2}}, {AUTHOR}", None),
        (f"article: {RAIN}, volume = 1", f"article: {RAIN}, volume = 2", None),
        (f"article: title = {{Editorial}}, {AUTHOR}", f"article: title = {{Editorial}}, {AUTHOR}", None),
    ],
)  # fmt: skip
def test_pairs(first: str, second: str, reason: str | None) -> None:
    for entries in ((first, second), (second, first)):
        assert [pair[2] for pair in found(*entries)] == ([reason] if reason else [])


def test_of_three_the_first_is_named() -> None:
    assert found(*[f"article: {RAIN}"] * 3) == [("a", "b", "title"), ("a", "c", "title")]


def test_reports_have_both_places() -> None:
    first, second = works("misc: title = {A}, doi = {10.1000/1}", "misc: title = {B}, doi = {10.1000/1}")
    [problem] = check([first, second])
    assert (problem.severity, problem.code, str(problem.span)) == ("warning", "duplicate-work", "p.bib:2:7")
    assert str(problem.related[0].span) == "p.bib:1:7"


def test_preprints_are_one_note() -> None:
    other = RAIN.replace("rain", "snow")
    both = [f"misc: {RAIN}, {ARXIV}", f"article: {RAIN}, journal = {{J}}", f"article: {other}, journal = {{J}}",
            f"misc: {other}, eprint = {{2302.00002}}, eprinttype = {{arxiv}}"]  # fmt: skip
    [problem] = check(works(*both))
    assert problem.severity == "note"
    assert problem.message == "`a` is a preprint of `b` (and 1 more preprints have a published version)"
    assert [str(related.span) for related in problem.related] == ["p.bib:2:10", "p.bib:4:7"]


def test_merged_preprints_leave_their_numbers() -> None:
    preprint, published, lone = works(
        f"misc: {RAIN}, {ARXIV}", f"article: {RAIN}, journal = {{J}}", "misc: title = {Snow}, eprint = {2302.00002}"
    )
    assert merged([preprint, published, lone], [preprint, lone]) == [published, lone]
    assert (published["arxiv"], str(published["arxiv"].span)) == ("2301.00001", "p.bib:1:105")
    assert merged([preprint, published], [published]) == [preprint, published]


def test_many_works_with_one_title() -> None:
    same = [f"article: {RAIN.replace('2023', str(1990 + 3 * year))}" for year in range(8)]
    assert len(found(*same)) == 0
