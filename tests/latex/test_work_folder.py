from __future__ import annotations

import stat
import tempfile
from pathlib import Path

import pytest

from cvpdf.latex.work_folder import WorkFolder


def test_it_is_private_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    work = WorkFolder()
    assert list(tmp_path.iterdir()) == []
    folder = work.path()
    assert (work.path(), folder.parent) == (folder, tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    work.remove()
    (folder / "late").mkdir(parents=True)
    work.remove()
    assert list(tmp_path.iterdir()) == []
