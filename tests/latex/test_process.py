"""However a run ends, nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cvpdf.latex import process_group
from cvpdf.latex.cancellation import Cancellation, CancelledError
from cvpdf.latex.process import run, start
from tests.waiting import PATIENCE, alive, until

posix = pytest.mark.skipif(sys.platform == "win32", reason="process groups")
FAMILY = "sleep 600 & echo $! > child; sleep 600 & echo $! >> child; wait"
HERE = dict(os.environ)


def children_of(folder: Path) -> list[int]:
    """Return both children of ``FAMILY``; an empty list until they run."""
    file = folder / "child"
    children = (
        [int(line) for line in file.read_text().splitlines(keepends=True) if "\n" in line] if file.exists() else []
    )
    return children if len(children) == 2 else []


def assert_all_dead(folder: Path) -> None:
    children = children_of(folder)
    assert children
    until(lambda: not any(map(alive, children)))


def test_output_and_code(tmp_path: Path) -> None:
    done = run(["sh", "-c", "echo out; echo é >&2; pwd; exit 3"], tmp_path, HERE, PATIENCE)
    assert done.returncode == 3
    assert done.output.splitlines() == ["out", "é", str(tmp_path)]
    assert not done.timed_out
    assert done.seconds > 0


def test_standard_input_is_closed(tmp_path: Path) -> None:
    assert run(["sh", "-c", "read x || echo none"], tmp_path, HERE, PATIENCE).output == "none\n"


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run([str(tmp_path / "nothing")], tmp_path, {}, PATIENCE)


def test_output_without_end_is_bounded(tmp_path: Path) -> None:
    done = run(["sh", "-c", "head -c 9000000 /dev/zero"], tmp_path, HERE, PATIENCE)
    assert done.returncode == 0
    assert len(done.output) == process_group.OUTPUT_LIMIT


@posix
def test_timeout_kills_the_whole_group(tmp_path: Path) -> None:
    assert run(["sleep", "600"], tmp_path, HERE, 0.1).timed_out
    running = start(["sh", "-c", FAMILY], tmp_path, HERE)
    until(lambda: children_of(tmp_path))
    done = running.finish(0.1)
    assert done.timed_out
    assert done.returncode == -signal.SIGKILL
    assert done.seconds >= 0.1
    assert_all_dead(tmp_path)


@posix
@pytest.mark.parametrize(("last", "code"), [("exec sh -c 'sleep 0.3'", 0), ("exit 0", 0), ("kill -9 $$", -9)])
def test_children_do_not_outlive_the_program(tmp_path: Path, last: str, code: int) -> None:
    done = run(["sh", "-c", FAMILY.replace("wait", last)], tmp_path, HERE, PATIENCE)
    assert not done.timed_out
    assert done.returncode == code
    assert_all_dead(tmp_path)


@posix
def test_a_process_outside_the_group_does_not_keep_the_run_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_group, "_OUTPUT_GRACE", 0.1)
    outside = "import os, time; os.setsid(); open('pid', 'w').write(f'{os.getpid()}\\n'); time.sleep(600)"
    script = '"$0" -c "$1" & while ! [ -s pid ]; do sleep 0.01; done; echo out; exit 3'
    done = run(["sh", "-c", script, sys.executable, outside], tmp_path, HERE, PATIENCE)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    assert (done.returncode, done.output, done.timed_out) == (3, "out\n", False)


@posix
def test_cancelling_ends_runs_of_other_threads(tmp_path: Path) -> None:
    cancellation = Cancellation()
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        folder.mkdir()

    def work(folder: Path) -> bool:
        try:
            run(["sh", "-c", FAMILY], folder, HERE, PATIENCE, cancellation)
        except CancelledError:
            return True
        return False

    with ThreadPoolExecutor(3) as pool:
        ends = [pool.submit(work, folder) for folder in folders]
        for folder in folders:
            until(lambda folder=folder: children_of(folder))  # type: ignore[misc]
        cancellation.cancel()
        assert all(end.result(PATIENCE) for end in ends)
    for folder in folders:
        assert_all_dead(folder)
    with pytest.raises(CancelledError):
        run(["true"], tmp_path, {}, PATIENCE, cancellation)


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_caller_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from cvpdf.latex.process import run\n"
        "def stop(*_): raise SystemExit(7)\n"
        "signal.signal(signal.SIGTERM, stop); signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"try: run(['sh', '-c', {FAMILY!r}], Path.cwd(), dict(os.environ), 600)\n"
        "except KeyboardInterrupt: sys.exit(7)\n"
    )
    caller = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path)
    until(lambda: children_of(tmp_path))
    caller.send_signal(number)
    assert caller.wait(PATIENCE) == 7
    assert_all_dead(tmp_path)


@posix
def test_many_short_runs_from_threads_at_once(tmp_path: Path) -> None:
    before = threading.active_count()
    with ThreadPoolExecutor(8) as pool:
        ends = pool.map(lambda n: run(["sh", "-c", f"exit {n % 5}"], tmp_path, {}, PATIENCE).returncode, range(80))
        assert list(ends) == [n % 5 for n in range(80)]
    until(lambda: threading.active_count() <= before)


def test_a_line_for_standard_input(tmp_path: Path) -> None:
    command = ["sh", "-c", "read x; echo got $x; read y || echo end; exit 3"]
    running = start(command, tmp_path, HERE, with_stdin=True)
    assert running.pid is not None
    assert alive(running.pid)
    running.send_line("é a")
    running.send_line("after standard input was closed")
    done = running.finish(PATIENCE)
    assert (done.returncode, done.output, done.timed_out) == (3, "got é a\nend\n", False)
    running.send_line("after the end")
    running.kill()


def test_a_line_for_a_program_that_has_ended(tmp_path: Path) -> None:
    running = start(["sh", "-c", "echo early; exit 4"], tmp_path, HERE, with_stdin=True)
    pid = running.pid
    assert pid is not None
    until(lambda: not alive(pid))
    running.send_line("a")
    done = running.finish(PATIENCE)
    assert (done.returncode, done.output) == (4, "early\n")


def test_a_line_for_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    running = start([str(tmp_path / "nothing")], tmp_path, {}, with_stdin=True)
    assert running.pid is None
    running.send_line("a")
    with pytest.raises(FileNotFoundError):
        running.finish(PATIENCE)
    running = start(["sh"], tmp_path / "nowhere", {}, with_stdin=True)
    running.kill()
    running.kill()


@posix
def test_a_program_that_waits_for_its_line_until_the_end(tmp_path: Path) -> None:
    before = open_files()
    cancellation = Cancellation()
    script = FAMILY.replace("wait", "read x; wait")
    for end in ("kill", "time", "cancel"):
        (tmp_path / "child").unlink(missing_ok=True)
        running = start(["sh", "-c", script], tmp_path, HERE, cancellation, with_stdin=True)
        until(lambda: children_of(tmp_path))
        match end:
            case "kill":
                running.kill()
            case "time":
                assert running.finish(0.1).timed_out
            case "cancel":
                cancellation.cancel()
                with pytest.raises(CancelledError):
                    running.finish(PATIENCE)
        assert_all_dead(tmp_path)
    with pytest.raises(CancelledError):
        start(["sh"], tmp_path, {}, cancellation, with_stdin=True)
    del running
    assert open_files() == before


def test_the_pipe_of_a_killed_program_is_closed_at_once(tmp_path: Path) -> None:
    before = open_files()
    running = start(["sh", "-c", "read x"], tmp_path, HERE, with_stdin=True)
    assert running.pid is not None
    running.kill()
    assert open_files() == before


def open_files() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
