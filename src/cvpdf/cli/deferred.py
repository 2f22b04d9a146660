"""A module of the standard library that is loaded only when something of it is used.

pydantic imports ``importlib.metadata`` for the function by which it looks for plugins, of which the schema needs none.
Loading it, with all that it needs of ``email``, ``zipfile`` and ``socket``, takes a tenth of what validating takes.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_NAME = "importlib.metadata"


class _Deferred(ModuleType):
    """Stands for the module until it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # The import statement itself asks for such names.
            raise AttributeError(name)
        return getattr(_loaded(), name)

    def entry_points(self, *args: Any, **wanted: Any) -> Any:
        """Load the module and call its function. (All else is loaded as soon as it is named.)"""
        return _loaded().entry_points(*args, **wanted)


def defer_metadata() -> None:
    """Put off loading ``importlib.metadata``, if nobody has loaded it yet."""
    if _NAME not in sys.modules:
        module = _Deferred(_NAME)
        spec = PathFinder.find_spec(_NAME, importlib.__path__)
        module.__spec__, module.__path__ = spec, (spec and spec.submodule_search_locations) or []
        sys.modules[_NAME] = importlib.metadata = module


def _loaded() -> ModuleType:
    if isinstance(sys.modules.get(_NAME), _Deferred):
        # Another thread may have been quicker.
        sys.modules.pop(_NAME, None)
    return importlib.import_module(_NAME)
