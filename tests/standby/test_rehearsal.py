"""A rehearsal does all that a build does but what LaTeX does, leaves no trace of it, and never raises."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cvpdf.ahead import Ahead
from cvpdf.build.compile import build
from cvpdf.build.options import Options
from cvpdf.diagnostics import ExitCode
from cvpdf.latex.formats import default_folder
from cvpdf.pdf import Expectation, Inspection, Reading, inspect
from cvpdf.standby import rehearsal as module
from cvpdf.standby.rehearsal import rehearsal
from tests.fitting.test_fit import cv
from tests.test_ahead import reader as reader

pytestmark = pytest.mark.tex

TEXT = cv(6, 5, "{max_pages: 1, fit: true}") + "  w: {}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Options:
    home = tmp_path_factory.mktemp("built")
    (home / "cv.yaml").write_text(TEXT)
    options = Options(home / "cv.yaml", home / "build", ("v", "w"))
    assert build(options).exit_code == ExitCode.OK
    return options


@pytest.fixture
def options(built: Options, tmp_path: Path) -> Options:
    """A copy that may be changed."""
    shutil.copytree(built.cv.parent, tmp_path / "copy")
    return built._replace(cv=tmp_path / "copy" / "cv.yaml", output_dir=tmp_path / "copy" / "build")


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a program is started"))


@pytest.fixture
def inspected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The variants whose PDF was checked."""
    found: list[str] = []

    def noting(pdf: Path, expectation: Expectation, reading: Reading) -> Inspection:
        found.append(pdf.parent.name)
        return inspect(pdf, expectation, reading)

    monkeypatch.setattr(module, "inspect", noting)
    return found


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*")}


def test_everything_is_done_and_nothing_is_left(options: Options, inspected: list[str]) -> None:
    home, cache = options.cv.parent, default_folder()
    assert cache is not None
    before = stamps(home), stamps(cache.parent)
    pieces = len(list(rehearsal(options, None)))
    assert inspected == ["v", "w"]
    assert pieces >= 8, "somebody may come at any time"
    assert (stamps(home), stamps(cache.parent)) == before


def test_the_pages_are_known_from_then_on(options: Options, reader: Ahead) -> None:
    list(rehearsal(options, reader))
    for name in options.variants:
        data = (options.output_dir / ".cvpdf" / name / "cv.pdf").read_bytes()
        digests = reader.digests(data)
        assert digests
        assert all(reader.known.page(digest) and reader.known.layout(digest) for digest in digests)


def with_a_fifo(name: str) -> Callable[[Path], object]:
    def change(home: Path) -> None:
        (home / name).unlink()
        os.mkfifo(home / name)

    return change


def remove(name: str) -> Callable[[Path], object]:
    return lambda home: (home / "build" / ".cvpdf" / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "left"),
    [
        (remove("v/cv.pdf"), ["w"]),
        (remove("v/fit/cv.blocks"), ["w"]),
        (lambda home: (home / "build" / ".cvpdf" / "v" / "fit" / "cv.blocks").write_text("page 1\nlayout x"), ["w"]),
        (lambda home: (home / "build" / ".cvpdf" / "v" / "cv.pdf").write_bytes(b"%PDF-"), ["v", "w"]),
        (lambda home: shutil.rmtree(home / "build"), []),
        (lambda home: (home / "cv.yaml").write_text("basics: ["), []),
        (lambda home: (home / "cv.yaml").write_text("basics: {}"), []),
        (lambda home: (home / "cv.yaml").unlink(), []),
        (with_a_fifo("cv.yaml"), []),
        (with_a_fifo("build/.cvpdf/v/cv.pdf"), ["w"]),
        (with_a_fifo("build/.cvpdf/v/fit/cv.blocks"), ["w"]),
        (lambda home: (home / "cv.yaml").write_text(TEXT.replace("  w:", "  u:")), ["v"]),
    ],
)
def test_what_has_changed_is_left_out(
    options: Options, inspected: list[str], spoil: Callable[[Path], object], left: list[str]
) -> None:
    spoil(options.cv.parent)
    list(rehearsal(options, None))
    assert inspected == left
