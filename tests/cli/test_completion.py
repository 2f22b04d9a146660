from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cvpdf.cli.completion import variant_names
from tests.cli.running import GOOD, write

BUILT_IN = ["full", "onepage", "publications"]


def completed(words: str, folder: Path) -> list[str]:
    """Ask as bash does."""
    typed = words.split(" ")
    environment = {
        **os.environ,
        "_CVPDF_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(typed) - 1),
    }
    script = "import sys; sys.argv = ['cvpdf']; from cvpdf.cli.program import app; app(prog_name='cvpdf')"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.split()


def test_variants_of_the_file_at_hand(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml")
    assert completed("cvpdf build --variant ", tmp_path) == [*BUILT_IN, "short"]
    assert completed("cvpdf build --variant o", tmp_path) == ["onepage"]
    assert completed("cvpdf build --variant full --variant sh", tmp_path) == ["short"]


def test_languages(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", "locale: {languages: [en, de, zh-Hans]}\n" + GOOD)
    assert completed("cvpdf build --language ", tmp_path) == ["en", "de", "zh-Hans"]
    assert completed("cvpdf text --language z", tmp_path) == ["zh-Hans"]
    assert completed("cvpdf new --language z", tmp_path) == ["zh-Hans", "zh-Hant"]


def test_themes(tmp_path: Path) -> None:
    write(tmp_path / "latex_templates" / "themes" / "mine.yaml", "description: Mine\n")
    assert completed("cvpdf build --theme m", tmp_path) == ["mine", "modern"]
    assert completed("cvpdf new --theme m", tmp_path) == ["modern"]


def test_variants_of_another_file(tmp_path: Path) -> None:
    write(tmp_path / "jobs" / "cv.yaml", GOOD.replace("short:", "acme:"))
    assert completed("cvpdf build jobs/cv.yaml --variant a", tmp_path) == ["acme"]


@pytest.mark.parametrize("text", [None, "", "[", "basics: {emial: x}", "variants: [a]", "variants:\n\ta: b", "\x00"])
def test_a_file_that_is_no_help_leaves_the_built_in_ones(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        write(tmp_path / "cv.yaml", text)
    context = SimpleNamespace(params={"cv": tmp_path / "cv.yaml"}, args=[])
    assert variant_names(context, "") == BUILT_IN  # type: ignore[arg-type]


def test_a_file_that_is_not_valid_yet_still_completes(tmp_path: Path) -> None:
    write(tmp_path / "cv.yaml", "basics: {}\nvariants: {mine: {nonsense: 1}}\n")
    assert completed("cvpdf build --variant m", tmp_path) == ["mine"]


def test_commands(tmp_path: Path) -> None:
    assert completed("cvpdf v", tmp_path) == ["validate", "variants"]
