"""Reading with a limit and a code of the caller's. Reading a cv.yaml is tested in tests/source."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import Span
from cvpdf.files.read import read_bytes

PLACE = Span.point("cv.yaml", 3, 10)


def test_a_file_within_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"1234")
    assert read_bytes(tmp_path / "photo.jpg", limit=4) == (b"1234", None)


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.jpg", "does not exist"), ("folder", "is a folder"), ("large.jpg", "limit is 4")]
)
def test_every_problem_has_the_callers_code_and_place(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.jpg").write_bytes(b"12345")
    content, problem = read_bytes(tmp_path / name, limit=4, code="bad-photo", span=PLACE)
    assert content is None
    assert problem is not None
    assert (problem.code, problem.span) == ("bad-photo", PLACE)
    assert reason in problem.message
    assert str(tmp_path / name) in problem.message
    assert "cv.yaml" not in str(problem.hint)
