"""Files that cannot be read, and bytes that are not text."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic, Severity
from cvpdf.files.read import MAX_BYTES
from cvpdf.pipeline.load import load
from cvpdf.source.read import SourceFile, decode, read_source
from tests.support import PERSON, complaints, load_text, marked
from tests.waiting import PATIENCE

GOOD = PERSON.encode()


def refused(path: Path) -> Diagnostic:
    """Load a file that must give exactly one error, at its very beginning."""
    loaded = load(path)
    assert loaded.resume is None
    assert loaded.source is None
    [found] = loaded.diagnostics
    assert found.span is not None
    assert (found.severity, found.span.line, found.span.column) == (Severity.ERROR, 1, 1)
    assert found.span.file == str(path)
    return found


def test_missing_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(GOOD)
    (tmp_path / "dangling").symlink_to("nowhere.yaml")
    for name in ("cv.yaml", "file/cv.yaml", "dangling"):
        found = refused(tmp_path / name)
        assert found.code == "file-missing", name
        assert "cvpdf new" in str(found.hint)


def test_circular_link(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").symlink_to("cv.yaml")
    assert refused(tmp_path / "cv.yaml").code == "file-unreadable"


def test_link_to_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(GOOD)
    (tmp_path / "cv.yaml").symlink_to("real.yaml")
    assert load(tmp_path / "cv.yaml").resume is not None


def test_directory(tmp_path: Path) -> None:
    found = refused(tmp_path)
    assert found.code == "not-a-file"
    assert "is a folder" in found.message
    assert "cv.yaml inside" in str(found.hint)


@pytest.mark.parametrize(
    ("failure", "words"),
    [(PermissionError(13, "Permission denied"), "chmod u+r"), (OSError(5, "Input/output error"), "Input/output error")],
)
def test_a_file_that_cannot_be_read(
    failure: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cv.yaml"
    path.write_bytes(GOOD)

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(Path, "open", fail)  # root, as whom the tests may run, can read any file
    found = refused(path)
    assert found.code == "file-unreadable"
    assert words in f"{found.message} {found.hint}"


@pytest.mark.parametrize("name", ["x" * 5000, "cv\0.yaml"])
def test_impossible_names(name: str) -> None:
    assert refused(Path(name)).code == "file-unreadable"


def in_time(path: Path) -> Diagnostic:
    """Load in a thread, so that a hanging read fails the test instead of hanging it."""
    found: list[Diagnostic] = []
    thread = threading.Thread(target=lambda: found.append(refused(path)), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert found, "it hangs"
    return found[0]


def test_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "cv.yaml")
    assert in_time(tmp_path / "cv.yaml").code == "not-a-file"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/random"])
def test_device_does_not_hang(device: str) -> None:
    assert in_time(Path(device)).code == "not-a-file"


def test_five_megabytes_are_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_bytes(GOOD + b"#" * (MAX_BYTES - len(GOOD)))
    assert load(path).resume is not None
    path.write_bytes(GOOD + b"#" * (MAX_BYTES - len(GOOD) + 1))
    found = refused(path)
    assert found.code == "file-too-large"
    assert "5,000,001" in found.message


@pytest.mark.parametrize("content", [b"", b" ", b"\n\n", b"\r\n \r\n", b"\xef\xbb\xbf"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cv.yaml"
    path.write_bytes(content)
    errors = [d for d in load(path).diagnostics if d.is_error]
    assert [(d.code, str(d.span)) for d in errors] == [("empty-file", f"{path}:1:1")]
    assert "cvpdf new" in str(errors[0].hint)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "BOM"])
def test_utf_16_and_32(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "cv.yaml"
    path.write_bytes((mark + PERSON).encode(encoding))
    found = refused(path)
    assert found.code == "encoding"
    assert "UTF-16 or UTF-32" in found.message
    assert "UTF-8" in str(found.hint)


def test_latin_1_is_shown_at_its_byte() -> None:
    snippet, [place] = marked("basics:\n  name: 刘 §é\n")
    head, tail = snippet.split("é")
    loaded = load_text(head.encode() + "é".encode("latin-1") + tail.encode())
    [found] = loaded.diagnostics
    assert found.code == "encoding"
    assert found.span is not None
    assert (found.span.line, found.span.column) == place
    assert "0xE9" in found.message
    assert "`é`" in found.message
    assert "iconv" in str(found.hint)


@pytest.mark.parametrize("raw", [b"\x81", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\xff"])
def test_bytes_that_no_text_has(raw: bytes) -> None:
    """Undefined in Windows-1252, cut short, a surrogate, overlong, beyond Unicode, never in UTF-8."""
    assert [d.code for d in load_text(b"basics:\n  name: " + raw + b"\n").diagnostics] == ["encoding"]


def test_byte_order_mark_is_a_note_and_moves_no_column(tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD)
    loaded = load(path)
    assert loaded.resume is not None
    assert [(d.severity, d.code) for d in loaded.diagnostics] == [(Severity.NOTE, "byte-order-mark")]

    path.write_bytes(b"\xef\xbb\xbfname: x\n")
    assert [str(d.span) for d in load(path).diagnostics if d.is_error] == [f"{path}:1:1"]


CONTROL = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF]
INVISIBLE = [
    *(0x61C, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xE0041),
    *(*range(0x202A, 0x202F), *range(0x2066, 0x206A)),
]


@pytest.mark.parametrize(
    ("code", "name"),
    [(c, "control-character") for c in CONTROL] + [(c, "invisible-character") for c in INVISIBLE],
    ids=lambda value: f"U+{value:04X}" if isinstance(value, int) else "",
)
def test_characters_that_nobody_sees(code: int, name: str) -> None:
    text, [place] = marked(f"basics:\n  name: 刘é§{chr(code)}x\n")
    [found] = load_text(text).diagnostics
    assert found.span is not None
    assert (found.code, found.span.line, found.span.column) == (name, *place)
    assert f"U+{code:04X}" in found.message
    assert "delete it" in str(found.hint)


def test_the_joiners_of_persian_and_hindi_stay() -> None:
    assert not load_text("basics:\n  name: می\u200cخواهم क्\u200dष\n").diagnostics


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\e", r"\u202e", r"\L", r"\N", r"\uFEFF"])
def test_hidden_behind_an_escape(escape: str) -> None:
    [found] = load_text(f'basics:\n  name: "a{escape}b"\n').diagnostics
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 9)
    assert found.code in ("control-character", "invisible-character")
    assert "escape" in str(found.hint)


def test_each_is_reported_but_not_thousands() -> None:
    assert complaints("basics:\n  name: a\0b\0\n  location: \x07\n") == [
        ("control-character", 2, 10),
        ("control-character", 2, 12),
        ("control-character", 3, 13),
    ]
    assert len(load_text("basics:\n" + "\0" * 1000).diagnostics) == 20


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends(end: str) -> None:
    text, places = marked("basics:\n  name: Ada\n  §surname: X\n\n  §x: y\n")
    spans = [d.span for d in load_text(text.replace("\n", end)).diagnostics]
    assert [(span.line, span.column) for span in spans if span] == places


def test_lines_and_positions_agree() -> None:
    source = SourceFile("f", "ab\r\nc\rd\n\ne")
    assert source.lines == ["ab", "c", "d", "", "e"]
    assert " ".join(str(source.position(i)) for i in (0, 1, 4, 6, 8, 9)) == "f:1:1 f:1:2 f:2:1 f:3:1 f:4:1 f:5:1"


def test_name_is_kept_as_typed() -> None:
    source, found = decode("my cv.yaml", GOOD)
    assert source == SourceFile("my cv.yaml", PERSON)
    assert found == []
    assert read_source(Path("no/such.yaml"))[1][0].span is not None
