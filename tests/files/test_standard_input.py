"""Streams in place of a cv.yaml. The commands that use them are tested in tests/cli."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.files.read import MAX_BYTES
from cvpdf.files.standard_input import CvInput, cv_input, descriptor

posix = pytest.mark.skipif(os.name != "posix", reason="/dev/fd")


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def problem(opened: CvInput) -> tuple[str, str]:
    assert isinstance(opened.content, Diagnostic)
    return opened.content.code, opened.content.message


@pytest.mark.parametrize(
    ("path", "number"),
    [
        *(("-", 0), ("/dev/stdin", 0), ("/dev/fd/0", 0), ("/dev/fd/63", 63), ("/proc/self/fd/7", 7)),
        *(("cv.yaml", None), ("/dev/fd/x", None), ("/dev/zero", None), ("/tmp/-", None), ("/dev/fd/", None)),
    ],
)
def test_which_paths_are_streams(path: str, number: int | None) -> None:
    assert descriptor(path) == descriptor(Path(path)) == number
    if number is None:
        assert cv_input(path) == (Path(path), None)


@posix
def test_a_pipe_of_the_shell_is_read_to_its_end(pipe: tuple[int, int]) -> None:
    """Also one that does not wait, as editors make them, and one that is written later."""
    os.set_blocking(pipe[0], False)

    def write() -> None:
        for part in (b"basics", b": {}"):
            os.write(pipe[1], part)
        os.close(pipe[1])

    later = threading.Timer(0.05, write)
    later.start()
    assert cv_input(f"/dev/fd/{pipe[0]}") == (Path(f"<fd {pipe[0]}>"), b"basics: {}")
    later.join()
    code, message = problem(cv_input(f"/dev/fd/{pipe[0]}"))
    assert (code, message) == ("empty-file", f"file descriptor {pipe[0]} is empty or closed")


@posix
def test_streams_that_cannot_be_read(pipe: tuple[int, int]) -> None:
    assert problem(cv_input(f"/dev/fd/{pipe[1]}"))[0] == "file-unreadable"
    assert "Bad file descriptor" in problem(cv_input("/dev/fd/987654"))[1]
    terminal, other = os.openpty()
    assert problem(cv_input(f"/dev/fd/{other}")) == ("file-unreadable", f"file descriptor {other} is a terminal")
    os.close(terminal)
    os.close(other)


@pytest.mark.parametrize(
    ("size", "code"), [(0, "empty-file"), (1, ""), (MAX_BYTES, ""), (MAX_BYTES + 1, "file-too-large")]
)
def test_the_size_of_standard_input(size: int, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"#" * size)))
    opened = cv_input("-", Path("jobs/cv.yaml"))
    assert opened.path == Path("jobs/cv.yaml")
    assert problem(opened)[0] == code if code else opened.content == b"#" * size


@pytest.mark.parametrize("stdin", [None, io.StringIO("basics: {}")])
def test_a_program_without_a_usable_standard_input(stdin: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    assert problem(cv_input("-"))[1].startswith("cannot read standard input: ")
