"""The layout of the package: the direction of imports, the folders, the size of modules."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "cvpdf"
MODULES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES = 300
MOST_OTHER_LOOSE_MODULES = 4


@pytest.mark.parametrize("contract", ["layers", "circles"])
def test_imports_obey_the_contract(contract: str) -> None:
    # The broken imports are in the captured output.
    assert lint_imports(str(ROOT / "pyproject.toml"), (contract,), no_cache=True, no_logo=True) == 0


def test_no_module_imports_itself_through_others() -> None:
    # Unlike the contract this includes imports of a folder's own __init__.
    graph = grimp.build_graph("cvpdf", cache_dir=None)
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()


def test_modules_are_in_folders() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")}
    expected = {"__init__", "__main__", "diagnostics", "expectation"}
    assert expected <= loose
    assert len(loose - expected) <= MOST_OTHER_LOOSE_MODULES, sorted(loose - expected)


def test_every_folder_says_what_it_contains() -> None:
    folders = {path.parent for path in MODULES}
    inits = [folder / "__init__.py" for folder in folders]
    assert [path for path in inits if not path.is_file()] == []
    assert [path for path in inits if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_modules_are_short() -> None:
    lengths = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
