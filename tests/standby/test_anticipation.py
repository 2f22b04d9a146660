"""Engines wait for what was set last, as the last command would start them; and nothing else comes of that."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest

from cvpdf.build import early
from cvpdf.build.options import Options
from cvpdf.live.engine_pool import Coming
from cvpdf.standby.anticipation import LONGEST, PATIENCE, Anticipation
from cvpdf.standby.note import Note, path_of, take, write
from cvpdf.standby.request import Request
from tests.cli.running import GOOD
from tests.standby.desk import Desk, command_line, wait_for, where

tex = pytest.mark.tex
ONE = ("build", "--variant", "short")


def engines(desk: Desk) -> list[int]:
    """Return the engines that work, or wait, for a desk."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            number = int(entry.name)
            if desk.home in where(number).parents and b"pdflatex" in command_line(number):
                found.append(number)
    return found


@tex
def test_an_engine_waits_and_gives_the_same_pdf(desk: Desk) -> None:
    desk.write(GOOD)
    assert desk.served(*ONE).code == 0
    wait_for(lambda: engines(desk), "no engine waits")
    desk.write(GOOD.replace("Analyst", "Translator"))
    [waiting] = engines(desk)
    assert desk.served(*ONE).code == 0
    assert waiting not in engines(desk)
    assert desk.alone(*ONE, "-o", "other").code == 0
    assert (desk.home / "build/short.pdf").read_bytes() == (desk.home / "other/short.pdf").read_bytes()
    wait_for(lambda: engines(desk), "no engine waits again")
    desk.run("clean", XDG_CACHE_HOME=str(desk.home / "cache"))
    desk.wait_for_none()


@tex
def test_the_command_that_leaves_a_process_behind_tells_it_what_it_has_built(desk: Desk) -> None:
    desk.write(GOOD)
    assert desk.run(*ONE).code == 0
    wait_for(lambda: engines(desk), "no engine waits")
    [waiting] = engines(desk)
    desk.write(GOOD.replace("Analyst", "Translator"))
    assert desk.served(*ONE).code == 0
    assert waiting not in engines(desk)


def test_a_note_of_long_ago_is_none(tmp_path: Path) -> None:
    socket = str(tmp_path / "s")
    note = path_of(socket)
    assert not Anticipation(socket, is_first=True).look()
    note.write_bytes(b"")
    assert not Anticipation(socket, is_first=False).look(), "it is the note of the command before"
    os.utime(note, (time.time() - 2 * PATIENCE,) * 2)
    assert not Anticipation(socket, is_first=True).look()
    note.write_bytes(b"")
    first = Anticipation(socket, is_first=True)
    assert first.look(), "it is found, even if it cannot be read"
    assert not note.exists()
    assert not first.look()


def test_a_note_holds_what_was_built_and_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Options(Path("cv.yaml"), Path("out"), ("a", "b"), "pdflatex", strict=True, timeout=5)
    coming = [Coming(tmp_path / "a", "pdflatex", "format", 7)]
    monkeypatch.setattr(early, "_asked", made)
    monkeypatch.setattr(early, "again", lambda *_: coming)
    socket, manner = str(tmp_path / "s"), ("/x", 18, {"TOKEN": "secret"})
    write(socket, manner, 0.5)
    assert path_of(socket).stat().st_mode & 0o777 == 0o600
    absolute = made._replace(cv=Path.cwd() / "cv.yaml", output_dir=Path.cwd() / "out")
    assert take(socket) == Note(manner, tuple(coming), absolute, 0.5)
    assert take(socket) is None
    assert list(tmp_path.iterdir()) == []


def test_what_took_long_is_not_rehearsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.standby.anticipation.rehearsal", lambda *_: iter([None]))
    for seconds, pieces in ((LONGEST - 0.1, 1), (LONGEST + 0.1, 0)):
        one = Anticipation(str(tmp_path / "s"), is_first=True)
        one._note = Note(("/", 18, {}), (), Options(), seconds)
        assert len(list(one.rehearse())) == pieces


@tex
def test_an_engine_that_was_started_in_another_manner_is_not_used(desk: Desk) -> None:
    desk.write(GOOD)
    assert desk.served(*ONE).code == 0
    wait_for(lambda: engines(desk), "no engine waits")
    made = desk.home / "build" / ".cvpdf" / "short" / "cv.pdf"
    made.unlink()
    desk.write(GOOD.replace("Analyst", "Translator"))
    assert desk.served(*ONE, shell='umask 077; "$@"').code == 0
    assert made.stat().st_mode & 0o777 == 0o600


@tex
def test_what_was_removed_stays_so(desk: Desk) -> None:
    desk.write(GOOD)
    assert desk.served(*ONE).code == 0
    shutil.rmtree(desk.home / "build", ignore_errors=True)
    # Whatever looks for the documents has looked by then.
    time.sleep(1)
    shutil.rmtree(desk.home / "build", ignore_errors=True)
    time.sleep(0.6)
    assert not (desk.home / "build").exists()


def test_the_manner_is_folder_umask_and_variables_but_those_of_the_shell() -> None:
    def manner(folder: str = "/a", umask: int = 18, **variables: str) -> object:
        return Request("key", folder, umask, (), [], variables).manner

    usual = manner(HOME="/h")
    assert usual == manner(HOME="/h", PWD="/x", OLDPWD="/y", SHLVL="3", _="/bin/cvpdf")
    for other in (manner("/b", HOME="/h"), manner(umask=63, HOME="/h"), manner(), manner(HOME="/h", TEXINPUTS="x")):
        assert usual != other
