"""Streams that are closed, too little memory, and characters that a terminal would obey."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cvpdf import __main__
from cvpdf.diagnostics import Span, error
from cvpdf.report.terminal import dumps, for_people, one_liners
from tests.cli.running import BAD, GOOD, cvpdf, write
from tests.waiting import PATIENCE

EVIL = "a\x1b]0;title\x07\x9b31m\u202e\nerror.yaml"


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "-c", line.replace("CVPDF", f'"{sys.executable}" -m cvpdf')]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_not_change_the_exit_code(closed: str, tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", GOOD)
    write(tmp_path / "bad.yaml", BAD)
    runs = {"validate": 0, "validate bad.yaml": 1, "build --tex-only --json": 0, "variants": 0, "nonsense": 2}
    line = "; ".join(f"CVPDF {command} {closed}; echo $? >>codes" for command in runs)
    shell(line, tmp_path)
    assert list(map(int, (tmp_path / "codes").read_text().split())) == list(runs.values())
    assert "error" not in (tmp_path / "build" / "full.tex").read_text()
    assert shell("CVPDF schema 2>&1 | head -1; CVPDF validate bad.yaml 2>&1 | head -1", tmp_path).stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_message_that_cannot_be_written_ends_with_the_exit_code_of_output(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", GOOD)
    write(tmp_path / "bad.yaml", BAD)
    commands = ("validate", "validate bad.yaml", "variants bad.yaml", "build --tex-only", "nonsense", "check x.pdf")
    line = "; ".join(f"CVPDF {command} >/dev/full 2>&1; echo $? >>codes" for command in commands)
    assert shell(line, tmp_path).stderr == ""
    assert (tmp_path / "codes").read_text().split() == ["4"] * len(commands)


@pytest.mark.parametrize(
    "problem",
    [
        MemoryError(),
        ImportError("x.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        OSError(12, "Cannot allocate memory"),
    ],
)
def test_too_little_memory(problem: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise problem

    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert __main__.guarded(fail) == 4
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert capsys.readouterr().err.startswith("error[out-of-memory]: there is not enough memory\n")


def test_file_names_do_not_control_the_terminal(tmp_path: Path) -> None:
    problem = error("x", f"message {EVIL}", Span.point(EVIL), f"hint {EVIL}")
    for text in (for_people([problem], {}), one_liners([problem]), dumps([EVIL, problem.message])):
        assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert one_liners([problem]).count("\n") == 0
    assert "a<U+001B>]0;title<U+0007><U+009B>31m<U+202E><U+000A>error.yaml:1:1" in one_liners([problem])
    assert json.loads(dumps([EVIL])) == [EVIL]
    file = tmp_path / EVIL
    file.write_text(BAD)
    for arguments in (("validate", str(file)), ("build", str(file)), ("check", str(file)), ("build", "a", EVIL)):
        answer = cvpdf(*arguments)
        assert not set(answer.stderr + answer.stdout) & set("\x1b\x07\x9b\u202e"), arguments
