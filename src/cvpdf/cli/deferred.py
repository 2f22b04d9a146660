"""Modules of the standard library that are loaded only when something of them is used.

pydantic imports ``importlib.metadata`` for the function by which it looks for plugins, of which the schema needs none,
and ``secrets`` for a purpose that the schema has not. Loading them, with all that they need of ``email``, ``zipfile``,
``socket`` and OpenSSL, takes an eighth of what validating takes.
"""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_NAMES = ("importlib.metadata", "secrets")


class _Deferred(ModuleType):
    """Stands for a module until that is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            # The import statement itself asks for such names.
            raise AttributeError(name)
        return getattr(_loaded(self.__name__), name)


class _Metadata(_Deferred):
    """``from importlib.metadata import entry_points`` alone uses nothing yet."""

    def entry_points(self, *args: Any, **wanted: Any) -> Any:
        """Load the module and call its function."""
        return _loaded(self.__name__).entry_points(*args, **wanted)


def defer() -> None:
    """Put off loading these modules, if nobody has loaded them yet."""
    for name in _NAMES:
        if name in sys.modules:
            continue
        parent, _, last = name.rpartition(".")
        package = sys.modules[parent] if parent else None
        spec = PathFinder.find_spec(name, package.__path__ if package else None)
        module = (_Metadata if package else _Deferred)(name)
        module.__spec__ = spec
        if spec is not None and spec.submodule_search_locations:
            module.__path__ = spec.submodule_search_locations
        sys.modules[name] = module
        if package:
            setattr(package, last, module)


def _loaded(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _Deferred):
        # Another thread may have been quicker.
        sys.modules.pop(name, None)
    return importlib.import_module(name)
