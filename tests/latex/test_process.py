"""However a run ends, nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cvpdf.latex.process import OUTPUT_LIMIT, Cancellation, CancelledError, begin, run

posix = pytest.mark.skipif(sys.platform == "win32", reason="process groups")
FAMILY = "sleep 60 & echo $! > child; sleep 60 & echo $! >> child; wait"


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie that its new parent has not reaped yet does not."""
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def assert_all_dead(folder: Path) -> None:
    children = [int(word) for word in (folder / "child").read_text().split()]
    assert len(children) == 2
    deadline = time.monotonic() + 2
    while any(map(alive, children)) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(map(alive, children))


def wait_for_children(folder: Path) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if (folder / "child").exists() and len((folder / "child").read_text().split()) == 2:
            return
        time.sleep(0.01)
    raise AssertionError("the program did not start")


def test_output_and_code(tmp_path: Path) -> None:
    done = run(["sh", "-c", "echo out; echo é >&2; pwd; exit 3"], tmp_path, dict(os.environ), 5)
    assert done.returncode == 3
    assert done.output.splitlines() == ["out", "é", str(tmp_path)]
    assert not done.timed_out
    assert done.seconds < 2


def test_standard_input_is_closed(tmp_path: Path) -> None:
    assert run(["sh", "-c", "read x || echo none"], tmp_path, dict(os.environ), 5).output == "none\n"


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        run([str(tmp_path / "nothing")], tmp_path, {}, 5)


def test_output_without_end_is_bounded(tmp_path: Path) -> None:
    done = run(["sh", "-c", "head -c 9000000 /dev/zero"], tmp_path, dict(os.environ), 20)
    assert done.returncode == 0
    assert len(done.output) == OUTPUT_LIMIT


@posix
def test_timeout_kills_the_whole_group(tmp_path: Path) -> None:
    done = run(["sh", "-c", FAMILY], tmp_path, dict(os.environ), 0.4)
    assert done.timed_out
    assert done.returncode == -signal.SIGKILL
    assert 0.3 < done.seconds < 2
    assert_all_dead(tmp_path)


@posix
@pytest.mark.parametrize("leader", ["wait", "exit 0", "kill -9 $$"])
def test_children_do_not_outlive_the_program(tmp_path: Path, leader: str) -> None:
    script = FAMILY.replace("wait", leader if leader != "wait" else "exec sh -c 'sleep 0.3'")
    done = run(["sh", "-c", script], tmp_path, dict(os.environ), 10)
    assert not done.timed_out
    assert done.seconds < 3
    assert done.returncode == (-9 if "kill" in leader else 0)
    assert_all_dead(tmp_path)


@posix
def test_cancelling_ends_runs_of_other_threads(tmp_path: Path) -> None:
    switch = Cancellation()
    folders = [tmp_path / str(number) for number in range(3)]
    for folder in folders:
        folder.mkdir()

    def work(folder: Path) -> bool:
        try:
            run(["sh", "-c", FAMILY], folder, dict(os.environ), 30, switch)
        except CancelledError:
            return True
        return False

    with ThreadPoolExecutor(3) as pool:
        ends = [pool.submit(work, folder) for folder in folders]
        for folder in folders:
            wait_for_children(folder)
        switch.cancel()
        assert all(end.result(timeout=5) for end in ends)
    for folder in folders:
        assert_all_dead(folder)
    with pytest.raises(CancelledError):
        run(["true"], tmp_path, {}, 5, switch)


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_caller_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from cvpdf.latex.process import run\n"
        "def stop(*_): raise SystemExit(7)\n"
        "signal.signal(signal.SIGTERM, stop); signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"try: run(['sh', '-c', {FAMILY!r}], Path.cwd(), dict(os.environ), 30)\n"
        "except KeyboardInterrupt: sys.exit(7)\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    caller = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": source})
    wait_for_children(tmp_path)
    caller.send_signal(number)
    assert caller.wait(5) == 7
    assert_all_dead(tmp_path)


@posix
def test_many_short_runs_from_threads_at_once(tmp_path: Path) -> None:
    before = threading.active_count()
    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(lambda n: run(["sh", "-c", f"exit {n % 5}"], tmp_path, {}, 10).returncode, range(80)))
    assert ends == [n % 5 for n in range(80)]
    assert threading.active_count() <= before


def test_a_program_that_is_told_a_line(tmp_path: Path) -> None:
    running = begin(
        ["sh", "-c", "read x; echo got $x; read y || echo end; exit 3"], tmp_path, dict(os.environ), told=True
    )
    assert running.pid is not None
    assert alive(running.pid)
    running.tell("é a")
    running.tell("not heard any more")
    done = running.finish(5)
    assert (done.returncode, done.output, done.timed_out) == (3, "got é a\nend\n", False)
    running.tell("after its end")
    running.kill()


def test_a_program_that_ends_before_it_is_told(tmp_path: Path) -> None:
    running = begin(["sh", "-c", "echo early; exit 4"], tmp_path, dict(os.environ), told=True)
    deadline = time.monotonic() + 5
    while running.pid is not None and alive(running.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    running.tell("a")
    done = running.finish(5)
    assert (done.returncode, done.output) == (4, "early\n")


def test_a_program_that_cannot_be_started_is_told_all_the_same(tmp_path: Path) -> None:
    running = begin([str(tmp_path / "nothing")], tmp_path, {}, told=True)
    assert running.pid is None
    running.tell("a")
    with pytest.raises(FileNotFoundError):
        running.finish(5)
    running = begin(["sh"], tmp_path / "nowhere", {}, told=True)
    running.kill()
    running.kill()


@posix
def test_a_program_that_is_never_told(tmp_path: Path) -> None:
    before = open_files()
    switch = Cancellation()
    script = FAMILY.replace("wait", "read x; wait")
    for end in ("kill", "time", "cancel"):
        (tmp_path / "child").unlink(missing_ok=True)
        running = begin(["sh", "-c", script], tmp_path, dict(os.environ), switch, told=True)
        wait_for_children(tmp_path)
        match end:
            case "kill":
                running.kill()
            case "time":
                assert running.finish(0.1).timed_out
            case "cancel":
                switch.cancel()
                with pytest.raises(CancelledError):
                    running.finish(5)
        assert_all_dead(tmp_path)
    with pytest.raises(CancelledError):
        begin(["sh"], tmp_path, {}, switch, told=True)
    del running
    assert open_files() == before


def test_the_pipe_of_one_that_is_killed_is_closed_at_once(tmp_path: Path) -> None:
    before = open_files()
    running = begin(["sh", "-c", "read x"], tmp_path, dict(os.environ), told=True)
    assert running.pid is not None
    running.kill()
    assert open_files() == before


def open_files() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
