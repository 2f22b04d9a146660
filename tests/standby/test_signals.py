"""However a command that was handed over is ended, its work ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.cli.running import GOOD
from tests.standby.desk import Desk, command_line, wait_for

SLOW = "#!/bin/sh\necho $$ >>{home}/engines\nsleep 120\n"


@pytest.fixture(autouse=True)
def _slow_engine(desk: Desk) -> Iterator[None]:
    """The only LaTeX on the path takes two minutes."""
    desk.write(GOOD)
    programs = desk.home / "bin"
    programs.mkdir()
    engine = programs / "pdflatex"
    engine.write_text(SLOW.format(home=desk.home))
    engine.chmod(0o755)
    for name in ("sh", "sleep"):
        (programs / name).symlink_to(f"/bin/{name}")
    desk.variables["PATH"] = str(programs)
    yield
    end_engines(desk)


def building(desk: Desk, **more: str) -> subprocess.Popen[bytes]:
    """Start a build, and wait until its engine runs."""
    process = desk.start("build", **more)
    wait_for((desk.home / "engines").exists, "no engine")
    wait_for(lambda: engines(desk), "no engine")
    return process


def engines(desk: Desk) -> list[int]:
    """Return the engines that run."""
    found = []
    noted = desk.home / "engines"
    for line in noted.read_text().split() if noted.exists() else ():
        if command_line(int(line)):
            found.append(int(line))
    return found


def end_engines(desk: Desk) -> None:
    """Kill the engines, with what they have started."""
    for number in engines(desk):
        with suppress(ProcessLookupError):
            os.killpg(number, signal.SIGKILL)


def is_tidy(desk: Desk) -> None:
    """Check that no engine is left, and no half a file."""
    wait_for(lambda: not engines(desk), "an engine is left")
    build = desk.home / "build"
    assert not [path for path in build.glob("*") if path.name != ".cvpdf"]
    assert not list(build.rglob("*.pdf"))


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=lambda one: str(int(one)),
)
@pytest.mark.parametrize("stands_by", ["1", "0"])
def test_a_signal_ends_a_build(desk: Desk, number: signal.Signals, code: int, stands_by: str) -> None:
    server = desk.stand_by()
    waiting = desk.waiting()
    process = building(desk, CVPDF_STANDBY=stands_by)
    assert (desk.waiting() != waiting) == (stands_by == "1")
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (code, b"", b"")
    is_tidy(desk)
    wait_for(lambda: len(desk.processes()) == 2, "the worker is left")
    assert desk.stand_by() == server


def test_a_command_that_is_killed_takes_its_worker_with_it(desk: Desk) -> None:
    server = desk.stand_by()
    process = building(desk)
    process.kill()
    process.communicate(timeout=30)
    is_tidy(desk)
    wait_for(lambda: len(desk.processes()) == 2, "the worker is left")
    assert desk.stand_by() == server


def test_a_worker_that_is_killed_is_told_of(desk: Desk) -> None:
    desk.stand_by()
    worker = desk.waiting()
    process = building(desk)
    os.kill(worker, signal.SIGKILL)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (137, b"error[killed]: the command was ended from outside\n")
    end_engines(desk)


def test_a_process_that_is_killed_leaves_its_worker_to_its_work(desk: Desk) -> None:
    server = desk.stand_by()
    process = building(desk)
    os.kill(server, signal.SIGKILL)
    # From now on the engine fails at once, and so do those that run.
    failing = desk.home / "bin" / "failing"
    failing.write_text("#!/bin/sh\nexit 1\n")
    failing.chmod(0o755)
    # What is being started cannot be written to, but it can be replaced.
    failing.replace(desk.home / "bin" / "pdflatex")
    end_engines(desk)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 4
    assert b"LaTeX" in errors
    desk.wait_for_none()


def test_a_command_that_a_signal_has_ended_leaves_nobody_behind(desk: Desk) -> None:
    process = building(desk)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert not list(desk.runtime.iterdir())
    desk.wait_for_none()


@pytest.mark.parametrize("stands_by", ["1", "0"])
def test_what_is_ignored_stays_so(desk: Desk, stands_by: str) -> None:
    """As under nohup, and in the background of a script."""
    desk.stand_by()
    # The command takes the place of the shell, so that it gets the signals.
    process = subprocess.Popen(
        ["/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh", *desk.command("build")], cwd=desk.home,
        env=desk.environment({"CVPDF_STANDBY": stands_by}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for((desk.home / "engines").exists, "no engine")
    for number in (signal.SIGINT, signal.SIGHUP):
        process.send_signal(number)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.3)
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 143
    is_tidy(desk)
