"""What is started before anything is known but the last build."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from cvpdf.latex import Toolchain, find_toolchain
from cvpdf.latex.formats import Format, default_folder, present
from cvpdf.latex.process import CancelledError, begin
from cvpdf.live.engine_pool import Coming, Press
from cvpdf.pipeline import early
from cvpdf.pipeline import record as records
from cvpdf.pipeline.compile import build
from cvpdf.pipeline.early import Tools, coming, head_in, made_ready
from cvpdf.pipeline.options import Options
from cvpdf.pipeline.record import Made, Record
from cvpdf.report.results import VariantSummary
from tests.latex.test_job import engines_in

CV = "basics: {name: Ada Lovelace}\nsections:\n  - {kind: text, title: A, text: Words}\nvariants: {short: {}}\n"
EPOCH = 1_700_000_000


def made(engine: str = "pdflatex", fit: str = "", name: str = "cvpdf-pdflatex-x") -> Made:
    return Made("", "", (), VariantSummary("v", "v.pdf", 1, 0.5, 1, 1, 1.0, engine, (), fit), (), name)


@pytest.fixture(autouse=True)
def _date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))


def test_what_is_set_to_build_a_variant_again() -> None:
    options = Options(output_dir=Path("out"))
    (plain,) = coming(options, "full", made("lualatex"))
    assert (plain.folder, plain.engine, plain.format_name) == (Path("out/.cvpdf/full"), "lualatex", "cvpdf-pdflatex-x")
    assert plain.source_date_epoch == EPOCH
    fitted = coming(options, "full", made(fit="fits"))
    assert [one.folder for one in fitted] == [Path("out/.cvpdf/full/fit"), Path("out/.cvpdf/full")]


def expected(options: Options, last: Record, folder: Path | None) -> list[tuple[str, str]]:
    return [(one.folder.name, one.format_name) for one in early._probable(options, last, folder)]


def test_what_is_expected(tmp_path: Path) -> None:
    options = Options(output_dir=tmp_path)
    last = Record(variants={"a": made(name="f"), "b": made(name="g", fit="x")})
    assert expected(options, last, None) == [("a", "f"), ("fit", "g"), ("b", "g")]
    assert expected(options._replace(variants=("b", "new")), last, None) == [("fit", "g"), ("b", "g")]
    # In a first build, that of the last CV, with the format used last.
    assert expected(options, Record(), None) == []
    assert expected(options, Record(), tmp_path) == [("full", ""), ("onepage", "")]
    for number, name in enumerate(("cvpdf-pdflatex-old", "cvpdf-pdflatex-new", "cvpdf-lualatex-newest")):
        Format(name, tmp_path).path.write_bytes(b"x")
        os.utime(Format(name, tmp_path).path, (number, number))
    assert expected(options, Record(), tmp_path) == [("full", "cvpdf-pdflatex-new"), ("onepage", "cvpdf-pdflatex-new")]
    odd = options._replace(variants=("mine", "../out", "..", "", str(tmp_path), "a/b"))
    assert expected(odd, Record(), tmp_path) == [("mine", "cvpdf-pdflatex-new")]


def test_the_head_of_what_is_there(tmp_path: Path) -> None:
    assert head_in(tmp_path) == ""
    (tmp_path / "cv.tex").write_bytes(b"\xff\n\\nofiles\n\\begin{document}\n")
    assert head_in(tmp_path) == ""
    (tmp_path / "cv.tex").write_bytes(b"a\n\\nofiles\n\\begin{document}\nb")
    assert head_in(tmp_path) == "a\n\\nofiles\n\\begin{document}\n"


def test_nothing_is_started_for_what_needs_no_latex(tmp_path: Path) -> None:
    with made_ready(Options(output_dir=tmp_path, tex_only=True), Toolchain(), Record()) as tools:
        assert tools.press.judge is None


def test_where_there_is_no_latex(tmp_path: Path) -> None:
    with made_ready(Options(output_dir=tmp_path / "out"), Toolchain(), Record(variants={"a": made()})) as tools:
        assert tools.press.judge is None
        assert not tools.press.waits_in(tmp_path / "out" / ".cvpdf" / "a")
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Options:
    """The folder of a first build, of one variant."""
    toolchain = find_toolchain()
    if toolchain.latexmk is None or toolchain.pdflatex is None:
        pytest.skip("no LaTeX on the path")
    home = tmp_path_factory.mktemp("home")
    (home / "cv.yaml").write_text(CV)
    options = Options(home / "cv.yaml", home / "build", ("short",))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
        assert build(options).exit_code == 0
    return options


@pytest.mark.tex
def test_ready_and_closed_also_when_the_body_raises(built: Options) -> None:
    last = records.read(built.output_dir)
    folder = built.output_dir / ".cvpdf" / "short"
    started: list[Tools] = []

    def fail() -> None:
        with made_ready(built, find_toolchain(), last) as tools:
            tools.press.start_judge(find_toolchain())
            assert tools.press.judge is not None
            assert tools.press.waits_in(folder)
            started.append(replace(tools, press=replace(tools.press)))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    (tools,) = started
    assert tools.press.judge is not None
    assert tools.press.judge.process.returncode is not None
    assert engines_in(folder) == []
    assert not [path for path in folder.glob("*.fls") if path.stem != "cv"]


def test_no_more_engines_than_processors_and_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected: list[str] = []
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def note(_press: Press, documents: list[Coming], *_: object) -> None:
        expected.extend(one.folder.name for one in documents)

    monkeypatch.setattr(Press, "expect", note)
    last = Record(variants={name: made() for name in "abcdef"})
    with made_ready(Options(output_dir=tmp_path), Toolchain(), last):
        assert expected == ["a", "b", "c"]


@pytest.mark.skipif(os.name == "nt", reason="sleep")
def test_closing_ends_what_ctrl_c_has_kept_from_being_noted(tmp_path: Path) -> None:
    tools = Tools()
    running = begin(["sleep", "60"], tmp_path, dict(os.environ), tools.switch)
    assert running.pid is not None
    tools.close()
    with pytest.raises(CancelledError):
        running.finish(10)


@pytest.mark.tex
def test_folders_in_which_nothing_was_set_go_again(built: Options, tmp_path: Path) -> None:
    formats = default_folder()
    assert formats is not None
    assert present(formats)
    out = tmp_path / "a" / "build"
    with made_ready(built._replace(output_dir=out, variants=()), find_toolchain(), Record()) as tools:
        assert sorted(path.name for path in (out / ".cvpdf").iterdir()) == ["full", "onepage"]
        (out / ".cvpdf" / "full" / "cv.tex").write_text("a")
        assert tools.press.waits_in(out / ".cvpdf" / "onepage")
    assert [path.name for path in (out / ".cvpdf").iterdir()] == ["full"]
    cv = tmp_path / "wrong.yaml"
    cv.write_text("nothing: right\n")
    assert build(Options(cv, tmp_path / "none")).exit_code != 0
    assert not (tmp_path / "none").exists()


@pytest.mark.tex
@pytest.mark.parametrize("change", ["nothing", "name", "font", "template"])
def test_the_pdf_is_the_same_with_and_without(
    built: Options, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine waits for what was set last time, and is given up where that is not what is wanted now."""
    text = CV
    if change == "name":
        text = CV.replace("Ada", "Grace")
    elif change == "font":
        text = CV + "design: {font: latin-modern}\n"
    elif change == "template":
        (built.cv.parent / "latex_templates").mkdir()
        (built.cv.parent / "latex_templates" / "mine.tex.j2").write_text(
            '\\BLOCK{extends "full.tex.j2"}\n\\BLOCK{block preamble}\n\\usepackage{multicol}\n\\BLOCK{endblock}\n'
        )
        text = CV.replace("short: {}", "short: {template: mine.tex.j2}")
    built.cv.write_text(text)
    ready = build(built)
    assert ready.exit_code == 0, ready.all_diagnostics()
    (tmp_path / "build").mkdir()
    monkeypatch.setattr("cvpdf.pipeline.early.default_folder", lambda: None)
    monkeypatch.setattr("cvpdf.latex.judge.start", lambda _toolchain: None)
    plain = build(built._replace(output_dir=tmp_path / "build"))
    assert plain.exit_code == 0
    (name,) = (path.name for path in built.output_dir.glob("*.pdf"))
    assert (built.output_dir / name).read_bytes() == (tmp_path / "build" / name).read_bytes()
    if change == "template":
        # This one writes an .aux.
        assert (built.output_dir / ".cvpdf" / "short" / "cv.aux").exists()
