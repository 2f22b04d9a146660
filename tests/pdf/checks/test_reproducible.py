from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pikepdf import Name, Pdf

from cvpdf.expectation import Expectation
from cvpdf.pdf.checks import reproducible
from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.read import qpdf_reader
from cvpdf.pdf.read.facts import FileFacts, PdfFacts
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from tests.pdf.conftest import GOOD, PREAMBLE, Compile
from tests.pdf.edits import only, spoilt

ROOT = Path(__file__).parents[3]


def dated(value: str, epoch: int | None) -> bool:
    facts = PdfFacts("a.pdf", (), file=FileFacts(dates=(("/CreationDate", value),)))
    found = reproducible.check(facts, Expectation(), epoch)
    assert {d.code for d in found} <= {"not-reproducible"}
    return bool(found)


@pytest.mark.parametrize(
    "value",
    [
        *("D:20240102030405Z", "D:20240102030405+00'00'", "D:20240102050405+02'00", "D:20240101230405-04'00'"),
        *("2024-01-02T03:04:05Z", "2024-01-02T05:04:05+02:00"),
    ],
)
def test_a_date_that_is_fixed(value: str) -> None:
    assert not dated(value, 1704164645)
    assert dated(value, 1704164646)
    assert dated(value, None)


@pytest.mark.parametrize("value", ["D:2024", "", "today", "D:99999999999999", "2024-13-01"])
def test_dates_that_are_none(value: str) -> None:
    assert dated(value, 1704164645)


def test_the_variable_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704164645")
    assert not dated("D:20240102030405Z", None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "now")
    assert dated("D:20240102030405Z", None)


@pytest.mark.tex
@pytest.mark.parametrize("left_out", [r"\pdfinfoomitdate=1", r"\pdftrailerid{}"])
def test_dates_and_identifiers_of_latex(
    compiled: Compile, left_out: str, good_pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    only(compiled(preamble=PREAMBLE.replace(left_out, "")), "reproducible", "not-reproducible", GOOD, foreign=None)
    assert "reproducible" in inspect(good_pdf, GOOD).passed


@pytest.mark.tex
def test_dates_of_xmp(good_pdf: Path, tmp_path: Path) -> None:
    packet = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmp:ModifyDate="2024-01-02T03:04:05Z">
    <xmp:CreateDate>2024-01-02</xmp:CreateDate><xmpMM:InstanceID>uuid:1</xmpMM:InstanceID>
    <xmpMM:DocumentID/></rdf:Description></x:xmpmeta>"""

    def write(pdf: Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(packet.encode())
        pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML

    path = spoilt(good_pdf, tmp_path / "a.pdf", write)
    facts = qpdf_reader.read(path.read_bytes())
    assert facts.dates == (("xmp:ModifyDate", "2024-01-02T03:04:05Z"), ("xmp:CreateDate", "2024-01-02"))
    assert facts.identifiers == (("xmpMM:InstanceID", "uuid:1"),)
    only(path, "reproducible", "not-reproducible", GOOD, foreign=None)


@pytest.mark.tex
@pytest.mark.parametrize("source", ["cv.yaml", "examples/non-latin.yaml"])
def test_another_day_in_another_folder(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [
        ("here", "here/out", {"SOURCE_DATE_EPOCH": "1700000000", "TZ": "UTC", "LANG": "C", "USER": "janeroe"}),
        (
            "über there/deep",
            "elsewhere",
            {"SOURCE_DATE_EPOCH": "1893456000", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "USER": "someoneelse"},
        ),
    ]
    made = []
    for number, (folder, output, variables) in enumerate(places):
        home = tmp_path / f"home{number}"
        home.mkdir()
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(ROOT / source, tmp_path / folder / "cv.yaml")
        for name, value in {**variables, "LOGNAME": variables["USER"], "HOME": str(home)}.items():
            monkeypatch.setenv(name, value)
        # One path as it would be typed, one absolute.
        monkeypatch.chdir(tmp_path / folder if number else tmp_path)
        cv = Path("cv.yaml") if number else tmp_path / folder / "cv.yaml"
        result = build(Options(cv, tmp_path / output, ("onepage",), timeout=300))
        [variant] = result.variants
        assert variant.outcome == "built", variant.diagnostics
        assert variant.summary is not None
        made.append(Path(variant.summary.path).read_bytes())
    assert made[0] == made[1]
    assert b"/ID" not in made[0]
