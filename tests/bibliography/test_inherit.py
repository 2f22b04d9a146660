from __future__ import annotations

import pytest

from cvpdf.bibliography import inherit as inherit_module
from cvpdf.bibliography.inherit import Inherited, inherit
from cvpdf.bibliography.read_bib import parse_bib

BOOK = "@proceedings{p, title = {Days}, year = 2024, editor = {Cy Ray}, doi = {10.5555/p}, publisher = {P}}\n"


def inherited(text: str) -> Inherited:
    return inherit(parse_bib("p.bib", text.encode()).entries)


def test_a_paper_takes_the_fields_of_its_proceedings() -> None:
    found = inherited("@inproceedings{a, title = {A}, year = 2023, crossref = {P}}\n" + BOOK)
    paper = found.entries[0]
    assert {name: field.value for name, field in paper.fields.items() if name != "crossref"} == {
        "title": "A", "year": "2023", "booktitle": "Days", "editor": "Cy Ray", "publisher": "P",
    }  # fmt: skip
    assert found.parents == {"p"}
    assert str(paper.fields["booktitle"].span) == "p.bib:2:26"


def test_data_of_several_entries() -> None:
    text = "@xdata{x, publisher = {P}}\n@xdata{y, xdata = {x}, year = 2020}\n@misc{a, xdata = {y, x}}"
    found = inherited(text)
    assert (found.entries[2].value("publisher"), found.entries[2].value("year")) == ("P", "2020")
    assert found.parents == {"x", "y"}


def test_missing_and_circular_references() -> None:
    missing = inherited("@inproceedings{a, crossref = {dayz}}\n@misc{days}").diagnostics
    assert [(d.code, str(d.span), d.hint) for d in missing] == [
        ("unknown-crossref", "p.bib:1:31", "did you mean `days`?")
    ]
    circular = inherited("@misc{a, crossref = {b}}\n@misc{b, crossref = {c}}\n@misc{c, crossref = {a}}").diagnostics
    assert {d.code for d in circular} == {"circular-crossref"}
    assert "a → b → c → a" in circular[0].message


def test_long_chains_and_many_ways_to_the_same_entry() -> None:
    chain = "".join(f"@misc{{k{place}, crossref = {{k{place + 1}}}}}\n" for place in range(3000))
    assert inherited(chain + "@misc{k3000, title = {T}}").entries[0].value("title") == "T"
    ways = "".join(f"@misc{{{letter}{at}, xdata = {{a{at + 1}, b{at + 1}}}}}\n" for at in range(50) for letter in "ab")
    assert inherited(ways + "@misc{a50, title = {T}}\n@misc{b50}").entries[0].value("title") == "T"


def test_one_of_the_entries_in_a_circle_is_listed() -> None:
    circular = inherited("@misc{a, crossref = {b}}\n@misc{b, crossref = {a}}")
    assert circular.parents == {"b"}


def test_the_number_of_fields_that_are_taken_over_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inherit_module, "MAX_LENT", 3)
    found = inherited(
        "".join(f"@misc{{k{place}, xdata = {{x}}}}\n" for place in range(9)) + "@xdata{x, a = {1}, b = {2}}"
    )
    assert [(d.code, str(d.span)) for d in found.diagnostics] == [("too-many-fields", "p.bib:2:20")]
