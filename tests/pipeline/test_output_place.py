from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.pipeline.output_place import OutputPlace, output_place


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("output", "place"),
    [
        ("build", OutputPlace(Path("build"))),
        ("v1.2", OutputPlace(Path("v1.2"))),
        ("out/Ada.pdf", OutputPlace(Path("out"), "Ada")),
        ("RESUME.PDF", OutputPlace(Path(), "RESUME")),
    ],
)
def test_a_place(output: str, place: OutputPlace) -> None:
    assert output_place(Path(output), ["full", "full"]) == place


@pytest.mark.parametrize("name", ["cv.txt", "cv.tex", "cv.yaml", "cv.YML", "cv.docx", "cv.html", "cv.md", "cv.Pdf"])
def test_the_name_of_a_file(name: str, folder: Path) -> None:
    problem = output_place(Path(name), ["full"], folder_only=True)
    assert isinstance(problem, Diagnostic)
    assert problem.code == "bad-output"
    assert problem.hint
    (folder / name).mkdir()
    assert output_place(Path(name), ["full"]) == OutputPlace(Path(name)), "a folder may have any name"


@pytest.mark.parametrize("output", ["file", "file/below", "file/cv.pdf", "a\0b", "\ud800", "cv.pdf"])
def test_what_cannot_be(output: str, folder: Path) -> None:
    (folder / "file").touch()
    variants = [] if output == "cv.pdf" else ["full"]
    problem = output_place(Path(output), variants)
    assert isinstance(problem, Diagnostic)
    assert problem.code == "bad-output"
    assert "\0" not in problem.message


def test_a_folder_without_permission_is_left_to_the_build(locked: Path) -> None:
    assert output_place(locked / "x") == OutputPlace(locked / "x")
    assert output_place(locked / "x.pdf", ["full"]) == OutputPlace(locked, "x")
