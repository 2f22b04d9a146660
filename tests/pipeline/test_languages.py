"""Building a CV in several languages: which PDFs there are, what is recorded, and which warnings each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cvpdf.diagnostics import ExitCode
from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options, checked
from cvpdf.report.results import BuildReport
from tests.cli.running import cvpdf

CV = """\
locale: {languages: [en, de]}
basics: {name: {en: Tess Hof, de: Teß Hof}, native_name: 何苔丝, headline: {en: Engineer, de: Ingenieurin}}
sections:
  - kind: experience
    title: {en: Jobs, de: Beruf}
    entries:
      - {company: Muster AG, start_date: 2020-05, end_date: 2021-05, highlights: {en: [One., Two.], de: [Eins.]}}
      - {company: Acme, position: {en: Intern}, date: 2019}
variants:
  full: {output: {en: cv, de: lebenslauf}}
  long: {}
  brief: {extends: onepage, locale: {language: de, date_style: numeric}}
"""
MISSING = ("missing-translation", 8)


def _languages(element: Any) -> Iterator[str]:
    """Yield the languages of the elements of a structure, in the order of reading."""
    if "/Lang" in element:
        yield str(element["/Lang"])
    for kid in element.get("/K", ()):
        kid = kid.get_object()
        if "/S" in kid:
            yield from _languages(kid)


class Folder:
    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "cv.yaml").write_text(CV, encoding="utf-8")

    def build(self, *variants: str, **options: Any) -> BuildReport:
        return build(Options(self.home / "cv.yaml", self.home / "out", variants, **options))

    def languages(self, name: str) -> tuple[str, list[str]]:
        """Return the language of a PDF, and those of its parts."""
        root = PdfReader(self.home / "out" / f"{name}.pdf").root_object
        tree = root["/StructTreeRoot"]["/K"][0].get_object()  # type: ignore[index]
        return str(root["/Lang"]), list(_languages(tree))

    def text(self, name: str) -> str:
        return " ".join(PdfReader(self.home / "out" / f"{name}.pdf").pages[0].extract_text().split())


def outcomes(report: BuildReport) -> list[tuple[str, str]]:
    return [(one.outcome, Path(one.summary.path).name) for one in report.variants if one.summary]


def warnings(report: BuildReport) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in report.all_diagnostics() if d.span]


@pytest.mark.tex
def test_each_variant_and_each_language_has_its_own_pdf_record_and_warnings(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    both = folder.build("full", "brief")
    assert outcomes(both) == [("built", "cv.pdf"), ("built", "brief.pdf")]
    assert [[d.code for d in one.diagnostics] for one in both.variants] == [[], ["missing-translation"]]
    assert "Jobs Muster AG May 2020 – May 2021 • One. • Two. Acme 2019 Intern" in folder.text("cv")
    assert "Teß Hof 何苔丝 Ingenieurin Beruf Muster AG 05/2020 – 05/2021 • Eins. Acme Intern 2019" in folder.text(
        "brief"
    )

    assert (folder.languages("cv"), folder.languages("brief")) == (("en", ["zh-Hans"]), ("de", ["zh-Hans", "en"]))

    german = folder.build("full", language="de")
    assert outcomes(german) == [("built", "lebenslauf.pdf")]
    assert warnings(german) == [MISSING]
    assert "Teß Hof 何苔丝 Ingenieurin" in folder.text("lebenslauf")
    # Builds in one language leave the record of the others alone.
    assert outcomes(folder.build("full", "brief")) == [("unchanged", "cv.pdf"), ("unchanged", "brief.pdf")]
    assert outcomes(folder.build("full", language="de")) == [("unchanged", "lebenslauf.pdf")]
    text = cvpdf("text", tmp_path / "cv.yaml", "--language", "DE", "-o", tmp_path / "out").stdout
    assert "\n\nBeruf\nMuster AG" in text, "headings are found in any spelling of the language"
    assert warnings(folder.build("full")) == []
    assert folder.build("full", strict=True).exit_code == ExitCode.OK
    assert folder.build("full", language="de", strict=True).exit_code == ExitCode.CHECK_FAILED
    names = {path.name for path in (tmp_path / "out" / ".cvpdf").iterdir()}
    assert {"full.log", "full-de.log", "brief.heights", "record.json", "record.de.json"} <= names


def test_another_language_has_another_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert [one.tex and one.tex.name for one in folder.build("long", language="de", tex_only=True).variants] == [
        "long-de.tex"
    ]
    named = folder.build("long", language="de", tex_only=True, output_name="bewerbung")
    assert [one.tex and one.tex.name for one in named.variants] == ["bewerbung.tex"]


@pytest.mark.parametrize(
    ("variant", "language", "code", "words"),
    [
        ("full", "fr", "undeclared-language", "one of: en, de"),
        ("full", "at", "undeclared-language", "did you mean `de`?"),
        ("full", "de_AT", "bad-language", "type `de-AT`"),
        ("full", "d", "bad-language", "zh-Hans"),
        ("brief", "../en", "bad-language", "zh-Hans"),
        ("brief", "en", "duplicate-output", "--variant brief-en"),
    ],
)
def test_a_language_that_cannot_be_built(tmp_path: Path, variant: str, language: str, code: str, words: str) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "cv.yaml").write_text(CV + "  brief-en: {locale: en}\n", encoding="utf-8")
    options = Options(folder.home / "cv.yaml", tmp_path / "out", (variant,), tex_only=True, language=language)
    accepted = checked(options)
    if isinstance(accepted, Options):
        report = build(accepted)
        assert report.exit_code == ExitCode.USAGE
        [problem] = report.diagnostics
    else:
        problem = accepted
    assert problem.code == code
    assert words in str(problem.hint)


@pytest.mark.tex
def test_a_part_in_another_language_is_printed_with_any_class(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "latex_templates").mkdir()
    (tmp_path / "latex_templates" / "full.tex.j2").write_text(
        r"\documentclass{article}\usepackage{\VAR{fonts}}\begin{document}\VAR{basics.native_name}\end{document}",
        "utf-8",
    )
    # It prints next to nothing of the CV, but LaTeX has no complaint.
    codes = {problem.code for problem in folder.build("full").all_diagnostics()}
    assert "text-missing" in codes
    assert not any("latex" in code for code in codes)
