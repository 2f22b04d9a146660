"""The whole flow with real LaTeX: what stands in the output folder after every good and every bad build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from pypdf import PdfReader

from cvpdf.diagnostics import ExitCode
from cvpdf.latex import job
from cvpdf.latex.result import Failure, TypesetResult
from cvpdf.latex.toolchain import Toolchain, find_toolchain
from cvpdf.latex.typesetter import ColdTypesetter
from cvpdf.pipeline import record as records
from cvpdf.pipeline import up_to_date as build_inputs
from cvpdf.pipeline.build import build
from cvpdf.pipeline.fit_only import fit_variants
from cvpdf.pipeline.options import Options
from cvpdf.report.results import BuildReport, VariantReport
from cvpdf.themes.theme import built_in_folder
from tests.fonts.small_fonts import write_font
from tests.waiting import PATIENCE, processes_in, until

pytestmark = pytest.mark.tex

ROOT = Path(__file__).parents[2]

CV = """\
basics: {name: Zoë Müller, headline: Engineer}
sections:
  - kind: experience
    title: Work
    entries:
      - company: Engines
        position: Engineer
        start_date: 2020-01
        end_date: 2021-02
        highlights: [first bullet, second bullet, third bullet]
"""


@dataclass(frozen=True)
class Desk:
    """A folder with a cv.yaml, in which somebody works."""

    home: Path

    @property
    def out(self) -> Path:
        return self.home / "build"

    def write(self, text: str = CV) -> None:
        (self.home / "cv.yaml").write_text(text, encoding="utf-8")

    def template(self, text: str, name: str = "full.tex.j2") -> None:
        path = self.home / "latex_templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")

    def build(self, *variants: str, **options: Any) -> BuildReport:
        return build(Options(self.home / "cv.yaml", self.out, variants, **options))

    def one(self, variant: str = "full", **options: Any) -> VariantReport:
        [result] = self.build(variant, **options).variants
        return result

    def pdf(self, name: str = "full") -> Path:
        return self.out / f"{name}.pdf"

    def text(self, name: str = "full") -> str:
        return " ".join("\n".join(page.extract_text() for page in PdfReader(self.pdf(name)).pages).split())

    def stamps(self) -> dict[str, int]:
        """Return every file but those of the private folder, with the time of its last change."""
        return {path.name: path.stat().st_mtime_ns for path in self.out.glob("[!.]*")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = tmp_path / "my cv é 'x' $y"
    home.mkdir()
    desk = Desk(home)
    desk.write()
    return desk


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A small CV of which `full` is built; take a copy before changing anything."""
    desk = Desk(tmp_path_factory.mktemp("built é") / "home")
    desk.home.mkdir()
    desk.write()
    assert desk.one().outcome == "built"
    return desk


@pytest.fixture
def finished(built_once: Desk) -> Iterator[Desk]:
    """The small CV with its PDF. It is put back afterwards, at the same place, since the record names places."""
    kept = built_once.home.with_name("kept")
    shutil.copytree(built_once.home, kept)
    yield built_once
    shutil.rmtree(built_once.home)
    kept.rename(built_once.home)


@pytest.fixture
def no_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every run of LaTeX an error of the test."""

    def typeset(*_: object, **__: object) -> None:
        pytest.fail("LaTeX was run")

    monkeypatch.setattr("cvpdf.latex.job.typeset", typeset)


def codes(result: BuildReport | VariantReport) -> list[str]:
    found = result.all_diagnostics() if isinstance(result, BuildReport) else result.diagnostics
    return [d.code for d in found]


def png(folder: Path, name: str = "me.png", colour: int = 200) -> Path:
    """Write a picture of four grey pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    pixels = zlib.compress(bytes([0, colour, colour, 0, colour, colour]))
    header = bytes([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0])
    path = folder / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, BuildReport]:
    """The CV of this repository, with all that it builds."""
    desk = Desk(tmp_path_factory.mktemp("seed é"))
    shutil.copy(ROOT / "cv.yaml", desk.home)
    return desk, desk.build()


class TestTheSeed:
    def test_three_pdfs_pass_every_check(self, seed: tuple[Desk, BuildReport]) -> None:
        _, result = seed
        assert result.exit_code == ExitCode.OK, codes(result)
        assert [(one.variant, one.outcome) for one in result.variants] == [
            *(("full", "built"), ("onepage", "built"), ("publications", "built")),
        ]
        for one in result.variants:
            assert one.summary is not None
            assert one.summary.passed == one.summary.checks > 5
            assert 0 < one.summary.fill <= 1
            assert one.summary.seconds > 0
            assert one.summary.engine == "pdflatex"
            assert not [d for d in one.diagnostics if d.severity != "note"]

    def test_pages_and_texts(self, seed: tuple[Desk, BuildReport]) -> None:
        desk, result = seed
        pages = {one.variant: one.summary.pages for one in result.variants if one.summary}
        assert pages["onepage"] == 1
        assert pages["full"] > 1
        for name in pages:
            assert len(PdfReader(desk.pdf(name)).pages) == pages[name]
            for words in ("Ziming Liu", "刘子铭", "liuziming@comp.nus.edu.sg"):
                assert words in desk.text(name), (name, words)
        for words in ("77.12%", "30.4%", "37.5%", "2.36×", "2.51×", "top 10% intern", "Peking University"):
            assert words in desk.text("full"), words
        for words in ("Publications", "Preprints", "Equal contribution"):
            assert words in desk.text("publications"), words

    def test_nothing_but_results_and_one_private_folder(self, seed: tuple[Desk, BuildReport]) -> None:
        desk, _ = seed
        assert sorted(path.name for path in desk.out.iterdir()) == [
            *(
                ".cvpdf",
                "cvpdf-core.sty",
                "cvpdf-header.sty",
                "cvpdf-icons.sty",
                "cvpdf-letters.sty",
                "cvpdf-srgb.sty",
                "cvpdf-tags.sty",
                "cvpdf.cls",
                "fonts",
            ),
            *("full-fonts.sty", "full.pdf", "full.tex"),
            *("onepage-fonts.sty", "onepage.fit.txt", "onepage.pdf", "onepage.tex"),
            *("publications-fonts.sty", "publications.pdf", "publications.tex"),
        ]
        assert {path.suffix for path in (desk.out / "fonts").iterdir()} == {".ttf", ".tfm", ".enc"}
        assert sorted(path.name for path in desk.home.iterdir()) == ["build", "cv.yaml"]
        private = {path.name for path in (desk.out / ".cvpdf").iterdir()}
        logs = {"full.log", "onepage.log", "publications.log"}
        assert private == {*logs, "onepage.heights", "lock", "record.json"}

    @pytest.mark.usefixtures("no_tex")
    def test_a_second_build_touches_nothing(self, seed: tuple[Desk, BuildReport]) -> None:
        desk, first = seed
        before = desk.stamps()
        for variants in ((), ("onepage",), ("full", "publications")):
            again = desk.build(*variants)
            assert again.exit_code == ExitCode.OK
            assert {one.outcome for one in again.variants} == {"unchanged"}
            rows = {one.variant: one.summary for one in first.variants}
            assert all(one.summary == rows[one.variant] for one in again.variants)
        assert desk.stamps() == before
        assert again.inputs == first.inputs


def test_what_only_one_variant_shows_is_built_for_that_one(desk: Desk) -> None:
    limited = CV + "variants: {onepage: {fit: false, limits: [{id: experience, highlights: 2}]}}\n"
    desk.write(limited)
    desk.build("full", "onepage")
    before = desk.stamps()
    desk.write(limited.replace("third bullet", "another bullet"))
    result = desk.build("full", "onepage")
    assert [one.outcome for one in result.variants] == ["built", "unchanged"]
    assert "another bullet" in desk.text()
    after = desk.stamps()
    assert {name for name in after if after[name] != before[name]} == {"full.pdf", "full.tex"}
    assert {one.outcome for one in desk.build("full", "onepage").variants} == {"unchanged"}


def test_notes_stay_true_when_the_pdf_does_not_change(desk: Desk) -> None:
    """A note that is gone must not be told again by the record."""
    desk.write(CV.replace("third bullet", "second bullet"))
    assert "duplicate-highlight" in codes(desk.one("onepage"))
    assert "duplicate-highlight" in codes(desk.one("onepage"))
    desk.write()
    assert "duplicate-highlight" not in codes(desk.one("onepage"))


class TestFailures:
    """After any of them the last good PDF stands as it was, and the next good build mends everything."""

    @pytest.fixture(autouse=True)
    def unharmed(self, finished: Desk) -> Iterator[None]:
        before = finished.stamps()
        content = finished.pdf().read_bytes()
        yield
        assert finished.stamps() == before
        assert finished.pdf().read_bytes() == content
        shutil.rmtree(finished.home / "latex_templates", ignore_errors=True)
        finished.write(CV.replace("first bullet", "mended bullet"))
        assert finished.build("full").exit_code == ExitCode.OK
        assert "mended bullet" in finished.text()

    def test_unknown_template(self, finished: Desk) -> None:
        finished.write(CV + "variants: {full: {template: none.tex.j2}}\n")
        result = finished.build("full")
        assert (result.exit_code, result.variants[0].outcome) == (ExitCode.LATEX_FAILED, "failed")
        assert codes(result) == ["template-missing"]

    def test_a_command_that_latex_does_not_know(self, finished: Desk) -> None:
        finished.template(
            r"""
            \BLOCK{extends "base.tex.j2"}
            \BLOCK{block header}
            \unknowncommand{\VAR{basics.headline}}
            \BLOCK{endblock}
            """
        )
        result = finished.build("full")
        assert result.exit_code == ExitCode.LATEX_FAILED
        first = next(d for d in result.all_diagnostics() if d.code == "latex-error" and d.span is not None)
        assert "unknowncommand" in first.message
        assert first.span is not None
        assert (first.span.file, first.span.line) == (str(finished.home / "cv.yaml"), 1)
        assert any(d.hint and str(finished.out / ".cvpdf" / "full.log") in d.hint for d in result.all_diagnostics())

    def test_too_many_pages(self, finished: Desk) -> None:
        many = ", ".join(f"bullet number {i} which is long enough to fill most of a line" for i in range(90))
        finished.write(CV.replace("first bullet", many) + "variants: {full: {max_pages: 1}}\n")
        result = finished.build("full")
        assert result.exit_code == ExitCode.CHECK_FAILED
        assert "not-replaced" in codes(result)
        failing = next(d for d in result.all_diagnostics() if d.code == "not-replaced")
        assert failing.hint is not None
        assert len(PdfReader(failing.hint.split(" is ")[1]).pages) > 1

    def test_a_warning_is_enough_if_strict(self, finished: Desk) -> None:
        finished.template(
            r"""
            \BLOCK{extends "base.tex.j2"}
            \BLOCK{block header}\VAR{super()}\hbox to 100pt{\rule{104pt}{1pt}}\BLOCK{endblock}
            """
        )
        result = finished.build("full", strict=True)
        assert result.exit_code == ExitCode.CHECK_FAILED
        assert "overfull-line" in codes(result)

    def test_a_text_that_is_not_printed(self, finished: Desk) -> None:
        finished.template(r'\BLOCK{extends "base.tex.j2"}\BLOCK{block header}\cvname{Zoë~Müller}{}\BLOCK{endblock}')
        result = finished.build("full")
        assert result.exit_code == ExitCode.CHECK_FAILED
        assert any("Engineer" in d.message for d in result.all_diagnostics() if d.is_error)

    def test_no_latex_at_all(self, finished: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patch:
            patch.setattr("cvpdf.pipeline.up_to_date.find_toolchain", Toolchain)
            result = finished.build("full")
        assert result.exit_code == ExitCode.LATEX_MISSING
        [problem] = result.diagnostics
        assert problem.code == "latex-missing"
        assert "cvpdf doctor" in str(problem.hint)

    def test_no_engine_for_one_variant(self, finished: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        finished.template(OWN_CLASS)
        with monkeypatch.context() as patch:
            patch.setattr("cvpdf.pipeline.up_to_date.find_toolchain", lambda: find_toolchain()._replace(lualatex=None))
            result = finished.build("full", engine="lualatex", allow_lua=True)
        assert result.exit_code == ExitCode.LATEX_MISSING
        assert "latex-missing" in codes(result)

    def test_a_template_without_end(self, finished: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(finished.home))
        finished.template(ENDLESS)
        result = finished.build("full", timeout=1.5)
        assert result.exit_code == ExitCode.LATEX_FAILED
        assert "timeout" in codes(result)
        until(lambda: not processes_in(finished.home))
        assert list(finished.home.glob("cvpdf-*")) == []

    def test_a_photo_that_is_missing(self, finished: Desk) -> None:
        finished.write(CV.replace("headline", "photo: me.jpg, headline"))
        result = finished.build("full")
        assert result.exit_code == ExitCode.INVALID_CV
        [problem] = result.all_diagnostics()
        assert problem.code == "bad-photo"
        assert str(problem.span).endswith("cv.yaml:1:35")

    @pytest.mark.parametrize(("name", "words"), [("me.gif", "use .jpeg, .jpg, .pdf, .png"), ("me.png", "are not PNG")])
    def test_a_photo_that_is_no_picture(self, name: str, words: str, finished: Desk) -> None:
        (finished.home / name).write_text("GIF89a", encoding="utf-8")
        finished.write(CV.replace("headline", f"photo: {name}, headline"))
        [problem] = finished.build("full").all_diagnostics()
        assert problem.code == "bad-photo"
        assert words in f"{problem.message} {problem.hint}"

    def test_a_photo_that_is_damaged(self, finished: Desk) -> None:
        (finished.home / "me.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
        finished.write(CV.replace("headline", "photo: me.png, headline"))
        [problem] = finished.build("full").all_diagnostics()
        assert problem.message.startswith("`me.png` cannot be read: ")


OWN_CLASS = r"\documentclass{article}\begin{document}\VAR{basics.name}\end{document}"
ENDLESS = r"\documentclass{cvpdf}\usepackage{\VAR{fonts}}\begin{document}\loop\iftrue\repeat\end{document}"
ENDLESS_RENDERING = r"\BLOCK{for i in range(99999)}\BLOCK{for j in range(99999)}x\BLOCK{endfor}\BLOCK{endfor}"


def test_lualatex_runs_only_where_it_is_allowed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = []

    def typeset(_folder: Path, engine: str, *_: object, **__: object) -> TypesetResult:
        engines.append(engine)
        return TypesetResult(None, (), Failure.KILLED)

    monkeypatch.setattr("cvpdf.latex.job.typeset", typeset)
    desk.template(OWN_CLASS)
    desk.write(f"{CV}variants: {{full: {{engine: lualatex}}, onepage: {{engine: lualatex, fit: false}}}}\n")
    for refused in (desk.build("full"), desk.build("onepage")):
        [problem] = [d for d in refused.all_diagnostics() if d.is_error]
        assert (problem.code, refused.exit_code) == ("lua-not-allowed", ExitCode.USAGE)
        assert str(problem.span).endswith(("cv.yaml:11:27", "cv.yaml:11:56"))
        assert "`--allow-lua`" in str(problem.hint)
    assert desk.build("full", tex_only=True).exit_code == ExitCode.OK
    assert engines == []
    desk.build("full", engine="auto")
    desk.build("full", allow_lua=True)
    assert engines == ["pdflatex", "lualatex"]


def test_what_lualatex_cannot_do_is_an_error_at_the_engine(desk: Desk) -> None:
    desk.write(f"{CV}variants: {{full: {{engine: lualatex}}, onepage: {{engine: lualatex}}}}\n")
    for refused, code, column in (
        (desk.build("full", allow_lua=True), "template-needs-pdflatex", 27),
        (desk.build("onepage"), "lua-not-fitted", 56),
        (desk.build("onepage", tex_only=True), "lua-not-fitted", 56),
    ):
        [problem] = [d for d in refused.all_diagnostics() if d.is_error]
        assert (problem.code, problem.span and problem.span.column) == (code, column)
        assert "`engine: auto`" in str(problem.hint)


def test_a_build_with_nothing_to_do_imports_nothing_heavy(finished: Desk) -> None:
    heavy = ("pydantic", "jinja2", "pypdf", "yaml", "babel", "phonenumbers", "markdown_it", "cvpdf.render.printer")
    script = f"""
import sys
from pathlib import Path
from cvpdf import build
home = Path(sys.argv[1])
result = build(home / "cv.yaml", variants="full", output_dir=home / "build")
print(result.variants[0].outcome, *[name for name in {heavy!r} if name in sys.modules])
"""
    command = [sys.executable, "-c", script, str(finished.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "unchanged\n"


def test_a_folder_in_the_place_of_the_pdf(desk: Desk) -> None:
    (desk.out / "full.pdf").mkdir(parents=True)
    result = desk.build("full")
    assert result.exit_code == ExitCode.LATEX_FAILED
    assert "not-writable" in codes(result)
    assert [path.name for path in desk.out.glob(".*")] == [".cvpdf"]


def test_a_folder_that_cannot_be_made(desk: Desk) -> None:
    result = build(Options(desk.home / "cv.yaml", Path("/proc/no/such/folder"), ("full",)))
    assert result.exit_code == ExitCode.LATEX_FAILED
    assert "not-writable" in codes(result)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(finished: Desk) -> None:
    finished.write(CV.replace("first", "other"))
    before = finished.stamps()
    finished.out.chmod(0o555)
    try:
        result = finished.build("full")
    finally:
        finished.out.chmod(0o755)
    assert result.exit_code == ExitCode.LATEX_FAILED
    assert "not-writable" in codes(result)
    assert finished.stamps() == before


@pytest.mark.parametrize("damage", ["deleted", "replaced", "emptied"])
def test_a_pdf_that_is_not_ours_any_more_is_made_again(damage: str, finished: Desk) -> None:
    content = finished.pdf().read_bytes()
    if damage == "deleted":
        finished.pdf().unlink()
    else:
        finished.pdf().write_bytes(b"%PDF-other" if damage == "replaced" else b"")
    assert finished.one().outcome == "built"
    assert finished.pdf().read_bytes() == content
    assert finished.one().outcome == "unchanged"


@pytest.mark.parametrize("record", [b"", b"{", b'{"format": 1}', b"\xff", None])
def test_a_record_that_is_lost_costs_nothing_but_time(record: bytes | None, finished: Desk) -> None:
    path = finished.out / ".cvpdf" / "record.json"
    path.unlink()
    if record is not None:
        path.write_bytes(record)
    before = finished.stamps()
    assert finished.build("full").exit_code == ExitCode.OK
    assert finished.stamps() == before, "equal results are not written again"
    assert finished.one().outcome == "unchanged"


def test_private_files_that_are_lost_are_made_again(finished: Desk) -> None:
    shutil.rmtree(finished.out / ".cvpdf")
    assert finished.one().outcome == "built"


def test_a_changed_template_builds_again(finished: Desk) -> None:
    finished.template(r"\cvname{Zoë Müller}{}\cvheadline{Engineer, changed}", "header.tex.j2")
    assert finished.one().outcome == "built"
    assert "Engineer, changed" in finished.text()
    shutil.rmtree(finished.home / "latex_templates")
    assert finished.one().outcome == "built"
    assert "changed" not in finished.text()


def test_names_of_results_with_spaces_and_other_letters(desk: Desk) -> None:
    desk.write(CV + "variants: {bewerbung: {output: Lebenslauf Zoë Müller 简历}}\n")
    result = desk.one("bewerbung")
    assert result.outcome == "built"
    assert result.summary is not None
    assert result.summary.path.endswith("build/Lebenslauf Zoë Müller 简历.pdf")
    assert "first bullet" in desk.text("Lebenslauf Zoë Müller 简历")
    assert desk.one("bewerbung").outcome == "unchanged"


def test_variants_with_nothing_to_show_are_skipped_unless_asked_for(desk: Desk) -> None:
    empty = "variants: {onepage: {sections: [], header: []}}\n"
    result = desk.build()
    desk.write(CV + empty)
    result = desk.build()
    assert [(one.variant, one.outcome) for one in result.variants] == [
        *(("full", "unchanged"), ("onepage", "skipped"), ("publications", "skipped")),
    ]
    assert codes(result).count("empty-variant") == 2
    assert [(one.variant, one.outcome) for one in desk.build().variants] == [
        *(("full", "unchanged"), ("onepage", "skipped"), ("publications", "skipped")),
    ]


class TestPhoto:
    def test_it_is_printed_and_followed_as_a_font_and_a_theme_are(self, desk: Desk) -> None:
        png(desk.home)
        font = write_font(desk.home / "own.ttf", "Own")
        theme = desk.home / "own.yaml"
        theme.write_text("description: Own\n")
        design = "design: {fonts: {mono: own.ttf}, theme: own.yaml}\n"
        desk.write(CV.replace("headline", "photo: me.png, headline") + design)
        first = desk.build("full")
        assert first.exit_code == ExitCode.OK, codes(first)
        assert len(PdfReader(desk.pdf()).pages[0].images) == 1
        assert (desk.out / "cvpdf-photo-24mm.png").read_bytes() == (desk.home / "me.png").read_bytes()
        assert {desk.home / "me.png", font, theme} <= set(first.inputs)
        again = desk.build("full")
        assert again.variants[0].outcome == "unchanged"
        assert again.inputs == first.inputs, "a rule for make must not lose them"
        content = desk.pdf().read_bytes()
        png(desk.home, colour=10)
        assert desk.one().outcome == "built"
        assert desk.pdf().read_bytes() != content

    def test_a_build_of_another_variant_does_not_hide_that_it_changed(self, desk: Desk) -> None:
        png(desk.home)
        desk.write(CV.replace("headline", "photo: me.png, headline"))
        desk.build()
        png(desk.home, colour=10)
        desk.build("onepage")
        assert {one.variant: one.outcome for one in desk.build().variants}["full"] == "built"


class TestTogether:
    def test_two_builds_at_the_same_time(self, desk: Desk) -> None:
        command = [sys.executable, "-m", "cvpdf", "build", "--variant", "full", "--variant", "onepage"]
        both = [
            subprocess.Popen(command, cwd=desk.home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for _ in range(2)
        ]
        outputs = [process.communicate(timeout=PATIENCE)[0] for process in both]
        assert [process.returncode for process in both] == [0, 0], outputs
        assert sum("unchanged" in output for output in outputs) == 1, "the second one finds the work done"
        for name in ("full", "onepage"):
            assert "first bullet" in desk.text(name)
        assert sorted(path.name for path in desk.out.glob(".*")) == [".cvpdf"]

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    @pytest.mark.parametrize("template", [ENDLESS, ENDLESS_RENDERING], ids=["typesetting", "rendering"])
    def test_an_interrupted_build_leaves_nothing_behind(
        self, template: str, number: int, code: int, finished: Desk
    ) -> None:
        before = finished.stamps()
        finished.template(template)
        command = [sys.executable, "-m", "cvpdf", "build", "--variant", "full", "-v"]
        temporary = finished.home / "tmp"
        temporary.mkdir()
        process = subprocess.Popen(
            command,
            cwd=finished.home,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=os.environ | {"TMPDIR": str(temporary)},
        )
        assert process.stderr is not None
        assert process.stderr.readline() == "full: rendering\n"
        if template == ENDLESS:
            assert process.stderr.readline() == "full: typesetting\n"
            until(lambda: processes_in(temporary, "pdflatex", "pdftex"))
        process.send_signal(number)
        complaints = process.stderr.read()
        process.stderr.close()
        assert process.wait(PATIENCE) == code, complaints
        assert "Traceback" not in complaints
        until(lambda: not processes_in(finished.home))
        assert list(temporary.iterdir()) == []
        assert finished.stamps() == before
        assert sorted(path.name for path in finished.out.glob(".*")) == [".cvpdf"]
        shutil.rmtree(finished.home / "latex_templates")
        finished.write(CV.replace("first", "other"))
        assert finished.one().outcome == "built"


class TestForeignFiles:
    """What cvpdf did not make, it does not replace."""

    @pytest.mark.parametrize("name", ["full.tex", "full.pdf"])
    def test_a_file_of_the_users_own_stays(self, desk: Desk, name: str) -> None:
        desk.out.mkdir()
        (desk.out / name).write_text("mine")
        result = build(Options(desk.home / "cv.yaml", desk.out, ("full",)))
        assert result.exit_code == ExitCode.LATEX_FAILED
        assert [d.code for d in result.all_diagnostics() if d.is_error] == ["foreign-file"]
        assert (desk.out / name).read_text() == "mine"

    @pytest.mark.parametrize("ending", [".pdf", ".tex"])
    @pytest.mark.tex
    def test_a_folder_in_the_place_of_a_result_fails_that_variant_only(self, desk: Desk, ending: str) -> None:
        (desk.out / f"full{ending}").mkdir(parents=True)
        result = build(Options(desk.home / "cv.yaml", desk.out, ("full", "onepage")))
        assert result.exit_code == ExitCode.LATEX_FAILED
        assert [(one.variant, one.outcome) for one in result.variants] == [("full", "failed"), ("onepage", "built")]
        assert (desk.out / "onepage.pdf").is_file()

    @pytest.mark.tex
    def test_a_result_that_is_gone_is_made_again(self, desk: Desk) -> None:
        options = Options(desk.home / "cv.yaml", desk.out, ("full",))
        build(options)
        (desk.out / "full.tex").unlink()
        (desk.out / "cvpdf.cls").unlink()
        assert build(options).exit_code == ExitCode.OK
        assert (desk.out / "full.tex").is_file()
        assert "ProvidesClass" in (desk.out / "cvpdf.cls").read_text(encoding="utf-8")

    def test_a_class_that_the_user_has_changed_stays(self, desk: Desk) -> None:
        """Even beside a `.tex` of cvpdf; a class of an older theme is cvpdf's own, with a record or without."""
        assert desk.one(tex_only=True).outcome == "built"
        written = (desk.out / "cvpdf.cls").read_bytes()
        desk.template("new", "cvpdf.cls")
        shutil.rmtree(desk.out / ".cvpdf")
        assert desk.one(tex_only=True).outcome == "built"
        assert (desk.out / "cvpdf.cls").read_bytes() != written
        changed = written.replace(b"0", b"1", 1)
        (desk.out / "cvpdf.cls").write_bytes(changed)
        assert "foreign-file" in codes(desk.one(tex_only=True))
        assert (desk.out / "cvpdf.cls").read_bytes() == changed

    def test_only_fonts_that_no_document_needs_any_more_are_removed(self, desk: Desk) -> None:
        fonts = desk.out / "fonts"
        desk.write(CV.replace("Engineer", "Engineer in 北京"))
        desk.build("full", "onepage", tex_only=True)
        before = set(fonts.iterdir())
        for name in ("mine.ttf", "cv-mine.ttf", "cv-0123456789ab.otf"):
            (fonts / name).write_text("mine")
        desk.write()
        desk.build("full", tex_only=True)
        assert before < set(fonts.iterdir()), "the other variant still has them"
        desk.build("onepage", tex_only=True)
        after = {path.name for path in fonts.iterdir()}
        assert after >= {"mine.ttf", "cv-mine.ttf", "cv-0123456789ab.otf"}
        named = {name.stem for name in before} & {Path(name).stem for name in after}
        assert 0 < len(named) < len({path.stem for path in before})

    def test_a_font_that_the_user_has_changed_stays(self, desk: Desk) -> None:
        desk.build("full", tex_only=True)
        style = desk.out / "full-fonts.sty"
        changed = style.read_bytes() + b"% mine\n"
        style.write_bytes(changed)
        assert "foreign-file" not in codes(desk.one(tex_only=True, output_name="other"))
        assert "foreign-file" in codes(desk.one(tex_only=True))
        assert style.read_bytes() == changed

    def test_the_users_own_class_beside_cv_yaml(self, desk: Desk) -> None:
        own = desk.home / "cvpdf.cls"
        own.write_text("mine", encoding="utf-8")
        options = Options(desk.home / "cv.yaml", desk.home, ("full",), output_name="resume")
        report = build(options)
        assert [d.code for d in report.all_diagnostics()] == ["foreign-file"]
        assert "`" + str(own) + "`" in report.all_diagnostics()[0].message
        assert own.read_text(encoding="utf-8") == "mine"
        assert not (desk.home / "resume.tex").exists()

    def test_an_equal_file_and_a_report_that_is_not_written(self, desk: Desk) -> None:
        desk.out.mkdir()
        (desk.out / "full.fit.txt").write_text("mine", encoding="utf-8")
        (desk.out / "cvpdf.cls").write_bytes((built_in_folder() / "cvpdf.cls").read_bytes())
        assert desk.build("full").exit_code == ExitCode.OK
        assert (desk.out / "full.fit.txt").read_text(encoding="utf-8") == "mine"


class TestPrivateFolder:
    """It comes with a project, so nothing in it is executed, and no link in it is followed."""

    def test_what_was_planted_is_not_used(self, desk: Desk) -> None:
        private = desk.out / ".cvpdf"
        (private / "full").mkdir(parents=True)
        (private / "full" / "keyval.sty").write_text(r"\errmessage{executed}")
        target = desk.home / "target"
        target.write_text("mine")
        for name in ("full.log", "full.tex", "full/cv.log", "record.json"):
            (private / name).symlink_to(target)
        assert desk.one().outcome == "built"
        assert target.read_text() == "mine"
        assert "ProvidesClass" not in (private / "full.log").read_text("utf-8", "replace")

    @pytest.mark.parametrize("name", [".cvpdf", ".cvpdf/lock"])
    def test_a_link_in_its_place_is_refused(self, desk: Desk, name: str) -> None:
        (desk.home / "elsewhere").mkdir()
        (desk.out / name).parent.mkdir(parents=True)
        (desk.out / name).symlink_to(desk.home / "elsewhere")
        [problem] = desk.build("full").diagnostics
        assert problem.code == "not-writable"
        assert f"`{desk.out / name}`: it is a symbolic link" in problem.message
        assert list((desk.home / "elsewhere").iterdir()) == []


def test_a_photo_that_is_saved_during_a_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build sees that another photo is there than the one that was read."""
    png(desk.home, colour=0)
    desk.write(CV.replace("headline", "photo: me.png, headline"))
    typeset = job.typeset

    def save(*arguments: Any) -> TypesetResult:
        png(desk.home, colour=255).touch()
        return typeset(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(job, "typeset", save)
        assert desk.build("full").exit_code == ExitCode.OK
    assert desk.one("full").outcome == "built"
    assert desk.one("full").outcome == "unchanged"


def test_a_theme_that_cannot_be_read(desk: Desk) -> None:
    own = desk.home / "latex_templates" / "cvpdf.cls"
    own.parent.mkdir()
    own.write_bytes(bytes(6_000_000))
    report = desk.build("full")
    assert report.exit_code == ExitCode.LATEX_FAILED
    assert [d.code for d in report.diagnostics] == ["template-unreadable", "own-templates"]
    fitted = fit_variants(Options(desk.home / "cv.yaml", desk.out))
    assert [d.code for d in fitted.diagnostics] == ["template-unreadable"]


def test_fitting_needs_latex(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.pipeline.up_to_date.find_toolchain", Toolchain)
    fitted = fit_variants(Options(desk.home / "cv.yaml", desk.out))
    assert (fitted.exit_code, [d.code for d in fitted.diagnostics]) == (ExitCode.LATEX_MISSING, ["latex-missing"])


def test_after_an_interruption_no_further_variant_begins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(CV + "variants: {" + ", ".join(f"v{n}: {{}}" for n in range(20)) + "}\n")
    begun: list[str] = []
    closed = threading.Event()

    def work(name: str, *_: object) -> None:
        begun.append(name)
        assert closed.wait(PATIENCE)

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cvpdf.pipeline.compile.compile_variant", work)
    monkeypatch.setattr("cvpdf.pipeline.compile.wait", interrupt)
    monkeypatch.setattr(ColdTypesetter, "close", lambda _: closed.set())
    with pytest.raises(KeyboardInterrupt):
        desk.build()
    assert len(begun) <= (os.cpu_count() or 2)


class TestInputs:
    """What makes a build look again, without any LaTeX."""

    @pytest.fixture
    def fingerprint(self, desk: Desk) -> Callable[..., str]:
        options = Options(desk.home / "cv.yaml", desk.out)
        toolchain = Toolchain()

        def fingerprint(toolchain: Toolchain = toolchain, **changes: Any) -> str:
            changed = options._replace(**changes)
            return build_inputs.fingerprint_inputs(changed, changed.cv.read_bytes(), toolchain).fingerprint

        return fingerprint

    def test_the_same_inputs_give_the_same_fingerprint(self, fingerprint: Callable[..., str]) -> None:
        assert fingerprint() == fingerprint()
        assert fingerprint() == fingerprint(timeout=5.0, variants=("full",)), "these decide about nothing in a PDF"

    def test_each_option_that_counts(self, fingerprint: Callable[..., str], desk: Desk) -> None:
        different = [
            fingerprint(),
            fingerprint(engine="lualatex"),
            fingerprint(strict=True),
            fingerprint(output_dir=desk.home / "elsewhere"),
            fingerprint(Toolchain(pdflatex=Path(sys.executable))),
        ]
        assert len(set(different)) == len(different)

    def test_each_file_that_counts(self, fingerprint: Callable[..., str], desk: Desk) -> None:
        own = desk.home / "latex_templates"
        changes: list[Callable[[], object]] = [
            lambda: desk.write(CV + "# more\n"),
            lambda: desk.template("x"),
            lambda: desk.template("longer"),
            lambda: desk.template("x", "sections/text.tex.j2"),
            lambda: (own / "full.tex.j2").unlink(),
        ]
        seen = [fingerprint()]
        for change in changes:
            change()
            assert fingerprint() not in seen
            seen.append(fingerprint())

    def test_an_empty_record_means_that_all_has_changed(self, desk: Desk) -> None:
        options = Options(desk.home / "cv.yaml", desk.out)
        found = build_inputs.fingerprint_inputs(options, options.cv.read_bytes(), Toolchain())
        assert build_inputs.unchanged(options, records.Record(), found) is None
