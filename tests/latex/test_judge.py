"""The latexmk that waits: it must judge as one that is started for the document, and leave nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cvpdf.latex import Cancellation, Failure, Toolchain, TypesetResult, asking, direct, judge, latexmk, typeset
from cvpdf.latex.asking import NoAnswerError
from cvpdf.latex.environment import environment
from cvpdf.latex.judge import Judge
from cvpdf.latex.process import CancelledError, Completed, run
from cvpdf.live.engine_pool import Press

from .conftest import write_tex
from .test_job import engines_in
from .test_process import alive

pytestmark = [pytest.mark.tex, pytest.mark.skipif(sys.platform == "win32", reason="Unix sockets")]
EPOCH = 1_700_000_000


@pytest.fixture(scope="module")
def waiting(system: Toolchain) -> Iterator[Judge]:
    """One latexmk for all tests that do it no harm."""
    one = judge.start(system)
    assert one is not None
    yield one
    one.close()


@pytest.fixture
def own(system: Toolchain) -> Iterator[Judge]:
    """A latexmk to be harmed."""
    one = judge.start(system)
    assert one is not None
    yield one
    if one.place.exists():
        one.close()


@dataclass
class Case:
    """One document that is set in a folder, either way."""

    folder: Path
    toolchain: Toolchain
    switch: Cancellation = field(default_factory=Cancellation)
    runs: int = 0
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        return {**environment(self.toolchain, "pdflatex", self.folder, EPOCH), **self.extra}

    def engine(self) -> Completed:
        self.runs += 1
        return run(direct.command(self.toolchain, "pdflatex"), self.folder, self.variables, 20, self.switch)

    def ask(self, one: Judge, timeout: float = 20.0) -> Completed:
        self.runs = 0
        return asking.ask(one.address, self.folder, "pdflatex", self.variables, self.engine, timeout, self.switch)

    def by_hand(self) -> Completed:
        return run(latexmk.command(self.toolchain, "pdflatex"), self.folder, self.variables, 30)


@pytest.fixture
def case(folder: Path, system: Toolchain) -> Case:
    return Case(folder, system)


NEVER = r"a\makeatletter \ifx\z\undefined\def\z{}\fi \immediate\write\@auxout{\gdef\string\z{\z z}}"
"""It grows: latexmk takes a file of the same second and size for unchanged."""


@pytest.mark.parametrize(
    ("body", "runs"),
    [
        (r"\section{A}\label{a} See~\ref{a}.", 2),
        ("plain", 1),
        (NEVER, 5),
        ("\\undefined\n\na", 1),
        (r"\input{nosuchfile}", 1),
        ("", 2),
    ],
    ids=["reference", "plain", "never settles", "error", "missing file", "no page"],
)
def test_it_judges_as_one_that_is_started_for_the_document(
    case: Case, waiting: Judge, tmp_path: Path, body: str, runs: int
) -> None:
    write_tex(case.folder, body)
    asked = case.ask(waiting)
    assert case.runs == runs
    hand = replace(case, folder=tmp_path / "by hand")
    hand.folder.mkdir()
    write_tex(hand.folder, body)
    by_hand = hand.by_hand()
    assert by_hand.output.count("This is pdfTeX") == runs
    assert asked.output.count("This is pdfTeX") == runs
    assert asked.returncode == by_hand.returncode
    assert not asked.timed_out
    for words in ("needed too many passes", "gave an error", "up-to-date"):
        assert (words in asked.output) == (words in by_hand.output)
    assert (case.folder / "cv.pdf").exists() == (hand.folder / "cv.pdf").exists()
    # And again: what it remembers is the same, too.
    again, hand_again = case.ask(waiting), hand.by_hand()
    assert case.runs == hand_again.output.count("This is pdfTeX")
    assert again.returncode == hand_again.returncode


def test_lualatex(case: Case, waiting: Judge) -> None:
    write_tex(case.folder, "a")
    ran: list[bool] = []

    def engine() -> Completed:
        ran.append(True)
        (case.folder / "cv.pdf").write_bytes(b"%PDF")
        (case.folder / "cv.log").write_text("Output written on cv.pdf (1 page, 1 bytes).\n")
        return Completed(0, "", 0)

    asking.ask(waiting.address, case.folder, "lualatex", case.variables, engine, 10, case.switch)
    assert ran == [True]
    assert "lualatex" in (case.folder / "cv.latexmk").read_text()


def test_variables_arrive_whole(case: Case, own: Judge, tmp_path: Path) -> None:
    """As a program sees them that latexmk starts, here to find a bibliography."""
    strange = {"CVPDF_A": "a b\n\n c 'd\" \\ $HOME", "CVPDF_U": "刘 é", "CVPDF_EMPTY": "", "CVPDF_BYTES": "\udcff="}
    programs = tmp_path / "bin"
    programs.mkdir()
    kpsewhich = programs / "kpsewhich"
    kpsewhich.write_text(f"#!/bin/sh\nenv -0 >'{tmp_path}/seen'\n")
    kpsewhich.chmod(0o755)
    case.extra = {**strange, "PATH": f"{programs}:{os.environ['PATH']}"}
    write_tex(case.folder, "\\documentclass{article}\n\\begin{document}\n\\bibliography{x}a\n\\end{document}\n")
    case.ask(own)
    seen = dict(os.fsdecode(line).split("=", 1) for line in (tmp_path / "seen").read_bytes().split(b"\0")[:-1])
    for name in ("PWD", "_", "SHLVL", "OLDPWD"):
        seen.pop(name, None)
    assert {name: text for name, text in seen.items() if name.startswith("CVPDF")} == strange
    assert {name: text for name, text in seen.items() if name in case.variables} == case.variables


def test_two_at_once(case: Case, waiting: Judge, tmp_path: Path) -> None:
    cases = [replace(case, folder=tmp_path / str(number)) for number in range(4)]
    for number, one in enumerate(cases):
        one.folder.mkdir()
        write_tex(one.folder, r"\section{A}\label{a} See~\ref{a}." if number % 2 else "a")
    with ThreadPoolExecutor(4) as pool:
        ends = list(pool.map(lambda one: one.ask(waiting).returncode, cases))
    assert ends == [0, 0, 0, 0]
    assert [one.runs for one in cases] == [1, 2, 1, 2]


def result(folder: Path, toolchain: Toolchain, press: Press | None, body: str) -> TypesetResult:
    write_tex(folder, body)
    made = typeset(folder, "pdflatex", toolchain, source_date_epoch=EPOCH, press=press)
    return made._replace(seconds=0)


@pytest.mark.parametrize("body", [r"\section{A}\label{a}\ref{a}", "\\bad\n\n\\worse"])
def test_a_build_without_an_answer_is_the_same(folder: Path, system: Toolchain, body: str) -> None:
    press = Press()
    press.start_judge(system)
    answered = result(folder, system, press, body)
    assert press.judge is not None
    press.judge.process.kill()
    press.judge.process.wait()
    (folder / "cv.state").unlink(missing_ok=True)
    assert result(folder, system, press, body) == answered
    place = press.judge.place
    press.close()
    assert not place.exists()
    assert press.judge is None
    (folder / "cv.state").unlink(missing_ok=True)
    assert result(folder, system, None, body) == answered


def test_latexmk_killed_in_the_middle(case: Case, waiting: Judge) -> None:
    write_tex(case.folder, "a")

    def engine() -> Completed:
        for pid in engines_in(case.folder):
            os.kill(pid, signal.SIGKILL)
        return Completed(0, "said", 0)

    done = asking.ask(waiting.address, case.folder, "pdflatex", case.variables, engine, 20, case.switch)
    assert (done.returncode, done.output, done.timed_out) == (-9, "said", False)
    assert case.ask(waiting).returncode == 0, "the one that waits is not harmed"


def test_an_engine_that_a_signal_ended(case: Case, waiting: Judge) -> None:
    write_tex(case.folder, "a")
    engine = lambda: Completed(-11, "", 0)  # noqa: E731
    done = asking.ask(waiting.address, case.folder, "pdflatex", case.variables, engine, 20, case.switch)
    assert done.returncode == -11


def test_an_engine_that_cannot_be_started(case: Case, waiting: Judge) -> None:
    write_tex(case.folder, "a")

    def engine() -> Completed:
        raise FileNotFoundError("pdflatex")

    with pytest.raises(FileNotFoundError):
        asking.ask(waiting.address, case.folder, "pdflatex", case.variables, engine, 20, case.switch)
    assert_nothing_in(case.folder)


def assert_nothing_in(folder: Path) -> None:
    deadline = time.monotonic() + 2
    while engines_in(folder) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert engines_in(folder) == []


@pytest.mark.parametrize("how", ["time", "cancelled"])
def test_one_that_says_nothing_more(case: Case, waiting: Judge, how: str) -> None:
    """Latexmk is stopped in the middle: the time limit and a cancellation end it."""
    write_tex(case.folder, "a")

    def engine() -> Completed:
        for pid in engines_in(case.folder):
            os.kill(pid, signal.SIGSTOP)
        if how == "cancelled":
            threading.Timer(0.1, case.switch.cancel).start()
        return Completed(0, "", 0)

    if how == "time":
        done = asking.ask(waiting.address, case.folder, "pdflatex", case.variables, engine, 0.5, case.switch)
        assert done.timed_out
    else:
        with pytest.raises(CancelledError):
            asking.ask(waiting.address, case.folder, "pdflatex", case.variables, engine, 20, case.switch)
    assert_nothing_in(case.folder)


def test_one_that_never_answers(case: Case, own: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PATIENCE", 0.3)
    os.kill(own.process.pid, signal.SIGSTOP)
    with pytest.raises(NoAnswerError):
        case.ask(own)
    assert case.runs == 0
    own.close()
    assert own.process.returncode == -signal.SIGKILL
    assert not own.place.exists()


def test_who_asks_and_hangs_up_gets_no_document(case: Case, own: Judge) -> None:
    import socket

    write_tex(case.folder, "a")
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(own.address)
        assert asking.recv(100).startswith(b"pid ")
        asking.sendall(f"{b'folder'.hex()} {os.fsencode(case.folder).hex()}\n".encode())
        asking.shutdown(socket.SHUT_WR)
        asking.settimeout(5)
        assert asking.recv(100) == b""
    assert_nothing_in(case.folder)
    assert sorted(path.name for path in case.folder.iterdir()) == ["cv.tex"]


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left(case: Case, system: Toolchain, monkeypatch: pytest.MonkeyPatch) -> None:
    before = descriptors()
    write_tex(case.folder, "a")
    # It is handed a pipe, whatever number that has.
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(12)]
    one = judge.start(system)
    assert one is not None
    assert one.owner > 9
    assert case.ask(one).returncode == 0
    one.close()
    for number in held:
        os.close(number)
    assert one.process.returncode is not None
    assert not one.place.exists()
    assert descriptors() == before
    with pytest.raises(NoAnswerError):
        case.ask(one)
    # What cannot be started, or has no place for a socket, leaves nothing either.
    assert judge.start(system._replace(latexmk=case.folder / "nothing")) is None
    assert judge.start(system._replace(latexmk=None)) is None
    long = case.folder / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert judge.start(system) is None
    assert not list(long.iterdir())
    assert descriptors() == before


def test_one_that_is_no_latexmk_is_closed_all_the_same(case: Case, tmp_path: Path, system: Toolchain) -> None:
    script = tmp_path / "latexmk"
    script.write_text("#!/bin/sh\nsleep 60\n")
    script.chmod(0o755)
    one = judge.start(system._replace(latexmk=script))
    assert one is not None
    started = time.monotonic()
    one.close()
    assert time.monotonic() - started < 2
    script.write_text("#!/bin/sh\nexit 1\n")
    press = Press()
    press.start_judge(system._replace(latexmk=script))
    assert press.judge is not None
    press.judge.process.wait()
    write_tex(case.folder, "a")
    made = typeset(case.folder, "pdflatex", system._replace(latexmk=script), source_date_epoch=EPOCH, press=press)
    assert made.failure is Failure.LATEX_ERROR
    press.close()


def test_it_ends_with_its_owner(tmp_path: Path) -> None:
    code = (
        "from cvpdf.latex import find_toolchain, judge; import time\n"
        "one = judge.start(find_toolchain()); print(one.process.pid, flush=True); time.sleep(60)\n"
    )
    temporary = tmp_path / "a 'b$"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    assert alive(pid)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(pid)
    assert not list(temporary.iterdir())


def test_of_the_files_read_those_that_may_be_another_soon(tmp_path: Path) -> None:
    recorded = tmp_path / "cv.fls"
    kept = b"PWD /x\nINPUT cv.tex\nINPUT ./a.otf\nINPUT /home/my own/b.sty\nINPUT /home/b.png\nOUTPUT cv.log\n"
    recorded.write_bytes(b"INPUT /usr/a.tfm\n" + kept + b'INPUT /a b/c.fmt\nINPUT "/a b/d.otf"\nINPUT /usr/texmf.cnf\n')
    asking.without_texs_own(recorded)
    assert recorded.read_bytes() == kept
    asking.without_texs_own(tmp_path / "nothing")


def test_a_package_of_the_users_that_changed(
    folder: Path, system: Toolchain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document has not changed, and yet there is something to do."""
    package = tmp_path / "sty" / "mine.sty"
    package.parent.mkdir()
    monkeypatch.setenv("TEXINPUTS", f"{package.parent}:")
    press = Press()
    press.start_judge(system)
    sizes = []
    for text in ("", "", "\\AtBeginDocument{More words\\newpage}"):
        package.write_text(text)
        made = result(
            folder, system, press, "\\documentclass{article}\\usepackage{mine}\\begin{document}a\\end{document}"
        )
        assert made.pdf is not None
        sizes.append(len(made.pdf.read_bytes()))
    press.close()
    assert sizes[0] == sizes[1] < sizes[2]
