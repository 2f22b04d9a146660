"""Names of a package that are imported when they are first asked for, so that one of them does not cost all others."""

from __future__ import annotations

TYPE_CHECKING = False  # importing it from typing would take as long as asking the process that stands by
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def names(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package, from modules to the names that each is the home of.

    ``name as alias`` gives it another one in the package.
    """
    where = {
        alias or name: (module, name)
        for module, names in homes.items()
        for name, _, alias in (entry.partition(" as ") for entry in names)
    }

    def find(name: str) -> Any:
        from importlib import import_module

        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, attribute = where[name]
        return getattr(import_module(module), attribute)

    return find
