"""`cvpdf build` as far as it needs no LaTeX; the PDFs themselves are the business of tests/test_pipeline.py."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from cvpdf.report.results import BuildReport, VariantReport, VariantSummary
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.cli.running import BAD, GOOD, NOTED, cvpdf, in_process, write
from tests.fonts.small_fonts import write_font
from tests.support import pdflatex


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a cv.yaml."""
    write(tmp_path / "cv.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def visible(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("[!.]*"))


def test_tex_only(folder: Path) -> None:
    result = cvpdf("build", "--tex-only")
    assert result.exit_code == 0
    assert visible(folder / "build") == [
        *(
            "cvpdf-core.sty",
            "cvpdf-header.sty",
            "cvpdf-icons.sty",
            "cvpdf-letters.sty",
            "cvpdf-srgb.sty",
            "cvpdf-tags.sty",
            "cvpdf.cls",
            "fonts",
            "full-fonts.sty",
            "full.tex",
        ),
        *("onepage-fonts.sty", "onepage.fit.txt", "onepage.tex", "short-fonts.sty", "short.tex"),
    ]
    assert "build/full.tex" in result.stdout
    assert "publications" in result.stdout
    assert "skipped" in result.stdout


def test_tex_only_needs_no_latex(folder: Path) -> None:
    done = in_process("build", "--tex-only", cwd=folder, variables={"PATH": str(folder / "missing")})
    assert done.returncode == 0, done.stderr


@pytest.mark.tex
def test_the_tex_compiles_with_nothing_but_its_support_files_beside_it(folder: Path, tmp_path: Path) -> None:
    assert cvpdf("build", "--tex-only", "--variant", "short").exit_code == 0
    alone = tmp_path / "alone"
    shutil.copytree(folder / "build" / "fonts", alone / "fonts")
    for name in ("short.tex", "short-fonts.sty", *load_theme((built_in_folder(),)).support):
        shutil.copy(folder / "build" / name, alone)
    command = [pdflatex(), "-interaction=nonstopmode", "-halt-on-error", "short.tex"]
    done = subprocess.run(command, cwd=alone, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, done.stdout
    assert (alone / "short.pdf").is_file()


def test_an_unknown_variant(folder: Path) -> None:
    result = cvpdf("build", "--variant", "onepgae")
    assert result.exit_code == 2
    assert "error[unknown-variant]: unknown variant `onepgae`" in result.stderr
    assert "did you mean `onepage`" in result.stderr
    assert "Traceback" not in result.output
    assert visible(folder / "build") == []


@pytest.mark.parametrize("text", [BAD, "", "- a\n", "basics: [\n"])
def test_an_invalid_file(text: str, folder: Path) -> None:
    write(folder / "cv.yaml", text)
    result = cvpdf("build")
    assert result.exit_code == 1
    assert "cv.yaml:" in result.stderr
    assert visible(folder / "build") == []


def test_a_missing_file_and_a_directory(folder: Path) -> None:
    for name in ("missing.yaml", ".", "missing/cv.yaml"):
        result = cvpdf("build", name)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{name}:1:1: error[")
    assert not (folder / "build").exists()


@pytest.mark.tex
@pytest.mark.usefixtures("folder")
def test_one_variant_several_times() -> None:
    options = [word for name in ("short", "publications", "short") for word in ("--variant", name)]
    for _ in ("built", "unchanged"):
        result = cvpdf("build", *options)
        assert [line.split()[0] for line in result.stdout.splitlines()] == ["variant", "short", "publications"]


def test_quiet_and_verbose(folder: Path) -> None:
    write(folder / "cv.yaml", NOTED)
    assert cvpdf("build", "--tex-only", "-q").output == ""
    result = cvpdf("build", "--tex-only", "-v")
    assert "full: rendering\n" in result.stderr
    assert "note[duplicate-highlight]" in result.stderr
    plain = cvpdf("build", "--tex-only")
    assert "rendering" not in plain.output
    assert plain.stderr.count("note[duplicate-highlight]") == 1, "once, though each variant has it"


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
@pytest.mark.usefixtures("folder")
def test_json(option: list[str]) -> None:
    result = cvpdf("build", "--tex-only", *option)
    facts = json.loads(result.stdout)
    assert set(facts) == {"format", "command", "cvpdf", "ok", "exit_code", "variants", "templates", "diagnostics"}
    assert (facts["format"], facts["command"]) == (1, "build")
    assert (facts["ok"], facts["exit_code"], result.stderr) == (True, 0, "")
    assert [one["variant"] for one in facts["variants"]] == ["full", "onepage", "publications", "short"]
    assert [one["outcome"] for one in facts["variants"]] == ["built", "built", "skipped", "built"]
    assert set(facts["variants"][0]) == {*("variant", "outcome", "ok", "tex", "pdf", "passed", "failed", "diagnostics")}
    assert facts["variants"][0]["tex"] == "build/full.tex"


def test_own_templates_are_named_and_can_be_ignored(folder: Path) -> None:
    own = Path("latex_templates", "full.tex.j2")
    write(folder / own, "own")
    build = ("build", "--tex-only", "--variant", "full")
    result = cvpdf(*build)
    assert f"note[own-templates]: the build uses 1 own template file: `{own}`" in result.stderr
    assert "--no-templates" in result.stderr
    assert (folder / "build" / "full.tex").read_text().endswith("\nown\n")
    assert json.loads(cvpdf(*build, "--json").stdout)["templates"] == [str(own)]
    result = cvpdf(*build, "--no-templates")
    assert "own-templates" not in result.stderr
    assert "documentclass" in (folder / "build" / "full.tex").read_text()


def test_json_of_failures(folder: Path) -> None:
    write(folder / "cv.yaml", BAD)
    result = cvpdf("build", "--json")
    facts = json.loads(result.stdout)
    assert (result.exit_code, facts["ok"], facts["exit_code"], facts["variants"]) == (1, False, 1, [])
    assert facts["diagnostics"][0]["line"] == 1


@pytest.mark.usefixtures("folder")
def test_the_table_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    row = VariantSummary("full", "build/full.pdf", 2, 0.375, 8, 9, 1.234, "pdflatex", ("file", "pages"))
    built, old = VariantReport("full", "built", summary=row), VariantReport("full", "unchanged", summary=row)
    for one, took in ((built, "1.23 s"), (old, "unchanged")):
        monkeypatch.setattr("cvpdf.pipeline.build.build", lambda *_, one=one, **__: BuildReport((), (one,)))
        lines = cvpdf("build").stdout.splitlines()
        assert lines[0].split() == ["variant", "pages", "fill", "checks", "time", "path"]
        assert lines[1].split() == ["full", "2", "38%", "8", "of", "9", *took.split(), "build/full.pdf"]
        assert "full: all 2 checks passed\n  passed: file, pages\n" in cvpdf("build", "-v").stderr


@pytest.mark.usefixtures("folder")
def test_what_was_fitted_is_told_in_a_line_below_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    full = VariantSummary("full", "build/full.pdf", 2, 0.375, 8, 9, 1.234, "pdflatex")
    line = "onepage: everything fits, 10 pt, 4 lines free"
    fitted = VariantSummary("onepage", "build/onepage.pdf", 1, 0.9, 8, 9, 1.234, "pdflatex", fit=line)
    results = tuple(VariantReport(row.variant, "built", summary=row) for row in (full, fitted))
    monkeypatch.setattr("cvpdf.pipeline.build.build", lambda *_, **__: BuildReport((), results))
    lines = cvpdf("build").stdout.splitlines()
    assert (len(lines), lines[-1]) == (4, line)
    assert cvpdf("build", "-q").stdout == ""
    assert [one["pdf"]["fit"] for one in json.loads(cvpdf("build", "--json").stdout)["variants"]] == [None, line]


def test_paths_are_relative_to_where_the_user_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "jobs é" / "cv.yaml")
    elsewhere = folder / "else where"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert cvpdf("build", "../jobs é/cv.yaml", "--tex-only", "-o", "out put").exit_code == 0
    assert (elsewhere / "out put" / "full.tex").is_file()
    assert [path.name for path in elsewhere.iterdir()] == ["out put"]


@pytest.mark.parametrize("command", [("build",), ("build", "--variant", "short"), ("text",), ("fit",), ("preview",)])
@pytest.mark.parametrize("where", ["out", "out/below", "out/x.pdf", "cv.txt"])
def test_an_output_folder_that_is_a_file(command: tuple[str, ...], where: str, folder: Path) -> None:
    (folder / "out").touch()
    result = cvpdf(*command, "-o", where)
    assert result.exit_code == 2
    assert "error[bad-output]" in result.stderr
    assert "--output-dir" in result.stderr or "--variant" in result.stderr
    assert (folder / "out").read_bytes() == b""


@pytest.mark.tex
def test_one_variant_as_a_file(folder: Path) -> None:
    assert cvpdf("build", "--variant", "short", "-o", "out/Ada.pdf").exit_code == 0
    assert visible(folder / "out") == [
        *(
            "Ada-fonts.sty",
            "Ada.pdf",
            "Ada.tex",
            "cvpdf-core.sty",
            "cvpdf-header.sty",
            "cvpdf-icons.sty",
            "cvpdf-letters.sty",
            "cvpdf-srgb.sty",
            "cvpdf-tags.sty",
            "cvpdf.cls",
            "fonts",
        ),
    ]
    again = cvpdf("build", "--variant", "short", "-o", "out/Ada.pdf")
    assert re.search(r"unchanged +out/Ada\.pdf", again.stdout)
    assert re.search(r"s +out/other\.pdf", cvpdf("build", "--variant", "short", "-o", "out/other.pdf").stdout)
    (folder / "foreign.pdf").write_bytes(b"mine")
    assert cvpdf("build", "--variant", "short", "-o", "foreign.pdf").exit_code == 4
    assert (folder / "foreign.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("names", [(), ("full", "short")])
def test_a_file_for_several_variants(names: tuple[str, ...], folder: Path) -> None:
    options = [word for name in names for word in ("--variant", name)]
    result = cvpdf("build", *options, "-o", "cv.pdf")
    assert result.exit_code == 2
    assert "error[bad-output]: `cv.pdf` names one PDF, so exactly one --variant is needed" in result.stderr
    document = json.loads(cvpdf("build", *options, "-o", "cv.pdf", "--json").stdout)
    assert [d["code"] for d in document["diagnostics"]] == ["bad-output"]
    assert visible(folder) == ["cv.yaml"]


def test_a_disk_that_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cvpdf("build", "--tex-only").exit_code == 0
    before = (folder / "build" / "full.tex").read_bytes()
    write(folder / "cv.yaml", GOOD.replace("Ada", "Eva"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = cvpdf("build", "--tex-only")
    assert result.exit_code == 4
    assert "No space left on device" in result.stderr
    assert (folder / "build" / "full.tex").read_bytes() == before


def test_a_defect_of_ours_is_a_sentence_and_not_a_traceback(folder: Path) -> None:
    (folder / "sitecustomize.py").write_text(
        "import cvpdf.pipeline.build as flow\ndef broken(*_, **__):\n    raise RuntimeError('oops')\n"
        "flow.build = broken\n",
        encoding="utf-8",
    )
    done = in_process("build", cwd=folder, variables={"PYTHONPATH": str(folder)})
    assert done.returncode == 70
    assert "error[internal]: RuntimeError: oops" in done.stderr
    assert "Traceback" not in done.stderr
    done = in_process("build", cwd=folder, variables={"PYTHONPATH": str(folder), "CVPDF_TRACEBACK": "1"})
    assert "Traceback" in done.stderr


class TestDepfile:
    @pytest.fixture
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A folder whose name means something to make, with a template of the user's own."""
        folder = tmp_path / "a b $c #d é"
        write(folder / "cv.yaml")
        write(folder / "latex_templates" / "sections" / "text.tex.j2", "x\n")
        monkeypatch.chdir(tmp_path)
        return folder

    def build(self, home: Path) -> Path:
        depfile = home / "out" / "cv.d"
        result = cvpdf("build", home / "cv.yaml", "-o", home / "out", "--tex-only", "--depfile", depfile)
        assert result.exit_code == 0
        return depfile

    def outdated(self, depfile: Path, home: Path) -> set[str]:
        """Ask make which results it would make again."""
        results = depfile.read_text("utf-8").partition(": ")[0]
        text = f"all: {results}\n{depfile.read_text('utf-8')}%.tex: ; @echo 'REMADE $@'\n"
        (home / "Makefile").write_text(text, encoding="utf-8")
        done = subprocess.run(["make", "all"], cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return {line.rpartition("/")[2] for line in done.stdout.splitlines() if line.startswith("REMADE")}

    def test_make_follows_every_input(self, home: Path) -> None:
        depfile = self.build(home)
        assert self.outdated(depfile, home) == set()
        for changed in ("cv.yaml", "latex_templates/sections/text.tex.j2"):
            os.utime(home / changed, (2_000_000_000, 2_000_000_000))
            assert self.outdated(depfile, home) == {"full.tex", "onepage.tex", "short.tex"}
            os.utime(home / changed, (1, 1))

    def test_make_survives_an_input_that_has_gone(self, home: Path) -> None:
        depfile = self.build(home)
        (home / "latex_templates" / "sections" / "text.tex.j2").unlink()
        assert "full.tex" in self.outdated(depfile, home)

    def test_the_photo_font_files_and_themes_are_inputs(self, home: Path) -> None:
        fonts = "\ndesign: {font: {regular: a.ttf, bold: fonts/b.ttf}, fonts: {mono: c.ttf}, theme: d.yaml}\n"
        write(home / "cv.yaml", GOOD.replace("{name: Ada", "{photo: me.png, name: Ada") + fonts)
        Image.new("L", (9, 9)).save(home / "me.png")
        for name in (named := ("a.ttf", "fonts/b.ttf", "c.ttf")):
            write_font(home / name, "Own")
        (home / "d.yaml").write_text("description: Own\n")
        inputs = self.build(home).read_text("utf-8")
        assert [name for name in ("me.png", "d.yaml", *named) if f"/{name}:" not in inputs] == []

    def test_a_failed_build_writes_none(self, home: Path) -> None:
        write(home / "cv.yaml", BAD)
        depfile = home / "cv.d"
        assert cvpdf("build", home / "cv.yaml", "-o", home / "out", "--depfile", depfile).exit_code == 1
        assert not depfile.exists()

    def test_one_that_cannot_be_written(self, home: Path) -> None:
        result = cvpdf("build", home / "cv.yaml", "-o", home / "out", "--tex-only", "--depfile", home / "cv.yaml" / "d")
        assert result.exit_code == 4
        assert "cannot write the dependency file" in result.stderr
