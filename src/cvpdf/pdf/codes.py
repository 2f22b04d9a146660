"""The registry of the checks and of all codes that are reported about a PDF, collected from the check modules."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from cvpdf.pdf import checks
from cvpdf.pdf.check import Check, Code, CodeGroup
from cvpdf.pdf.file_codes import FILE
from cvpdf.pdf.log_codes import LOG


def _checks() -> Iterator[Check]:
    for module in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        check = getattr(import_module(module.name), "CHECK", None)
        if check is not None:
            yield check


CHECKS: tuple[Check, ...] = tuple(sorted(_checks(), key=lambda check: check.position))
"""In the order in which they run and are listed."""

GROUPS: tuple[CodeGroup, ...] = (FILE, *CHECKS, LOG)
"""In the order in which their outcomes are listed."""

CODES: Mapping[str, Code] = {code.name: code for group in GROUPS for code in group.codes}
"""All codes by name, in the order of the groups."""

_GROUP_OF: Mapping[str, str] = {code.name: group.name for group in GROUPS for code in group.codes}
_ORDER: Mapping[str, int] = {group.name: number for number, group in enumerate(GROUPS)}


def check_of(code: str) -> str:
    """Return the name of the check that reports a code; empty for a code of another stage, such as ``unknown-key``."""
    return _GROUP_OF.get(code, "")


def in_order(names: Iterable[str]) -> list[str]:
    """Return names of checks in the order in which they run."""
    return sorted(names, key=lambda name: _ORDER.get(name, len(_ORDER)))
