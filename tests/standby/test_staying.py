"""How long a process stands by: when it is started, what it outlives, and what ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.running import BAD, GOOD
from tests.standby.conftest import copy_package
from tests.standby.desk import Desk, command_line, descriptors, wait_for
from tests.standby.test_equal import on_a_terminal


@pytest.fixture(autouse=True)
def _cv(desk: Desk) -> None:
    desk.write(GOOD)


def test_one_process_serves_many_commands_and_keeps_nothing_open(desk: Desk) -> None:
    desk.write(BAD, "bad.yaml")
    desk.served("validate")
    server = desk.stand_by()
    before = descriptors(server), descriptors(desk.waiting())
    for number in range(20):
        words = [("validate", "bad.yaml"), ("validate", "--nonsense"), ("build", "--tex-only"), ("variants",)][
            number % 4
        ]
        desk.served(*words)
    assert desk.stand_by() == server
    wait_for(lambda: (descriptors(server), descriptors(desk.waiting())) == before, "files stay open")
    wait_for(lambda: len(desk.processes()) == 2, "workers are left")
    wait_for(lambda: not dead_children(server), f"workers are not reaped: {dead_children(server)}")


def dead_children(number: int) -> list[str]:
    found = []
    for child in Path(f"/proc/{number}/task/{number}/children").read_text().split():
        with suppress(OSError):
            state = Path(f"/proc/{child}/stat").read_text()
            found += [state] * (state.rpartition(")")[2].split()[0] == "Z")
    return found


def test_several_commands_at_once(desk: Desk) -> None:
    server = desk.stand_by()
    desk.write(BAD, "bad.yaml")
    files = ["cv.yaml", "bad.yaml", "none.yaml"] * 4
    running = [desk.start("validate", name, "--json") for name in files]
    answers = [one.communicate(timeout=60)[0] for one in running]
    for name, answer in zip(files, answers, strict=True):
        assert answer == desk.alone("validate", name, "--json").output
    assert desk.stand_by() == server


def test_it_keeps_no_folder_and_no_stream_of_the_command_that_left_it_behind(desk: Desk) -> None:
    answer = desk.start("validate")
    # It would not end if the process behind held its streams.
    assert answer.communicate(timeout=30)[1] == b"cv.yaml is valid\n"
    server = desk.stand_by()
    for number in (server, desk.waiting()):
        assert Path(f"/proc/{number}/cwd").readlink() == Path("/")
        streams = {str(Path(f"/proc/{number}/fd/{stream}").readlink()) for stream in range(3)}
        assert streams == {"/dev/null"}
    assert os.getsid(server) == server, "it belongs to no terminal"


def test_a_socket_without_a_process_is_cleared_away(desk: Desk) -> None:
    server = desk.stand_by()
    waiting = desk.waiting()
    os.kill(server, signal.SIGKILL)
    wait_for(lambda: not command_line(waiting), "the fork goes with the process")
    assert desk.sockets()
    assert desk.run("validate").code == 0
    assert desk.stand_by() != server
    desk.served("validate")


def test_sigterm_ends_it_with_all_that_waits(desk: Desk) -> None:
    os.kill(desk.stand_by(), signal.SIGTERM)
    desk.wait_for_none()
    assert not desk.sockets()


def test_it_ends_when_its_socket_is_removed(desk: Desk) -> None:
    desk.stand_by()
    desk.sockets()[0].unlink()
    desk.wait_for_none()


def test_a_fork_that_dies_takes_the_process_with_it(desk: Desk) -> None:
    desk.stand_by()
    os.kill(desk.waiting(), signal.SIGKILL)
    desk.wait_for_none()
    assert desk.run("validate").code == 0
    desk.served("validate")


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """The desk with a package of its own, and a folder of other packages beside it."""
    desk.package = desk.home / "mine"
    copy_package(desk.package)
    others = desk.home / "others"
    others.mkdir()
    desk.variables["PYTHONPATH"] = f"{desk.package / 'src'}:{others}"
    return desk


def test_changed_code_is_run(edited: Desk) -> None:
    server = edited.stand_by()
    module = edited.package / "src/cvpdf/cli/validate.py"
    module.write_text(module.read_text("utf-8").replace("is valid", "is changed"), "utf-8")
    assert b"is changed" in edited.run("validate").errors
    wait_for(lambda: edited.server() != server, "the old process is still there")
    edited.stand_by()
    assert b"is changed" in edited.served("validate").errors


def test_another_package_makes_it_stale(edited: Desk) -> None:
    server = edited.stand_by()
    (edited.home / "others" / "new.py").touch()
    assert edited.run("validate").code == 0
    wait_for(lambda: edited.server() != server, "the old process is still there")


def test_it_survives_that_the_installation_is_removed(edited: Desk) -> None:
    """No command comes by then; a new installation of the same name is another one."""
    import shutil

    server = edited.stand_by()
    shutil.rmtree(edited.package)
    copy_package(edited.package)
    assert edited.run("validate").code == 0
    wait_for(lambda: edited.server() != server, "the old process is still there")


def test_without_work_it_ends(desk: Desk) -> None:
    script = """
import os
from cvpdf.standby import server
server.IDLE, server._TICK = 0.2, 0.05
server.serve(os.environ)
"""
    process = subprocess.run(
        [sys.executable, "-c", script],
        cwd=desk.home,
        env=desk.environment(),
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert (process.stdout, process.stderr) == (b"", b"")
    assert not list((desk.runtime / "cvpdf").iterdir())
    desk.wait_for_none()


def test_the_second_one_ends_at_once(desk: Desk) -> None:
    server = desk.stand_by()
    subprocess.run(
        [sys.executable, "-P", "-m", "cvpdf.standby.server"], cwd="/", env=desk.environment(), timeout=30, check=True
    )
    assert desk.stand_by() == server
    assert [path.suffix for path in (desk.runtime / "cvpdf").iterdir()] == [""]


@pytest.mark.parametrize(
    "variables", [{"CVPDF_STANDBY": "0"}, {"CVPDF_STANDBY": ""}, {"CVPDF_STANDBY": "yes"}], ids=str
)
def test_none_is_started_unless_it_is_wanted(desk: Desk, variables: dict[str, str]) -> None:
    assert desk.run("validate", **variables).code == 0
    assert not desk.processes()
    assert not list(desk.runtime.iterdir())


def test_none_is_started_in_ci(desk: Desk) -> None:
    on_a_terminal(desk, "validate", CVPDF_STANDBY="", CI="true")
    assert not list(desk.runtime.iterdir())


def test_one_is_started_at_a_terminal(desk: Desk) -> None:
    on_a_terminal(desk, "validate", CVPDF_STANDBY="")
    wait_for(desk.sockets, "nobody stands by")
    assert desk.run("validate", CVPDF_STANDBY="").code == 0


@pytest.mark.parametrize("words", [("schema",), ("doctor",), ("--version",), ("validate", "--help"), ()], ids=" ".join)
def test_small_commands_leave_none_behind(desk: Desk, words: tuple[str, ...]) -> None:
    desk.run(*words)
    is_started = words[:1] == ("validate",)
    assert bool(list(desk.runtime.iterdir())) == is_started


def test_one_that_is_being_started_is_waited_for(desk: Desk) -> None:
    for process in [desk.start("validate") for _ in range(4)]:
        process.communicate(timeout=60)
    desk.stand_by()
    wait_for(lambda: len(desk.processes()) == 2, "more than one stands by")


def test_doctor_tells_and_clean_ends(desk: Desk) -> None:
    cache = {"XDG_CACHE_HOME": str(desk.home / "cache")}
    assert b"Standing by for the next command: no." in desk.run("doctor", **cache).output
    assert desk.run("clean", **cache).output == b"there was nothing in the caches\n"
    desk.stand_by()
    assert b"Standing by for the next command: yes." in desk.run("doctor", **cache).output
    assert b'"standing_by": true' in desk.run("doctor", "--json", **cache).output
    answer = desk.run("clean", **cache)
    assert answer.output.startswith(b"the process that stood by is ended\n")
    desk.wait_for_none()
    assert not desk.sockets()


def test_clean_ends_those_with_other_limits_too(desk: Desk) -> None:
    desk.stand_by()
    desk.run("validate", shell='ulimit -n 500; "$@"')
    wait_for(lambda: len(desk.sockets()) == 2, "other limits, another process")
    wait_for(lambda: len(desk.processes()) == 4, "both stand by")
    dead = desk.runtime / "cvpdf" / "00000000"
    dead.touch()
    assert desk.run("clean").output.startswith(b"2 processes that stood by are ended\n")
    desk.wait_for_none()
    assert desk.sockets() == [dead], "what is no socket is not cvpdf's"
