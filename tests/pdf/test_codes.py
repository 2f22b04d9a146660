"""The registry of codes, the source and docs/checks.md name the same codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cvpdf.diagnostics import Severity
from cvpdf.pdf import CHECKS, FILE
from cvpdf.pdf.codes import CODES, check_of, in_order

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for path in sorted([*(ROOT / "src/cvpdf/pdf").rglob("*.py"), ROOT / "src/cvpdf/latex/log_diagnostics.py"])
    if path.name != "codes.py"
]
MAKERS = {"error", "warning", "note", "complain"}
"""What diagnostics are made with in the checks; the code is the first argument."""
NAMES = [FILE, *(check.name for check in CHECKS), "log"]


def made(source: Path) -> Iterator[str]:
    """Return the codes that a module makes diagnostics of, as far as they stand in the call."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            code = node.args[0]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def written(source: Path) -> set[str]:
    """Return everything that could be a code: strings, and the metadata fields that one is put together from."""
    text = source.read_text("utf-8")
    found = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', text))
    if source.name == "metadata.py":
        found |= {f"metadata-{field}" for field in re.findall(r'"(\w+)"', text)}
    return found


def test_every_code_of_the_source_is_registered() -> None:
    assert [(path.name, code) for path in SOURCES for code in made(path) if code not in CODES] == []


def test_every_registered_code_is_in_the_source() -> None:
    assert set(CODES) - {code for path in SOURCES for code in written(path)} == set()


def documented() -> dict[str, str]:
    """Return the codes of the tables in docs/checks.md, and the check under whose heading each stands."""
    found: dict[str, str] = {}
    check = ""
    for line in (ROOT / "docs/checks.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = re.match(r"## `(\w+)`", line)
            check = heading[1] if heading else ""
        elif check and line.startswith("| `"):
            cell = line.split(" | ")[0]
            found |= dict.fromkeys(re.findall(r"`([a-z0-9-]+)`", cell), check)
    return found


def test_the_documentation_has_exactly_these() -> None:
    assert documented() == {code: known.check for code, known in CODES.items()}


def test_codes_are_in_the_order_of_the_checks() -> None:
    assert list(dict.fromkeys(known.check for known in CODES.values())) == NAMES
    assert in_order(reversed(NAMES)) == NAMES
    assert in_order(["other", "log", "file"]) == ["file", "log", "other"]


@pytest.mark.parametrize("code", CODES)
def test_form(code: str) -> None:
    known = CODES[code]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert known.title
    assert not known.title.endswith(".")
    assert not known.fixed or known.severity is Severity.ERROR
    assert check_of(code) == known.check


def test_what_no_check_says() -> None:
    assert check_of("unknown-key") == ""
