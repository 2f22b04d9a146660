"""`-` in place of a cv.yaml."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

import cvpdf as api
from tests.cli.running import BAD, GOOD, NOTED, cvpdf, in_process, write
from tests.waiting import PATIENCE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", ["-", "/dev/stdin", "/dev/fd/0"])
def test_validate(path: str) -> None:
    answer = cvpdf("validate", path, stdin=GOOD)
    assert (answer.exit_code, answer.stderr) == (0, "<stdin> is valid\n")
    answer = cvpdf("validate", path, stdin=BAD)
    assert answer.exit_code == 1
    assert "<stdin>:1:21: error[unknown-key]: unknown key `emial`" in answer.stderr
    assert " 1 | basics: {name: Ada, emial: x}\n" in answer.stderr


def test_the_name_that_an_editor_gives(folder: Path) -> None:
    write(folder / "jobs" / "cv.yaml", GOOD)
    name = ("--stdin-filename", "jobs/cv.yaml")
    lines = cvpdf("validate", "-", *name, "--format", "lines", "-q", stdin=BAD).stderr.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["jobs/cv.yaml:1:21:", "jobs/cv.yaml:2:12:"]
    facts = json.loads(cvpdf("validate", "-", *name, "--json", stdin=BAD).stdout)
    assert {facts["files"][0]["file"], *(one["file"] for one in facts["diagnostics"])} == {"jobs/cv.yaml"}
    log = json.loads(cvpdf("validate", "-", "--format", "sarif", *name, stdin=BAD).stdout)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "jobs/cv.yaml"}
    for command in (["validate"], ["validate", "jobs/cv.yaml"], ["build", "jobs/cv.yaml"], ["text", "--pdf", "x.pdf"]):
        answer = cvpdf(*command, *name)
        assert answer.exit_code == 2
        assert "error[conflicting-options]" in answer.stderr


@pytest.mark.parametrize("command", ["validate", "build", "text", "fit", "variants"])
@pytest.mark.parametrize(("stdin", "code"), [(None, "empty-file"), ("\n", "empty-file"), ("a: [", "yaml")])
def test_what_is_wrong_with_it(command: str, stdin: str | None, code: str, folder: Path) -> None:
    answer = cvpdf(command, "-", stdin=stdin)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("<stdin>:1:")
    assert f": error[{code}" in answer.stderr
    assert not list(folder.iterdir())


def test_latin_1_is_converted_by_a_filter() -> None:
    answer = cvpdf("validate", "-", stdin="basics: {name: Adé}".encode("latin-1"))
    assert "hint: convert the file: iconv -f LATIN1 -t UTF-8\n" in answer.stderr


def test_paths_are_relative_to_the_current_folder_or_to_the_named_file(folder: Path) -> None:
    (folder / "jobs").mkdir()
    Image.new("RGB", (90, 120)).save(folder / "jobs" / "ada.png")
    with_photo = GOOD.replace("headline: Analyst", "photo: ada.png")
    assert "`ada.png` does not exist" in cvpdf("validate", "-", stdin=with_photo).stderr
    assert cvpdf("validate", "-", "--stdin-filename", "jobs/cv.yaml", stdin=with_photo).exit_code == 0
    (folder / "jobs" / "ada.png").rename(folder / "ada.png")
    assert cvpdf("validate", "-", stdin=with_photo).exit_code == 0


def test_variants_and_tex(folder: Path) -> None:
    assert "short" in cvpdf("variants", "-", stdin=GOOD).stdout
    answer = cvpdf("build", "-", "--tex-only", "-o", "out", "--depfile", "cv.d", stdin=GOOD)
    assert answer.exit_code == 0, answer.stderr
    assert (folder / "out" / "short.tex").is_file()
    assert "stdin" not in (folder / "cv.d").read_text()


@pytest.mark.tex
def test_build_fit_and_text(folder: Path) -> None:
    """An unchanged text is not built again, and the excerpts of its diagnostics are still shown."""
    for time in (" s  ", "unchanged"):
        answer = cvpdf("build", "-", "-o", "x.pdf", "--variant", "full", stdin=NOTED)
        assert answer.exit_code == 0, answer.stderr
        assert time in answer.stdout
        assert "<stdin>:11:27: note[duplicate-highlight]" in answer.stderr
        assert " 11 |         highlights: [one, one" in answer.stderr
    assert (folder / "x.pdf").is_file()
    assert "• two" in cvpdf("text", "-", "-o", "x.pdf", stdin=NOTED).stdout
    assert "onepage: one page" in cvpdf("fit", "-", stdin=GOOD).stdout


@pytest.mark.parametrize("command", ["watch", "preview"])
@pytest.mark.parametrize("path", ["-", "/dev/stdin", "/dev/fd/63"])
def test_what_watches_files_refuses_it(command: str, path: str) -> None:
    answer = cvpdf(command, path)
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert f"error[not-a-file]: {command} needs a file that you save; `{path}` is not a file" in answer.stderr


def test_a_pipe_of_the_file_system_is_refused_with_the_way_to_read_it() -> None:
    os.mkfifo("pipe")
    answer = cvpdf("validate", "pipe")
    assert answer.exit_code == 1
    assert "hint: to read a pipe, use `-`: cvpdf validate - < 'pipe'" in answer.stderr


def test_in_a_process(folder: Path) -> None:
    """Of two arguments, the first reads everything; process substitution of the shell is a stream."""
    done = in_process("validate", "-", "-", cwd=folder, stdin=GOOD)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "<stdin> is valid")
    assert "standard input is empty or closed" in done.stderr
    write(folder / "bad.yaml", BAD)
    line = f'"{sys.executable}" -m cvpdf validate <(cat bad.yaml); "{sys.executable}" -m cvpdf validate - <&-'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=PATIENCE)
    assert ":1:21: error[unknown-key]" in done.stderr
    assert "error[empty-file]: standard input is empty or closed" in done.stderr


def test_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))

    typed(GOOD)
    report = api.validate("-")
    assert (report.path, report.ok) == (Path("<stdin>"), True)
    assert [d.code for d in api.validate("-").diagnostics] == ["empty-file"]
    typed(GOOD)
    assert api.load("-").resume is not None
    typed(GOOD)
    assert api.build("-", tex_only=True, variants="short").exit_code == 0
