"""Desks: a copy of the package, so that nothing changes under a process that stands by, and short names for sockets."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cvpdf
from cvpdf.render import templates
from tests.standby.desk import Desk

if sys.platform != "linux":
    collect_ignore_glob = ["test_*"]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and of the templates beside it."""
    folder = tmp_path_factory.mktemp("package")
    copy_package(folder)
    return folder


def copy_package(folder: Path) -> None:
    """Copy the package, with its compiled modules, and the templates to where it finds them."""
    shutil.copytree(Path(cvpdf.__file__).parent, folder / "src" / "cvpdf")
    shutil.copytree(templates.built_in_folder(), folder / templates.FOLDER, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def shared(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for the tests of a module that leave its process as it was."""
    desk = Desk(tmp_path_factory.mktemp("shared"), tmp_path_factory.mktemp("r"), package)
    yield desk
    desk.end()


@pytest.fixture
def desk(package: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk of a test's own."""
    desk = Desk(tmp_path, tmp_path_factory.mktemp("r"), package)
    yield desk
    desk.end()
