"""The .tex of the built-in variants and of the examples, to the letter: what changes here was meant to change."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from cvpdf.loading import load
from cvpdf.render import Abilities, render, templates
from cvpdf.reporting import one_liners
from cvpdf.variants import resolve, select

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
CASES = [
    *((ROOT / "cv.yaml", variant) for variant in ("full", "onepage", "publications")),
    *((file, "full") for file in sorted((ROOT / "examples").glob("*.yaml"))),
]
SHOWN = 40
"""Lines of a difference that are shown."""


@pytest.mark.parametrize(("file", "variant"), CASES, ids=[f"{file.stem}-{variant}" for file, variant in CASES])
def test_the_tex_is_as_it_was(file: Path, variant: str, pytestconfig: pytest.Config) -> None:
    resume = load(file).resume
    assert resume is not None
    result, found = render(select(resume, resolve(resume, variant)), (templates.built_in_folder(),), Abilities())
    assert result is not None, one_liners(found)
    golden = GOLDEN / f"{file.stem}-{variant}.tex"
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(result.tex, encoding="utf-8")
        return
    expected = golden.read_text("utf-8") if golden.is_file() else ""
    if result.tex != expected:
        lines = list(unified_diff(expected.splitlines(), result.tex.splitlines(), golden.name, "now", "", "", 1, ""))
        more = f"\n… and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
        shown = "\n".join(line if len(line) <= 160 else line[:159] + "…" for line in lines[:SHOWN])
        pytest.fail(f"{shown}{more}\nIf that was meant: make test ARGS=--update-golden", pytrace=False)


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.glob("*")} == {f"{file.stem}-{variant}.tex" for file, variant in CASES}
