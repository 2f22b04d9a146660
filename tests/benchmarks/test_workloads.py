"""What is changed between two runs, and what strace says."""

from pathlib import Path

import pytest
import yaml
from benchmarks.commands import traced
from benchmarks.many_publications import COUNTS, cv_text
from benchmarks.workloads import Editor, bullets, word_to_change

from cvpdf.pipeline.load import load

SEED = (Path(__file__).parents[2] / "cv.yaml").read_text("utf-8")

CV = """
sections:
  - entries:
      - company: Works
        highlights:
          - Improving everything
          - text: A certificate, then another certificate
          - text: Established something
      - summary: Continuing
"""


def test_bullets_of_both_forms() -> None:
    expected = ["Improving everything", "A certificate, then another certificate", "Established something"]
    assert list(bullets(yaml.safe_load(CV))) == expected


def test_the_word_stands_once_and_is_printed_everywhere() -> None:
    assert word_to_change(CV, "everything something", "everything something") == "everything"
    assert word_to_change(CV, "everything something", "something") == "something"
    with pytest.raises(ValueError, match="nine letters"):
        word_to_change(CV, "certificate Continuing")


def test_edits_change_one_word_and_never_repeat(tmp_path: Path) -> None:
    file = tmp_path / "cv.yaml"
    file.write_text(SEED, "utf-8")
    word = word_to_change(SEED)
    editor = Editor(file, word)
    seen = {word}
    for _ in range(50):
        editor.edit()
        text = file.read_text("utf-8")
        assert text.replace(editor.word, word) == SEED
        assert sorted(editor.word) == sorted(word)
        assert editor.word not in seen
        seen.add(editor.word)
    assert [path.name for path in tmp_path.iterdir()] == ["cv.yaml"]


def test_invented_publications_are_valid_and_always_the_same(tmp_path: Path) -> None:
    for count in (1, COUNTS[0]):
        text = cv_text(count)
        assert text == cv_text(count)
        (tmp_path / "cv.yaml").write_text(text, "utf-8")
        loaded = load(tmp_path / "cv.yaml")
        assert loaded.diagnostics == ()
        assert loaded.resume is not None
        assert len({work.title for work in loaded.resume.publications}) == count
    assert cv_text(2).split("publications:")[0] == cv_text(1).split("publications:")[0]


def test_the_most_publications_are_valid_too(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(cv_text(COUNTS[-1]), "utf-8")
    assert load(tmp_path / "cv.yaml").diagnostics == ()


def test_what_strace_saw() -> None:
    text = """\
10 execve("/usr/bin/cvpdf", ["cvpdf", "build"], 0x7ffc /* 20 vars */) = 0
10 openat(AT_FDCWD, "/home/a/build/full.tex", O_RDONLY|O_CLOEXEC) = 3
10 openat(AT_FDCWD, "/home/a/build/full.pdf", O_RDONLY|O_CLOEXEC) = 3
10 open("old.PDF", O_RDONLY) = -1 ENOENT (No such file or directory)
11 execve("/usr/bin/pdflatex", ["pdflatex", "build/other.pdf"], 0x7ffc /* 20 vars */) = 0
"""
    assert traced(text) == (["full.pdf", "old.PDF"], ["pdflatex"])
    assert traced(text.splitlines()[0]) == ([], [])
