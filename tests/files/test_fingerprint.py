"""Stamps of files, and hashes of values."""

from __future__ import annotations

from pathlib import Path

from cvpdf.files.fingerprint import fingerprint, stamp, stamps


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert stamp(file) is None
    file.write_bytes(b"one")
    before = stamp(file)
    assert before is not None
    assert before[0] == 3
    file.write_bytes(b"four")
    assert stamp(file) != before


def test_stamps_of_folders_are_in_a_fixed_order_and_include_new_files(tmp_path: Path) -> None:
    for name in ("b.py", "a.py", "c.txt"):
        (tmp_path / name).touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.py").touch()
    assert [Path(name).name for name, _ in stamps([tmp_path], ".py")] == ["a.py", "b.py", "d.py"]
    (tmp_path / "sub" / "e.py").touch()
    assert len(stamps([tmp_path], ".py")) == 4
    assert stamps([tmp_path / "missing"]) == []


def test_different_values_have_different_fingerprints() -> None:
    assert fingerprint(["a", 1, b"x"]) == fingerprint(["a", 1, b"x"])
    different: list[list[object]] = [["a", "b"], ["ab"], ["a", "b", ""], [b"a", "b"], ["b", "a"], [("a", "b")], []]
    assert len({fingerprint(parts) for parts in different}) == len(different)
    assert fingerprint(["\ud800"])
