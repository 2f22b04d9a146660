"""Values of a PDF that may have any type, whatever the standard says."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary


def dictionary(value: Any) -> Any:
    """Return a dictionary, an empty one in place of any other value."""
    return value if isinstance(value, Dictionary) else Dictionary()


def items(value: Any) -> list[Any]:
    """Return the items of an array, none of any other value."""
    return list(value) if isinstance(value, Array) else []


def number(value: Any) -> int | None:
    """Return a whole number, ``None`` in place of any other value."""
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
