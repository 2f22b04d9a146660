"""Looks of the user's own, and the list of macros that a look has to define."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options
from cvpdf.report.terminal import one_liners
from cvpdf.themes.theme import FOLDER, built_in_folder, load_theme

ROOT = Path(__file__).parents[2]

SECOND_LOOK = r"""
\NeedsTeXFormat{LaTeX2e}
\ProvidesClass{cvpdf}
\RequirePackage{cvpdf-core}
\newcommand\look@block[3]{\cv@set{\cv@strut#3\cv@end}\cv@put{#1}{\cv@within{50}{3}}{.3}{#2}}
\newcommand\cvname[2]{\cv@head{0}{\cv@strut{\Huge#1}\cv@ifempty{#2}{}{\ #2}}}
\newcommand\cvheadline[1]{\cv@head{.1}{\cv@strut#1\cv@end}}
\let\cvaffiliations\cvheadline \let\cvcontact\cvheadline
\newcommand\cvsummary[1]{\look@block{summary}{0}{#1}}
\newcommand\cvsection[1]{\cv@set{\cv@outline{1}{#1}\cv@strut\textsf{\Large#1}\cv@end}\cv@put{section}{-300}{1}{1}}
\newcommand\cvsubsection[1]{\cv@set{\cv@outline{2}{#1}\cv@strut\textsf{#1}\cv@end}\cv@put{subsection}{-100}{.5}{1}}
\newcommand\cventry{\cv@parts\look@head}
\newcommand\look@head[4]{%
  \cv@set{\cv@columns\@firstofone{#1}\@firstofone{#2}\cv@maybecolumns\itshape{#3}\itshape{#4}}%
  \cv@put{entry}{\cv@unless{-100}{1}}{.6}{2}}
\let\cvrole\cventry
\newcommand\cvtext[1]{\look@block{text}{\cv@stay}{#1}}
\newcommand\cvfield[2]{\look@block{field}{\cv@stay}{#1: #2}}
\newcommand\cvbullet[1]{\look@block{bullet}{0}{-- #1}}
\newcommand\cvskill[2]{\look@block{skill}{0}{#1: #2}}
\newcommand\cvitem[2]{\cv@set{\cv@columns\@firstofone{#1}\@firstofone{#2}}\cv@put{item}{50}{.3}{0}}
\newcommand\cvpublication[2]{\look@block{publication}{0}{\cv@ifempty{#1}{}{#1. }#2}}
\newcommand\cvremark[1]{\look@block{remark}{0}{#1}}
\newcommand\cvsep{\unskip\ \textbar\ \ignorespaces}
\newcommand\cvstrong[1]{{\bfseries#1}} \newcommand\cvemph[1]{{\em#1}} \newcommand\cvcode[1]{{\ttfamily#1}}
\newcommand\cvkind[2]{#2\cvsep} \newcommand\cvheaderend{} \newcommand\cvlabel[1]{#1: }
\newcommand\cvpiece[1]{#1; } \newcommand\cvline[1]{\look@block{line}{0}{#1}} \newcommand\cvvenueshort[1]{#1}
\newcommand\cvpubtitle[1]{#1} \newcommand\cvauthors[1]{#1} \newcommand\cvvenue[1]{#1} \newcommand\cvme[1]{#1}
"""


def macros(*files: str) -> set[str]:
    text = "".join((built_in_folder() / file).read_text("utf-8") for file in files)
    defined = re.findall(r"\\(?:new|DeclareRobust)[cC]ommand\\?\{?\\?(c(?:v[a-z]+|jk))\b(?!@)", text)
    return {*defined, *re.findall(r"^\\protected\\def\\(cv[a-z]+)#", text, re.M)}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER
    folder.mkdir()
    shutil.copy(ROOT / "examples" / "professor.yaml", tmp_path / "cv.yaml")
    shutil.copy(ROOT / "examples" / "professor.bib", tmp_path)
    return folder


def result(folder: Path, variants: tuple[str, ...]) -> dict[str, bytes]:
    report = build(Options(folder / "cv.yaml", folder / "out", variants))
    assert report.exit_code == 0, one_liners(report.all_diagnostics())
    return {name: (folder / "out" / f"{name}.pdf").read_bytes() for name in variants}


@pytest.mark.tex
def test_a_second_look_needs_no_copy_of_the_first(own: Path) -> None:
    (own / "cvpdf.cls").write_text(SECOND_LOOK, "utf-8")
    result(own.parent, ("full", "onepage"))
    assert "Huge" in (own.parent / "out" / "cvpdf.cls").read_text("utf-8")
    assert (own.parent / "out" / "cvpdf-core.sty").is_file()


@pytest.mark.tex
def test_a_class_that_does_not_load_the_core(own: Path) -> None:
    before = result(own.parent, ("short",))
    core, look = (load_theme((built_in_folder(),)).support[name] for name in ("cvpdf-core.sty", "cvpdf.cls"))
    core = core.replace(b"\\ProvidesPackage{cvpdf-core}", b"\\ProvidesClass{cvpdf}").replace(b"\\endinput", b"")
    (own / "cvpdf.cls").write_bytes(core + look.partition(b"\\RequirePackage{cvpdf-core}")[2])
    (own.parent / "out" / "short.pdf").unlink()
    assert result(own.parent, ("short",)) == before


def test_every_macro_is_documented() -> None:
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    documented = set(re.findall(r"\\(cv[a-z]+)\b(?!@)", text)) - {"cv"}
    defined = macros("cvpdf.cls", "cvpdf-header.sty", "cvpdf-core.sty")
    assert len(defined) > 30
    assert defined == documented


def test_every_helper_of_the_core_that_is_documented_exists() -> None:
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    core = (built_in_folder() / "cvpdf-core.sty").read_text("utf-8")
    helpers = set(re.findall(r"\\(cv@[a-z@]+)", text))
    assert {name for name in helpers if not re.search(rf"\\def\\{name}(?![a-z@])", core)} == set()
