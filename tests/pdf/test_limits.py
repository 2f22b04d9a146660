from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path

import pytest

from cvpdf.pdf.inspection import inspect
from cvpdf.pdf.limits import inspect_limited


def codes(pdf: Path, seconds: float = 60, megabytes: int = 1024) -> list[str]:
    inspection = inspect_limited(pdf, seconds, megabytes)
    assert not [d for d in inspection.diagnostics if d.span is None]
    return [d.code for d in inspection.diagnostics]


def test_the_same_as_without_limits(plain_pdf: Path, tmp_path: Path) -> None:
    assert inspect_limited(plain_pdf) == inspect(plain_pdf, None)
    assert inspect_limited(tmp_path / "none.pdf") == inspect(tmp_path / "none.pdf", None)
    assert inspect_limited(Path("a\0b")).failed == ("file",)


def test_out_of_time(plain_pdf: Path) -> None:
    assert codes(plain_pdf, seconds=0.02) == ["check-timeout"]
    assert inspect_limited(plain_pdf, 0.02).failed == ("file",)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of the address space")
def test_out_of_memory(plain_pdf: Path) -> None:
    # Too little for the libraries alone.
    assert codes(plain_pdf, megabytes=64) == ["check-crashed"]


def bomb(path: Path, size: int) -> Path:
    """Write a PDF of a page that unpacks to ``size`` bytes."""
    block, checksum = b" " * 1_000_000, 1
    machine = zlib.compressobj(9)
    # After a full flush equal input gives equal output, so only two blocks are packed.
    first, again = (machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    for _ in range(size // len(block)):
        checksum = zlib.adler32(block, checksum)
    body = first + again * (size // len(block) - 1) + b"\3\0" + checksum.to_bytes(4)
    assert size > 10_000_000 or len(zlib.decompress(body)) == size
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 5\n0000000000 65535 f \n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(data + tail % (table, len(data)))
    return path


def test_a_bomb_is_survived(tmp_path: Path) -> None:
    bomb(tmp_path / "small.pdf", 5_000_000)
    path = bomb(tmp_path / "a.pdf", 1_500_000_000)
    assert path.stat().st_size < 2_000_000
    assert codes(path, seconds=10)


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("kill -SEGV $$", "the checks crashed (SIGSEGV)"),
        ("kill -KILL $$", "the checks crashed (SIGKILL)"),
        ("echo; echo Traceback >&2; echo oh >&2; exit 3", "the checks crashed: oh"),
        ("exit 0", "the checks crashed: exit code 0"),
        ("exit 99", "the checks need more than 1024 MB of memory"),
    ],
)
def test_a_child_that_crashes(
    script: str, words: str, plain_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    [found] = inspect_limited(plain_pdf).diagnostics
    assert (found.code, found.message) == ("check-crashed", words)


def test_a_child_that_does_not_start(plain_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert codes(plain_pdf) == ["check-crashed"]


def test_what_lies_in_the_present_folder_is_not_imported(
    plain_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pypdf", "pikepdf", "pickle", "cvpdf"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(7)\n")
    monkeypatch.chdir(tmp_path)
    assert inspect_limited(plain_pdf) == inspect(plain_pdf, None)
