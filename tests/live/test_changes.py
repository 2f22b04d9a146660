from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from cvpdf.live.changes import Changes


def test_a_folder_without_permission(locked: Path) -> None:
    changes = Changes(locked / "cv.yaml")
    changes.remember([locked / "sub" / "me.png"])
    assert not any(folder.is_relative_to(locked / "sub") for folder in changes._folders())


def test_a_folder_that_cannot_be_listed_is_not_watched_but_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cv = tmp_path / "cv.yaml"
    cv.touch()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    changes = Changes(cv)
    assert changes._folders()
    assert tmp_path not in changes._folders()
    cv.write_text("x", encoding="utf-8")
    changes.wait(threading.Event())
