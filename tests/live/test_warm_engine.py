"""Engines that wait for their document, and what is ready for it."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cvpdf.latex import Cancellation, Failure, Toolchain, TypesetResult, typeset
from cvpdf.latex.environment import environment
from cvpdf.latex.formats import Format, find_or_make
from cvpdf.latex.process import CancelledError
from cvpdf.live.engine_pool import Coming, Press
from cvpdf.live.warm_engine import Waiting, head_of, wait, writes_no_files
from tests.latex.test_job import engines_in, named

pytestmark = pytest.mark.tex
EPOCH = 1_700_000_000
CLASS = b"\\ProvidesClass{cvpdf}\\LoadClass{article}\\def\\cvdump{\\def\\documentclass##1{}\\dump}"
PREAMBLE = "\\documentclass{cvpdf}\n\\cvdump\n"
HEAD = "\\documentclass{cvpdf}\n% é\n\\nofiles\n\\begin{document}\n"
END = "\n\\end{document}\n"


@pytest.fixture
def chosen(system: Toolchain, formats: Path, tmp_path_factory: pytest.TempPathFactory) -> Format:
    work = tmp_path_factory.mktemp("work")
    variables = environment(system, "pdflatex", work, EPOCH)
    made = find_or_make(formats, PREAMBLE, {"cvpdf.cls": CLASS}, "pdflatex", system, variables, Cancellation())
    assert made is not None
    return made


@dataclass
class Desk:
    """A folder with a document, and a press whose engines wait in it."""

    folder: Path
    toolchain: Toolchain
    chosen: Format
    press: Press
    switch: Cancellation = field(default_factory=Cancellation)

    def write(self, body: str, head: str = HEAD, end: str = END) -> None:
        (self.folder / "cvpdf.cls").write_bytes(CLASS)
        (self.folder / "cv.tex").write_text(head + body + end, "utf-8")

    def expect(self, head: str = "", folder: Path | None = None, epoch: int = EPOCH, name: str = "") -> None:
        coming = Coming(folder or self.folder, "pdflatex", name or self.chosen.name, epoch, head)
        self.press.expect([coming], self.toolchain, self.switch)

    def take(self, epoch: int = EPOCH) -> Waiting | None:
        return self.press.take(self.folder, "pdflatex", self.chosen, epoch)

    def build(self, timeout: float = 20.0, press: Press | None = None, preamble: str = PREAMBLE) -> TypesetResult:
        return typeset(
            self.folder,
            "pdflatex",
            self.toolchain,
            timeout=timeout,
            source_date_epoch=EPOCH,
            cancellation=self.switch,
            preamble=preamble,
            press=press or self.press,
        )

    def engines(self) -> list[int]:
        """Return the processes of the engines that wait, once they are at it."""
        pids = [one.running.pid for one in self.press._waiting.values()]
        return [pid for pid in pids if pid is not None]

    def strays(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if path.name.startswith("cvpdf-"))


def left_in(folder: Path) -> list[int]:
    """Return the processes that work in a folder, after a moment in which they may end."""
    deadline = time.monotonic() + 2
    while (found := engines_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


@pytest.fixture
def desk(folder: Path, system: Toolchain, chosen: Format) -> Iterator[Desk]:
    press = Press(chosen.folder)
    yield Desk(folder, system, chosen, press)
    press.close()
    assert left_in(folder) == []


@pytest.mark.parametrize(
    ("tex", "head"),
    [
        (HEAD + "a", HEAD),
        (HEAD + "a\\begin{document}\n", HEAD),
        ("\\nofiles", ""),
        (HEAD.replace("\\nofiles", ""), ""),
        (HEAD.replace("\\nofiles", "% \\nofiles"), ""),
        (HEAD.replace("\\nofiles", "") + "\n\\nofiles\n", ""),
    ],
)
def test_the_head(tex: str, head: str) -> None:
    assert head_of(tex) == head
    assert writes_no_files(HEAD)
    assert not writes_no_files(HEAD.replace("\\nofiles", "") + "\n\\nofiles\n")


@pytest.mark.parametrize("head", ["", HEAD])
def test_it_sets_the_document(desk: Desk, head: str, engine_starts: list[list[str]]) -> None:
    desk.write("plain")
    desk.expect(head)
    (first,) = desk.engines()
    desk.write("Words of the document")
    one = desk.take()
    assert one is not None
    assert desk.take() is None
    done = one.go(20)
    assert done.returncode == 0, done.output
    assert "Output written on cv.pdf (1 page" in done.output
    assert not Path(f"/proc/{first}").exists()
    waited = (desk.folder / "cv.pdf").read_bytes()
    assert not [name for name in desk.strays() if name.endswith(".fls")]
    assert not engine_starts
    desk.toolchain = desk.toolchain._replace(latexmk=None)
    assert desk.build(press=Press(), preamble="").pdf
    assert len(engine_starts) == 1
    assert (desk.folder / "cv.pdf").read_bytes() == waited


ENABLED = Path("/sys/kernel/mm/transparent_hugepage/enabled")


@pytest.mark.skipif(
    not ENABLED.is_file() or "[never]" in ENABLED.read_text() or platform.libc_ver()[0] != "glibc",
    reason="this system has no large pages for those who ask",
)
def test_its_memory_comes_in_large_pages(desk: Desk) -> None:
    desk.write("plain")
    desk.expect(HEAD)
    (engine,) = desk.engines()
    wait_until(lambda: asks_for_large_pages(engine))


def test_an_engine_that_is_in_a_hurry_takes_what_there_is(desk: Desk) -> None:
    desk.write("plain")
    desk.expect()
    (engine,) = desk.engines()
    variables = Path(f"/proc/{engine}/environ").read_bytes().split(b"\0")
    assert not [one for one in variables if one.startswith(b"GLIBC_TUNABLES")]


def asks_for_large_pages(process: int) -> bool:
    """Whether the kernel was asked to back the greatest part of a heap with large pages (flag `hg`, proc(5))."""
    heaps = Path(f"/proc/{process}/smaps").read_text().split("[heap]")[1:]
    sizes = [(int(re.findall(r"Size: +(\d+)", heap)[0]), heap) for heap in heaps]
    return bool(sizes) and " hg" in re.findall(r"VmFlags:.*", max(sizes)[1])[0]


def test_a_head_that_has_changed(desk: Desk) -> None:
    desk.write("a")
    desk.expect(HEAD)
    desk.write("a", HEAD.replace("é", "ü"))
    assert desk.take() is None
    assert left_in(desk.folder) == []
    desk.expect(HEAD)
    (desk.folder / "cv.tex").write_bytes(b"\xff\xfe")
    assert desk.take() is None
    desk.expect(HEAD)
    (desk.folder / "cv.tex").unlink()
    assert desk.take() is None
    assert left_in(desk.folder) == []


def test_what_else_must_be_as_expected(desk: Desk, tmp_path: Path) -> None:
    desk.expect()
    assert desk.take(EPOCH + 86400) is None, "its PDF would have another date"
    desk.expect()
    assert desk.press.take(desk.folder, "lualatex", desk.chosen, EPOCH) is None
    desk.expect()
    assert desk.press.take(desk.folder, "pdflatex", None, EPOCH) is None
    desk.expect()
    state = desk.chosen.path.with_suffix(".json")
    os.utime(state, ns=(0, state.stat().st_mtime_ns + 1))
    assert desk.take() is None, "the format that it has loaded is of before"
    desk.expect()
    desk.folder.rename(tmp_path / "away")
    assert desk.take() is None
    desk.folder.mkdir()
    assert left_in(tmp_path / "away") == []
    assert not list(desk.folder.iterdir())


def test_an_engine_waits_only_once_in_a_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.expect()
    desk.expect()
    monkeypatch.chdir(desk.folder.parent)
    desk.expect(folder=Path(desk.folder.name))
    assert len(desk.engines()) == 1
    assert desk.press.waits_in(Path(desk.folder.name))
    desk.press.close()
    assert not desk.press.waits_in(desk.folder)
    assert left_in(desk.folder) == []
    assert not list(desk.folder.iterdir())


def test_nothing_is_started_for_what_is_not_there(desk: Desk, tmp_path: Path) -> None:
    desk.expect(folder=tmp_path / "other", name="cvpdf-pdflatex-none")
    assert not (tmp_path / "other").exists()
    (tmp_path / "file").write_text("")
    desk.expect(folder=tmp_path / "file")
    desk.switch.cancel()
    desk.expect()
    assert not desk.press.waits_in(desk.folder)
    desk.press.formats = None
    desk.expect()
    assert not desk.press.waits_in(desk.folder)


BODIES = {
    "undefined": "a\n\n\\undefined\n\nb \\alsoundefined",
    "missing file": "a\n\n\\includegraphics{nothing}\\input{nosuchfile}",
    "overfull": "a\n\n\\hbox to 3pt{Wide words}\n\n\\noindent\\hbox to 1.2\\hsize{\\hfil}\n\n\\ref{nowhere}",
    "no end": "a\n\nb\n\n",
    "brace": "a\n\n{\\bfseries b\n\n",
}


@pytest.mark.parametrize("driver", ["judge", "direct"])
@pytest.mark.parametrize("head", ["", HEAD], ids=["whole", "head"])
def test_messages_are_those_of_a_plain_run(desk: Desk, driver: str, head: str) -> None:
    if driver == "direct":
        desk.toolchain = desk.toolchain._replace(latexmk=None)
    names = list(BODIES) if driver == "direct" else ["undefined", "overfull"]
    if driver == "judge":
        desk.press.start_judge(desk.toolchain)
    for name in names:
        desk.write(BODIES[name], end="" if name == "no end" else END)
        plain = desk.build(press=Press(), preamble="")
        desk.expect(head)
        (desk.folder / "cv.state").unlink(missing_ok=True)
        waited = desk.build()
        assert not desk.press.waits_in(desk.folder)
        assert without_names(waited) == without_names(plain), name
        assert plain.messages or name == "brace", name
        assert (waited.failure, waited.explanation) == (plain.failure, plain.explanation)
        assert bool(waited.format_name) is (waited.pdf is not None)
        assert (plain.pdf is None) is (name not in ("overfull", "brace"))


def without_names(result: TypesetResult) -> list[object]:
    """Return the messages; behind a head, which file they are in is the only difference."""
    return [m._replace(file="cv.tex" if m.file in ("cv.body.tex", "cv.head.tex") else m.file) for m in result.messages]


@pytest.mark.parametrize("how", ["time", "cancelled"])
@pytest.mark.parametrize("head", ["", HEAD], ids=["whole", "head"])
def test_an_endless_document(desk: Desk, head: str, how: str) -> None:
    desk.press.start_judge(desk.toolchain)
    desk.write("\\loop\\iftrue\\repeat")
    desk.expect(head)
    if how == "time":
        assert desk.build(timeout=0.7).failure is Failure.TIMEOUT
    else:
        one = desk.take()
        assert one is not None
        desk.switch.cancel()
        with pytest.raises(CancelledError):
            one.go(20)
        desk.expect()
    assert left_in(desk.folder) == []
    assert not [name for name in desk.strays() if name.endswith(".fls")]


def test_an_engine_that_ended_while_it_waited(desk: Desk) -> None:
    """The document is set all the same, by another one."""
    desk.write("a")
    desk.expect()
    (victim,) = desk.engines()
    os.kill(victim, 9)
    time.sleep(0.1)
    result = desk.build()
    assert result.failure is None, result.explanation


def test_a_folder_that_is_gone(desk: Desk, tmp_path: Path) -> None:
    variables = environment(desk.toolchain, "pdflatex", desk.folder, EPOCH)
    with pytest.raises(OSError, match="nowhere"):
        wait(tmp_path / "nowhere", "pdflatex", desk.toolchain, desk.chosen, variables, desk.switch)


@pytest.mark.parametrize("nofiles", [True, False])
@pytest.mark.parametrize("judge", [True, False])
def test_references_are_resolved_in_one_build(
    desk: Desk, judge: bool, nofiles: bool, engine_starts: list[list[str]]
) -> None:
    """First build, after an edit, and after an edit that failed; an engine waits each time."""
    if judge:
        desk.press.start_judge(desk.toolchain)
    else:
        desk.toolchain = desk.toolchain._replace(latexmk=None)
    head = HEAD if nofiles else HEAD.replace("\\nofiles\n", "")
    for number, body in enumerate(["one", "\\section{x}two", "\\bad", "\\section{y}three"]):
        desk.write(body if nofiles else f"See~\\ref{{l}}. {body} \\section{{Here}}\\label{{l}}", head)
        desk.expect(head_of((desk.folder / "cv.tex").read_text("utf-8")) if number else "")
        assert desk.press.waits_in(desk.folder)
        engine_starts.clear()
        result = desk.build()
        assert (result.failure is None) is ("bad" not in body)
        if result.pdf is None:
            continue
        assert result.messages == (), body
        runs = 1 + len(engine_starts)
        assert runs == (1 if nofiles else 2) or not judge, body
        if not nofiles:
            aux = (desk.folder / "cv.aux").read_text()
            assert f"\\newlabel{{l}}{{{{{2 if 'section' in body else 1}}}{{1}}}}" in aux


def test_latexmk_gets_the_list_of_what_a_waiting_engine_has_read(desk: Desk) -> None:
    """Without it latexmk hashes every font that the log names."""
    desk.press.start_judge(desk.toolchain)
    desk.write("zero")
    assert desk.build().failure is None
    for body in ("one", "two"):
        (desk.folder / "cv.log").unlink()
        desk.expect(HEAD)
        wait_until(lambda: (desk.folder / "cv.log").is_file())
        desk.write(body)
        assert desk.build().failure is None
        assert "fls file doesn't appear" not in (desk.folder / "cv.latexmk").read_text("utf-8")
        assert "INPUT cv.body.tex" in (desk.folder / "cv.fls").read_text("utf-8").splitlines()
        assert "cv.body.tex" in (desk.folder / "cv.fdb_latexmk").read_text("utf-8")
        assert ".fmt" not in (desk.folder / "cv.fdb_latexmk").read_text("utf-8")


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_nothing_to_do_is_not_told_before_the_run_begun_early_has_ended(desk: Desk) -> None:
    """Latexmk may find that nothing has changed while the engine is setting the document again."""
    desk.press.start_judge(desk.toolchain)
    desk.write("\\newcount\\n \\loop\\advance\\n by 1 \\ifnum\\n<2000000 \\repeat a")
    for number in range(3):
        desk.expect()
        result = desk.build()
        assert result.failure is None, result.explanation
        assert result.pdf is not None
        assert ("Run number 1" in (desk.folder / "cv.latexmk").read_text()) is (number == 0)
        assert not named(desk.folder, "pdflatex", "pdftex")
        assert left_in(desk.folder) == []
        assert result.pdf.read_bytes().rstrip().endswith(b"%%EOF")


def test_no_answer_and_a_run_begun_early(desk: Desk) -> None:
    desk.press.start_judge(desk.toolchain)
    assert desk.press.judge is not None
    desk.press.judge.process.kill()
    desk.press.judge.process.wait()
    desk.write("a")
    desk.expect()
    result = desk.build()
    assert result.failure is None, result.explanation
    assert left_in(desk.folder) == []
