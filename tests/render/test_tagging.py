"""Tags change no word and no line of a PDF, and each line of a broken link is in the structure."""

from __future__ import annotations

import subprocess
from io import StringIO
from pathlib import Path

import page
import pikepdf
import pypdf
import pypdfium2
import pytest
from pdfminer.high_level import extract_text_to_fp
from pikepdf import Dictionary, Name

from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners

pytestmark = pytest.mark.tex

LINKS = {
    "soft": "un\u00adquestion\u00adably over\u00adcompli\u00adcated inter\u00adnational\u00adisation",
    "hyphens": "well-known-and-loved incomprehensibilities over-the-counter representation",
    "dashes": "one—two three–four five … six/seven eight—nine",
    "han": "中文链接文字很长需要在行末断开，还有标点。",
    "kana": "日本語のリンクはとても長いので行の終わりで改行される",
    "styles": "plain **bold words here** and *italic words* and `code-here/too` end",
    "address": "https://example.org/some/path-with-hyphens/that?needs=breaking&too=1",
    "scripts": "english 中文字符 русские слова and 日本語 mixed",
}
WORDS = [
    " ".join(
        f"{'w' * (i % 9)} filler{i} with [{text}](https://example.org/{kind}{i}) behind." for i in range(9)
    ).strip()
    for kind, text in LINKS.items()
]
TIGHT = "".join(
    f"{'汉字' * (i % 3)}文字和[链接{i}文字abc](https://example.org/h{i})后面还有*强调*以及English[link](https://example.org/e{i})和"
    for i in range(14)
)
LONG = "A location so long that no line of the page could hold it, since it goes on and on, " * 2
CV = f"""\
basics: {{name: Ada Test, email: ada@example.org}}
sections:
  - kind: experience
    title: Work
    entries: [{{company: Parts, position: Head, start_date: 2020-01, end_date: 2021-02, location: "{LONG}and beyond"}}]
"""


def readings(pdf: Path) -> dict[str, str]:
    """Return the text of a PDF as five readers give it."""

    def poppler(mode: str) -> str:
        return subprocess.run(["pdftotext", mode, pdf, "-"], capture_output=True, text=True, check=True).stdout

    mined = StringIO()
    with pdf.open("rb") as file:
        extract_text_to_fp(file, mined)
    return {
        "pypdf": "\f".join(one.extract_text() for one in pypdf.PdfReader(pdf).pages),
        "pdfium": "\f".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)),
        "raw": poppler("-raw"),
        "layout": poppler("-layout"),
        "pdfminer": mined.getvalue(),
    }


@pytest.mark.parametrize(("language", "hyphenation"), [("en", "true"), ("zh-Hans", "false")])
def test_lines_and_words_are_those_of_the_untagged_pdf(language: str, hyphenation: str, tmp_path: Path) -> None:
    texts = {}
    for standard in ("none", "ua1"):
        cv = tmp_path / f"{standard}.yaml"
        sections = "".join(f"  - {{kind: text, title: Part {i}, text: '{t}'}}\n" for i, t in enumerate([*WORDS, TIGHT]))
        design = f"design: {{standard: {standard}, hyphenation: {hyphenation}}}\nlocale: {{language: {language}}}\n"
        cv.write_text(CV + sections + design, "utf-8")
        report = build(Options(cv, tmp_path / standard, ("full",)))
        assert report.exit_code == 0, one_liners(report.all_diagnostics())
        texts[standard] = readings(tmp_path / standard / "full.pdf")
    assert texts["ua1"] == texts["none"]
    tagged = tmp_path / "ua1" / "full.pdf"
    assert page.validate_pdf(str(tagged), profile=page.ValidationProfile.PDF_UA_1).is_compliant
    with pikepdf.open(tagged) as pdf:
        annotations = [one for leaf in pdf.pages for one in leaf.obj.get("/Annots", [])]
        links = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.Link]
        lines = [kid.Obj.objgen for link in links for kid in link.K if isinstance(kid, Dictionary) and "/Obj" in kid]
        assert sorted(lines) == sorted(one.objgen for one in annotations)
        assert len({int(one.StructParent) for one in annotations}) == len(annotations) > len(links) + 30
