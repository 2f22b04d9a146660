"""Whole runs with a real LaTeX: what they give, and how they fail."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cvpdf.latex.cancellation import Cancellation
from cvpdf.latex.direct import EngineCall, run_engine
from cvpdf.latex.get_latex import how_to_get, how_to_get_latex
from cvpdf.latex.job import typeset
from cvpdf.latex.process import Completed
from cvpdf.latex.result import Engine, Failure, LogKind, TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain, identity
from tests.waiting import PATIENCE, processes_in, until

from .conftest import LATIN_MODERN, Typeset, write_tex

pytestmark = pytest.mark.tex
EPOCH = 1_700_000_000
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
ENDLESS = r"\loop\iftrue\repeat"


def kinds(result: TypesetResult) -> list[LogKind]:
    return [message.kind for message in result.messages]


@pytest.fixture(params=["latexmk", "direct"])
def driver(request: pytest.FixtureRequest) -> Toolchain:
    toolchain: Toolchain = request.getfixturevalue(request.param)
    return toolchain


def test_a_pdf_with_figures_and_references(run_tex: Typeset, folder: Path, driver: Toolchain) -> None:
    result = run_tex(
        r"\section{A}\label{a} See~\ref{a}. é \typeout{cvpdf-page: pages=1 used=3.5 available=700}", toolchain=driver
    )
    assert result.failure is None, result.explanation
    assert result.pdf == folder / "cv.pdf"
    assert result.pdf.read_bytes().startswith(b"%PDF")
    assert result.messages == ()
    assert result.figures == {"pages": 1, "used": 3.5, "available": 700}
    assert result.seconds > 0


@pytest.mark.usefixtures("latexmk")
def test_nothing_to_do_gives_the_same_again(run_tex: Typeset, folder: Path) -> None:
    body = r"\hbox to 3pt{Wide words}"
    first = run_tex(body)
    made = (folder / "cv.pdf").stat().st_mtime_ns
    second = run_tex(body)
    assert (folder / "cv.pdf").stat().st_mtime_ns == made
    assert second.messages == first.messages
    assert kinds(second) == [LogKind.OVERFULL]


def test_a_change_within_the_second_is_seen(run_tex: Typeset, folder: Path) -> None:
    run_tex("2023")
    log = folder / "cv.log"
    for year in ("2024", "2025", "2026"):
        before = log.stat().st_mtime_ns
        assert run_tex(year).pdf
        assert log.stat().st_mtime_ns != before


def test_a_new_date_makes_a_new_pdf(run_tex: Typeset, folder: Path, system: Toolchain) -> None:
    assert run_tex("a").pdf
    assert b"D:20231114" in (folder / "cv.pdf").read_bytes()
    typeset(folder, "pdflatex", LatexSettings(system, epoch=EPOCH + 86400))
    assert b"D:20231115" in (folder / "cv.pdf").read_bytes()


def test_output_is_reproducible(tmp_path: Path, direct: Toolchain) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_tex(tmp_path / name, "a")
        result = typeset(tmp_path / name, "pdflatex", LatexSettings(direct, epoch=EPOCH))
        assert result.pdf is not None
        made.append(result.pdf.read_bytes())
    assert made[0] == made[1]


def test_lualatex_names_the_missing_character(run_tex: Typeset, system: Toolchain) -> None:
    if system.lualatex is None:
        pytest.skip("no lualatex")
    result = run_tex("a ქ", engine="lualatex")
    assert result.failure is None
    assert [(m.kind, m.detail) for m in result.messages] == [(LogKind.MISSING_CHARACTER, "ქ")]


def test_another_engine_starts_anew(run_tex: Typeset, system: Toolchain) -> None:
    if system.lualatex is None:
        pytest.skip("no lualatex")
    seen = []
    for engine in ("pdflatex", "lualatex", "pdflatex"):
        result = run_tex("a", engine=engine)
        assert result.pdf is not None
        seen.append(b"LuaTeX" in result.pdf.read_bytes())
    assert seen == [False, True, False]


def test_all_errors_are_reported_together(run_tex: Typeset, driver: Toolchain) -> None:
    result = run_tex("\\one\n\n\\two\n\n刘", toolchain=driver)
    assert result.failure is Failure.LATEX_ERROR
    assert result.pdf is None
    assert [(m.kind, m.line) for m in result.messages] == [
        (LogKind.ERROR, 3),
        (LogKind.ERROR, 5),
        (LogKind.MISSING_CHARACTER, 7),
    ]
    assert result.explanation == "LaTeX reported 3 errors, first: Undefined control sequence."


def test_an_old_pdf_is_never_a_result(run_tex: Typeset, folder: Path, driver: Toolchain) -> None:
    assert run_tex("good", toolchain=driver).pdf
    assert run_tex(r"\bad", toolchain=driver).pdf is None
    assert not (folder / "cv.pdf").exists()
    assert run_tex("good again", toolchain=driver).pdf
    empty = run_tex("", toolchain=driver)
    assert (empty.failure, empty.explanation) == (Failure.LATEX_ERROR, "the document has no pages")


def test_a_missing_package_is_named(run_tex: Typeset, driver: Toolchain) -> None:
    result = run_tex(
        "\\documentclass{article}\n\\usepackage{nosuchpkg}\n\\begin{document}a\\end{document}", toolchain=driver
    )
    assert [(m.kind, m.detail) for m in result.messages] == [(LogKind.MISSING_FILE, "nosuchpkg.sty")]
    assert result.explanation == f"LaTeX cannot find nosuchpkg.sty; {how_to_get('nosuchpkg.sty')}"


def test_a_missing_font_does_not_start_metafont(run_tex: Typeset, folder: Path) -> None:
    result = run_tex(r"\font\x=nosuchfont \x a")
    assert [(m.kind, m.detail) for m in result.messages] == [(LogKind.MISSING_FILE, "nosuchfont.tfm")]
    assert not (folder / "mfput.log").exists()


def test_a_missing_end(run_tex: Typeset) -> None:
    result = run_tex("\\documentclass{article}\\begin{document}a")
    assert "no legal \\end found" in result.explanation


@pytest.mark.parametrize("body", [r"\read-1 to\x b", r"\read16 to\x b", r"\input", r"\errorstopmode\bad"])
def test_nothing_waits_for_a_terminal(run_tex: Typeset, body: str) -> None:
    result = run_tex(body, timeout=PATIENCE)
    assert result.failure is Failure.LATEX_ERROR


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_other_files_and_programs_are_out_of_reach(
    run_tex: Typeset, folder: Path, tmp_path: Path, engine: Engine, system: Toolchain
) -> None:
    if system.engine(engine) is None:
        pytest.skip(f"no {engine}")
    (tmp_path / "secret.tex").write_text("SECRET")
    refused = r"\newread\r \openin\r=%s \ifeof\r\typeout{REFUSED}\else\typeout{OPENED}\fi "
    shell = r"\immediate\write18{touch pwned}" if engine == "pdflatex" else r"\directlua{os.execute('touch pwned')}"
    result = run_tex(f"a{refused % '/etc/passwd'}{refused % '../secret.tex'}{shell}", engine=engine)
    assert result.failure is None, result.explanation
    log = (folder / "cv.log").read_text(encoding="utf-8", errors="replace")
    assert log.count("REFUSED") == 2
    assert "OPENED" not in log
    assert not (folder / "pwned").exists()
    (folder / "cv.state").unlink(missing_ok=True)  # or the failures would be tried twice
    assert run_tex(r"\input{/etc/passwd}", engine=engine).failure is Failure.LATEX_ERROR
    assert run_tex(r"\newwrite\w \immediate\openout\w=../evil a", engine=engine).failure is Failure.LATEX_ERROR
    assert not list(tmp_path.glob("evil*"))


@pytest.mark.usefixtures("latexmk")
def test_the_users_own_packages_are_found(
    run_tex: Typeset, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tmp_path / ".my tree"
    for name, place in (("mine", tree / "tex/latex"), ("near", tmp_path / "sty"), ("beside", folder)):
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.sty").write_text(f"\\typeout{{LOADED {name}}}")
    monkeypatch.setenv("TEXMFHOME", str(tree))
    monkeypatch.setenv("TEXINPUTS", "sty:")
    monkeypatch.chdir(tmp_path)
    result = run_tex("\\documentclass{article}\\usepackage{mine,near,beside}\\begin{document}a\\end{document}")
    assert result.failure is None, result.explanation


def test_a_photo_beside_the_source(run_tex: Typeset, folder: Path) -> None:
    (folder / "photo.png").write_bytes(PIXEL)
    result = run_tex(
        f"\\documentclass{{article}}\\usepackage{{graphicx}}{LATIN_MODERN}\n"
        "\\begin{document}\\includegraphics{photo.png}\\end{document}"
    )
    assert result.failure is None, result.explanation


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_without_any_variables_but_a_home_that_does_not_exist(
    run_tex: Typeset, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine, system: Toolchain
) -> None:
    if system.engine(engine) is None:
        pytest.skip(f"no {engine}")
    for name in list(os.environ):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    assert run_tex("é", engine=engine).failure is None
    assert (folder / "home").is_dir() is (engine == "lualatex")
    assert not (tmp_path / "missing").exists()


def test_the_time_limit(run_tex: Typeset, folder: Path, driver: Toolchain) -> None:
    result = run_tex(ENDLESS, toolchain=driver, timeout=0.8)
    assert result.failure is Failure.TIMEOUT
    assert processes_in(folder) == []


def start(
    folder: Path, toolchain: Toolchain, switch: Cancellation | None = None
) -> tuple[threading.Thread, list[TypesetResult]]:
    """Typeset an endless document in a thread; return when an engine runs."""
    write_tex(folder, ENDLESS)
    results: list[TypesetResult] = []

    def work() -> None:
        results.append(
            typeset(folder, "pdflatex", LatexSettings(toolchain, None, 600, switch or Cancellation(), epoch=EPOCH))
        )

    thread = threading.Thread(target=work)
    thread.start()
    until(lambda: processes_in(folder, "pdflatex", "pdftex"))
    return thread, results


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
@pytest.mark.parametrize("victim", ["latexmk", "pdflatex"])
def test_a_killed_program(folder: Path, system: Toolchain, victim: str) -> None:
    thread, results = start(folder, system)
    engine = processes_in(folder, "pdflatex", "pdftex")
    leader = [number for number in processes_in(folder) if os.getpgid(number) == number]
    os.kill((leader if victim == "latexmk" else engine)[0], 9)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert results[0].failure is Failure.KILLED
    assert results[0].explanation == "LaTeX was killed by SIGKILL"
    assert processes_in(folder) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
def test_cancelled(folder: Path, system: Toolchain) -> None:
    switch = Cancellation()
    thread, results = start(folder, system, switch)
    switch.cancel()
    thread.join(PATIENCE)
    assert results[0].failure is Failure.KILLED
    assert processes_in(folder) == []


def test_broken_files_of_an_earlier_run_heal(run_tex: Typeset, folder: Path, driver: Toolchain) -> None:
    assert run_tex(r"\section{a}\label{x}\ref{x}", toolchain=driver).pdf
    (folder / "cv.aux").write_bytes(b"\\relax\n\\newlabel{x}{{1}{\n\x00\xff")
    (folder / "cv.tex").write_text((folder / "cv.tex").read_text() + "\n")
    result = run_tex(r"\section{b}\label{x}\ref{x}", toolchain=driver)
    assert result.failure is None, result.explanation
    assert result.messages == ()


def test_half_a_pdf_of_a_killed_run_heals(run_tex: Typeset, folder: Path) -> None:
    assert run_tex("a").pdf
    (folder / "cv.pdf").write_bytes(b"%PDF-1.5 half")
    (folder / "cv.state").unlink()
    result = run_tex("a")
    assert result.pdf is not None
    assert result.pdf.read_bytes().rstrip().endswith(b"%%EOF")


def test_a_run_that_is_killed_is_known_by_what_it_leaves(folder: Path, system: Toolchain) -> None:
    write_tex(folder, "a")
    there: list[bool] = []

    def look(call: EngineCall) -> Completed:
        there.append((folder / "cv.state").exists())
        return run_engine(call)

    settings = LatexSettings(system._replace(latexmk=None), run_once=look, epoch=EPOCH)
    for _ in range(2):
        assert typeset(folder, "pdflatex", settings).pdf
        write_tex(folder, "b")
        assert (folder / "cv.state").exists()
    assert there
    assert not any(there)


def test_a_document_that_never_settles(run_tex: Typeset, driver: Toolchain) -> None:
    body = r"a\makeatletter\immediate\write\@auxout{\gdef\string\z{\pdfuniformdeviate 1000000 \the\pdfelapsedtime}}"
    result = run_tex(body, toolchain=driver)
    assert result.failure is None, result.explanation


def test_no_engine(run_tex: Typeset, system: Toolchain) -> None:
    result = run_tex("a", toolchain=system._replace(pdflatex=None))
    assert result.failure is Failure.LATEX_MISSING
    assert result.explanation == f"pdflatex is not installed; {how_to_get_latex()}"


@pytest.mark.parametrize("which", ["latexmk", "pdflatex"])
def test_a_program_that_vanished(run_tex: Typeset, latexmk: Toolchain, tmp_path: Path, which: str) -> None:
    gone = tmp_path / "bin" / which
    result = run_tex(
        "a", toolchain=latexmk._replace(latexmk=gone) if which == "latexmk" else latexmk._replace(pdflatex=gone)
    )
    assert result.failure is Failure.LATEX_MISSING
    assert result.explanation.startswith(f"{gone} no longer exists; ")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_latexmk_that_does_not_start_its_engine(run_tex: Typeset, latexmk: Toolchain, tmp_path: Path) -> None:
    script = tmp_path / "latexmk"
    script.write_text("#!/bin/sh\necho 'sh: 1: pdflatex: not found'\nexit 12\n")
    script.chmod(0o755)
    assert run_tex("a", toolchain=latexmk._replace(latexmk=script)).failure is Failure.LATEX_MISSING
    script.write_text(f"#!{tmp_path}/missing\n")
    assert run_tex("a", toolchain=latexmk._replace(latexmk=script)).failure is Failure.LATEX_MISSING


def test_a_folder_that_is_not_there(tmp_path: Path, system: Toolchain) -> None:
    result = typeset(tmp_path / "nowhere", "pdflatex", LatexSettings(system))
    assert result.failure is Failure.OUTPUT
    assert result.explanation == f"cannot write to {tmp_path / 'nowhere'}: No such file or directory"


def test_a_log_that_cannot_be_written(run_tex: Typeset, folder: Path, driver: Toolchain) -> None:
    (folder / "cv.log").mkdir()
    result = run_tex("a", toolchain=driver)
    assert result.failure is Failure.OUTPUT
    assert "I can't write on file `cv.log'" in result.explanation


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
def test_a_disk_that_is_full(folder: Path, driver: Toolchain) -> None:
    write_tex(folder, r"\newcount\n \loop\message{xxxxxxxxxxxxxxxxxxxxxxxxxx}\advance\n1 \ifnum\n<9000 \repeat a")
    code = (
        "import resource; from pathlib import Path; from cvpdf.latex.job import *\n"
        "from cvpdf.latex.settings import LatexSettings; from cvpdf.latex.toolchain import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from pathlib import PosixPath\n"
        f"tools = {driver!r}\n"
        f"r = typeset(Path({str(folder)!r}), 'pdflatex', LatexSettings(tools, epoch=0))\n"
        "print(r.failure, r.pdf, r.explanation.rpartition(':')[2])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout == "output None  File size limit exceeded\n", done.stderr


@pytest.mark.skipif(not shutil.which("chattr"), reason="root may write anywhere, so only this helps")
def test_a_folder_that_cannot_be_written(folder: Path, system: Toolchain) -> None:
    write_tex(folder, "a")
    if subprocess.run(["chattr", "+i", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("this file system knows no immutable folders")
    try:
        result = typeset(folder, "pdflatex", LatexSettings(system, epoch=EPOCH))
    finally:
        subprocess.run(["chattr", "-i", str(folder)], check=True)
    assert result.failure is Failure.OUTPUT
    assert "Operation not permitted" in result.explanation


def test_programs_in_a_folder_that_asks_for_quoting(run_tex: Typeset, system: Toolchain, tmp_path: Path) -> None:
    place = tmp_path / "te x'$q"
    place.mkdir()
    assert system.pdflatex is not None
    (place / "pdflatex").write_text(f'#!/bin/sh\ntouch used\nexec "{system.pdflatex}" "$@"\n')
    (place / "pdflatex").chmod(0o755)
    result = run_tex("a", toolchain=system._replace(pdflatex=place / "pdflatex"))
    assert result.failure is None, result.explanation
    assert result.pdf is not None
    assert (result.pdf.parent / "used").exists()


def test_the_embedded_latex(run_tex: Typeset, embedded: Toolchain, folder: Path) -> None:
    result = run_tex(
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern,charter,xcolor,hyperref}\n"
        "\\begin{document}\\section{Hé}\\label{a}\\ref{a} \\textbf{fi}\\end{document}",
        toolchain=embedded,
    )
    assert result.failure is None, result.explanation
    assert result.messages == ()
    assert b"TeX Live 2024" in (folder / "cv.log").read_bytes()
    missing = run_tex(
        "\\documentclass{article}\\usepackage{csquotes}\\begin{document}a\\end{document}", toolchain=embedded
    )
    assert missing.explanation.startswith("LaTeX cannot find csquotes.sty; ")


def test_identity_is_noted(run_tex: Typeset, folder: Path, system: Toolchain) -> None:
    assert run_tex("a").pdf
    assert (folder / "cv.state").read_text().startswith(f"{identity(system, 'pdflatex')}\n{EPOCH}\n")
