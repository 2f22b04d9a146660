"""The examination of a machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cvpdf.latex import doctor
from cvpdf.latex.doctor import Status, examine
from cvpdf.latex.get_latex import how_to_get_latex
from cvpdf.latex.toolchain import Toolchain

LATEX = [*(Path(__file__).parents[2] / "latex_templates").glob("cvpdf*.*")]


def test_a_machine_without_anything() -> None:
    report = examine(Toolchain())
    assert not report.usable
    by_name = {item.name: item for item in report.items}
    assert by_name["pdflatex"].status is Status.MISSING
    assert by_name["pdflatex"].remedy == by_name["xcolor.sty"].remedy == how_to_get_latex()
    assert all(item.remedy for item in report.items if item.status is not Status.FOUND)


@pytest.mark.tex
def test_this_machine(latexmk: Toolchain) -> None:
    report = examine(latexmk)
    assert report.usable
    item = report.items[0]
    assert (item.name, item.status, item.remedy) == ("latexmk", Status.FOUND, "")
    assert "Version" in item.version


def test_the_embedded_one_is_usable(embedded: Toolchain) -> None:
    report = examine(embedded)
    assert report.usable
    by_name = {item.name: item for item in report.items}
    assert by_name["xcolor.sty"].status is Status.FOUND
    assert by_name["latexmk"].remedy == "not needed by the embedded LaTeX"


def test_a_program_that_does_not_run_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "pdflatex"
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    report = examine(Toolchain(pdflatex=path))
    assert next(item for item in report.items if item.name == "pdflatex").status is Status.BROKEN
    assert not report.usable


def test_every_package_of_the_class_is_examined() -> None:
    text = re.sub(r"(?<!\\)%.*", "", "".join(file.read_text(encoding="utf-8") for file in LATEX))
    loaded = {
        f"{name}.sty"
        for names in re.findall(r"\\RequirePackage(?:\[[^]]*\])?\{([^}#]*)\}", text)
        for name in names.split(",")
    }
    assert loaded <= {
        "cvpdf-core.sty",
        "cvpdf-header.sty",
        "cvpdf-icons.sty",
        "cvpdf-letters.sty",
        "cvpdf-srgb.sty",
        "cvpdf-tags.sty",
        *doctor.CLASS_FILES,
    }
