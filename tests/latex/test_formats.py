"""Precompiled formats: that they change nothing but the time, and that nothing about them fails a build."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cvpdf.latex import direct, formats
from cvpdf.latex.cancellation import Cancellation, CancelledError
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import Format, find_or_make, with_format
from cvpdf.latex.job import typeset
from cvpdf.latex.process import run
from cvpdf.latex.result import Engine, Failure
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain
from cvpdf.render.preamble import dumpable
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.latex.conftest import LATIN_MODERN
from tests.support import write_support
from tests.waiting import PATIENCE

pytestmark = pytest.mark.tex
EPOCH = 1_700_000_000
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
CV = (GOLDEN / "deutsch-full.tex").read_text("utf-8")
LIGHT = "\\documentclass{cvpdf}\n\\cvdump\n"
TINY = (
    b"\\ProvidesClass{cvpdf}\\LoadClass{article}%b\\def\\cvdump{\\def\\documentclass##1{}\\dump}"
    % LATIN_MODERN.encode()
)
"""A class that is dumped in no time."""


@dataclass(frozen=True)
class Maker:
    """Asks for formats as a run in ``work`` would."""

    folder: Path
    work: Path
    toolchain: Toolchain

    def make(
        self,
        preamble: str = LIGHT,
        files: Mapping[str, bytes] | None = None,
        engine: Engine = "pdflatex",
        **variables: str,
    ) -> Format | None:
        given = {**environment(self.toolchain, engine, self.work, EPOCH), **variables}
        files = {**(files or {"cvpdf.cls": TINY}), "photo.jpg": os.urandom(8)}
        return find_or_make(self.folder, preamble, files, engine, self.toolchain, given, Cancellation())


@pytest.fixture
def maker(tmp_path: Path, folder: Path, system: Toolchain) -> Maker:
    (tmp_path / "cache").mkdir()
    return Maker(tmp_path / "cache", folder, system)


@pytest.fixture(scope="module")
def ready(system: Toolchain, tmp_path_factory: pytest.TempPathFactory) -> Format:
    folder, work = tmp_path_factory.mktemp("ready"), tmp_path_factory.mktemp("work")
    made = Maker(folder, work, system).make()
    assert made is not None
    return made


@pytest.fixture
def stocked(maker: Maker, ready: Format) -> Maker:
    """One that finds the light format made."""
    for file in ready.folder.iterdir():
        shutil.copy2(file, maker.folder / file.name)
    return maker


def pdf(work: Path, tex: str, toolchain: Toolchain, chosen: Format | None) -> bytes:
    write_support(work, letters=tex)
    (work / "cv.tex").write_text(re.sub(r"(?<=\{)\w+(?=-fonts\})", "test", tex), "utf-8")
    variables = environment(toolchain, "pdflatex", work, EPOCH)
    done = run(direct.engine_command(toolchain, "pdflatex", chosen), work, with_format(variables, chosen), 30)
    assert done.returncode == 0, done.output[-2000:]
    return (work / "cv.pdf").read_bytes()


@pytest.mark.parametrize(
    "tex",
    [
        *(pytest.param((GOLDEN / f"cv-{name}.tex").read_text("utf-8"), id=name) for name in ("full", "publications")),
        pytest.param((GOLDEN / "cv-onepage.tex").read_text("utf-8"), id="onepage"),
        pytest.param(CV.replace("\\cvsetup{", "\\usepackage{multicol}\n\\cvsetup{"), id="package"),
    ],
)
def test_the_pdf_is_the_same_to_the_byte(tex: str, folder: Path, system: Toolchain, formats: Path) -> None:
    plain = pdf(folder, tex, system, None)
    chosen = Maker(formats, folder, system).make(dumpable(tex), load_theme((built_in_folder(),)).support)
    assert chosen is not None
    assert pdf(folder, tex, system, chosen) == plain
    # It was the format of this document, and not the engine's own.
    assert "xcolor.sty" in (formats / f"{chosen.name}.json").read_text()


def test_made_once_and_unpacked(maker: Maker, engine_starts: list[list[str]]) -> None:
    first = maker.make()
    assert len(engine_starts) == 1
    assert first is not None
    head = first.path.read_bytes()[:4]
    assert head in (b"W2TX", b"XT2W")
    before = first.path.stat().st_mtime_ns
    assert maker.make() == first
    assert len(engine_starts) == 1
    assert first.path.stat().st_mtime_ns > before, "it is not known to have been used"
    assert sorted(path.suffix for path in maker.folder.iterdir()) == [".fmt", ".json"]


def test_named_after_all_that_goes_in(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_create", lambda *_: True)
    engine = tmp_path / "pdflatex"
    engine.write_text("another one")
    package = "\\documentclass{cvpdf}\n\\usepackage{x}\n\\cvdump\n"
    maker = replace(maker, toolchain=maker.toolchain._replace(lualatex=engine))
    made = [
        maker.make(),
        maker.make(LIGHT + "%"),
        maker.make(files={"cvpdf.cls": TINY + b"%"}),
        maker.make(""),
        maker.make(TEXINPUTS=".:/elsewhere:"),
        replace(maker, toolchain=maker.toolchain._replace(pdflatex=engine)).make(),
        maker.make(package),
        maker.make(package, SOURCE_DATE_EPOCH="1"),
        maker.make(engine="lualatex"),
    ]
    names = [one.name for one in made if one is not None]
    assert len(set(names)) == len(made)
    assert maker.make(SOURCE_DATE_EPOCH="1", HOME="/nowhere") == made[0]
    assert maker.make(engine="lualatex", preamble="") == made[-1]


def test_made_anew_if_a_file_that_tex_has_read_is_another(maker: Maker, tmp_path: Path) -> None:
    style = tmp_path / "sty" / "mine.sty"
    style.parent.mkdir()
    style.write_text("\\def\\mine{1}")
    preamble = "\\documentclass{cvpdf}\n\\usepackage{mine}\n\\cvdump\n"
    first = maker.make(preamble, TEXINPUTS=f".:{style.parent}:")
    assert first is not None
    made = first.created()
    assert maker.make(preamble, TEXINPUTS=f".:{style.parent}:") == first
    assert first.created() == made
    style.write_text("\\def\\mine{22}")
    assert maker.make(preamble, TEXINPUTS=f".:{style.parent}:") == first
    assert first.created() != made
    style.unlink()
    # It cannot be dumped any more, so it is the engine's own format.
    own = maker.make(preamble, TEXINPUTS=f".:{style.parent}:")
    assert own is not None
    assert own != first


@pytest.mark.parametrize("damage", ["half", "gone", "no list", "strange list"])
def test_damage_that_can_be_seen_is_mended(stocked: Maker, damage: str) -> None:
    chosen = stocked.make()
    assert chosen is not None
    whole = chosen.path.read_bytes()
    state = chosen.path.with_suffix(".json")
    match damage:
        case "half":
            chosen.path.write_bytes(whole[: len(whole) // 2])
        case "gone":
            chosen.path.unlink()
        case "no list":
            state.unlink()
        case "strange list":
            state.write_text(json.dumps({"good": True, "size": len(whole), "read": [[1], 2]}))
    assert stocked.make() == chosen
    assert len(chosen.path.read_bytes()) == len(whole)
    assert json.loads(state.read_text())["good"] is True


@pytest.mark.parametrize("latexmk", [True, False])
def test_damage_that_only_the_engine_sees_costs_a_run(
    stocked: Maker, engine_starts: list[list[str]], latexmk: bool
) -> None:
    toolchain = stocked.toolchain if latexmk else stocked.toolchain._replace(latexmk=None)
    (stocked.work / "cvpdf.cls").write_bytes(TINY)
    (stocked.work / "cv.tex").write_text("\\documentclass{cvpdf}\n\\begin{document}a\\end{document}\n")

    def built() -> str:
        result = typeset(stocked.work, "pdflatex", LatexSettings(toolchain, stocked.folder, epoch=EPOCH), LIGHT)
        assert result.failure is None, result.explanation
        return result.format_name

    chosen = Format(built(), stocked.folder)
    assert chosen.name
    size = chosen.path.stat().st_size
    chosen.path.write_bytes(b"\xff" * size)
    # Or latexmk, which looks at whole seconds, might find nothing to do.
    (stocked.work / "cv.tex").write_text("\\documentclass{cvpdf}\n\\begin{document}b\\end{document}\n")
    engine_starts.clear()
    assert built() == ""
    assert not chosen.path.exists()
    assert built() == chosen.name
    assert engine_starts


@pytest.mark.parametrize("how", ["vanishes", "crashes"])
def test_a_format_that_fails_in_other_ways(
    stocked: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, how: str
) -> None:
    """Another process cleans up, or the engine crashes over it: the document is set all the same."""
    found = stocked.make()
    assert found is not None
    toolchain = stocked.toolchain._replace(latexmk=None)
    if how == "vanishes":
        found.path.unlink()
    else:
        engine = tmp_path / "pdflatex"
        engine.write_text(
            f'#!/bin/sh\ncase "$*" in *-fmt=*) kill -SEGV $$;; esac\nexec "{stocked.toolchain.pdflatex}" "$@"\n'
        )
        engine.chmod(0o755)
        toolchain = toolchain._replace(pdflatex=engine)
    monkeypatch.setattr("cvpdf.latex.job.find_or_make", lambda *_: found)
    (stocked.work / "cv.tex").write_text(
        f"\\documentclass{{article}}{LATIN_MODERN}\n\\begin{{document}}a\\end{{document}}\n"
    )
    result = typeset(stocked.work, "pdflatex", LatexSettings(toolchain, stocked.folder, epoch=EPOCH), LIGHT)
    assert result.failure is None, result.explanation
    assert result.format_name == ""


def test_a_format_that_leads_nowhere_is_dropped(stocked: Maker) -> None:
    (stocked.work / "cvpdf.cls").write_bytes(TINY)
    (stocked.work / "cv.tex").write_text("\\documentclass{cvpdf}\n\\begin{document}\\loop\\iftrue\\repeat\n")
    settings = LatexSettings(stocked.toolchain, stocked.folder, timeout=0.8, epoch=EPOCH)
    result = typeset(stocked.work, "pdflatex", settings, LIGHT)
    assert result.failure is Failure.TIMEOUT
    assert not list(stocked.folder.iterdir())


@pytest.mark.parametrize("wrong", ["\\usepackage{nosuchpackage}", "\\csname @@end\\endcsname\n"])
def test_what_cannot_be_dumped_is_remembered(maker: Maker, wrong: str, engine_starts: list[list[str]]) -> None:
    preamble = f"\\documentclass{{cvpdf}}\n{wrong}\n\\cvdump\n"
    own = maker.make("")
    assert own is not None
    engine_starts.clear()
    assert maker.make(preamble) == own
    assert len(engine_starts) == 1
    again = 1 if "@@end" not in wrong else 2  # TeX had no complaint, so that says nothing about the preamble
    assert maker.make(preamble) == own
    assert len(engine_starts) == again
    for state in maker.folder.glob("*.json"):
        os.utime(state, (0, 0))
    assert maker.make(preamble) == own
    assert len(engine_starts) == again + 1, "what was missing may have been installed since"


def test_a_full_disk_says_nothing_about_the_preamble(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_packed: Path, _to: Path) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(formats, "unpack", full)
        assert maker.make() is None
    assert not list(maker.folder.iterdir())
    chosen = maker.make()
    assert chosen is not None
    assert chosen.path.is_file()


def test_an_engine_that_hangs_is_asked_once(maker: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pdflatex"
    program.write_text(f"#!/bin/sh\necho run >>'{tmp_path}/runs'\nexec sleep 1000\n")
    program.chmod(0o755)
    hanging = replace(maker, toolchain=maker.toolchain._replace(pdflatex=program))
    with monkeypatch.context() as patch:
        patch.setattr("cvpdf.latex.dumping._TIMEOUT", 1.0)
        assert (hanging.make(), hanging.make(LIGHT + "%"), hanging.make("")) == (None, None, None)
    assert (tmp_path / "runs").read_text().count("run") == 1
    assert maker.make() is not None


def test_half_of_the_engines_own_format(maker: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half = tmp_path / "pdflatex.fmt"
    half.write_bytes(gzip.compress(os.urandom(100_000))[:50_000])
    monkeypatch.setattr(formats, "engines_own", lambda *_: (half, [half]))
    assert maker.make("") is None
    assert not list(maker.folder.iterdir())


def test_cancelled(maker: Maker) -> None:
    switch = Cancellation()
    endless = TINY + b"\\loop\\iftrue\\repeat"
    variables = environment(maker.toolchain, "pdflatex", maker.work, EPOCH)
    timer = threading.Timer(0.4, switch.cancel)
    timer.start()
    with pytest.raises(CancelledError):
        find_or_make(maker.folder, LIGHT, {"cvpdf.cls": endless}, "pdflatex", maker.toolchain, variables, switch)
    timer.join()
    assert not list(maker.folder.iterdir())


def test_two_processes_make_the_same_at_once(maker: Maker) -> None:
    code = (
        "import sys; from pathlib import Path; from cvpdf.latex.process import Cancellation\n"
        "from cvpdf.latex.toolchain import find_toolchain\n"
        "from cvpdf.latex.formats import find_or_make; from cvpdf.latex.environment import environment\n"
        "folder, work = map(Path, sys.argv[1:]); tools = find_toolchain()\n"
        f"files = {{'cvpdf.cls': {TINY!r}}}; variables = environment(tools, 'pdflatex', work, 0)\n"
        f"print(find_or_make(folder, {LIGHT!r}, files, 'pdflatex', tools, variables, Cancellation()).name)\n"
    )
    command = [sys.executable, "-c", code, str(maker.folder), str(maker.work)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    names = {process.communicate(timeout=PATIENCE)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(names) == 1
    assert len(list(maker.folder.iterdir())) == 2


@pytest.mark.parametrize("name", ["a b", "ä'ö\"", "a$HOME", "~a", "a;b", "a,b", "{a,b}", "50%", "!!a", "a:b"])
def test_strange_cache_folders(
    maker: Maker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, engine_starts: list[list[str]]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
    (maker.work / "cvpdf.cls").write_bytes(TINY)
    (maker.work / "cv.tex").write_text("\\documentclass{cvpdf}\n\\begin{document}a\\end{document}\n")
    folder = formats.default_folder()
    toolchain = maker.toolchain._replace(latexmk=None)
    result = typeset(maker.work, "pdflatex", LatexSettings(toolchain, folder, epoch=EPOCH), LIGHT)
    assert result.failure is None, result.explanation
    usable = name in ("a b", "ä'ö\"")
    assert (folder is not None) is usable
    assert bool(result.format_name) is usable
    assert len(engine_starts) == (3 if usable else 2), "a run has failed"


@pytest.mark.skipif(sys.platform != "linux", reason="where the cache is")
def test_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert formats.default_folder() == tmp_path / "cvpdf" / "formats"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert formats.default_folder() is None
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert formats.default_folder() is None


def test_a_folder_that_cannot_be_written(maker: Maker) -> None:
    assert replace(maker, folder=maker.folder / "nowhere").make() is None
    (maker.folder / "file").write_text("")
    assert replace(maker, folder=maker.folder / "file").make() is None
    assert find_or_make(None, LIGHT, {}, "pdflatex", maker.toolchain, {}, Cancellation()) is None
    assert replace(maker, toolchain=maker.toolchain._replace(pdflatex=None)).make() is None
    assert replace(maker, toolchain=maker.toolchain._replace(pdflatex=maker.folder / "gone")).make() is None


def test_lualatex_gets_its_own_unpacked(system: Toolchain, folder: Path, formats: Path) -> None:
    if system.lualatex is None:
        pytest.skip("no lualatex")
    chosen = Maker(formats, folder, system).make(engine="lualatex")
    assert chosen is not None
    assert chosen.path.read_bytes()[:2] != b"\x1f\x8b"
    (folder / "cv.tex").write_text("\\documentclass{article}\\begin{document}ქ é\\end{document}")
    variables = with_format(environment(system, "lualatex", folder, EPOCH), chosen)
    done = run(direct.engine_command(system, "lualatex", chosen), folder, variables, PATIENCE)
    assert done.returncode == 0
    assert f"{chosen.path}\n" in (folder / "cv.fls").read_text("utf-8")


@dataclass(frozen=True)
class Shelf:
    """A folder with formats of 100 bytes, number 0 used least recently."""

    folder: Path

    def put(self, number: int) -> Format:
        one = Format(f"cvpdf-pdflatex-{number:020}", self.folder)
        one.path.write_bytes(bytes(100))
        one.path.with_suffix(".json").write_text("{}")
        os.utime(one.path, (number, number))
        return one

    def numbers(self) -> list[int]:
        return sorted(int(path.stem.rpartition("-")[2]) for path in self.folder.glob("*.fmt"))


def test_the_ones_used_last_are_kept(tmp_path: Path, maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(maker.folder)
    for number in range(6):
        shelf.put(number)
    assert [path.stem[-1] for path, _ in formats.present(maker.folder)] == list("543210")
    formats._keep_within(300, maker.folder, Format(f"cvpdf-pdflatex-{0:020}", maker.folder))
    assert shelf.numbers() == [0, 3, 4, 5]
    assert len(list(maker.folder.iterdir())) == 8
    monkeypatch.setattr(formats, "LIMIT", 1)
    chosen = maker.make()
    assert [path for path, _ in formats.present(maker.folder)] == [chosen.path if chosen else tmp_path]


def test_what_a_making_that_was_cut_off_has_left(maker: Maker) -> None:
    for name, age in (("making-old", 0), ("making-new", None)):
        (maker.folder / name).mkdir()
        (maker.folder / name / "dump.fmt").write_bytes(bytes(10))
        if age is not None:
            os.utime(maker.folder / name, (age, age))
    assert maker.make() is not None
    assert [path.name for path in maker.folder.glob("making-*")] == ["making-new"]
    assert formats.clean(maker.folder) > 1_000_000
    assert not list(maker.folder.iterdir())
    assert formats.clean(maker.folder) == 0
    assert formats.clean(maker.folder / "nowhere") == 0


def test_threads_make_it_once(maker: Maker, engine_starts: list[list[str]]) -> None:
    found: list[Format | None] = []
    threads = [threading.Thread(target=lambda: found.append(maker.make())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert found[0] is not None
    assert len(engine_starts) == 1
