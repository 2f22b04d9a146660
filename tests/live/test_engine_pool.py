"""Engines that wait for their document, and the pool that keeps them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cvpdf.latex.cancellation import Cancellation, CancelledError
from cvpdf.latex.direct import EngineCall
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import Format, find_or_make
from cvpdf.latex.job import typeset
from cvpdf.latex.process import Completed
from cvpdf.latex.result import Failure, TypesetResult
from cvpdf.latex.settings import LatexSettings
from cvpdf.latex.toolchain import Toolchain
from cvpdf.live import engine_pool
from cvpdf.live.engine_pool import EnginePool
from cvpdf.live.warm_engine import head_of
from tests.latex.conftest import LATIN_MODERN
from tests.waiting import processes_in

pytestmark = pytest.mark.tex
EPOCH = 1_700_000_000
CLASS = (
    b"\\ProvidesClass{cvpdf}\\LoadClass{article}%b\\def\\cvdump{\\def\\documentclass##1{}\\dump}"
    % LATIN_MODERN.encode()
)
PREAMBLE = "\\documentclass{cvpdf}\n\\cvdump\n"
HEAD = "\\documentclass{cvpdf}\n% é\n\\nofiles\n\\begin{document}\n"
WITH_FILES = HEAD.replace("\\nofiles\n", "")
END = "\n\\end{document}\n"


@pytest.fixture
def chosen(system: Toolchain, formats: Path, tmp_path_factory: pytest.TempPathFactory) -> Format:
    work = tmp_path_factory.mktemp("work")
    variables = environment(system, "pdflatex", work, EPOCH)
    made = find_or_make(formats, PREAMBLE, {"cvpdf.cls": CLASS}, "pdflatex", system, variables, Cancellation())
    assert made is not None
    return made


@dataclass
class Bench:
    """A folder with a document, and a pool."""

    folder: Path
    toolchain: Toolchain
    chosen: Format
    pool: EnginePool
    cancellation: Cancellation = field(default_factory=Cancellation)

    def write(self, body: str, head: str = HEAD, end: str = END) -> None:
        (self.folder / "cvpdf.cls").write_bytes(CLASS)
        (self.folder / "cv.tex").write_text(head + body + end, "utf-8")

    def call(self, timeout: float = 60.0) -> EngineCall:
        variables = environment(self.toolchain, "pdflatex", self.folder, EPOCH)
        return EngineCall(self.folder, "pdflatex", self.toolchain, self.chosen, variables, timeout, self.cancellation)

    def run(self, call: EngineCall | None = None) -> Completed:
        return self.pool.run(call or self.call())

    def build(self, timeout: float = 60.0, plain: bool = False) -> TypesetResult:
        """Typeset with the pool and a format; a plain run has neither."""
        settings = LatexSettings(self.toolchain, None, timeout, self.cancellation, epoch=EPOCH)
        if plain:
            return typeset(self.folder, "pdflatex", settings)
        settings = replace(settings, formats=self.chosen.folder, run_once=self.pool.run)
        return typeset(self.folder, "pdflatex", settings, PREAMBLE)

    def waits_in(self, folder: Path | None = None) -> bool:
        return (folder or self.folder).absolute() in self.pool._engines

    def waiting(self) -> list[int]:
        """Return the processes of the waiting engines."""
        return [engine.running.pid for engine in self.pool._engines.values() if engine.running.pid is not None]


@pytest.fixture
def bench(folder: Path, system: Toolchain, chosen: Format) -> Iterator[Bench]:
    pool = EnginePool()
    yield Bench(folder, system._replace(latexmk=None), chosen, pool)
    pool.close()
    assert processes_in(folder) == []


@pytest.mark.parametrize(
    ("tex", "head"),
    [
        (HEAD + "a", HEAD),
        (HEAD + "a\\begin{document}\n", HEAD),
        ("\\nofiles", ""),
        (WITH_FILES, ""),
        (HEAD.replace("\\nofiles", "% \\nofiles"), ""),
        (WITH_FILES + "\n\\nofiles\n", ""),
    ],
)
def test_the_head(tex: str, head: str) -> None:
    assert head_of(tex) == head


@pytest.mark.parametrize("head", [HEAD, WITH_FILES], ids=["head executed", "head unknown"])
def test_the_engine_of_the_last_run_waits_for_the_next(bench: Bench, head: str, engine_starts: list[list[str]]) -> None:
    bench.write("plain", head)
    assert bench.run().returncode == 0
    bench.pool.refill()
    assert bench.waits_in()
    assert len(bench.waiting()) == 1
    engine_starts.clear()
    bench.write("Words of the document", head)
    completed = bench.run()
    assert completed.returncode == 0, completed.output
    assert "Output written on cv.pdf (1 page" in completed.output
    assert not engine_starts
    assert processes_in(bench.folder) == []
    assert not [path for path in bench.folder.glob("*.fls") if path.stem != "cv"]
    warm = (bench.folder / "cv.pdf").read_bytes()
    assert bench.build(plain=True).pdf
    assert (bench.folder / "cv.pdf").read_bytes() == warm


def test_an_engine_that_does_not_fit_is_ended(bench: Bench, tmp_path: Path) -> None:
    bench.write("a")
    bench.run()
    bench.pool.refill()
    bench.write("a", HEAD.replace("é", "ü"))
    assert bench.run().returncode == 0
    later = bench.call()
    later = later._replace(variables={**later.variables, "SOURCE_DATE_EPOCH": str(EPOCH + 86400)})
    bench.pool.refill()
    assert bench.run(later).returncode == 0, "its PDF has another date"
    bench.pool.refill()
    state = bench.chosen.path.with_suffix(".json")
    os.utime(state, ns=(0, state.stat().st_mtime_ns + 1))
    assert bench.run().returncode == 0, "the format was made again"
    bench.pool.refill()
    bench.folder.rename(tmp_path / "away")
    bench.folder.mkdir()
    bench.write("b")
    assert bench.run().returncode == 0
    assert processes_in(tmp_path / "away") == []


def test_one_engine_a_folder_and_few_in_all(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write("a")
    bench.run()
    bench.pool.refill()
    bench.pool.refill()
    assert len(bench.waiting()) == 1
    monkeypatch.chdir(bench.folder.parent)
    assert bench.waits_in(Path(bench.folder.name))
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(engine_pool, "MAX_ENGINES", 1)
    (other / "cvpdf.cls").write_bytes(CLASS)
    (other / "cv.tex").write_text(HEAD + "b" + END, "utf-8")
    assert bench.run(bench.call()._replace(folder=other)).returncode == 0
    bench.pool.refill()
    assert not bench.waits_in()
    assert bench.waits_in(other)
    bench.pool.close()
    assert processes_in(other) == []


def test_nothing_waits_without_a_format_or_a_folder(bench: Bench) -> None:
    bench.write("a")
    assert bench.run(bench.call()._replace(chosen=None)).returncode == 0
    bench.pool.refill()
    assert not bench.waits_in()
    bench.run()
    bench.cancellation.cancel()
    bench.pool.refill()
    assert not bench.waits_in()


BODIES = {
    "undefined": "a\n\n\\undefined\n\nb \\alsoundefined",
    "missing file": "a\n\n\\includegraphics{nothing}\\input{nosuchfile}",
    "overfull": "a\n\n\\hbox to 3pt{Wide words}\n\n\\noindent\\hbox to 1.2\\hsize{\\hfil}\n\n\\ref{nowhere}",
    "no end": "a\n\nb\n\n",
    "brace": "a\n\n{\\bfseries b\n\n",
}


@pytest.mark.parametrize("head", [WITH_FILES, HEAD], ids=["whole", "head"])
@pytest.mark.parametrize("name", BODIES)
def test_messages_are_those_of_a_plain_run(bench: Bench, name: str, head: str) -> None:
    bench.write("a", head)
    assert bench.build().pdf
    bench.write(BODIES[name], head, end="" if name == "no end" else END)
    plain = bench.build(plain=True)
    bench.pool.refill()
    (bench.folder / "cv.state").unlink(missing_ok=True)
    warm = bench.build()
    assert not bench.waits_in()
    assert without_names(warm) == without_names(plain)
    assert plain.messages or name == "brace"
    assert (warm.failure, warm.explanation) == (plain.failure, plain.explanation)
    assert bool(warm.format_name) is (warm.pdf is not None)
    assert (plain.pdf is None) is (name not in ("overfull", "brace"))


def without_names(result: TypesetResult) -> list[object]:
    """Return the messages; behind a head, which file they are in is the only difference."""
    return [m._replace(file="cv.tex" if m.file in ("cv.body.tex", "cv.head.tex") else m.file) for m in result.messages]


@pytest.mark.parametrize("how", ["time", "cancelled"])
def test_an_endless_document(bench: Bench, how: str) -> None:
    bench.write("a")
    bench.run()
    bench.pool.refill()
    bench.write("\\loop\\iftrue\\repeat")
    if how == "time":
        assert bench.run(bench.call(timeout=0.5)).timed_out
    else:
        bench.cancellation.cancel()
        with pytest.raises(CancelledError):
            bench.run()
    assert processes_in(bench.folder) == []
    assert not [path for path in bench.folder.glob("*.fls") if path.stem != "cv"]


def test_a_time_limit_for_all_runs(bench: Bench) -> None:
    bench.write("\\loop\\iftrue\\repeat")
    assert bench.build(timeout=1).failure is Failure.TIMEOUT


def test_an_engine_that_ended_while_it_waited(bench: Bench) -> None:
    """The document is typeset all the same, by another engine."""
    bench.write("a")
    assert bench.build().pdf
    bench.pool.refill()
    (victim,) = bench.waiting()
    os.kill(victim, 9)
    bench.write("b")
    result = bench.build()
    assert result.failure is None, result.explanation


@pytest.mark.parametrize("head", [HEAD, WITH_FILES], ids=["no files", "with files"])
def test_references_are_resolved_in_one_build(bench: Bench, head: str) -> None:
    """First build, after an edit, and after an edit that failed; an engine waits each time."""
    for body in ("one", "\\section{x}two", "\\bad", "\\section{y}three"):
        nofiles = head == HEAD
        bench.write(body if nofiles else f"See~\\ref{{l}}. {body} \\section{{Here}}\\label{{l}}", head)
        bench.pool.refill()
        result = bench.build()
        assert (result.failure is None) is ("bad" not in body)
        if result.pdf is not None:
            assert result.messages == (), body
            if not nofiles:
                aux = (bench.folder / "cv.aux").read_text()
                assert f"\\newlabel{{l}}{{{{{2 if 'section' in body else 1}}}{{1}}" in aux
