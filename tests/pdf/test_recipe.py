"""The recipe for a new check in CONTRIBUTING.md works, step by step, on a copy of the source tree."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from pypdf import PdfWriter

from tests.pdf.conftest import text_page

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"^ *`(\S+\.py)`:\n\n *```python\n(.*?)\n *```$", re.MULTILINE | re.DOTALL)


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy, away from the original."""
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tree / "src"), str(tree)])}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=tree, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the source tree to which the files of the recipe have been added."""
    tree = tmp_path / "cvpdf"
    for folder in ("src/cvpdf", "scripts", "docs", "tests/pdf/checks"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__", "test_*", "images"))
    for name in ("tests/__init__.py", "tests/pdf/__init__.py", "tests/pdf/layouts.py"):
        shutil.copy(ROOT / name, tree / name)
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("### A check\n")[2].partition("\n### ")[0]
    files = FILE.findall(recipe)
    assert len(files) == 2
    for name, content in files:
        assert not (tree / name).exists()
        (tree / name).write_text(dedent(content) + "\n", "utf-8")
    return tree


def test_the_recipe_for_a_check(tree: Path, tmp_path: Path) -> None:
    tests = run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/pdf/checks")
    assert tests.returncode == 0, tests.stdout
    assert "2 passed" in tests.stdout

    for name, text in (("good", "Led the team."), ("bad", "Led the team!")):
        writer = PdfWriter()
        text_page(writer, text)
        writer.write(tmp_path / f"{name}.pdf")
    done = run(tree, "-m", "cvpdf", "check", "--json", str(tmp_path / "good.pdf"), str(tmp_path / "bad.pdf"))
    good, bad = json.loads(done.stdout)["files"]
    assert "exclamations" in good["passed"]
    assert "exclamations" in bad["failed"]
    assert [(d["check"], d["message"]) for d in bad["diagnostics"] if d["code"] == "exclamation-mark"] == [
        ("exclamations", "page 1 has an exclamation mark")
    ]

    before = (tree / "docs/checks.md").read_text("utf-8")
    written = run(tree, "scripts/generate_docs.py")
    assert "wrote checks.md" in written.stdout, written.stderr
    after = (tree / "docs/checks.md").read_text("utf-8")
    section = after.partition("## `exclamations`: no exclamation marks\n")[2].partition("\n## ")[0]
    assert "| `exclamation-mark` | error | the text of a page has" in section
    assert after.replace(f"## `exclamations`: no exclamation marks\n{section}\n", "") == before


def test_the_documentation_of_checks_is_current() -> None:
    done = run(ROOT, "scripts/generate_docs.py", "--check")
    assert "checks.md" not in done.stderr, done.stderr
