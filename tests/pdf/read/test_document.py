from __future__ import annotations

import logging
import os
import random
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.document import read
from tests.pdf.conftest import edited, facts_of, names, text_page


def codes(pdf: Path) -> list[str]:
    return [d.code for d in read(pdf)[1]]


@pytest.mark.tex
def test_facts_of_a_good_pdf(good_pdf: Path) -> None:
    facts = facts_of(good_pdf)
    assert (facts.title, facts.author, facts.language) == ("Jane Roe – CV", "Jane Roe", "en")
    assert not facts.encrypted
    assert facts.size == good_pdf.stat().st_size
    [page] = facts.pages
    assert (round(page.width), round(page.height)) in {(612, 792), (595, 842)}
    assert page.links == ("https://example.org/a_b#c", "mailto:jane@example.org")
    assert "Difficult Offices, Zürich" in page.text
    assert facts.fonts
    assert all(f.embedded and f.subset and f.to_unicode and f.standard_encoding for f in facts.fonts)
    assert all("+" not in f.name for f in facts.fonts)


def test_pages_are_read_as_shown(tmp_path: Path, plain_pdf: Path) -> None:
    def turn(writer: PdfWriter) -> None:
        writer.pages[0].rotate(90)
        writer.pages[1][NameObject("/UserUnit")] = NumberObject(2)

    facts = facts_of(edited(plain_pdf, tmp_path / "a.pdf", turn))
    assert [(page.width, page.height) for page in facts.pages] == [(400, 300), (600, 800)]
    assert [page.text for page in facts.pages] == ["Hello from page 1", "Hello from page 2"]


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (TextStringObject("https://a.org/"), "https://a.org/"),
        (ByteStringObject("https://a.org/é".encode()), "https://a.org/é"),
        (ByteStringObject(b"https://a.org/\xff"), None),
        (NumberObject(7), "7"),
    ],
)
def test_targets_of_links(tmp_path: Path, plain_pdf: Path, value: TextStringObject, read_as: str | None) -> None:
    def link(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): value})
        annotation = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
        writer.pages[0][NameObject("/Annots")] = ArrayObject(
            [annotation, NumberObject(1), names({"/Subtype": "/Text"})]
        )

    [uri] = facts_of(edited(plain_pdf, tmp_path / "a.pdf", link)).pages[0].links
    assert uri == read_as if read_as else uri.startswith("https://a.org/")


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "none.pdf", tmp_path, tmp_path / "pipe.pdf", Path("a\0b")):
        assert codes(path) == ["pdf-unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path, plain_pdf: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf.read_bytes())
    path.chmod(0)
    assert codes(path) == ["pdf-unreadable"]


@pytest.mark.parametrize("data", [b"", b"Hello\n", b"\x00" * 5000, "Ünïcode".encode("utf-16"), b"\x89PNG\r\n\x1a\n"])
def test_not_a_pdf(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    facts, [problem] = read(path)
    assert facts is None
    assert problem.code == "not-a-pdf"
    assert problem.span is not None
    assert problem.span.file == str(path)


@pytest.mark.parametrize("data", [b"%PDF-1.5\n", b"%PDF-1.5\n%%EOF\n", b"%PDF-1.5\nstartxref\n9\n%%EOF\n"])
def test_only_a_header(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert codes(path) == ["pdf-damaged"]


def test_no_pages(tmp_path: Path) -> None:
    PdfWriter().write(tmp_path / "a.pdf")
    assert codes(tmp_path / "a.pdf") == ["pdf-damaged"]


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tmp_path: Path, plain_pdf: Path, keep: float) -> None:
    data = plain_pdf.read_bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(data[: int(len(data) * keep)])
    inspection = inspect(path, None)
    assert [d.code for d in inspection.diagnostics] == ["pdf-damaged"]
    assert inspection.failed == ("file",)
    assert inspection.passed == ()


def test_encrypted_with_a_password(tmp_path: Path, plain_pdf: Path) -> None:
    path = edited(plain_pdf, tmp_path / "a.pdf", lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    facts, problems = read(path)
    assert facts is None
    assert [d.code for d in problems] == ["pdf-encrypted"]


def test_encrypted_without_a_password_is_read_all_the_same(tmp_path: Path, plain_pdf: Path) -> None:
    path = edited(plain_pdf, tmp_path / "a.pdf", lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    facts, problems = read(path)
    assert facts is not None
    assert facts.encrypted
    assert facts.pages[0].text == "Hello from page 1"
    assert [d.code for d in problems] == ["pdf-encrypted"]
    inspection = inspect(path, None)
    assert inspection.failed == ("file", "fonts")


def test_lone_surrogates_do_not_get_through(tmp_path: Path) -> None:
    writer = PdfWriter()
    text_page(writer, "x")
    writer.add_metadata({"/Author": "a"})
    writer.write(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes().replace(b"(a)", b"<FEFFD8000041>")
    (tmp_path / "b.pdf").write_bytes(data)
    facts, _ = read(tmp_path / "b.pdf")
    assert facts is not None
    facts.author.encode("utf-8")


def test_messages_of_pypdf_are_collected_and_stay_off_standard_error(
    tmp_path: Path, plain_pdf: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"garbage\n" + plain_pdf.read_bytes())
    facts, problems = read(path)
    assert facts is not None
    assert problems == []
    assert facts.pypdf_messages
    assert capfd.readouterr().err == ""
    assert logging.getLogger("pypdf").handlers == []


def test_flipped_bits_never_raise(tmp_path: Path, plain_pdf: Path) -> None:
    flip(plain_pdf.read_bytes(), tmp_path / "a.pdf", 200)


@pytest.mark.tex
def test_flipped_bits_in_a_pdf_of_latex_never_raise(tmp_path: Path, good_pdf: Path) -> None:
    # pdfTeX compresses objects; most of the bytes are font programs, so the end, with the structure, is hit more often.
    data = good_pdf.read_bytes()
    flip(data, tmp_path / "a.pdf", 60)
    flip(data, tmp_path / "b.pdf", 60, first=len(data) - 3000)


def flip(data: bytes, path: Path, cases: int, first: int = 0) -> None:
    chance = random.Random(7)
    for _ in range(cases):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            place = chance.randrange(first, len(changed))
            changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        inspection = inspect(path, None)
        assert inspection.passed or inspection.failed


def test_a_page_tree_that_bites_its_tail(tmp_path: Path, plain_pdf: Path) -> None:
    def loop(writer: PdfWriter) -> None:
        pages = writer._root_object.raw_get("/Pages")
        pages.get_object()["/Kids"].append(pages)

    edited(plain_pdf, tmp_path / "a.pdf", loop)
    inspect(tmp_path / "a.pdf", None)
