"""Errors of mappings by language where no language, or another one, is declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cvpdf.diagnostics import Diagnostic, error
from cvpdf.schema.errors.locations import Location
from cvpdf.schema.suggest import undeclared_language
from cvpdf.schema.translations import languages_of, only_languages
from cvpdf.source.nodes import Mapping, Node


def undeclared(locations: Sequence[Location], tree: Mapping) -> tuple[list[Diagnostic], frozenset[Location]]:
    """Return an error for each undeclared language, and the locations of the errors that come from it."""
    found = {location: mapping for location in locations if (mapping := _by_language(location, tree)) is not None}
    mappings = list({id(mapping): mapping for mapping in found.values()}.values())
    keys = [(str(key), mapping.key_spans[key]) for mapping in mappings for key in mapping]
    if not keys:
        return [], frozenset()
    languages = languages_of(tree)
    if languages is not None:
        problems = [undeclared_language(key, languages.declared, span) for key, span in keys]
    else:
        names = ", ".join(dict.fromkeys(key.replace("_", "-") for key, _ in keys))
        hint = f"write `languages: [{names}]` below `locale:`, the language of the other texts first"
        problems = [error("undeclared-language", f"`{keys[0][0]}` is not a declared language", keys[0][1], hint)]
    return problems, frozenset(found)


def _by_language(location: Location, tree: Mapping) -> Mapping | None:
    """Return the mapping on the way to a location whose keys are languages."""
    path: list[str] = []
    for node, part in _steps(location, tree):
        if isinstance(node, Mapping) and only_languages(node, tuple(path)):
            return node
        if isinstance(part, str):
            path.append(part)
    return None


def _steps(location: Location, tree: Mapping) -> Iterator[tuple[Node, int | str]]:
    """Yield the nodes on the way to a location, each with the next part of the location."""
    node: Any = tree
    for part in (*location, ""):
        yield node, part
        try:
            node = node[part]
        except (LookupError, TypeError):
            return
