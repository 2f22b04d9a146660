"""What all tests share: the option that writes the golden files again, a cache folder, a locked folder, signals."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ again from what is rendered now")
    parser.addoption("--every-letter", action="store_true", help="typeset all letters of East Asia, not only some")
    parser.addoption("--every-theme", action="store_true", help="build all examples in all themes, not only some")


@pytest.fixture(scope="session", autouse=True)
def _variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep precompiled formats and templates for the whole run, and out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nobody may look up, create or list a file, not even root."""
    folder = tmp_path / "locked"
    folder.mkdir()

    def denied(function: Callable[..., Any], path: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(path, int) and str(folder) in map(str, Path(os.fsdecode(path)).absolute().parents):
            raise PermissionError(13, "Permission denied", path)
        return function(path, *arguments, **options)

    for name in ("stat", "lstat", "mkdir", "open"):
        monkeypatch.setattr(os, name, partial(denied, getattr(os, name)))
    return folder


@pytest.fixture(scope="session", autouse=True)
def _signals() -> Iterator[None]:
    """Give programs that tests start the default signals, though this process may ignore some (``nohup``, ``&``).

    A program inherits ignored signals, but not handlers. So this process ignores them by a handler.
    """
    names = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ignored = [number for number in numbers if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, lambda *_: None)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
