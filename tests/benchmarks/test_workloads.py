"""The edit before each run, and the invented publications."""

from pathlib import Path

import pytest
import yaml
from benchmarks.figures import COUNTS
from benchmarks.letters import SUMMARIES, han_letters, han_page, with_summary
from benchmarks.publications import cv_text
from benchmarks.workloads import Editor, bullets, word_to_change

from cvpdf.pipeline.load import load
from tests.support import load_text

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
publications:
  - authors: [Ada Marlowick]
"""


def test_bullets_of_both_forms() -> None:
    expected = ["Improving everything", "A certificate, then another certificate", "Established something"]
    assert list(bullets(yaml.safe_load(CV))) == expected


def test_the_changed_word_occurs_once_and_in_every_output() -> None:
    assert word_to_change(CV, "everything something", "everything something") == "everything"
    assert word_to_change(CV, "everything something", "something") == "something"
    assert word_to_change(CV, "something Marlowick", "Marlowick") == "Marlowick"
    with pytest.raises(ValueError, match="no word"):
        word_to_change(CV, "certificate Continuing")


def test_edits_change_one_word_and_never_repeat(tmp_path: Path) -> None:
    file = tmp_path / "cv.yaml"
    file.write_text(SEED, "utf-8")
    word = word_to_change(SEED)
    editor = Editor(file, word)
    seen = {word}
    for _ in range(50):
        editor.edit()
        assert file.read_text("utf-8").replace(editor.word, word) == SEED
        assert sorted(editor.word) == sorted(word)
        assert editor.word not in seen
        seen.add(editor.word)
    assert [path.name for path in tmp_path.iterdir()] == ["cv.yaml"]


@pytest.mark.parametrize("count", [1, COUNTS[0], COUNTS[-1]])
def test_invented_publications_are_valid_and_reproducible(count: int, tmp_path: Path) -> None:
    text = cv_text(count)
    assert text == cv_text(count)
    (tmp_path / "cv.yaml").write_text(text, "utf-8")
    loaded = load(tmp_path / "cv.yaml")
    assert loaded.diagnostics == ()
    assert loaded.resume is not None
    assert len({work.title for work in loaded.resume.publications}) == count


def test_the_letters_of_a_paragraph_are_all_that_differs() -> None:
    plain, *others = [with_summary(SEED, text).split("\n") for text in SUMMARIES.values()]
    for lines in others:
        [(one, other)] = [pair for pair in zip(plain, lines, strict=True) if pair[0] != pair[1]]
        assert one.isascii()
        assert not other.isascii()
    for text in (*(with_summary(SEED, text) for text in SUMMARIES.values()), han_page(), han_page(0)):
        assert load_text(text).diagnostics == ()
    assert len(set(han_letters(200))) == 200
    assert set(han_letters(200)) <= set(han_page())
