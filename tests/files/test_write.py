from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cvpdf.files.write import write_atomic


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a b é.pdf"
    write_atomic(b"one", file)
    write_atomic(b"three", file)
    assert file.read_bytes() == b"three"
    assert list(tmp_path.iterdir()) == [file]


def test_an_equal_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_atomic(b"one", file)
    os.utime(file, ns=(1, 1))
    before = file.stat()
    write_atomic(b"one", file)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    write_atomic(b"two", file)
    assert file.stat().st_mtime_ns != 1


def test_the_permissions_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomic(b"one", tmp_path / "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_threads_leave_the_umask_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda i: write_atomic(bytes(i), tmp_path / str(i)), range(100)))
        after = os.umask(0o022)
    finally:
        os.umask(before)
    assert after == 0o022
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o644}


def test_a_link_is_replaced_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"real")
    (tmp_path / "link").symlink_to("real")
    write_atomic(b"new", tmp_path / "link")
    assert (tmp_path / "real").read_bytes() == b"real"
    assert (tmp_path / "link").read_bytes() == b"new"


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    write_atomic(b"old", file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(call, full)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(b"new", file)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(b"new", tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_or_a_folder_in_the_way_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for file in (tmp_path / "missing" / "a", tmp_path / "folder"):
        with pytest.raises(OSError, match=r"."):
            write_atomic(b"x", file)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
