"""The reader of one variant's PDFs: the last one counts, and nothing is being read when it is done."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cvpdf import pdf as inspect_package
from cvpdf.build.reader import Reader
from cvpdf.pdf import inspection
from tests.preview.pdfs import pdf

FIRST, SECOND = pdf(["first"]), pdf(["second"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cv.pdf"


def begun(file: Path, *contents: bytes) -> Reader:
    """Return a reader that has begun to read these contents of a file, one after the other."""
    reader = Reader()
    for content in contents:
        file.write_bytes(content)
        reader.begin(file, None)
    return reader


def test_what_was_read_is_what_the_checks_read(file: Path) -> None:
    reading = begun(file, FIRST).reading(FIRST)
    assert reading == inspection.read_pdf(file)
    assert reading is not None
    assert reading.facts is not None
    assert [page.text for page in reading.facts.pages] == ["first"]


def test_the_last_one_counts(file: Path) -> None:
    reader = begun(file, FIRST, SECOND)
    assert reader.reading(FIRST) is None
    reading = reader.reading(SECOND)
    assert reading is not None
    assert reading.facts is not None
    assert [page.text for page in reading.facts.pages] == ["second"]


def test_what_was_read_is_not_read_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[bytes | None] = []

    def count(pdf: Path, data: bytes | None, ahead: None) -> inspection.Reading:
        times.append(data)
        return inspection.read_pdf(pdf, data, ahead)

    monkeypatch.setattr(inspect_package, "read_pdf", count)
    reader = begun(file, FIRST, FIRST, FIRST)
    assert reader.reading(FIRST) is reader.reading(FIRST)
    assert times == [FIRST]


def test_without_a_file_nothing_is_read(file: Path) -> None:
    reader = Reader()
    reader.begin(file, None)
    assert reader.reading(b"") is None
    assert Reader().reading(FIRST) is None


def test_when_it_is_finished_nothing_is_being_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, done = threading.Event(), threading.Event()

    def slowly(pdf: Path, data: bytes | None, ahead: None) -> inspection.Reading:
        go.wait(10)
        done.set()
        return inspection.read_pdf(pdf, data, ahead)

    monkeypatch.setattr(inspect_package, "read_pdf", slowly)
    reader = begun(file, FIRST)
    assert not done.is_set()
    threading.Timer(0.05, go.set).start()
    reader.finish()
    assert done.is_set()


def test_without_memory_it_is_left_to_the_checks(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def exhausted(_pdf: Path, _data: bytes | None, _ahead: None) -> inspection.Reading:
        raise MemoryError

    monkeypatch.setattr(inspect_package, "read_pdf", exhausted)
    assert begun(file, FIRST).reading(FIRST) is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("end", ["sys.exit(3)", "os.kill(os.getpid(), signal.SIGINT)"])
def test_a_process_does_not_end_while_libraries_are_imported(end: str) -> None:
    script = f"""
import os, signal, sys, time
import cvpdf.pdf
from cvpdf import reader
cvpdf.pdf.preload = lambda _: (time.sleep(0.2), print("imported", flush=True))
reader._load_checks(True)
{end}
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "imported\n"
