"""The recipe for a section kind in CONTRIBUTING.md works as it is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("git") is None, reason="no git to apply the diff with")
def test_the_recipe_adds_a_kind(tmp_path: Path) -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("### A section kind")[2].partition("\n### ")[0]
    diff = re.search(r"```diff\n(.*?)```", recipe, re.S)
    assert diff is not None
    for folder in ("src", "latex_templates", "scripts", "docs", "tests/schema", "tests/render"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "test_recipe.py")
        )
    for file in ("pyproject.toml", "tests/__init__.py", "tests/conftest.py", "tests/support.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    variables = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}

    def run(*command: str | Path) -> None:
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, input=diff[1], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("git", "apply", "-")
    run(sys.executable, "scripts/generate_docs.py")
    assert "### `patents`" in (tmp_path / "docs" / "cv-yaml.md").read_text("utf-8")
    tests = ("tests/schema/test_keys.py", "tests/render/test_expected.py")
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "patents or Patent or forgotten", *tests)
    run(sys.executable, "scripts/generate_docs.py", "--check")
