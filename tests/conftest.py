"""What all tests share: the option that writes the golden files again, and a cache folder of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ again from what is rendered now")


@pytest.fixture(scope="session", autouse=True)
def _variables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep precompiled formats and templates for the whole run, and out of the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
