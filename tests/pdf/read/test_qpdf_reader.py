from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read.facts import FileFacts
from cvpdf.pdf.read.qpdf_reader import read
from tests.pdf.edits import spoilt


def facts_of(pdf: Path) -> FileFacts:
    return read(pdf.read_bytes())


def targets(plain_pdf: Path, path: Path, *items: Dictionary) -> list[str]:
    def write(pdf: Pdf) -> None:
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Names=[String("here"), Dictionary(D=[pdf.pages[0].obj, Name.Fit]), String("x"), [5]])
        )
        pdf.Root.Dests = Dictionary(Old=[pdf.pages[1].obj, Name.Fit])
        made = [pdf.make_indirect(item) for item in items]
        for number, item in enumerate(made):
            item.Title = String(f"Entry {number}")
            if item.get("/Dest") == "page":
                item.Dest = Array([pdf.pages[1].obj, Name.Fit])
            if number:
                made[number - 1].Next = item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=made[0]))

    return [str(entry.target) for entry in facts_of(spoilt(plain_pdf, path, write)).outline]


def test_targets_of_outlines(plain_pdf: Path, tmp_path: Path) -> None:
    given = {
        "page": [
            Dictionary(Dest=String("page")),
            Dictionary(Dest=String("here")),
            Dictionary(Dest=Name.Old),
            Dictionary(A=Dictionary(S=Name.GoTo, D=String("here"))),
        ],
        "nowhere": [
            Dictionary(Dest=String("gone")),
            Dictionary(Dest=String("x")),
            Dictionary(Dest=Name.Gone),
            Dictionary(Dest=Array([Dictionary(Type=Name.Page), Name.Fit])),
            Dictionary(A=Dictionary(S=Name.GoTo)),
        ],
        "elsewhere": [Dictionary(A=Dictionary(S=Name.URI, URI=String("https://a.org")))],
        "none": [Dictionary()],
    }
    wanted = [target for target, items in given.items() for _ in items]
    assert targets(plain_pdf, tmp_path / "a.pdf", *(item for items in given.values() for item in items)) == wanted


def test_an_outline_that_bites_its_tail(plain_pdf: Path, tmp_path: Path) -> None:
    def loop(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("x")))
        item.Next = item
        pdf.Root.Outlines = Dictionary(First=item)

    facts = facts_of(spoilt(plain_pdf, tmp_path / "a.pdf", loop))
    assert any("outline" in problem for problem in facts.problems)


def test_a_page_tree_that_miscounts(plain_pdf: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf.read_bytes().replace(b"/Count 2", b"/Count 3"))
    assert any("the count is 3, but there are 2 pages" in problem for problem in facts_of(path).problems)
    assert "pdf-irregular" in {d.code for d in inspect(path, None).diagnostics}


def test_good_files(plain_pdf: Path) -> None:
    facts = facts_of(plain_pdf)
    assert (facts.problems, facts.active, facts.attachments, facts.outline) == ((), (), (), ())


@pytest.mark.parametrize("data", [b"", b"x", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", bytes(100)])
def test_what_is_not_a_pdf(data: bytes) -> None:
    assert read(data).problems
