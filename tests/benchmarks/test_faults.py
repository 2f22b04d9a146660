"""The judge of the faults sees each way to fail badly."""

import signal
from pathlib import Path

import pytest
from benchmarks.faults import Fault, files, machine, mutations, verdict

GOOD = b"%PDF-1.7\n...\n%%EOF\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "work" / "out").mkdir(parents=True)
    (tmp_path / "work" / "out" / "full.pdf").write_bytes(GOOD)
    return tmp_path


def test_a_named_error_passes(root: Path) -> None:
    fault = Fault("cv.yaml: key", "0")

    assert verdict(fault, 1, "cv.yaml:3:1: error[unknown-key]: …", root, {"full.pdf": GOOD}) == ""
    assert verdict(fault, 0, "", root, {"full.pdf": b"another one"}) == ""


@pytest.mark.parametrize(
    ("code", "output", "expected"),
    [
        (1, "Traceback (most recent call last)", "traceback"),
        (70, "error[internal]", "exit code 70"),
        (-signal.SIGSEGV, "", "exit code -11"),
        (1, "error: something is wrong", "no place"),
        (0, "a \x1b]0;title\x07", "escape sequence"),
    ],
)
def test_a_bad_end_does_not(root: Path, code: int, output: str, expected: str) -> None:
    assert expected in verdict(Fault("cv.yaml: key", "0"), code, output, root, {})


def test_a_damaged_pdf_and_a_changed_file_do_not(root: Path) -> None:
    (root / "work" / "out" / "full.pdf").write_bytes(b"%PDF-1.7\n")
    assert "damaged" in verdict(Fault("x", "0"), 0, "", root, {"full.pdf": GOOD})
    (root / "work" / "out" / "full.pdf").write_bytes(b"%PDF /Planted %%EOF")
    assert "planted" in verdict(Fault("x", "0"), 0, "", root, {})
    (root / "precious").write_text("")
    assert "outside" in verdict(Fault("x", "0"), 0, "", root, {})


def test_there_are_400_faults_with_different_names() -> None:
    names = [(fault.group, fault.name) for fault in (*mutations(300), *files(), *machine())]

    assert len(set(names)) == len(names) >= 400
