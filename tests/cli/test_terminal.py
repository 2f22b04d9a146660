"""On a terminal: colours and a moving line, unless NO_COLOR says no."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BAD, write
from tests.waiting import PATIENCE

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")


def on_a_terminal(*arguments: str, cwd: Path, **variables: str) -> str:
    """Run a command whose standard error is a terminal; return what appears there."""
    outer, inner = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    command = [sys.executable, "-m", "cvpdf", *arguments]
    process = subprocess.Popen(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=inner,
        env={**environment, "TERM": "xterm", "COLUMNS": "100", **variables},
    )  # fmt: skip
    os.close(inner)
    seen = b""
    while True:
        try:
            piece = os.read(outer, 4096)
        except OSError:
            # Linux says so when the other end is closed.
            break
        if not piece:
            break
        seen += piece
    os.close(outer)
    process.wait(timeout=PATIENCE)
    return seen.decode("utf-8", "replace")


def test_complaints_are_coloured(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", BAD)
    assert "\x1b[31merror[unknown-key]\x1b[0m" in on_a_terminal("validate", cwd=tmp_path)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("arguments", [("validate",), ("build", "--tex-only")])
def test_no_escape_sequences_if_they_are_not_wanted(
    arguments: tuple[str, ...], variables: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path / "cv.yaml", BAD)
    assert "\x1b" not in on_a_terminal(*arguments, cwd=tmp_path, **variables)


def test_a_build_shows_what_it_does_and_cleans_up(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    seen = on_a_terminal("build", "--tex-only", cwd=tmp_path)
    assert "rendering" in seen
    assert "\x1b[?25h" in seen, "the cursor is back"
    assert "rendering" not in seen.rpartition("\x1b[2K")[2]


@pytest.mark.tex
def test_a_build_with_nothing_to_do_shows_nothing_moving(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    first = on_a_terminal("build", "--variant", "full", cwd=tmp_path)
    # Which of its steps are seen depends on how long each takes.
    assert re.search("full: (rendering|typesetting|checking|writing)", first)
    again = on_a_terminal("build", "--variant", "full", cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert "\x1b" not in again
    assert "rich" not in again


def test_a_quiet_build_shows_nothing(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    for option in ("--quiet", "--json"):
        assert on_a_terminal("build", "--tex-only", option, cwd=tmp_path) == ""
