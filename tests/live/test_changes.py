from __future__ import annotations

import os
import threading
from collections.abc import Iterator
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


def test_a_system_without_watches_is_polled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cv = tmp_path / "cv.yaml"
    cv.touch()
    polled: list[bool | None] = []

    def watch(*_folders: Path, force_polling: bool | None, **_options: object) -> Iterator[None]:
        polled.append(force_polling)
        if not force_polling:
            raise RuntimeError("Error creating recommended watcher: Too many open files (os error 24)")
        cv.write_text("x", encoding="utf-8")
        yield

    monkeypatch.setattr("watchfiles.watch", watch)
    Changes(cv).wait(threading.Event())
    assert polled == [None, True]
