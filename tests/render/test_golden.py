"""The .tex of the built-in variants and of the examples, to the letter: what changes here was meant to change.

The one-page résumé is fitted before it is rendered, which needs LaTeX.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from cvpdf.pipeline.build import build
from cvpdf.pipeline.options import Options

pytestmark = pytest.mark.tex

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
CASES = [
    *((ROOT / "cv.yaml", variant) for variant in ("full", "publications")),
    (ROOT / "cv.yaml", "onepage"),
    *((file, "full") for file in sorted((ROOT / "examples").glob("*.yaml"))),
]
NAMES = [f"{file.stem}-{variant}" for file, variant in CASES]
SHOWN = 40
"""Lines of a difference that are shown."""


@pytest.mark.parametrize(("file", "variant"), CASES, ids=NAMES)
def test_the_tex_is_as_it_was(file: Path, variant: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    build(Options(file, tmp_path, (variant,), tex_only=True))
    [output] = tmp_path.glob("*.tex")
    tex = output.read_text("utf-8")
    golden = GOLDEN / f"{file.stem}-{variant}.tex"
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(tex, encoding="utf-8")
        return
    expected = golden.read_text("utf-8") if golden.is_file() else ""
    if tex != expected:
        lines = list(unified_diff(expected.splitlines(), tex.splitlines(), golden.name, "now", "", "", 1, ""))
        more = f"\n… and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
        shown = "\n".join(line if len(line) <= 160 else line[:159] + "…" for line in lines[:SHOWN])
        pytest.fail(f"{shown}{more}\nIf that was meant: make test ARGS=--update-golden", pytrace=False)


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.glob("*")} == {f"{name}.tex" for name in NAMES}
