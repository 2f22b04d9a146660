"""The registry of checks and codes, which is collected from the check modules, and the source agree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cvpdf
from cvpdf.diagnostics import Severity
from cvpdf.pdf.codes import CHECKS, CODES, GROUPS, check_of, in_order

PACKAGE = Path(cvpdf.__file__).parent
SOURCES = [*sorted((PACKAGE / "pdf").rglob("*.py")), PACKAGE / "latex" / "log_diagnostics.py"]
MAKERS = {"error", "warning", "note", "report", "complain"}
"""Functions that make diagnostics; the code is the first argument."""
NAMES = [
    *(
        "file",
        "pages",
        "breaks",
        "text",
        "order",
        "characters",
        "fonts",
        "contrast",
        "visible",
        "links",
        "metadata",
        "privacy",
    ),
    *("structure", "tags", "reproducible", "log"),
]


def reported(source: Path) -> Iterator[str]:
    """Yield the codes that a module reports, where they are literals."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            code = node.args[0]
            if isinstance(code, ast.Constant):
                yield str(code.value)


def test_every_reported_code_is_registered() -> None:
    codes = [(path.name, code) for path in SOURCES for code in reported(path)]
    assert len(codes) > 30
    assert [(name, code) for name, code in codes if code not in CODES] == []


def test_a_check_reports_its_own_codes_only() -> None:
    for check in CHECKS:
        source = PACKAGE / "pdf" / "checks" / f"{check.name}.py"
        assert set(reported(source)) <= {code.name for code in check.codes}, check.name


def imported(source: Path) -> set[str]:
    """Return the modules that a module imports, also inside of functions."""
    nodes = list(ast.walk(ast.parse(source.read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


def test_checks_use_facts_and_readers_use_no_checks() -> None:
    libraries = ("pypdf", "pikepdf", "pypdfium2")
    for folder in ("checks", "search"):
        for source in (PACKAGE / "pdf" / folder).glob("*.py"):
            names = imported(source)
            assert not [name for name in names if name.startswith(libraries)], source
            assert {name for name in names if ".pdf.read" in name} <= {
                "cvpdf.pdf.read.facts",
                "cvpdf.pdf.read.lines",
            }, source
    for source in (PACKAGE / "pdf" / "read").glob("*.py"):
        names = {name for name in imported(source) if name.startswith("cvpdf")}
        assert not {name for name in names if not name.startswith("cvpdf.pdf.read")} - {
            "cvpdf.diagnostics",
            "cvpdf.files.read",
            "cvpdf.quoting",
        }, source


def test_groups_in_order() -> None:
    assert [group.name for group in GROUPS] == NAMES
    assert in_order(reversed(NAMES)) == NAMES
    assert in_order(["other", "log", "file"]) == ["file", "log", "other"]
    assert [check.name for check in CHECKS if check.needs_source] == ["text", "reproducible"]
    assert sum(len(group.codes) for group in GROUPS) == len(CODES) == 67


@pytest.mark.parametrize("name", CODES)
def test_form(name: str) -> None:
    code = CODES[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert not code.fixed or code.severity is Severity.ERROR
    for text in (code.title, code.meaning, code.fix):
        assert text
        assert not text.endswith(".")
        assert "|" not in text
    assert not code.severities or code.severities.startswith(("error", "warning"))
    assert check_of(name) in NAMES


def test_codes_of_other_stages_belong_to_no_check() -> None:
    assert check_of("unknown-key") == ""
