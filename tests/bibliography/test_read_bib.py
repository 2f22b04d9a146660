from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpdf.bibliography.read_bib import MAX_BYTES, parse_bib, read_bib
from cvpdf.bibliography.records import BibFile

GOOD = r"""A comment between entries.
@string{jis = "Journal of " # inv}
@string(inv = {Invented Studies})
@preamble{"\newcommand{\noopsort}[1]{}"}
@comment{nothing}
@Article{Hof:2024/x,
  Author = {Tess Hof and {The {\LaTeX} Team}},
  title = "A {"}quoted{"} word",
  journal = jis, month = "10~" # jan,
  year = 2024
}
@book(b, title = {A (b)})
@misc{e}
"""


def parsed(text: str | bytes) -> BibFile:
    return parse_bib("p.bib", text if isinstance(text, bytes) else text.encode())


def complaints(text: str | bytes) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in parsed(text).diagnostics]


def test_entries_and_the_places_of_values() -> None:
    file = parsed(GOOD.replace('jis = "Journal of " # inv', 'jis = "Journal of Invented Studies"'))
    assert file.diagnostics == ()
    article, book, empty = file.entries
    assert (article.type, article.key, str(article.key.span)) == ("article", "Hof:2024/x", "p.bib:6:10")
    assert {name: field.value for name, field in article.fields.items()} == {
        "author": r"Tess Hof and {The {\LaTeX} Team}",
        "title": 'A {"}quoted{"} word',
        "journal": "Journal of Invented Studies",
        "month": "10~January",
        "year": "2024",
    }
    assert str(article.fields["author"].span) == "p.bib:7:13"
    assert (article.fields["year"].span, article.fields["year"].name_span.column) == (("p.bib", 10, 10, 10, 14), 3)
    assert (book.value("title"), dict(empty.fields)) == ("A (b)", {})


def test_a_string_is_defined_before_it_is_used() -> None:
    assert complaints(GOOD) == [("unknown-string", "p.bib:2:31")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@misc{a, author = {A} title = {B}, year = 1}", [("bib-syntax", "p.bib:1:23")]),
        ("@misc{a title = {B}}", [("bib-syntax", "p.bib:1:15")]),
        ("@misc{a, title = {A}}, year = 2020 }", [("bib-syntax", "p.bib:1:24")]),
        ("@misc{a,\n title = {A {b},\n year = 1\n}\n@misc{b}", [("bib-syntax", "p.bib:2:2")]),
        ("@misc{a, title = {x},, year = 1}", [("bib-syntax", "p.bib:1:22")]),
        ("@misc{a, title = {x}, x}", [("bib-syntax", "p.bib:1:24")]),
        ("@misc{a, = {x}}", [("bib-syntax", "p.bib:1:10")]),
        ("@misc{, title = {x}}", [("no-key", "p.bib:1:1")]),
        ("@misc{title = {x}}", [("no-key", "p.bib:1:1")]),
        ("@misc{a, title = {x}", [("bib-syntax", "p.bib:1:1")]),
        ("@misc{a, title = }", [("no-value", "p.bib:1:10")]),
        ("@misc{a, title = {x}, Title = {y}}", [("field-twice", "p.bib:1:23")]),
        ("@misc{a, title = {x}, Title = {x}}", []),
        ("@misc{a}\n@misc{A}", [("duplicate-key", "p.bib:2:7")]),
        ("@misc{a}\n@misc{a}", [("duplicate-key", "p.bib:2:7")]),
        ("@misc{a, title = {x\u200ey}}", [("invisible-character", "p.bib:1:20")]),
        (b"@misc{a,\n title = {\xe9}}", [("encoding", "p.bib:2:11")]),
        ("% nothing", [("no-entries", "p.bib:1:1")]),
        ("<!DOCTYPE html><html>@misc{a}", [("foreign-file", "p.bib:1:1")]),
        (b"%PDF-1.7\n@misc{a}", [("foreign-file", "p.bib:1:1")]),
        ("TY  - JOUR\nTI  - Title\nER  - ", [("foreign-file", "p.bib:1:1")]),
        ("PMID- 123\nTI  - Title", [("foreign-file", "p.bib:1:1")]),
        (b"abcdefgh\0\0", [("foreign-file", "p.bib:1:1")]),
        ("@misc{a, title = {x}}".encode("utf-16"), [("encoding", "p.bib:1:1")]),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str | bytes, found: list[tuple[str, str]]) -> None:
    assert complaints(text) == found


def test_strings_that_contain_each_other_cannot_fill_the_memory() -> None:
    strings = "".join(f"@string{{s{place + 1} = s{place} # s{place}}}\n" for place in range(60))
    file = parsed("@string{s0 = {0123456789}}\n" + strings + "@misc{a, title = s60}")
    assert [(d.code, d.span and d.span.line) for d in file.diagnostics] == [("value-too-long", 16)]


def test_the_fields_behind_a_missing_comma_are_read() -> None:
    [entry] = parsed("@misc{a, author = {A} title = {B}, year = 1}").entries
    assert {name: field.value for name, field in entry.fields.items()} == {"author": "A", "title": "B", "year": "1"}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "large.bib").write_bytes(b" " * (MAX_BYTES + 1))
    for name, part in (("none.bib", "does not exist"), (".", "is a folder"), ("large.bib", "the limit is 10,000,000")):
        [problem] = read_bib(tmp_path / name).diagnostics
        assert (problem.code, part in problem.message) == ("bibliography-unreadable", True)


def test_the_file_that_is_meant(tmp_path: Path) -> None:
    def hint(name: str) -> str | None:
        return read_bib(tmp_path / name).diagnostics[0].hint

    assert hint("x.bib") == "the path is relative to the folder of cv.yaml"
    assert hint(".") == "name a file with entries"
    (tmp_path / "papers.bib").touch()
    assert (hint("x.bib"), hint(".")) == ("did you mean `papers.bib`?", "name a file in it, such as `papers.bib`")
    (tmp_path / "talks.bib").touch()
    assert (hint("paper.bib"), hint("none/papers.bib")) == (
        "did you mean `papers.bib`?",
        "the path is relative to the folder of cv.yaml",
    )


PIECES = st.sampled_from(
    ["@misc{k%d,", "@Book(k%d,", "@string{s = {x}}", "title", "=", "{A {b}}", '"q"', "{", "}", '"', "#", ",", "s", "\n",
     "\n@article{k%d, title = {T}}\n", "(", ")", "\\", "\r\n", "é", "2020"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_every_entry_is_returned_or_reported(pieces: list[str]) -> None:
    text = "".join(piece.replace("%d", str(number)) for number, piece in enumerate(pieces))
    file = parsed(text)
    lines = text.replace("\r\n", "\n").split("\n")
    reported = {d.span.line for d in file.diagnostics if d.span} | {
        r.span.line for d in file.diagnostics for r in d.related
    }
    for line, typed in enumerate(lines, 1):
        for match in re.finditer(r"^\s*@(?:misc|article|book)\s*[{(]\s*(k\d+),", typed, re.IGNORECASE):
            assert any(entry.key == match[1] for entry in file.entries) or any(at >= line for at in reported), text
